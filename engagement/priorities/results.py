"""What came of a vote: shown when it is over, and only where enough people voted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count

from engagement.priorities.models import BallotOption, Vote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engagement.priorities.models import Ballot


@dataclass(frozen=True)
class Row:
    option: BallotOption
    votes: int
    share: int  # percent of those who voted
    is_chosen: bool


@dataclass(frozen=True)
class Result:
    """Of one ballot. `rows` is empty until it may be shown."""

    ballot: Ballot
    voters: int
    is_over: bool
    rows: tuple[Row, ...]

    @property
    def is_shown(self) -> bool:
        return bool(self.rows)

    @property
    def chosen(self) -> list[Row]:
        return [row for row in self.rows if row.is_chosen]

    @property
    def is_tied(self) -> bool:
        """Whether equals at the edge made more of them chosen than there were choices."""
        return len(self.chosen) > self.ballot.most_choices


def results(ballots: Iterable[Ballot], on: date | None = None) -> list[Result]:
    """How each stands, in the order given. Three statements, however many there are."""
    ballots = list(ballots)
    counted = Vote.objects.filter(ballot__in=ballots).values("ballot").annotate(n=Count("pk"))
    voters = dict(counted.values_list("ballot", "n"))
    over = [ballot for ballot in ballots if ballot.is_over(on)]
    enough = [one for one in over if voters.get(one.pk, 0) >= settings.PUBLISH_FLOOR]
    options: dict[int, list[BallotOption]] = {ballot.pk: [] for ballot in enough}
    if enough:
        found = BallotOption.objects.filter(ballot__in=enough).counted()
        for option in found.select_related("priority", "category"):
            options[option.ballot_id].append(option)
    return [
        Result(
            ballot,
            voters.get(ballot.pk, 0),
            ballot.is_over(on),
            ranked(options.get(ballot.pk, []), voters.get(ballot.pk, 0), ballot.most_choices),
        )
        for ballot in ballots
    ]


def ranked(options: list[BallotOption], voters: int, places: int) -> tuple[Row, ...]:
    """The most wanted first, and which of them are chosen: as many as each person could choose.

    Equals at the edge all are chosen; what nobody wants never is.
    """
    votes = sorted((option.vote_count for option in options), reverse=True)
    edge = max(votes[places - 1], 1) if len(votes) >= places else 1
    return tuple(
        Row(
            option,
            option.vote_count,
            round(100 * option.vote_count / voters) if voters else 0,
            option.vote_count >= edge,
        )
        for option in options
    )
