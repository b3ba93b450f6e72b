from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.text import slugify

from portal.accounts.scope import within_scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.contrib.auth.models import AnonymousUser

    from engagement.events.models.event import Event
    from portal.accounts.models import User


class EventQuerySet(models.QuerySet["Event"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def listed(self) -> Self:
        """Published, and not only for those who have its link."""
        return self.published().filter(unlisted=False)

    def languages(self) -> list[str]:
        """Those spoken at meetings that are listed, by the alphabet."""
        spoken = self.listed().annotate(spoken=Func(F("languages"), function="unnest"))
        return sorted(spoken.values_list("spoken", flat=True).order_by().distinct())

    def free_slug(self, title: str, on: date) -> str:
        """An address no other event has, such as `evening-meeting-2026-10-22`."""
        return self.free_slugs(title, [on])[on]

    def free_slugs(self, title: str, days: Iterable[date]) -> dict[date, str]:
        """One free address for each of the days, found with one question."""
        stem = slugify(title)[:150] or "meeting"
        taken = set(self.filter(slug__startswith=f"{stem}-").values_list("slug", flat=True))
        free = {}
        for on in days:
            dated = f"{stem}-{on:%Y-%m-%d}"
            numbered = (f"{dated}-{n}" for n in range(2, len(taken) + 3))
            free[on] = next(slug for slug in (dated, *numbered) if slug not in taken)
        return free

    def reached_from(self, event: Event, scope: str, at: datetime | None = None) -> Self:
        """The days of its series a change to `event` reaches. What has begun is never among them.

        A change to one day alone reaches that day, whenever it is.
        """
        if event.series_id is None or scope not in {
            self.model.Scope.FOLLOWING,
            self.model.Scope.ALL,
        }:
            return self.filter(pk=event.pk)
        at = at or timezone.now()
        coming = self.filter(sessions__starts_at__gt=at, cancelled_at=None).values("pk")
        days = self.filter(series=event.series_id, pk__in=coming).order_by("series_day")
        if scope == self.model.Scope.FOLLOWING:
            return days.filter(series_day__gte=event.series_day)
        return days

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Everyone sees what is published; staff also see the drafts of their areas."""
        from engagement.events.models.event import HOSTING

        visible = Q(published_at__isnull=False)
        if user.is_authenticated:
            visible |= within_scope(user, *HOSTING)
        return self.filter(visible)
