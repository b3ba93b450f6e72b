"""What the form of an entry asks, in which words, and which answers most entries leave alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FIELDS = [
    *("purpose", "kind", "started_by", "adults", "youth", "counted", "topics", "happened"),
    *("area", "place", "online", "happened_on", "started_at", "minutes", "staff", "others"),
    *("wants", "unanswered", "obstacles", "languages", "segments", "access", "first_time_share"),
    *("diverted", "overtime_hours", "grant_hours", "grants", "mandate", "organizations"),
    *("visibility", "public_summary", "concerns", "session"),
]
LABELS = {
    "purpose": _("What was it for?"),
    "kind": _("What was it?"),
    "started_by": _("Whose idea was it?"),
    "others": _("Who else was there from the police?"),
    "languages": _("Which languages were spoken?"),
    "started_at": _("Start"),
    "happened_on": _("Which day?"),
    "area": _("Where?"),
    "segments": _("Was it for certain groups?"),
    "access": _("What helped people take part?"),
    "organizations": _("Which partners were there?"),
    "grants": _("Which grants paid for it?"),
    "mandate": _("Which paragraph of a decree or standard?"),
}
HELP_TEXTS = {
    "happened": _("What came up, and what people want. No names, phone numbers or plates."),
    "segments": _("Whom the gathering was for. Never who a person is."),
    "first_time_share": _("Of a hundred, about how many had not come before?"),
    "public_summary": _("Two sentences for neighbors. They show once the entry is approved."),
    "mandate": _("Such as: decree, paragraph 17."),
}
WIDGETS: dict[str, Any] = {
    "purpose": forms.RadioSelect,
    "happened": forms.Textarea(attrs={"rows": 5}),
    "wants": forms.Textarea(attrs={"rows": 2}),
    "unanswered": forms.Textarea(attrs={"rows": 2}),
    "public_summary": forms.Textarea(attrs={"rows": 2}),
    "organizations": forms.CheckboxSelectMultiple,
    "grants": forms.CheckboxSelectMultiple,
    "happened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "started_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
}

# What an entry is tied to, beside what it says.
LINKS = ("concerns", "organizations", "grants")
DAY = {"happened_on", "started_at", "minutes"}
WHEN = {"kind", "area", "place"} | DAY
PEOPLE = {"started_by", "staff", "others", "languages", "segments", "access", "first_time_share"}
SAID = {"wants", "unanswered", "obstacles", "organizations"}
BOOKS = {"online", "diverted", "overtime_hours", "grant_hours", "grants", "mandate"}
MORE = PEOPLE | SAID | BOOKS | {"visibility", "public_summary"}
# Free text that is read for what looks like a person.
WATCHED = ("happened", "wants", "unanswered", "obstacles", "place", "public_summary")
