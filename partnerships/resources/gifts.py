"""Contributions and hours by one word of the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from partnerships.resources.forms import ContributionForm, HoursForm
from partnerships.resources.models import Contribution, VolunteerHours

if TYPE_CHECKING:
    from partnerships.resources.models.gifts import Gift
    from portal.http import UserRequest

MODELS: dict[str, Any] = {"contribution": Contribution, "hours": VolunteerHours}
FORMS: dict[str, Any] = {"contribution": ContributionForm, "hours": HoursForm}


def form_of(kind: str) -> Any:
    """The form for a kind of gift; 404 for a word that is none."""
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def find_gift(request: UserRequest, kind: str, pk: int) -> Gift:
    """One this person may know of; 404 for all others."""
    if kind not in MODELS:
        raise Http404
    visible = MODELS[kind].objects.visible_to(request.user).select_related("organization", "grant")
    found: Gift = get_object_or_404(visible, pk=pk)
    return found
