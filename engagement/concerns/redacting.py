"""Hiding words that should not travel: a phone number, a plate, a name.

The words stay in `Concern.text`. Everyone but a supervisor reads `public_text`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from engagement.concerns.models import Concern, Redaction, Step
from portal.records import privacy
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.models import User
    from portal.records.privacy import Finding


def found(concern: Concern) -> list[Finding]:
    """What a careful reader would hide and nobody has hidden yet."""
    known = [concern.area.name] if concern.area else []
    hidden = list(concern.redactions.all())
    return [
        finding
        for finding in privacy.warnings(concern.text, known)
        if not any(r.start <= finding.start < r.end for r in hidden)
    ]


@transaction.atomic
def hide(concern: Concern, words: str, why: str, by: User) -> int:
    """Hide these words wherever they stand; returns in how many places."""
    concern.lock()
    spots = [
        (start, start + len(words))
        for start in _starts(concern.text, words)
        if not concern.redactions.filter(start__lte=start, end__gte=start + len(words)).exists()
    ]
    if not spots:
        raise NotPossible(_("These words do not stand there. Copy them as they are written."))
    for start, end in spots:
        concern.redactions.filter(start__gte=start, end__lte=end).delete()
        concern.redactions.create(start=start, end=end, why=why, by=by)
    concern.record(Step.Verb.REDACTED, concern.state, by, str(Redaction.Why(why).label))
    _write_anew(concern)
    return len(spots)


@transaction.atomic
def show_again(concern: Concern, redaction: Redaction, by: User) -> None:
    """Lift one redaction: it hid too much."""
    concern.lock()
    concern.redactions.filter(pk=redaction.pk).delete()
    concern.record(Step.Verb.UNREDACTED, concern.state, by)
    _write_anew(concern)


def redacted(text: str, hidden: Iterable[Redaction]) -> str:
    """The text with each hidden stretch replaced by what it was; overlapping ones are one."""
    parts, at = [], 0
    for redaction in sorted(hidden, key=lambda each: (each.start, -each.end)):
        if redaction.start >= at:
            parts.append(text[at : redaction.start])
            parts.append(_("[removed: %(what)s]") % {"what": redaction.get_why_display()})
        at = max(at, redaction.end)
    return "".join([*parts, text[at:]])


def _write_anew(concern: Concern) -> None:
    hidden = list(concern.redactions.all())
    with translation.override(concern.language):
        concern.redacted_text = redacted(concern.text, hidden) if hidden else ""
    Concern.objects.filter(pk=concern.pk).update(redacted_text=concern.redacted_text)


def _starts(text: str, words: str) -> list[int]:
    """Where the words begin, whatever their case; folding may not change a length."""
    if not words:
        return []
    low, sought = _lower(text), _lower(words)
    starts, at = [], low.find(sought)
    while at >= 0:
        starts.append(at)
        at = low.find(sought, at + len(sought))
    return starts


def _lower(text: str) -> str:
    return "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)
