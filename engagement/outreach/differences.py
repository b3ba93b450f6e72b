"""Two versions of one entry, side by side, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, localize, time_format
from django.utils.translation import gettext as _

from engagement.outreach.form_parts import FIELDS, LINKS
from engagement.outreach.models.entry import words_of

if TYPE_CHECKING:
    from engagement.outreach.forms import OutreachForm
    from engagement.outreach.models import OutreachEntry

LISTS = {"topics": "Topic", "segments": "Segment", "access": "Access"}


@dataclass(frozen=True)
class Difference:
    label: str
    mine: str
    theirs: str


def between(form: OutreachForm, now: OutreachEntry) -> tuple[Difference, ...]:
    """Where what is typed differs from what is kept, in the order of the form."""
    written = (name for name in FIELDS if name not in LINKS)
    both = (
        (name, comparable(form.cleaned_data[name]), comparable(getattr(now, name)))
        for name in written
    )
    return tuple(
        Difference(str(form.fields[name].label), shown(now, name, mine), shown(now, name, theirs))
        for name, mine, theirs in both
        if mine != theirs
    )


def comparable(value: Any) -> Any:
    """Ticks in an order of their own; text as every browser sends it."""
    if isinstance(value, list):
        return sorted(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def shown(entry: OutreachEntry, name: str, value: Any) -> str:
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in LISTS:
        return ", ".join(words_of(getattr(entry, LISTS[name]), value))
    if name == "happened_on":
        return date_format(value)
    if name == "started_at":
        return time_format(value)
    field = entry._meta.get_field(name)
    choices = dict(getattr(field, "flatchoices", []) or [])
    return str(choices.get(value) or localize(value))
