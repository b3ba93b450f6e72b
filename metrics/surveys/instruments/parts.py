"""The parts of a draft at the desk: what it is about, pages, questions, indices, their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from metrics.surveys.instruments import editing, hints
from metrics.surveys.instruments.cursor import BadDocument
from metrics.surveys.instruments.forms import LANGUAGES, AboutForm, IndexForm, PageForm
from metrics.surveys.instruments.question_form import QuestionForm
from metrics.surveys.instruments.reading import BRANCHING, MOST_PAGES, ORDERED
from metrics.surveys.instruments.writing import to_object
from metrics.surveys.models import Instrument, Question
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from metrics.surveys.instruments.editing import Change
    from portal.http import UserRequest

    Found = dict[str, Any]

may_edit = permission_required("surveys.edit_instruments", raise_exception=True)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def opened(pk: int) -> tuple[Instrument, Found]:
    """An instrument and its document as lists and dicts."""
    instrument = get_object_or_404(Instrument, pk=pk)
    return instrument, to_object(instrument)


def kept(form: forms.Form, instrument: Instrument, how: Change) -> bool:
    """Whether it could be changed so; if not, the form says why and keeps what was typed."""
    try:
        editing.change(instrument, how)
    except BadDocument as refusal:
        form.add_error(None, refusal.why)
    except NotPossible as refusal:
        form.add_error(None, refusal.words)
    else:
        return True
    return False


@get_or_post
@may_edit
def about(request: UserRequest, pk: int) -> HttpResponse:
    instrument, found = opened(pk)
    form = AboutForm(request.POST or None, initial=found)
    if request.method == "POST" and form.is_valid() and kept(form, instrument, form.put_in):
        return redirect(instrument)
    context = {"instrument": instrument, "form": form, "heading": _("What it is and where from")}
    return render(request, "surveys/instruments/form.html", context)


@require_POST
@may_edit
def new_page(request: UserRequest, pk: int) -> HttpResponse:
    instrument = get_object_or_404(Instrument, pk=pk)

    def add(found: Found) -> None:
        if len(found["sections"]) < MOST_PAGES:
            found["sections"].append({"questions": []})

    return changed(request, instrument, add)


def changed(request: UserRequest, instrument: Instrument, how: Change) -> HttpResponse:
    """Change it and go back to it, with a sentence if it cannot be."""
    try:
        editing.change(instrument, how)
    except BadDocument as refusal:
        messages.error(request, refusal.why)
    except NotPossible as refusal:
        messages.error(request, refusal.words)
    return redirect(instrument)


def section_at(found: Found, number: int) -> Found:
    try:
        section: Found = found["sections"][number - 1 if number else -1]
    except IndexError:
        raise Http404 from None
    return section


def sources(found: Found, *, before: str = "", page: int | None = None) -> list[tuple[str, str]]:
    """Questions that others can depend on: those on earlier pages, or before one question."""
    choices: list[tuple[str, str]] = []
    for number, section in enumerate(found["sections"], start=1):
        if page is not None and number >= page:
            break
        for question in section["questions"]:
            if question["code"] == before:
                return choices
            if question["kind"] in BRANCHING:
                choices.append((question["code"], label_of(question)))
    return choices


def label_of(question: Found) -> str:
    words = question["words"]["en"]
    return f"{question['code']}: {words.get('statement') or words['ask']}"[:90]


@get_or_post
@may_edit
def page(request: UserRequest, pk: int, number: int) -> HttpResponse:
    instrument, found = opened(pk)
    section = section_at(found, number)
    form = PageForm(
        request.POST or None, initial=PageForm.of(section), sources=sources(found, page=number)
    )

    def put_in(found: Found) -> None:
        found["sections"][number - 1] = form.part(section_at(found, number))

    if request.method == "POST" and form.is_valid() and kept(form, instrument, put_in):
        return redirect(f"{instrument.get_absolute_url()}#page-{number}")
    context = {"instrument": instrument, "form": form, "number": number}
    return render(request, "surveys/instruments/page.html", context)


@get_or_post
@may_edit
def page_deletion(request: UserRequest, pk: int, number: int) -> HttpResponse:
    instrument, found = opened(pk)
    section_at(found, number)

    def take_out(found: Found) -> None:
        for question in list(section_at(found, number)["questions"]):
            editing.without_question(found, question["code"])
        del found["sections"][number - 1]

    if request.method == "POST":
        return changed(request, instrument, take_out)
    context = {
        "instrument": instrument,
        "heading": _("Delete page %(n)d and all its questions?") % {"n": number},
        "lede": _("They are taken out of every index too."),
        "button": _("Delete the page"),
    }
    return render(request, "surveys/instruments/confirm.html", context)


@get_or_post
@may_edit
def new_question(request: UserRequest, pk: int, number: int, kind: str) -> HttpResponse:
    instrument, found = opened(pk)
    section_at(found, number)
    if kind not in Question.Kind.values:
        raise Http404
    before = sources(found, page=number + 1)
    form = QuestionForm(
        request.POST or None, kind=kind, sources=before, initial={"lowest": 0, "highest": 10}
    )

    def put_in(found: Found) -> None:
        section_at(found, number)["questions"].append(form.part())

    if request.method == "POST" and form.is_valid() and kept(form, instrument, put_in):
        return redirect(f"{instrument.get_absolute_url()}#{form.cleaned_data['code']}")
    return question_page(request, instrument, form, [])


@get_or_post
@may_edit
def question(request: UserRequest, pk: int, code: str) -> HttpResponse:
    instrument, found = opened(pk)
    known = question_at(found, code)
    form = QuestionForm(
        request.POST or None,
        kind=known["kind"],
        sources=sources(found, before=code),
        initial=QuestionForm.of(known),
    )

    def put_in(found: Found) -> None:
        question_at(found, code)
        questions, place = editing.item_at(found, code)
        questions[place] = form.part()
        editing.renamed(found, code, form.cleaned_data["code"])

    if request.method == "POST" and form.is_valid() and kept(form, instrument, put_in):
        return redirect(f"{instrument.get_absolute_url()}#{form.cleaned_data['code']}")
    document = editing.document_of(instrument)
    item = next(item for item in document.asked() if item.code == code)
    said = [hint for part in (item, *item.rows) for hint in hints.of_item(part, LANGUAGES)]
    return question_page(request, instrument, form, list(dict.fromkeys(said)), code=code)


def question_at(found: Found, code: str) -> Found:
    try:
        questions, place = editing.item_at(found, code)
    except KeyError:
        raise Http404 from None
    known: Found = questions[place]
    return known


def question_page(
    request: UserRequest,
    instrument: Instrument,
    form: QuestionForm,
    said: list[hints.Hint],
    code: str = "",
) -> HttpResponse:
    context = {
        "instrument": instrument,
        "form": form,
        "kind": Question.Kind(form.kind).label,
        "hints": said,
        "code": code,
    }
    return render(request, "surveys/instruments/question.html", context)


@get_or_post
@may_edit
def question_deletion(request: UserRequest, pk: int, code: str) -> HttpResponse:
    instrument, found = opened(pk)
    known = question_at(found, code)

    def take_out(found: Found) -> None:
        question_at(found, code)
        editing.without_question(found, code)

    if request.method == "POST":
        return changed(request, instrument, take_out)
    context = {
        "instrument": instrument,
        "heading": _("Delete this question?"),
        "lede": _("“%(question)s” is taken out, of every index too.")
        % {"question": label_of(known)},
        "button": _("Delete the question"),
    }
    return render(request, "surveys/instruments/confirm.html", context)


def scored(found: Found) -> list[tuple[str, str]]:
    """What an index can be made of: scales, rows of steps, and the rows of grids."""
    choices = []
    for section in found["sections"]:
        for question in section["questions"]:
            if question["kind"] in ORDERED:
                choices.append((question["code"], label_of(question)))
            choices += [(row["code"], label_of(row)) for row in question.get("rows", ())]
    return choices


@get_or_post
@may_edit
def new_index(request: UserRequest, pk: int) -> HttpResponse:
    instrument, found = opened(pk)
    form = IndexForm(request.POST or None, choices=scored(found))

    def put_in(found: Found) -> None:
        found["indices"].append(form.part())

    if request.method == "POST" and form.is_valid() and kept(form, instrument, put_in):
        return redirect(f"{instrument.get_absolute_url()}#indices")
    context = {"instrument": instrument, "form": form, "heading": _("A new index")}
    return render(request, "surveys/instruments/form.html", context)


def place_of_index(found: Found, code: str) -> int:
    for place, known in enumerate(found["indices"]):
        if known["code"] == code:
            return place
    raise Http404


@get_or_post
@may_edit
def index(request: UserRequest, pk: int, code: str) -> HttpResponse:
    instrument, found = opened(pk)
    known = found["indices"][place_of_index(found, code)]
    form = IndexForm(request.POST or None, choices=scored(found), initial=IndexForm.of(known))

    def put_in(found: Found) -> None:
        found["indices"][place_of_index(found, code)] = form.part()

    if request.method == "POST" and form.is_valid() and kept(form, instrument, put_in):
        return redirect(f"{instrument.get_absolute_url()}#indices")
    context = {"instrument": instrument, "form": form, "heading": _("Index: %s") % code}
    return render(request, "surveys/instruments/form.html", context)


@get_or_post
@may_edit
def index_deletion(request: UserRequest, pk: int, code: str) -> HttpResponse:
    instrument, found = opened(pk)
    place_of_index(found, code)

    def take_out(found: Found) -> None:
        del found["indices"][place_of_index(found, code)]

    if request.method == "POST":
        return changed(request, instrument, take_out)
    context = {
        "instrument": instrument,
        "heading": _("Delete this index?"),
        "lede": _("Its questions stay."),
        "button": _("Delete the index"),
    }
    return render(request, "surveys/instruments/confirm.html", context)


@require_POST
@may_edit
def order(request: UserRequest, pk: int) -> HttpResponse:
    """Move a page or a question one place up or down: `page` or `question`, and `way`."""
    instrument = get_object_or_404(Instrument, pk=pk)
    by = -1 if request.POST.get("way") == "up" else 1
    code, number = request.POST.get("question", ""), request.POST.get("page", "")

    def turn(found: Found) -> None:
        if code:
            question_at(found, code)
            editing.move(*editing.item_at(found, code), by)
        elif number.isdecimal() and number.isascii():
            section_at(found, int(number))
            editing.move(found["sections"], int(number) - 1, by)

    response = changed(request, instrument, turn)
    if code and code.replace("_", "").isalnum():
        response["Location"] += f"#{code}"
    return response
