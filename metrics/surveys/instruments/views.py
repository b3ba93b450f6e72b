"""Instruments at the desk: all of them, one of them, its files, languages and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils import translation as languages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metrics.surveys.answering.pages import words_of_page
from metrics.surveys.answering.questionnaire import Questionnaire
from metrics.surveys.forms import AnswersForm
from metrics.surveys.instruments import codebook as codebooks
from metrics.surveys.instruments import editing, hints, writing
from metrics.surveys.instruments.cursor import LARGEST
from metrics.surveys.instruments.forms import LANGUAGES, NewForm, TranslationForm, UploadForm
from metrics.surveys.instruments.shown import overview
from metrics.surveys.models import Instrument, Question, Translation
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from portal.http import UserRequest

may_edit = permission_required("surveys.edit_instruments", raise_exception=True)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@may_edit
def instruments(request: UserRequest) -> HttpResponse:
    Instrument.objects.install_shipped()
    found = Instrument.objects.annotate(waves_asking=Count("waves"))
    by_slug: dict[str, list[Instrument]] = {}
    for one in found.order_by("kind", "slug", "-version"):
        by_slug.setdefault(one.slug, []).append(one)
    context = {"groups": list(by_slug.values())}
    return render(request, "surveys/instruments/list.html", context)


@get_or_post
@may_edit
def new(request: UserRequest) -> HttpResponse:
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = editing.begin(**form.cleaned_data, by=request.user)
        return redirect(made)
    return render(request, "surveys/instruments/new.html", {"form": form})


@get_or_post
@may_edit
def upload(request: UserRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            # One byte more than is allowed is enough to be refused.
            made = editing.take_in(form.cleaned_data["file"].read(LARGEST + 1), request.user)
        except NotPossible as refusal:
            form.add_error("file", refusal.words)
        else:
            messages.success(request, _("The file is in, as a draft. Look through it once."))
            return redirect(made)
    return render(request, "surveys/instruments/upload.html", {"form": form})


@require_safe
@may_edit
def instrument(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Instrument.objects.select_related("made_by"), pk=pk)
    document = editing.document_of(found)
    context = {
        "instrument": found,
        "document": document,
        "pages": overview(document),
        "hints": hints.of_document(document),
        "minutes": max(1, round(hints.minutes(document))),
        "kinds": Question.Kind.choices,
        "translations": found.translations.select_related("checked_by").order_by("language"),
        "versions": Instrument.objects.filter(slug=found.slug).order_by("-version"),
        "names": LANGUAGES,
    }
    return render(request, "surveys/instruments/instrument.html", context)


@require_POST
@may_edit
def next_version(request: UserRequest, pk: int) -> HttpResponse:
    made = editing.next_version(get_object_or_404(Instrument, pk=pk), request.user)
    messages.success(
        request,
        _("This is version %(n)d, a draft. The one before stays as it is.") % {"n": made.version},
    )
    return redirect(made)


@get_or_post
@may_edit
def retirement(request: UserRequest, pk: int) -> HttpResponse:
    """From now on no new wave asks it; what was answered stays."""
    found = get_object_or_404(Instrument, pk=pk)
    if request.method == "POST":
        found.retire()
        messages.success(request, _("This version is retired. What was answered stays."))
        return redirect(found)
    context = {
        "instrument": found,
        "heading": _("Retire this version?"),
        "lede": _("No new wave can ask it. Answers given to it stay, and so do its words."),
        "button": _("Retire it"),
    }
    return render(request, "surveys/instruments/confirm.html", context)


@get_or_post
@may_edit
def deletion(request: UserRequest, pk: int) -> HttpResponse:
    """A draft that nobody was asked; a shipped one would only come back."""
    found = get_object_or_404(Instrument, pk=pk, fielded_at=None, is_shipped=False, waves=None)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The draft is deleted."))
        return redirect("desk_instruments:list")
    context = {
        "instrument": found,
        "heading": _("Delete this draft?"),
        "lede": _("Nobody was asked it. Its words are gone for good."),
        "button": _("Delete it"),
    }
    return render(request, "surveys/instruments/confirm.html", context)


@require_safe
@may_edit
def codebook(_request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Instrument, pk=pk)
    text = codebooks.codebook(editing.document_of(found))
    return as_file(found, text, "csv", "text/csv; charset=utf-8")


@require_safe
@may_edit
def as_json(_request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Instrument, pk=pk)
    return as_file(found, writing.to_json(found), "json", "application/json")


def as_file(found: Instrument, text: str, ending: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    name = f"{found.slug}-{found.version}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@may_edit
def preview(request: UserRequest, pk: int, language: str) -> HttpResponse:
    """All pages below one another in one language, as they are asked."""
    found = get_object_or_404(Instrument, pk=pk)
    if language not in LANGUAGES:
        raise Http404
    context: dict[str, Any] = {
        "instrument": found,
        "language": language,
        "others": [(code, name) for code, name in LANGUAGES.items() if code != language],
        "about": found.translations.filter(language=language).first(),
        "language_name": LANGUAGES[language],
    }
    with languages.override(language):
        pages = Questionnaire.of(found).pages
        form = AnswersForm(pages=pages)
        context["pages"] = [(words_of_page(page), list(form.blocks_of(page))) for page in pages]
    return render(request, "surveys/instruments/preview.html", context)


@get_or_post
@may_edit
def translation(request: UserRequest, pk: int, language: str) -> HttpResponse:
    """How it is called in a language and how far its words can be trusted, beside all of them."""
    found = get_object_or_404(Instrument, pk=pk)
    if language not in LANGUAGES:
        raise Http404
    known = found.translations.filter(language=language).select_related("checked_by").first()
    form = TranslationForm(request.POST or None, initial=about_translation(known))
    if not found.is_draft:  # its status may change, its words may not
        for name in ("title", "intro"):
            form.fields[name].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            keep_translation(found, language, form.cleaned_data, request)
        except NotPossible as refusal:
            form.add_error(None, refusal.words)
        else:
            messages.success(request, _("Kept."))
            return redirect("desk_instruments:translation", pk=pk, language=language)
    context = {
        "instrument": found,
        "known": known,
        "form": form,
        "language": language,
        "name": LANGUAGES[language],
        "is_original": language == settings.LANGUAGE_CODE,
        "pages": overview(editing.document_of(found)),
        "back": reverse("desk_instruments:instrument", args=[pk]),
    }
    return render(request, "surveys/instruments/translation.html", context)


def about_translation(known: Translation | None) -> dict[str, str]:
    if known is None:
        return {"status": Translation.Status.DRAFT}
    return {"title": known.title, "intro": known.intro, "status": known.status}


def keep_translation(
    found: Instrument, language: str, said: dict[str, str], request: UserRequest
) -> None:
    """Words first, where they may change; then the status, with the day and who said so."""
    if found.is_draft:

        def put_in(document: dict[str, Any]) -> None:
            known = document["translations"].setdefault(language, {"status": "draft"})
            known |= {"title": said["title"], "intro": said["intro"]}
            if language == settings.LANGUAGE_CODE:
                document["title"] = said["title"]

        editing.change(found, put_in)
    is_checked = said["status"] == Translation.Status.CHECKED
    asked = found.translations.filter(language=language)
    asked.exclude(status=said["status"]).update(
        status=said["status"],
        checked_on=timezone.localdate() if is_checked else None,
        checked_by=request.user if is_checked else None,
    )
