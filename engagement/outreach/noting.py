"""What else came up: concerns that residents raised and promises that were made, a row for each.

The rows become real concerns and real promises in the transaction that keeps the entry. Each has
a number made of the form's own, so that the same form sent twice raises nothing twice.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.commitments.models import Commitment
from engagement.concerns.fields import WordsField
from engagement.concerns.models import Category, Concern
from engagement.concerns.models.concern import TEXT_LIMIT
from engagement.concerns.suggestion import suggest
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.outreach.models import OutreachEntry
    from portal.accounts.models import User

BLANK = 3  # rows to fill in without a script
MOST = 12
A_MONTH = timedelta(days=30)
SPACE = uuid.UUID("8a3f1d52-54c2-4d3c-9df1-0f0c5b0a7c11")


class Row(forms.Form):
    """One that may stay empty: only what is typed counts, not what it began with."""

    use_required_attribute = False
    typed: tuple[str, ...]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True

    def has_changed(self) -> bool:
        if not self.is_bound:
            return super().has_changed()
        return any(self.data.get(self.add_prefix(name), "").strip() for name in self.typed)

    @property
    def is_open(self) -> bool:
        """Whether there is something in it to see."""
        return any((self[name].value() or "") for name in self.typed)


class HeardRow(Row):
    typed = ("text",)

    text = WordsField(
        limit=TEXT_LIMIT,
        label=_("What are they worried about?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("What is it about?"),
        required=False,
        empty_label=_("Let the words decide"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.offered()  # type: ignore[attr-defined]  # a ModelChoiceField


class PromiseRow(Row):
    typed = ("what", "owner_words")

    what = forms.CharField(
        label=_("What do we promise?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what we promise.")},
    )
    owner_words = forms.CharField(
        label=_("Who answers for it?"),
        help_text=_("Leave it empty for yourself, or name an office, such as Public Works."),
        max_length=120,
        required=False,
    )
    due_on = forms.DateField(
        label=_("By which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day it is due.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = timezone.localdate() + A_MONTH


def rows_of(row: type[Row], name: str, data: Any, noted: Mapping[str, Any]) -> Any:
    """The rows of one kind: those typed, or those of a draft and a few to fill in."""
    several = forms.formset_factory(
        row, extra=BLANK, max_num=MOST, absolute_max=MOST, validate_max=True
    )
    if data is not None and f"{name}-TOTAL_FORMS" not in data:
        data = None  # a form without rows says nothing about them
    return several(data, prefix=name, initial=noted.get(name, []))


class Noted:
    """Both kinds of rows of one form."""

    def __init__(self, data: Any = None, noted: Mapping[str, Any] | None = None) -> None:
        self.heard = rows_of(HeardRow, "heard", data, noted or {})
        self.promised = rows_of(PromiseRow, "promised", data, noted or {})

    def is_valid(self) -> bool:
        return all(not each.is_bound or each.is_valid() for each in (self.heard, self.promised))

    @property
    def heard_is_open(self) -> bool:
        return any(row.is_open for row in self.heard)

    @property
    def promised_is_open(self) -> bool:
        return any(row.is_open for row in self.promised)

    def as_typed(self) -> dict[str, list[dict[str, str]]]:
        """What a draft keeps of the rows, right or wrong, until it is sent."""
        return {
            several.prefix: [
                {name: str(row[name].value() or "")[:TEXT_LIMIT] for name in row.fields}
                for row in several
                if row.has_changed()
            ]
            for several in (self.heard, self.promised)
            if several.is_bound
        }

    def keep(self, entry: OutreachEntry, by: User, submission: uuid.UUID) -> None:
        """Raise the concerns and make the promises. Safe to repeat with the same number."""
        for number, row in enumerate(self.heard):
            if self.heard.is_bound and row.has_changed():
                hear(entry, by, f"{by.pk}-{submission}-{number}", **row.cleaned_data)
        for number, row in enumerate(self.promised):
            if self.promised.is_bound and row.has_changed():
                promise(entry, by, uuid.uuid5(SPACE, f"{by.pk}-{submission}-{number}"), row)


def hear(
    entry: OutreachEntry, by: User, token: str, *, text: str, category: Category | None
) -> Concern:
    """A real concern, tied to the entry and to its meeting. Who raised it stays unnamed."""
    concern = Concern.objects.sent_with(token)
    if concern is None:
        likely = suggest(text) if category is None else None
        if likely:
            category = Category.objects.offered().filter(slug=likely.slug).first()
        concern, _code = Concern.objects.submit(
            token=token,
            source=Concern.Source.MEETING if entry.session else Concern.Source.WALK_IN,
            area=entry.area,
            place=entry.place,
            entered_by=by,
            anonymous=True,
            language=settings.LANGUAGE_CODE,
            text=text,
            category=category,
        )
    entry.concerns.add(concern)
    if entry.session:
        concern.meeting_links.get_or_create(session=entry.session, defaults={"by": by})
    return concern


def promise(entry: OutreachEntry, by: User, submission: uuid.UUID, row: Row) -> Commitment:
    """Into the ledger; written up later, it was still made that day."""
    said = row.cleaned_data
    today = timezone.localdate()
    try:
        return Commitment.objects.promise(
            what=said["what"],
            due_on=said["due_on"],
            by=by,
            owner=None if said["owner_words"].strip() else by,
            owner_words=said["owner_words"],
            entry=entry,
            submission=submission,
            made_on=entry.happened_on if entry.happened_on < today else None,
        )
    except NotPossible as refused:
        row.add_error("due_on", refused.words)
        raise
