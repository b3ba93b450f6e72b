from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.priorities.models.querysets import KEEPING
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from engagement.priorities.models.ballot import Ballot, BallotOption
    from portal.accounts.models import User
    from portal.areas.models import Area

FEWEST, MOST = 2, 12
LONGEST_DAYS = 92
AWAITED = timedelta(days=30)
MOST_CHOICES = 3


class BallotQuerySet(models.QuerySet["Ballot"]):
    def open(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(closed_on=None, opens_on__lte=on, closes_on__gte=on)

    def over(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(Q(closed_on__isnull=False) | Q(closes_on__lt=on))

    def coming(self, on: date | None = None) -> Self:
        return self.filter(closed_on=None, opens_on__gt=on or timezone.localdate())

    def awaiting(self, on: date | None = None) -> Self:
        """Over since lately, and nothing of it has become a priority."""
        on = on or timezone.localdate()
        fresh = self.over(on).filter(closes_on__gte=on - AWAITED)
        return fresh.exclude(options__priority__isnull=False).order_by("-closes_on", "pk")

    def workable_by(self, user: User) -> Self:
        return self.filter(within_scope(user, *KEEPING))

    @transaction.atomic
    def begin(  # noqa: PLR0913  each is a fact of its own, all named
        self,
        area: Area,
        *,
        title: str,
        options: Sequence[BallotOption],
        closes_on: date,
        by: User | None,
        opens_on: date | None = None,
        most_choices: int = 2,
        submission: UUID | None = None,
    ) -> Ballot:
        """Ask the residents of an area. The same form twice asks once."""
        if submission and (earlier := self.filter(submission=submission, by=by).first()):
            return earlier
        opens_on = opens_on or timezone.localdate()
        self._refuse_nonsense(options, opens_on, closes_on, most_choices)
        ballot, new = self.get_or_create(
            submission=submission or uuid4(),
            defaults={
                "area": area,
                "title": " ".join(title.split()),
                "opens_on": opens_on,
                "closes_on": closes_on,
                "most_choices": most_choices,
                "by": by,
            },
        )
        if new:
            for position, option in enumerate(options, start=1):
                option.ballot, option.position = ballot, position
                option.words = " ".join(option.words.split())
            type(options[0])._default_manager.bulk_create(options)
        return ballot

    def _refuse_nonsense(
        self, options: Sequence[BallotOption], opens_on: date, closes_on: date, most_choices: int
    ) -> None:
        words = [" ".join(option.words.split()).lower() for option in options]
        if len(words) < FEWEST or not all(words):
            raise NotPossible(_("Give residents at least two things to choose from."))
        if len(words) > MOST:
            raise NotPossible(_("Nobody can weigh so many. Offer at most twelve."))
        if len(set(words)) < len(words):
            raise NotPossible(_("Two of these say the same. Leave one out."))
        if not 1 <= most_choices <= MOST_CHOICES:
            raise NotPossible(_("Each person chooses one to three."))
        if most_choices >= len(words):
            raise NotPossible(_("Let people choose fewer than there are, or nothing is chosen."))
        if closes_on < max(opens_on, timezone.localdate()):
            raise NotPossible(_("The last day is over already, or before the first."))
        if (closes_on - opens_on).days > LONGEST_DAYS:
            raise NotPossible(_("A vote lasts at most three months."))
