"""A survey page by page: every door leads here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from metrics.surveys.answering import proof
from metrics.surveys.answering.doors import IDLE, IDLE_WHEN_SENT, IDLE_WITHOUT_SCRIPT
from metrics.surveys.answering.sitting import Sitting
from metrics.surveys.errors import Enough, NotAnswerable, TooMany
from metrics.surveys.forms import ELSEWHERE, AnswersForm, AreaForm
from portal.accounts.languages import speak
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from metrics.surveys.answering.doors import Door
    from metrics.surveys.answering.questionnaire import Page
    from portal.areas.models import Area

COOKIE = "survey_begun_here"
COOKIE_DAYS = 30


def answer(request: HttpRequest, door: Door) -> HttpResponse:
    """Show the page this person came to, or take what they said on it."""
    asking = Asking(request, door)
    with translation.override(asking.language):
        response = asking.respond()
    response["Content-Language"] = asking.language
    has_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    if has_chosen and not door.is_kiosk and request.POST.get("cg.go") == asking.language:
        # What was chosen for all pages before would be back with the next visit.
        speak(response, asking.language)
    return response


def language_for(request: HttpRequest, door: Door, begun_in: str = "") -> str:
    """As chosen on the page or on this device, or begun in, or the invitation was written in."""
    known = dict(settings.LANGUAGES)
    for name in ("cg.go", "cg.language"):
        if request.POST.get(name) in known:
            return request.POST[name]
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return translation.get_language()
    if begun_in in known:
        return begun_in
    if door.invitation:
        return door.invitation.language
    return translation.get_language()


def closed(request: HttpRequest, what: str, *, status: int, **about: Any) -> HttpResponse:
    shown = {"base": "base.html", "door": None, "is_full": False, "is_too_late": False}
    shown |= {"what": what, **about}
    return render(request, "surveys/closed.html", shown, status=status)


class Asking:
    """One request at one door."""

    def __init__(self, request: HttpRequest, door: Door) -> None:
        self.request, self.door = request, door
        self.wave, self.at = door.wave, timezone.now()
        self.sitting = Sitting.resumed(door, request.POST, request.COOKIES.get(COOKIE, ""), self.at)
        self.language = language_for(request, door, self.sitting.draft.language)

    def respond(self) -> HttpResponse:
        begun = self.request.method == "POST" or self.sitting.is_begun
        if not (self.wave.still_takes(self.at) if begun else self.wave.is_open(self.at)):
            return self.closed(_("This survey is closed"), status=410)
        if self.request.method != "POST":
            return self.first()
        response = self.area() if self.is_at_area else self.take()
        if not self.door.is_kiosk and (self.sitting.is_begun or self.door.wants_work):
            remember(response, self.sitting.key)
        return response

    # Before the questions

    @property
    def is_at_area(self) -> bool:
        return self.request.POST.get("cg.page") == "area" and self.door.asks_area

    def first(self) -> HttpResponse:
        if not self.door.asks_area and self.door.is_full(self.door.area):
            return self.full(self.door.area)
        if self.door.is_kiosk:
            return self.show("start.html")
        if self.door.asks_area and not self.sitting.is_begun:
            return self.show("area.html", form=AreaForm(areas=self.door.areas()))
        return self.show_page(self.sitting.page())

    def area(self) -> HttpResponse:
        go = self.request.POST.get("cg.go", "")
        if go in dict(settings.LANGUAGES):
            return self.show("area.html", form=AreaForm(areas=self.door.areas()))
        form = AreaForm(self.request.POST, areas=self.door.areas())
        if not form.is_valid():
            return self.show("area.html", form=form)
        if form.cleaned_data["area"] == ELSEWHERE:
            return self.closed(_("This survey is for people who live here"), status=200)
        if self.door.is_full(form.chosen):
            return self.full(form.chosen)
        self.sitting.draft.area = form.chosen
        self.keep()
        return self.show_page(self.sitting.page())

    # The questions

    def take(self) -> HttpResponse:
        post = self.request.POST
        go = post.get("cg.go", "next")
        if go == "begin" or (self.door.is_kiosk and not self.sitting.is_begun):
            return self.begin(go)
        page = self.sitting.page(post.get("cg.page", ""))
        again = post.get("cg.again") == str(page.number)
        form = self.form(page, post, leaves_open=again or go != "next")
        is_valid = form.is_valid()
        before = self.sitting.asks({})
        self.sitting.say(form.codes, form.said)
        self.sitting.go_to(page)
        if go in dict(settings.LANGUAGES):
            return self.kept(page)
        if go == "back":
            return self.kept(self.sitting.beside(page, -1) or page)
        if not is_valid:
            return self.kept(page, form)
        page = self.sitting.page(str(page.number))
        if any(question.code not in before for question in page.questions):
            return self.kept(page, has_more=True)
        following = self.sitting.beside(page, 1)
        return self.kept(following) if following else self.send(page, form)

    def begin(self, go: str) -> HttpResponse:
        """From the first page of a shared tablet, or where somebody stood idle too long."""
        if go != "begin":
            return self.show("start.html")
        if self.door.asks_area:
            return self.show("area.html", form=AreaForm(areas=self.door.areas()))
        return self.show_page(self.sitting.page())

    def keep(self) -> None:
        self.sitting.draft.language = self.language
        self.sitting.keep(self.at)
        self.sitting.is_begun = True

    def kept(self, page: Page, form: AnswersForm | None = None, **about: Any) -> HttpResponse:
        """Keep what was said, and show this page."""
        self.sitting.go_to(page)
        self.keep()
        return self.show_page(page, form, **about)

    def send(self, page: Page, form: AnswersForm) -> HttpResponse:
        try:
            self.sitting.refuse_unless_enough()
            flags = self.marks()
        except NotPossible as refusal:
            form.add_error(None, str(refusal.words))
            status = 429 if isinstance(refusal, TooMany) else 200
            return self.kept(page, form, status=status)
        try:
            with transaction.atomic():
                self.sitting.send(self.language, self.at, flags)
        except Enough as refusal:
            self.sitting.forget()
            return self.closed(str(refusal), status=410, is_full=True, is_too_late=True)
        except NotAnswerable as refusal:
            return self.closed(str(refusal), status=410)
        return self.show("thanks.html")

    def marks(self) -> set[str]:
        """What is odd about how this comes; refuses one form twice, and floods without work."""
        if not self.door.wants_work:
            return set()
        odd = set()
        challenge = self.request.POST.get("cg.challenge", "")
        is_ours = proof.is_ours(challenge, self.wave)
        if is_ours and not proof.spend(challenge):
            raise NotPossible(
                _("This form was sent already, and that answer is in. For another one, send again.")
            )
        if not is_ours or not proof.is_solved(challenge, self.request.POST.get("cg.work", "")):
            if not proof.may_go_unproven(self.at):
                raise TooMany(
                    _(
                        "Without a script we take only a few answers an hour, so that no machine "
                        "answers for people. Send again after the full hour, or switch scripts on."
                    )
                )
            odd.add("unproven")
        if proof.is_repeated(self.wave, self.sitting.key, self.sitting.text):
            odd.add("duplicate")
        return odd

    # What is shown

    def form(self, page: Page, data: Any = None, *, leaves_open: bool = False) -> AnswersForm:
        return AnswersForm(
            data,
            pages=[page],
            asks=self.sitting.asks,
            leaves_open=leaves_open,
            initial=self.sitting.draft.answers,
        )

    def show_page(
        self,
        page: Page,
        form: AnswersForm | None = None,
        *,
        has_more: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        form = form or self.form(page)
        place, pages = self.sitting.place(page), len(self.sitting.pages)
        return self.show(
            "page.html",
            form=form,
            blocks=list(form.blocks()),
            page=page,
            page_words=words_of_page(page),
            in_other_words=any(block.lang for block in form.blocks()),
            place=place,
            of=pages,
            is_last=place == pages,
            asks_again=form.is_bound and any(code in form.errors for code in form.codes),
            has_more=has_more,
            status=status,
        )

    def show(
        self, template: str, form: Form | None = None, *, status: int = 200, **about: Any
    ) -> HttpResponse:
        post, sitting = self.request.POST, self.sitting
        challenge = post.get("cg.challenge", "")
        if self.door.wants_work and (
            not proof.is_ours(challenge, self.wave) or (form and form.non_field_errors())
        ):
            challenge = proof.challenge(self.wave)
        about |= {
            "form": form,
            "base": base_of(self.door),
            "door": self.door,
            "wave": self.wave,
            "sitting": sitting,
            "instrument_words": lambda: words_of(self.wave.instrument.translations.all()),
            "minutes": sitting.questionnaire.minutes(self.language),
            "floor": settings.SCORE_FLOOR,
            "challenge": challenge,
            "work": post.get("cg.work", "") if challenge == post.get("cg.challenge") else "",
            "bits": settings.SURVEY_WORK_BITS,
            "language": self.language,
            "languages": [each for each in settings.LANGUAGES if each[0] != self.language],
            "idle": int(IDLE.total_seconds()),
            "idle_without_script": int(IDLE_WITHOUT_SCRIPT.total_seconds()),
            "idle_when_sent": int(IDLE_WHEN_SENT.total_seconds()),
        }
        return render(self.request, f"surveys/answering/{template}", about, status=status)

    def full(self, area: Area | None) -> HttpResponse:
        what = _("We have enough answers from %(area)s") % {"area": area}
        return self.closed(what, status=200, is_full=True)

    def closed(self, what: str, *, status: int, **about: Any) -> HttpResponse:
        about |= {"base": base_of(self.door), "wave": self.wave, "door": self.door}
        return closed(self.request, what, status=status, **about)


def base_of(door: Door) -> str:
    """A shared tablet has no way out of the survey."""
    return "base_plain.html" if door.is_kiosk else "base.html"


def remember(response: HttpResponse, key: str) -> None:
    """Let this device find again what was begun on it: a random word, sent to these pages only."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=COOKIE_DAYS * 24 * 3600,
        path="/surveys/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def words_of(translations: Any) -> dict[str, str]:
    """The title and introduction in the reader's language, else as it was written."""
    by_language = {each.language: each for each in translations}
    language = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    found = by_language.get(language) or by_language.get(settings.LANGUAGE_CODE)
    return {"title": found.title, "intro": found.intro} if found else {"title": "", "intro": ""}


def words_of_page(page: Page) -> dict[str, str]:
    return words_of(page.section.worded)  # type: ignore[attr-defined]  # prefetched for this
