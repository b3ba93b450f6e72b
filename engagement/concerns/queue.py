"""A concern as one row of a list: a clock, the words, and the one act that is next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from portal.pages.clocks import Clock, span

if TYPE_CHECKING:
    from datetime import datetime

    from engagement.concerns.models import Concern


@dataclass(frozen=True)
class Row:
    concern: Concern
    clock: Clock
    about: list[str]
    took: str = ""
    is_next: bool = False  # wants an answer now

    @property
    def title(self) -> str:
        return title_of(self.concern)


def clock_of(concern: Concern, now: datetime | None = None) -> Clock:
    """How much is left of the time to answer, or what it has come to."""
    now = now or timezone.now()
    started = concern.clock_started_at or concern.raised_at
    clock = Clock.between(started, concern.reply_due_at, concern.answered_at, now)
    if not concern.is_open:
        kept = concern.state in (concern.State.RESOLVED, concern.State.DUPLICATE)
        ended = Clock("met" if kept else "none", now)
        return ended.saying(concern.get_state_display())
    if concern.waiting_since and not concern.is_overdue(now):
        return Clock("none", now).saying(_("We wait for their answer"))
    if concern.answered_at:
        return clock.saying(_("Answered"))
    return clock


def end_clock_of(concern: Concern, now: datetime | None = None) -> Clock | None:
    """How much is left until it should have come to an end; None where nothing is promised."""
    if not concern.is_open or concern.resolve_due_at is None or concern.waiting_since:
        return None
    started = concern.clock_started_at or concern.raised_at
    return Clock.between(started, concern.resolve_due_at, None, now or timezone.now())


def title_of(concern: Concern) -> str:
    """How a list names it. A sensitive one does not say what it is until it is opened."""
    return _("Sensitive: open it to read") if concern.sensitive else concern.headline


def desk_row(concern: Concern, now: datetime | None = None) -> Row:
    clock = clock_of(concern, now)
    return Row(concern, clock, list(_about(concern)), is_next=clock.kind in ("late", "soon"))


def public_row(concern: Concern, now: datetime | None = None) -> Row:
    """What the public sees: the state in words, and how long it took or has taken."""
    now = now or timezone.now()
    if concern.closed_at:
        took = _("took %(time)s") % {"time": span(concern.closed_at - concern.raised_at)}
        return Row(concern, clock_of(concern, now), [], took)
    took = _("%(time)s so far") % {"time": span(now - concern.raised_at)}
    clock = clock_of(concern, now)
    if concern.answered_at:  # nothing more is due by a date
        clock = Clock("none", now).saying(concern.get_state_display())
    return Row(concern, clock, [], took)


def _about(concern: Concern) -> list[str]:
    about = [_("Anonymous") if concern.anonymous else _("Named")]
    if concern.contact_phone and not concern.contact_email:
        about.append(_("wants a phone call"))
    if concern.language[:2] != (get_language() or "en")[:2]:
        about.append(_("in %(language)s") % {"language": _language_name(concern.language)})
    if concern.sensitive:
        about.append(_("sensitive"))
    if concern.source != concern.Source.WEB:
        about.append(str(concern.get_source_display()))
    return about


def _language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
