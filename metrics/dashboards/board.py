"""All the numbers of one slice, asked for together: what the dashboard and a report show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.dashboards.numbers import concerns, meetings, outreach, trust

if TYPE_CHECKING:
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


@dataclass(frozen=True)
class Board:
    these: Slice
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
        return cls(
            these=these,
            replies=concerns.replies(these),
            replies_by_part=concerns.replies_by_part(these),
            late=concerns.late_today(these),
            ages=concerns.states_by_age(these),
            topics=concerns.topics(these),
            over_time=concerns.over_time(these),
            meetings_by_part=meetings.meetings_by_part(these),
            outreach_by_part=outreach.outreach_by_part(these),
            outreach_by_kind=outreach.outreach_by_kind(these),
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
