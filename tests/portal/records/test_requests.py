from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.records.models import RecordsRequest
from portal.refusals import NotPossible
from portal.working_days import after
from tests.factories.records import RecordsRequestFactory

ADDRESS = "/desk/records/"


@pytest.fixture
def as_kim(client, kim):
    client.force_login(kim)
    return client


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 40))
def test_working_days_are_never_on_a_weekend_and_count_up(day, count):
    due = after(day, count)

    days = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert due.weekday() < 5
    assert sum(each.weekday() < 5 for each in days) == count


def test_a_holiday_of_the_agency_is_no_working_day(settings):
    settings.CLOCK_HOLIDAYS = ["2026-11-26"]

    assert after(date(2026, 11, 25), 1) == date(2026, 11, 27)


def test_an_answer_is_due_in_ten_working_days(as_kim, settings):
    settings.RECORDS_REPLY_DAYS = 10
    typed = {"requested_on": "2026-11-02", "requester": "A reporter", "what": "Speeding"}

    shown = as_kim.post(f"{ADDRESS}new/", typed, follow=True).text

    assert RecordsRequest.objects.get().due_on == date(2026, 11, 16)
    assert "A reporter asked on Nov. 2, 2026. An answer is due on Nov. 16, 2026." in shown


@pytest.mark.parametrize("typed", [{"what": ""}, {"requester": ""}, {"requested_on": "2999-01-01"}])
def test_a_request_that_says_too_little_is_not_taken(as_kim, typed):
    right = {"requested_on": "2026-11-02", "requester": "A reporter", "what": "Speeding"}

    page = as_kim.post(f"{ADDRESS}new/", right | typed)

    assert page.context["form"].errors
    assert not RecordsRequest.objects.exists()


def test_work_and_fees_are_logged_and_added_up(as_kim, kim):
    request = RecordsRequestFactory.create()

    for minutes in (30, 45):
        line = {"note": "Searched", "minutes": minutes, "fee": "2.50"}
        as_kim.post(f"{ADDRESS}{request.pk}/log/", line)

    assert {name: float(value) for name, value in request.spent().items()} == {
        "minutes": 75,
        "fee": 5,
    }
    with pytest.raises(ProgrammingError), transaction.atomic():
        request.entries.update(minutes=0)


@pytest.mark.parametrize("line", [{"note": ""}, {"minutes": -1}, {"fee": -1}])
def test_a_line_that_makes_no_sense_is_not_logged(as_kim, line):
    request = RecordsRequestFactory.create()

    page = as_kim.post(f"{ADDRESS}{request.pk}/log/", {"note": "Searched"} | line)

    assert page.context["entry_form"].errors
    assert not request.entries.exists()


def test_more_time_comes_with_a_reason_and_the_first_day_stays(as_kim):
    request = RecordsRequestFactory.create()
    later = request.due_on + timedelta(days=5)

    as_kim.post(f"{ADDRESS}{request.pk}/more-time/", {"due_on": later, "why": "Many pages"})

    request.refresh_from_db()
    assert (request.due_on, request.first_due_on) == (later, later - timedelta(days=5))
    assert "Many pages" in request.entries.get().note


def test_an_earlier_day_is_no_more_time(as_kim):
    request = RecordsRequestFactory.create()

    page = as_kim.post(
        f"{ADDRESS}{request.pk}/more-time/", {"due_on": request.due_on, "why": "Less"}
    )

    assert "Choose a day after the one that is due now." in page.text


def test_a_refusal_says_why(as_kim):
    request = RecordsRequestFactory.create()

    page = as_kim.post(f"{ADDRESS}{request.pk}/closure/", {"outcome": "refused", "why": " "})
    assert "Say what you told them, and why." in page.text

    as_kim.post(f"{ADDRESS}{request.pk}/closure/", {"outcome": "refused", "why": "The law."})
    request.refresh_from_db()
    assert (request.outcome, request.closed_on) == ("refused", timezone.localdate())


def test_what_is_answered_stays_answered(kim):
    request = RecordsRequestFactory.create().close("released", "", kim)

    assert request.close("released", "", kim).entries.count() == 1
    with pytest.raises(NotPossible):
        request.close("refused", "No", kim)
    with pytest.raises(NotPossible):
        request.extend(request.due_on + timedelta(days=1), "More", kim)


@pytest.mark.parametrize(("days", "kind"), [(-30, "late"), (-13, "soon"), (0, "open")])
def test_the_clock_says_how_much_time_is_left(days, kind):
    request = RecordsRequestFactory.create(requested_on=timezone.localdate() + timedelta(days=days))

    assert request.clock.kind == kind


def test_a_late_answer_stays_late(kim):
    day = timezone.localdate() - timedelta(days=40)
    late = RecordsRequestFactory.create(requested_on=day).close("released", "", kim)
    in_time = RecordsRequestFactory.create().close("released", "", kim)

    assert (late.clock.kind, in_time.clock.kind) == ("late", "met")
    assert late.clock.words == "Released"


def test_the_database_wants_a_reason_for_a_refusal():
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordsRequestFactory.create(outcome="refused", closed_on=timezone.localdate())


def test_open_ones_lead_the_list_and_it_asks_no_more_for_many(
    as_kim, kim, django_assert_max_num_queries
):
    closed = RecordsRequestFactory.create(what="Closed one").close("released", "", kim)
    RecordsRequestFactory.create(what="Open one")
    as_kim.get(ADDRESS)
    for _ in range(3):
        RecordsRequestFactory.create()

    with django_assert_max_num_queries(8):
        page = as_kim.get(ADDRESS)

    assert list(page.context["page"])[-1] == closed


def test_a_chief_of_one_district_does_not_answer_for_the_city(client, riverside):
    from tests.factories.accounts import UserFactory

    client.force_login(UserFactory.create(role="command", area=riverside))

    assert client.get(ADDRESS).status_code == 403
