from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.records.models import LegalDemand
from tests.factories.records import LegalDemandFactory

ADDRESS = "/desk/records/demands/"
TYPED = {
    "kind": "subpoena",
    "received_on": "2026-09-01",
    "from_whom": "A law firm",
    "scope": "Concerns about the yard.",
}


@pytest.fixture
def as_kim(client, kim):
    client.force_login(kim)
    return client


def test_kim_writes_down_a_subpoena_and_later_how_it_ended(as_kim, kim):
    as_kim.post(f"{ADDRESS}new/", TYPED)
    demand = LegalDemand.objects.get()
    ended = {"records_touched": 3, "outcome": "partly", "answered_on": "2026-09-09"}
    shown = as_kim.post(f"{ADDRESS}{demand.pk}/", TYPED | ended, follow=True)

    demand.refresh_from_db()
    assert (demand.entered_by, demand.outcome, demand.records_touched) == (kim, "partly", 3)
    assert demand.history.get().outcome == ""
    assert "Earlier versions" in shown.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"outcome": "refused"}, "answered_on"),
        ({"answered_on": "2026-09-05"}, "outcome"),
        ({"outcome": "refused", "answered_on": "2026-08-01"}, "answered_on"),
        ({"outcome": "complied", "answered_on": "2026-09-05"}, "records_touched"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"received_on": "yesterday"}, "received_on"),
        ({"scope": ""}, "scope"),
        ({"from_whom": ""}, "from_whom"),
    ],
)
def test_a_demand_that_makes_no_sense_is_said_so(as_kim, typed, field):
    page = as_kim.post(f"{ADDRESS}new/", TYPED | typed)

    assert field in page.context["form"].errors
    assert not LegalDemand.objects.exists()


def test_they_are_counted_by_how_they_ended():
    spring = date(2026, 4, 1)
    LegalDemandFactory.create(received_on=spring)
    for outcome in ("refused", "refused", "withdrawn"):
        LegalDemandFactory.create(
            received_on=spring + timedelta(days=90), answered_on=date(2026, 8, 1), outcome=outcome
        )

    within = LegalDemand.objects.received_between(spring, spring + timedelta(days=90))
    counts = within.counts_by_outcome()

    assert counts == {"complied": 0, "partly": 0, "refused": 2, "withdrawn": 1, "waiting": 1}
    quarters = LegalDemand.objects.counts_by_quarter()
    assert [first.isoformat() for first in quarters] == ["2026-04-01"]
    assert LegalDemand.objects.received_between(spring, spring).count() == 1


def test_counts_by_quarter_keep_the_quarters_apart():
    LegalDemandFactory.create(received_on=date(2026, 3, 31))
    LegalDemandFactory.create(received_on=date(2026, 4, 1))

    quarters = LegalDemand.objects.counts_by_quarter()

    assert [first.isoformat() for first in quarters] == ["2026-04-01", "2026-01-01"]
    assert all(counts["waiting"] == 1 for counts in quarters.values())


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "refused"},
        {"answered_on": timezone.localdate()},
        {"outcome": "complied", "answered_on": timezone.localdate()},
        {"scope": ""},
    ],
    ids=["no day", "no outcome", "not counted", "no scope"],
)
def test_the_database_keeps_demands_whole(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalDemandFactory.create(**wrong)


def test_the_list_asks_no_more_for_many(as_kim, django_assert_max_num_queries):
    as_kim.get(ADDRESS)
    for _ in range(3):
        LegalDemandFactory.create()

    with django_assert_max_num_queries(8):
        shown = as_kim.get(ADDRESS).text

    assert "3 are not answered yet." in shown
