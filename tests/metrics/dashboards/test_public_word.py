from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from metrics.dashboards import public
from metrics.dashboards.numbers.concerns import Replies
from metrics.dashboards.public import PublicReplies
from tests.factories.dashboards import a_concern, rolled_up

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.delete_many(["public-replies:1", "public-trust:1"])
    yield
    cache.delete_many(["public-replies:1", "public-trust:1"])


def test_nine_replies_are_not_published():
    assert PublicReplies.of(Replies(in_time=9), floor=10) == PublicReplies()


def test_all_in_time_is_published_from_ten_on():
    counts = PublicReplies.of(Replies(in_time=10), floor=10)

    assert (counts.due, counts.in_time, counts.late, counts.percent) == (10, 10, 0, 100)


def test_a_few_late_ones_cannot_be_worked_out():
    counts = PublicReplies.of(Replies(in_time=91, late=5, overdue=4), floor=10)

    assert (counts.due, counts.in_time, counts.late, counts.percent) == (100, None, None, None)
    assert counts.few_late


def test_a_few_in_time_cannot_be_worked_out_either():
    counts = PublicReplies.of(Replies(in_time=3, late=30), floor=10)

    assert (counts.in_time, counts.late, counts.few_late) == (None, None, False)


def test_misses_are_said_as_plainly_as_hits():
    counts = PublicReplies.of(Replies(in_time=30, late=8, overdue=2), floor=10)

    assert (counts.due, counts.in_time, counts.late, counts.percent) == (40, 30, 10, 75)


@pytest.mark.parametrize(
    ("in_time", "late", "words"),
    [
        (3, 0, "Held back: fewer than 10 replies were due"),
        (12, 0, "12 of 12 answered in time. 0 came late or are still waiting."),
        (12, 1, "Fewer than 10 of them came late or are still waiting."),
        (2, 11, "Fewer than 10 of them went out in time."),
    ],
)
def test_everyone_reads_it_on_the_first_page(client, millrace, in_time, late, words):
    for _ in range(in_time):
        a_concern(millrace, timezone.now() - timedelta(days=9), after=HOUR)
    for _ in range(late):
        a_concern(millrace, timezone.now() - timedelta(days=9))

    rolled_up()

    assert words in client.get("/").text


def test_it_is_counted_once_for_all_readers(millrace, django_assert_num_queries):
    public.replies(), public.trust()

    with django_assert_num_queries(0):
        public.replies(), public.trust()
