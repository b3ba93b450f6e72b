"""Screen two: what was said, what we noticed about it, and the last questions before it is sent."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render

from engagement.concerns import flood, intake, noticed
from engagement.concerns.forms import SendForm
from engagement.concerns.models import Concern
from portal.files.uploads import FilesForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from engagement.concerns.forms import RaiseForm
    from engagement.concerns.noticed import Noticed
    from portal.files.photos import Kept

HONEYPOT = "website"  # a field that people do not see and programs like to fill


class Sent:
    """The second screen as it was sent: its forms, checked together."""

    def __init__(self, request: HttpRequest, said: RaiseForm, token: str, sealed: str) -> None:
        self.token, self.sealed = token, sealed
        self.more = SendForm(request.POST, anonymous=said.stays_anonymous)
        self.files = FilesForm(request.POST, request.FILES)
        self.work = _work_form(request, token, bound=True)
        self._filled_trap = bool(request.POST.get(HONEYPOT))

    def is_odd(self) -> bool:
        """Whether a program filled what no person sees.

        Then a slow token takes this one's place: nobody is lost whose browser was too helpful.
        """
        return self._filled_trap and not flood.asks(self.token)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    @property
    def forms(self) -> list[forms.Form]:
        return [form for form in (self.files, self.more, self.work) if form is not None]

    @property
    def kept(self) -> Sequence[Kept]:
        return self.files.cleaned_data["photos"] or ()


def page(
    request: HttpRequest, form: RaiseForm, token: str, sent: Sent | None = None
) -> HttpResponse:
    """Show it; when it was sent before with this token, as it was answered."""
    area = intake.likely_area(form.cleaned_data)
    found = noticed.look_at(form.cleaned_data, area)
    again = sent is not None and sent.token == token
    more = sent.more if sent else _questions(request, form, found)
    more.fields["category"].help_text = found.why_category
    form.auto_id = False  # its hidden copies stand twice on this screen
    about = {
        "form": form,
        "token": sent.sealed if sent and again else intake.seal(request.user, token),
        "said": form.cleaned_data,
        "reply_days": reply_days(),
        "when": [Concern.WhenWorst(when).label for when in form.cleaned_data["when_worst"]],
        "more": more,
        "files": sent.files if sent else FilesForm(),
        "work": sent.work if sent and again else _work_form(request, token),
        "choose_again": bool(request.FILES),
        "noticed": found,
        "honeypot": HONEYPOT,
    }
    return render(request, "concerns/look_over.html", about)


def reply_days() -> int:
    """Within how many days an answer is promised."""
    return ceil(settings.FIRST_REPLY_HOURS / 24)


def _questions(request: HttpRequest, form: RaiseForm, found: Noticed) -> SendForm:
    initial = {
        "area": found.area.slug if found.area else "",
        "category": found.category.slug if found.category else "",
    }
    user = request.user
    if user.is_authenticated:
        initial |= {"contact_email": user.email, "contact_name": user.name}
    return SendForm(anonymous=form.stays_anonymous, initial=initial)


def _work_form(request: HttpRequest, token: str, *, bound: bool = False) -> flood.WorkForm | None:
    if not flood.asks(token):
        return None
    return flood.WorkForm(request.POST if bound else None, token=token, request=request)
