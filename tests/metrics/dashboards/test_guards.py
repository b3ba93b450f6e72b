"""What the board's tables say of themselves, so that reports can hold small counts back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from metrics.dashboards import board_charts
from metrics.dashboards.board import Board
from metrics.dashboards.charts import HELD
from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from metrics.dashboards.withholding import withhold
from tests.factories.dashboards import a_concern, rolled_up
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.outreach import OutreachEntryFactory

DAY = timedelta(days=1)
TABLES = {
    "replies": board_charts.replies_table,
    "topics": board_charts.topics_table,
    "time": board_charts.time_table,
    "ages": board_charts.ages_table,
    "meetings": board_charts.meetings_table,
    "effort": board_charts.effort_table,
    "kinds": board_charts.kinds_table,
}


@pytest.fixture
def board(millrace, hillside):
    now = timezone.now()
    for days in range(12):
        a_concern(hillside, now - days * DAY, after=timedelta(hours=2))
    a_concern(millrace, now - 9 * DAY)
    a_concern(None, now - 9 * DAY, promised=None)
    SessionFactory.create(
        event=EventFactory.create(area=hillside),
        starts_at=now - 2 * DAY,
        adults_came=7,
        youth_came=3,
    )
    OutreachEntryFactory.create(area=millrace, adults=4, youth=2)
    rolled_up()
    today = timezone.localdate()
    return Board.of(Slice.of(Period(today - 20 * DAY, today)))


@pytest.mark.parametrize("name", sorted(TABLES))
def test_each_row_has_a_code_and_each_column_says_what_it_counts(board, name):
    table = TABLES[name](board)
    guard = table.guard

    assert len(guard.facts) == len(table.head)
    assert len(guard.codes) == len(table.rows) == len(set(guard.codes))
    assert all(guard.codes)
    for row in [*table.rows, table.total]:
        counts = dict(zip(guard.facts, row, strict=True))
        for whole, parts in guard.ties:
            if whole in counts and all(part in counts for part in parts):
                assert counts[whole] == sum(counts[part] for part in parts)


def test_one_lonely_concern_cannot_be_read_out_of_what_is_published(board):
    whole = {name: table(board) for name, table in TABLES.items()}
    shown = withhold(whole)

    place = next(row for row in shown["replies"].rows if row[0] == "Riverside")
    assert HELD in place
    assert 1 not in place
    assert shown["replies"].rows[0][-1] is None or shown["replies"].rows[0][-1] == HELD
