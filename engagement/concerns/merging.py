"""Several concerns about the same thing become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from engagement.concerns.models import Concern, Step, Support
from engagement.concerns.states import State
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def merge(other: Concern, into: Concern, by: User, reason: str = "") -> Concern:
    """Close `other` as the same as `into`. Its owner, and those who added their voice, are told.

    Both are locked, the lower number first, so that two people who merge them crosswise
    neither wait for each other nor make a circle.
    """
    if other.pk == into.pk:
        raise NotPossible(_("This is the main one itself."))
    for concern in sorted((other, into), key=lambda each: each.pk):
        concern.lock()
    if into.state == State.DUPLICATE:
        raise NotPossible(_("The main one is itself the same as another. Choose that one."))
    if not into.is_open:
        raise NotPossible(_("The main one is closed. Open it again first."))
    if not other.is_open:
        raise NotPossible(other.why_not(State.DUPLICATE))
    if into.sensitive != other.sensitive:
        raise NotPossible(_("A sensitive concern is not joined with one that is not."))
    words = reason or _("Others told us the same. We follow it up as one.")
    other.close(by, State.DUPLICATE, words, duplicate_of=into)
    into.record(Step.Verb.JOINED, into.state, by)
    _carry_voices(other, into)
    other.duplicates.update(duplicate_of=into)
    return other


def _carry_voices(other: Concern, into: Concern) -> None:
    """Who followed the one now follows the other; nobody is written to twice."""
    known = into.supports.reachable().values_list("contact_email", flat=True)
    forms = into.supports.values_list("form_hash", flat=True)
    moving = other.supports.exclude(contact_email__in=list(known)).exclude(form_hash__in=forms)
    moved = Support.objects.filter(pk__in=list(moving.values_list("pk", flat=True)))
    count = moved.update(concern=into)
    Concern.objects.filter(pk=into.pk).update(support_count=F("support_count") + count)
    Concern.objects.filter(pk=other.pk).update(support_count=F("support_count") - count)
