"""All the numbers of one slice, asked for together: what the dashboard and a report show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from metrics.dashboards.numbers import concerns, meetings, outreach, trust
from metrics.dashboards.rollups import reading

if TYPE_CHECKING:
    from datetime import datetime

    from metrics.dashboards.numbers.concerns import (
        Ages,
        Late,
        PlaceReplies,
        Replies,
        Stretch,
        Topic,
    )
    from metrics.dashboards.numbers.meetings import Meetings, PlaceMeetings
    from metrics.dashboards.numbers.outreach import NamedOutreach, Outreach
    from metrics.dashboards.numbers.trust import Trust
    from metrics.dashboards.slices import Slice

TALLIED = (*concerns.TALLIED, *meetings.TALLIED, *outreach.TALLIED)


@dataclass(frozen=True)
class Board:
    """Read from the rollups, which were true at `data_as_of`; None where nothing was added up."""

    these: Slice
    data_as_of: datetime | None
    replies: Replies
    replies_by_part: list[PlaceReplies]
    late: list[Late]
    ages: list[Ages]
    topics: list[Topic]
    over_time: list[Stretch]
    meetings_by_part: list[PlaceMeetings]
    outreach_by_part: list[NamedOutreach]
    outreach_by_kind: list[NamedOutreach]
    trust: Trust

    @classmethod
    def of(cls, these: Slice) -> Board:
        sums = reading.tallied(these, TALLIED)
        before = reading.tallied(replace(these, period=these.period.before()), ("raised",))
        now = reading.standing(these, concerns.STANDING)
        return cls(
            these=these,
            data_as_of=reading.as_of(),
            replies=concerns.replies(sums),
            replies_by_part=concerns.replies_by_part(these, sums),
            late=concerns.late_today(these, now),
            ages=concerns.states_by_age(sums),
            topics=concerns.topics(sums, before),
            over_time=concerns.over_time(these, reading.over_time(these, concerns.OUTCOMES)),
            meetings_by_part=meetings.meetings_by_part(these, sums),
            outreach_by_part=outreach.outreach_by_part(these, sums),
            outreach_by_kind=outreach.outreach_by_kind(sums),
            trust=trust.trust(these),
        )

    @property
    def overdue(self) -> int:
        return sum(place.overdue for place in self.late)

    @property
    def open(self) -> int:
        return sum(place.open for place in self.late)

    @property
    def meetings(self) -> Meetings:
        return meetings.total(self.meetings_by_part)

    @property
    def outreach(self) -> Outreach:
        return outreach.total(self.outreach_by_part)
