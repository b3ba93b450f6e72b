"""Who is joined with whom, who is left out, and that the drawing stays the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from metrics.dashboards.network import US, Network, around
from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from partnerships.agreements.models import Consent
from partnerships.boards.models import BoardMember
from tests.factories.boards import BoardFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.problems import ProblemFactory


@pytest.fixture
def these():
    today = timezone.localdate()
    return Slice.of(Period(today - timedelta(days=30), today))


@pytest.fixture
def clinic():
    return OrganizationFactory.create(name="The clinic")


@pytest.fixture
def church():
    return OrganizationFactory.create(name="The church")


def let_named(*organizations):
    for each in organizations:
        Consent.objects.create(organization=each, item=Consent.Item.PROBLEMS)


def at_work_together(area, *organizations):
    problem = ProblemFactory.create(area=area)
    problem.organizations.set(organizations)
    return problem


def pair(one, other):
    return tuple(sorted((one.pk, other.pk)))


def test_a_shared_problem_joins_partners_with_each_other_and_with_us(
    these, kim, millrace, clinic, church
):
    let_named(clinic, church)
    at_work_together(millrace, clinic, church)
    found = Network.of(these, kim)

    assert found.ties[pair(clinic, church)] == ("problems",)
    assert (US, clinic.pk) in found.ties
    assert "2 of 2 partners" in found.finding


def test_who_did_not_let_its_name_stand_is_not_joined(these, kim, millrace, clinic, church):
    let_named(clinic)
    at_work_together(millrace, clinic, church)

    assert pair(clinic, church) not in Network.of(these, kim).ties
    assert (US, church.pk) not in Network.of(these, kim).ties


def test_a_problem_that_the_reader_may_not_know_of_joins_nobody(
    these, sam, hillside, clinic, church
):
    let_named(clinic, church)
    at_work_together(hillside, clinic, church)

    assert not Network.of(these, sam).ties


@pytest.mark.parametrize("gone", ["approved_at", "lapsed_at", "left_at"])
def test_only_partners_of_today_are_drawn(these, kim, clinic, gone):
    setattr(clinic, gone, None if gone == "approved_at" else timezone.now())
    clinic.save()

    assert clinic.pk not in Network.of(these, kim).names


def test_seats_on_one_board_join(these, kim, clinic, church):
    board = BoardFactory.create()
    for each in (clinic, church):
        BoardMember.objects.create(
            board=board, name="A member", organization=each, since_on=timezone.localdate()
        )

    assert Network.of(these, kim).ties == {pair(clinic, church): ("boards",)}


def test_the_table_says_what_the_drawing_shows(these, kim, millrace, clinic, church):
    lonely = OrganizationFactory.create(name="A lonely <b>club</b>")
    let_named(clinic, church)
    at_work_together(millrace, clinic, church)
    found = Network.of(these, kim)

    rows = {row[0]: row for row in found.table.rows}
    assert "The church (a problem worked on)" in rows["The clinic"][2]
    assert rows[lonely.name][1:] == (None, "nobody here", 0)
    assert found.wide == Network.of(these, kim).wide
    assert "The clinic" in found.wide
    assert "<b>" not in found.wide
    assert found.narrow.count("<circle") == 3


def test_names_are_written_as_text_in_the_drawing():
    names = {US: "The police", 1: "A & <i>B</i>", 2: "C"}
    drawn = Network(names, {1: "/1", 2: "/2"}, {(1, 2): ("boards",)}).wide

    assert "A &amp; &lt;i&gt;B&lt;/i&gt;" in drawn


def test_nobody_to_draw_is_said(these, kim):
    found = Network.of(these, kim)

    assert not found.is_drawn
    assert "No partner" in found.finding


def test_those_who_are_joined_stand_side_by_side():
    order = around(range(1, 9), [(1, 5), (2, 6), (3, 7), (4, 8)])
    steps = [abs(order.index(one) - order.index(one + 4)) for one in range(1, 5)]
    assert sorted(order) == list(range(1, 9))
    assert steps == [1, 1, 1, 1]
    assert order == around(reversed(range(1, 9)), [(1, 5), (2, 6), (3, 7), (4, 8)])
