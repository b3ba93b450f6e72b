from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from metrics.dashboards.periods import Period
from metrics.reports.errors import ClaimLost
from metrics.reports.models import LEASE, MOST_ATTEMPTS, Report, ReportFile
from tests.factories.reports import ReportFactory

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SECOND = timedelta(seconds=1)


@pytest.fixture
def asked(kim, riverside):
    """Kim asked for a report about Riverside."""
    return Report.objects.request(by=kim, period=OCTOBER, area=riverside, language="en")


def finish(report, **about):
    report.finish(
        **{
            "numbers": {"title": "x"},
            "sha256": "0" * 64,
            "as_of": timezone.now(),
            "files": {ReportFile.Kind.PDF: b"%PDF", ReportFile.Kind.TABLES: b"PK"},
        }
        | about
    )


def test_asking_twice_makes_one_report(asked, kim, riverside):
    again = Report.objects.request(by=kim, period=OCTOBER, area=riverside, language="en")

    assert again == asked


def test_asking_for_the_whole_city_twice_makes_one_too(kim):
    for _ in range(2):
        Report.objects.request(by=kim, period=OCTOBER, area=None, language="en")

    assert Report.objects.count() == 1


def test_another_language_is_another_report(asked, kim, riverside):
    spanish = Report.objects.request(by=kim, period=OCTOBER, area=riverside, language="es")

    assert spanish != asked


def test_a_finished_report_may_be_asked_for_again(asked, kim, riverside):
    finish(Report.objects.claim())

    again = Report.objects.request(by=kim, period=OCTOBER, area=riverside, language="en")

    assert again != asked


def test_one_worker_gets_it_and_the_next_finds_nothing(asked):
    assert Report.objects.claim() == asked
    assert Report.objects.claim() is None


def test_whoever_waited_longest_is_served_first(asked):
    earlier = ReportFactory.create(requested_at=asked.requested_at - SECOND)

    assert Report.objects.claim() == earlier


def test_a_silent_worker_loses_its_claim_and_another_starts_again(asked):
    first = Report.objects.claim()
    later = timezone.now() + LEASE + SECOND

    second = Report.objects.claim(at=later)

    assert (second, second.attempts) == (asked, 2)
    with pytest.raises(ClaimLost):
        first.advance(Report.Step.DRAWING, 50)
    with pytest.raises(ClaimLost):
        finish(first)


def test_a_sign_of_life_keeps_the_claim(asked):
    report = Report.objects.claim()
    later = timezone.now() + LEASE - SECOND

    report.heartbeat(at=later)

    assert Report.objects.claim(at=later + LEASE - SECOND) is None


def test_advancing_says_what_is_being_done(asked):
    report = Report.objects.claim()

    report.advance(Report.Step.TYPESETTING, 75)

    asked.refresh_from_db()
    assert (asked.get_step_display(), asked.progress) == ("Setting the pages", 75)


def test_what_was_written_is_kept_once(asked):
    report = Report.objects.claim()

    finish(report)

    asked.refresh_from_db()
    assert asked.is_ready
    assert sorted(asked.files.values_list("kind", "size")) == [("csv", 2), ("pdf", 4)]
    with pytest.raises(ClaimLost):
        finish(report)


def test_a_result_that_cannot_be_kept_changes_nothing(asked):
    report = Report.objects.claim()

    with pytest.raises(IntegrityError), transaction.atomic():
        finish(report, files={ReportFile.Kind.PDF: b""})

    asked.refresh_from_db()
    assert asked.state == "running"


@pytest.mark.parametrize("claimed", [False, True])
def test_kim_cancels_it_at_any_time(asked, claimed):
    report = Report.objects.claim() if claimed else None

    assert asked.cancel()
    assert not asked.cancel()
    assert asked.state == "cancelled"
    assert Report.objects.claim(at=timezone.now() + 2 * LEASE) is None
    if report:
        with pytest.raises(ClaimLost):
            finish(report)


def test_a_finished_report_cannot_be_cancelled(asked):
    finish(Report.objects.claim())

    assert not asked.cancel()
    asked.refresh_from_db()
    assert asked.is_ready


def test_a_report_that_never_ends_is_given_up_with_a_reason(asked):
    at = timezone.now()
    for _ in range(MOST_ATTEMPTS):
        assert Report.objects.claim(at=at) == asked
        at += LEASE + SECOND

    assert Report.objects.claim(at=at) is None
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert asked.error == "We started this report 5 times and it never got to the end."


def test_giving_one_up_does_not_hold_back_the_next(asked):
    Report.objects.update(attempts=MOST_ATTEMPTS)
    following = ReportFactory.create()

    assert Report.objects.claim() == following


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": date(2026, 9, 30)},
        {"progress": 101},
        {"state": "running"},
        {"state": "ready"},
        {"state": "failed"},
    ],
)
def test_the_database_holds_what_a_report_must_be(asked, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=asked.pk).update(**wrong)


def test_each_change_of_state_stays_on_record(asked):
    report = Report.objects.claim()
    report.advance(Report.Step.DRAWING, 50)
    finish(report)

    assert list(asked.history.order_by("pk").values_list("state", flat=True)) == [  # as it became
        "running",
        "ready",
    ]


def test_who_sees_which_reports(asked, kim, sam, lee, dana, olivia, ada, rosa):
    ReportFactory.create()  # about the whole city
    seen = {who: Report.objects.visible_to(who).count() for who in (kim, sam, olivia, ada)}

    assert seen == {kim: 2, sam: 1, olivia: 0, ada: 2}
    assert not any(Report.objects.visible_to(who) for who in (lee, dana, rosa))
    finish(Report.objects.claim())
    assert Report.objects.visible_to(olivia).count() == 1
