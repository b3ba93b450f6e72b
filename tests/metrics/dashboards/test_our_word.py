"""Our word: every clock the agency runs, by place, at this moment, and the lists behind it."""

import re

import pytest
from django.utils import timezone

from metrics.dashboards.models import Rollup, Standing
from metrics.dashboards.our_word import OurWord
from metrics.dashboards.periods import Kind, Period
from metrics.dashboards.slices import Slice
from tests.factories.boards import RecommendationFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.priorities import PriorityFactory, days_ago


def stands(fact, area, n):
    """So many there are now."""
    Standing.objects.create(fact=fact, area=area, n=n)
    Rollup.objects.get_or_create(subject="concerns", defaults={"as_of": timezone.now()})


def page(client, person, **asked):
    client.force_login(person)
    shown = client.get("/command/", asked)
    return shown, " ".join(shown.text.split())


def counts(shown):
    grid = shown.context["word_grid"]
    return {line.name: [count.n for count in line.counts] for line in [*grid.lines, grid.total]}


@pytest.fixture
def late(riverside, millrace, hillside):
    stands("replies_overdue", millrace, 2)
    stands("promises_overdue", hillside, 4)
    stands("promises_untold", millrace, 1)
    stands("priorities_stale", hillside, 1)
    stands("minutes_overdue", hillside, 3)
    stands("recommendations_overdue", None, 1)


@pytest.mark.usefixtures("late")
def test_kim_reads_what_is_late_by_place_most_first(client, kim):
    shown, _page = page(client, kim)

    assert counts(shown) == {
        "Hillside": [0, 4, 0, 1, 3, 0],
        "Riverside": [2, 0, 1, 0, 0, 0],
        "Whole city, or place not known": [0, 0, 0, 0, 0, 1],
        "All places": [2, 4, 1, 1, 3, 1],
    }


@pytest.mark.usefixtures("late")
def test_the_finding_says_it_in_a_sentence(client, kim):
    _shown, words = page(client, kim)

    assert (
        "Late today: 2 replies, 4 promises, 1 priority without news, the minutes of 3 meetings, "
        "the answer to 1 recommendation. Most of it is in Hillside. "
        "Residents do not know yet how 1 promise ended."
    ) in words


@pytest.mark.usefixtures("late")
def test_each_number_leads_kim_to_its_list(client, kim):
    _shown, words = page(client, kim)

    for address in (
        "/desk/concerns/?show=late&amp;area=riverside",
        "/desk/commitments/?show=late&amp;area=hillside",
        "/desk/commitments/?show=untold&amp;area=riverside",
        "/desk/priorities/?show=stale&amp;area=hillside",
        "/desk/events/minutes/?show=overdue&amp;area=hillside",
        "/boards/recommendations/?status=overdue",
    ):
        assert f'<a href="{address}">' in words
        assert client.get(address.replace("&amp;", "&")).status_code == 200


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize("who", ["olivia", "ada"])
def test_others_read_the_numbers_without_the_lists_they_may_not_open(client, request, who):
    shown, words = page(client, request.getfixturevalue(who))

    assert counts(shown)["All places"] == [2, 4, 1, 1, 3, 1]
    for address in re.findall(r'<a href="(/desk/[^"]*\?[^"]*)"', words):
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert "/desk/commitments/" not in words


@pytest.mark.usefixtures("late")
def test_sam_reads_riverside_alone(client, sam):
    shown, _words = page(client, sam)

    assert counts(shown) == {"Riverside": [2, 0, 1, 0, 0, 0], "All places": [2, 0, 1, 0, 0, 0]}


@pytest.mark.usefixtures("late")
def test_an_area_is_told_by_its_parts(client, kim, eastbank):
    shown, _words = page(client, kim, area="riverside")

    assert set(counts(shown)) == {"Millrace", "Eastbank", "All places"}


def test_where_nothing_is_late_it_says_so_and_shows_noughts(client, kim, riverside):
    stands("concerns_open", riverside, 3)
    shown, words = page(client, kim)

    assert "Nothing that we promised is late today." in words
    assert counts(shown)["Riverside"] == [0] * 6


def test_before_anything_was_added_up_nothing_is_claimed(client, kim, riverside):
    _shown, words = page(client, kim)

    assert "Nothing has been added up yet" in words
    assert "late today" not in words


def test_the_longest_waits_are_of_every_kind_the_reader_may_open(
    client, kim, olivia, ada, millrace
):
    CommitmentFactory.create(area=millrace, late=True, what="Four lamps")
    PriorityFactory.create(area=millrace, issue="Racing", said=None, issue_on=days_ago(200))
    RecommendationFactory.create(title="Post the hours", late=True)

    def titles(person):
        return [wait.title for wait in page(client, person)[0].context["waits"]]

    assert set(titles(kim)) == {"Four lamps", "Racing", next(t for t in titles(olivia))}
    assert titles(kim)[0] == "Racing"
    assert len(titles(olivia)) == len(titles(ada)) == 1


def test_most_of_it_is_said_of_a_place_only_where_there_are_several(riverside):
    stands("replies_overdue", riverside, 9)
    these = Slice.of(Period.named(Kind.THIS_MONTH))

    assert OurWord.of(these).finding == "Late today: 9 replies."
