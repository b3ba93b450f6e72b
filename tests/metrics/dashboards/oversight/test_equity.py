import re
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from engagement.concerns.models import Concern
from metrics.dashboards.oversight.equity import Share, compared
from tests.factories.dashboards import a_concern, rolled_up

COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 60))
REPLIES = "/oversight/replies/"


def shares(*counts):
    return [
        Share(f"Place {n}", in_time, in_time + late, 0) for n, (in_time, late) in enumerate(counts)
    ]


def test_a_large_difference_is_named_and_a_small_one_is_not():
    behind, ahead = compared(shares((60, 40), (95, 5)))
    one, other = compared(shares((90, 10), (92, 8)))

    assert behind.behind
    assert (
        behind.words == "35 of a hundred fewer in time than elsewhere, more than chance would do."
    )
    assert not ahead.behind
    assert ahead.words.startswith("35 of a hundred more in time")
    assert {one.words, other.words} == {"We cannot say that it differs from the others."}


def test_few_are_held_back_and_another_with_them():
    few, next_few, many = compared(shares((3, 2), (12, 3), (80, 20)))

    assert (few.held, next_few.held, many.held) == (True, True, False)
    assert few.words == "Held back: too few to say."
    assert many.words == "There is nothing to compare it with."


def test_nothing_due_is_said():
    [none] = compared(shares((0, 0)))

    assert (none.words, none.held) == ("No reply was due.", False)


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_whatever_the_counts_no_row_under_the_floor_is_told(counts):
    told = compared(shares(*counts))

    held = [share for share in told if share.held]
    assert all(share.held for share in told if 0 < share.due < 10)
    assert len(held) != 1 or sum(share.due > 0 for share in told) == 1
    assert not any(share.differs or share.behind for share in held)


@pytest.fixture
def counted(riverside, hillside):
    """Every neighbor of Riverside heard in time; of Hillside, in Spanish, one in three."""
    raised = timezone.now() - timedelta(days=40)
    for number in range(24):
        a_concern(riverside, raised, after=timedelta(hours=30))
        a_concern(hillside, raised, after=timedelta(hours=90 if number % 3 else 30))
    Concern.objects.filter(area=hillside).update(language="es")
    rolled_up()


@pytest.mark.usefixtures("counted")
def test_olivia_reads_which_district_and_language_wait_longer(
    client, olivia, django_assert_max_num_queries
):
    client.force_login(olivia)
    client.get(REPLIES)

    with django_assert_max_num_queries(10):
        page = client.get(REPLIES, {"period": "last-12-months"}).text

    assert "Hillside: 67 of a hundred fewer in time than elsewhere" in page
    assert "Spanish: 67 of a hundred fewer" in page
    assert re.search(r"(30\.\d|29\.\d) hours", page)


def test_days_that_make_no_sense_are_said_so(client, olivia):
    client.force_login(olivia)

    page = client.get(REPLIES, {"period": "custom", "from": "then", "to": ""})

    assert page.status_code == 200
    assert {"from", "to"} <= set(page.context["form"].errors)
