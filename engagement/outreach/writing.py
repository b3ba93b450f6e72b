"""One entry with all that came up, in one transaction, once for each form that is sent.

A new entry, a draft, and a change all come through here, from the page and from a phone that
had no signal. A change begins with a version of the entry; if someone else, or the same officer
on another device, changed it since, both are shown and a person decides.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from engagement.concerns.models import Concern
from engagement.outreach import differences, prefill
from engagement.outreach.form_parts import FIELDS, LINKS
from engagement.outreach.forms import OutreachForm
from engagement.outreach.models import OutreachEntry
from engagement.outreach.noting import Noted
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.outreach.differences import Difference
    from portal.accounts.models import User


@dataclass
class Written:
    """What one sheet says, whether it can be kept, and what came of it."""

    form: OutreachForm
    noted: Noted
    entry: OutreachEntry | None = None
    apart: tuple[Difference, ...] = ()  # where another version says something else

    @property
    def is_right(self) -> bool:
        right = self.form.is_valid()
        return self.noted.is_valid() and right

    @property
    def number(self) -> uuid.UUID:
        found: uuid.UUID = self.form.cleaned_data["submission"] or uuid.uuid4()
        return found


def start(by: User, data: Any, *, draft: bool = False) -> Written:
    """Keep a new entry: send it, or put it by as a draft."""
    sheet = Written(OutreachForm(data, user=by, draft=draft), Noted(data))
    if sheet.is_right:
        _in_one_go(sheet, lambda: _started(sheet, by, draft=draft))
    return sheet


def change(entry: OutreachEntry, by: User, data: Any, *, draft: bool = False) -> Written:
    """Keep a changed entry; a draft, or one sent back, is sent with it unless it is put by."""
    draft = draft and entry.status == OutreachEntry.Status.DRAFT
    sheet = Written(OutreachForm(data, user=by, instance=entry, draft=draft), Noted(data))
    if sheet.is_right:
        _in_one_go(sheet, lambda: _changed(sheet, by, draft=draft))
    return sheet


def _in_one_go(sheet: Written, write: Any) -> None:
    try:
        with transaction.atomic():
            sheet.entry = write()
    except NotPossible as refused:
        if sheet.noted.is_valid():  # else its row says it
            sheet.form.add_error(None, refused.words)


def _started(sheet: Written, by: User, *, draft: bool) -> OutreachEntry:
    form, number = sheet.form, sheet.number
    new = form.save(commit=False)
    new.noted = sheet.noted.as_typed() if draft else {}
    keep = OutreachEntry.objects.draft if draft else OutreachEntry.objects.log
    entry = keep(new, by=by, submission=number, concerns=form.linked)
    if entry is not new:
        return entry  # this form was sent before, and is what it was
    there = entry.session.event.partners_there() if entry.session else []
    entry.organizations.set([*form.cleaned_data["organizations"], *there])
    entry.grants.set(form.cleaned_data["grants"])
    _tie_to_problem(entry, form, by)
    if not draft:
        sheet.noted.keep(entry, by, number)
    return entry


def _changed(sheet: Written, by: User, *, draft: bool) -> OutreachEntry | None:
    form = sheet.form
    now = OutreachEntry.objects.get(pk=form.instance.pk).for_change(by)
    is_stale = now.seen != form.cleaned_data["seen"]
    if is_stale and (apart := differences.between(form, now)):
        sheet.apart = apart
        return None
    entry = form.save(commit=False)
    entry.status, entry.sent_at, entry.noted = now.status, now.sent_at, {}
    if draft:
        entry.noted = sheet.noted.as_typed()
    with pghistory.context(user=by.pk):
        own = [name for name in FIELDS if name not in LINKS]
        entry.save(update_fields=[*own, "confirmed_warnings", "noted", "changed_at"])
    _link(entry, form, by, also=is_stale)
    if draft:
        return entry
    if entry.status != OutreachEntry.Status.SUBMITTED:
        entry.send(by)
    sheet.noted.keep(entry, by, sheet.number)
    return entry


def _link(entry: OutreachEntry, form: OutreachForm, by: User, *, also: bool) -> None:
    """What is ticked is linked; `also` what was linked elsewhere since.

    Concerns this person may not see stay linked, and so do grants that are closed.
    """
    if also:
        entry.concerns.add(*form.linked)
        entry.organizations.add(*form.cleaned_data["organizations"])
        entry.grants.add(*form.cleaned_data["grants"])
        return
    workable = Concern.objects.workable_by(by)
    unseen = entry.concerns.exclude(pk__in=workable.values("pk"))
    entry.concerns.set([*unseen, *form.linked])
    entry.organizations.set(form.cleaned_data["organizations"])
    closed = entry.grants.exclude(closed_at=None)
    entry.grants.set([*closed, *form.cleaned_data["grants"]])


def _tie_to_problem(entry: OutreachEntry, form: OutreachForm, by: User) -> None:
    if problem := prefill.find_problem(by, form.cleaned_data["problem"]):
        entry.problems.add(problem)


def words_of(sheet: Written) -> list[str]:
    """Everything that is wrong with it, as sentences for a list."""
    wrong = [
        f"{sheet.form.fields[name].label}: {words}" if name in sheet.form.fields else str(words)
        for name, several in sheet.form.errors.items()
        for words in several
    ]
    for rows in (sheet.noted.heard, sheet.noted.promised):
        if rows.is_bound:
            wrong += [str(words) for row in rows for all_ in row.errors.values() for words in all_]
            wrong += [str(words) for words in rows.non_form_errors()]
    if sheet.apart:
        wrong.append(_("This entry was changed somewhere else since. Choose which one to keep."))
    return wrong
