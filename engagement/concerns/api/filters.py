"""Which public concerns another program asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from engagement.concerns.models import Category
from engagement.concerns.models.searching import folded
from engagement.concerns.states import CLOSED, OPEN, State
from portal.api.fields import BySlug
from portal.areas.models import Area

if TYPE_CHECKING:
    from engagement.concerns.models.querysets import ConcernQuerySet

WORDS = 5


class PublicQuery(serializers.Serializer[Any]):
    area = BySlug(
        queryset=Area.objects.all(),
        required=False,
        help_text="Slug of an area; what lies in its parts counts too.",
    )
    category = BySlug(queryset=Category.objects.all(), required=False)
    state = serializers.CharField(
        required=False, help_text="One state or several with commas; also `open` and `closed`."
    )
    raised_from = serializers.DateTimeField(required=False)
    raised_to = serializers.DateTimeField(required=False, help_text="Up to, and not including.")
    updated_from = serializers.DateTimeField(required=False)
    updated_to = serializers.DateTimeField(required=False, help_text="Up to, and not including.")
    q = serializers.CharField(
        required=False, max_length=80, help_text="Whole words that stand in the text, all of them."
    )

    default_error_messages = {
        "state": _("There is no state “{state}”."),
        "backwards": _("This is before where it starts."),
    }

    def validate_state(self, text: str) -> list[str]:
        states: list[str] = []
        for name in filter(None, (part.strip() for part in text.split(","))):
            if name not in {"open", "closed", *State.values}:
                self.fail("state", state=name[:40])
            states.append(name)
        return states

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for what in ("raised", "updated"):
            start, end = attrs.get(f"{what}_from"), attrs.get(f"{what}_to")
            if start and end and end < start:
                words = self.error_messages["backwards"]
                raise serializers.ValidationError({f"{what}_to": [words]})
        return attrs

    def narrow(self, concerns: ConcernQuerySet) -> ConcernQuerySet:
        asked = self.validated_data
        if area := asked.get("area"):
            concerns = concerns.within(area)
        if category := asked.get("category"):
            concerns = concerns.filter(category=category)
        if states := asked.get("state"):
            concerns = concerns.filter(state__in=_spelled_out(states))
        for name, column in (("raised", "raised_at"), ("updated", "changed_at")):
            if start := asked.get(f"{name}_from"):
                concerns = concerns.filter(**{f"{column}__gte": start})
            if end := asked.get(f"{name}_to"):
                concerns = concerns.filter(**{f"{column}__lt": end})
        words = re.findall(r"\w+", asked.get("q", ""))[:WORDS]
        return _saying(concerns, words) if words else concerns


def _saying(concerns: ConcernQuerySet, words: list[str]) -> ConcernQuerySet:
    """Found by the index, which knows the place as well; then held to what everyone reads.

    Otherwise one could guess at a place, or at words an officer covered.
    """
    found = concerns.matching(" ".join(words)).annotate(
        shown=folded(Case(When(redacted_text="", then=F("text")), default=F("redacted_text")))
    )
    for word in words:
        found = found.filter(shown__icontains=folded(Value(word)))
    return found


def _spelled_out(names: list[str]) -> set[str]:
    states: set[str] = set()
    for name in names:
        states |= set({"open": OPEN, "closed": CLOSED}.get(name, (name,)))
    return states
