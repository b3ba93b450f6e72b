from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import Role
from portal.accounts.scope import within_scope
from portal.areas.models import Area
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from engagement.events.models import Event
    from engagement.priorities.models.ballot import Vote
    from engagement.priorities.models.priority import Priority
    from engagement.problems.models import Problem
    from portal.accounts.models import User

KEEPING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)
SPOKEN_ON = Coalesce(F("action_on"), F("issue_on"))


class PriorityQuerySet(models.QuerySet["Priority"]):
    def current(self) -> Self:
        return self.filter(retired_on=None)

    def retired(self) -> Self:
        return self.exclude(retired_on=None)

    def unspoken_for(self, days: int, on: date | None = None) -> Self:
        """Current ones about which nothing new was said for that many days."""
        since = (on or timezone.localdate()) - timedelta(days=days)
        return self.current().alias(spoken_on=SPOKEN_ON).filter(spoken_on__lte=since)

    def to_nag(self, on: date | None = None) -> Self:
        """Those whose officers should say what was done, before everyone sees that they did not."""
        return self.unspoken_for(settings.PRIORITY_NAG_DAYS, on)

    def stale(self, on: date | None = None) -> Self:
        return self.unspoken_for(settings.PRIORITY_STALE_DAYS, on)

    def silent_first(self) -> Self:
        return self.order_by(SPOKEN_ON, "area", "position")

    def within(self, area: Area) -> Self:
        """Of the area itself and of what lies in it."""
        return self.filter(area__path__startswith=area.path)

    def workable_by(self, user: User) -> Self:
        """What this person keeps: the priorities of their areas."""
        return self.filter(within_scope(user, *KEEPING))

    def in_order(self) -> Self:
        return self.order_by("position", "issue_on", "pk")

    def with_votes(self) -> Self:
        """With the vote that chose it: `votes_for` of `voters`, and the day it ended."""
        from engagement.priorities.models.ballot import Vote

        chosen = Vote.objects.filter(choices__priority=OuterRef("pk"))
        cast = Vote.objects.filter(ballot__options__priority=OuterRef("pk"))
        return self.select_related("area", "event", "option__ballot").annotate(
            votes_for=_counted(chosen), voters=_counted(cast)
        )

    @transaction.atomic
    def arrange(self, area: Area, pks: Sequence[int], by: User | None) -> None:
        """Put the current ones of an area in this order; any not named come after."""
        lock_area(area)
        current = list(self.select_for_update().filter(area=area).current().in_order())
        order = {pk: place for place, pk in enumerate(pks)}
        current.sort(key=lambda one: order.get(one.pk, len(order)))
        for place, one in enumerate(current, start=1):
            one.move_to(place, by)

    @transaction.atomic
    def set_for(  # noqa: PLR0913  each is a fact of its own, all named
        self,
        area: Area,
        *,
        issue: str,
        by: User | None,
        issue_on: date | None = None,
        action: str = "",
        action_on: date | None = None,
        chosen: str = "other",
        chosen_words: str = "",
        event: Event | None = None,
        problem: Problem | None = None,
        submission: UUID | None = None,
    ) -> Priority:
        """One more priority of an area, last in order. The same form twice is one priority."""
        lock_area(area)
        if submission and (earlier := self.filter(submission=submission, by=by).first()):
            return earlier
        there = self.filter(area=area).current()
        most = settings.PRIORITIES_MOST
        if there.count() >= most:
            raise NotPossible(
                ngettext(
                    "An area has at most %(count)d priority at once. Close one first.",
                    "An area has at most %(count)d priorities at once. Close one first.",
                    most,
                )
                % {"count": most}
            )
        issue = " ".join(issue.split())
        if there.filter(issue__iexact=issue).exists():
            raise NotPossible(_("That is a priority here already."))
        new = self.model(
            area=area,
            issue=issue,
            issue_on=issue_on or timezone.localdate(),
            chosen=chosen,
            chosen_words=" ".join(chosen_words.split()),
            event=event,
            problem=problem,
            position=(there.aggregate(last=models.Max("position"))["last"] or 0) + 1,
            by=by,
            submission=submission,
        )
        new.refuse_nonsense()
        try:
            with transaction.atomic():
                new.save(force_insert=True)
        except IntegrityError:
            if submission and self.filter(submission=submission).exists():
                raise NotPossible(_("Load the page again, then add it.")) from None
            raise
        if action.strip():
            new.say(action, action_on or timezone.localdate(), by)
        return new


def _counted(rows: models.QuerySet[Vote]) -> Coalesce:
    """How many there are, as a column."""
    number = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
    return Coalesce(Subquery(number.values("n")), 0)


def lock_area(area: Area) -> None:
    """What is decided about an area's list is decided one after the other."""
    found = Area.objects.select_for_update(no_key=True).filter(pk=area.pk).first()
    if found is None:
        raise NotPossible(_("That area is not there any more."))
