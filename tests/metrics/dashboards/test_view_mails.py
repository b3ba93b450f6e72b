"""A saved view comes by mail on Mondays, or on the first, at seven on the clock on the wall."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from metrics.dashboards import mailing
from metrics.dashboards.models import SavedView
from metrics.dashboards.rhythms import next_due
from metrics.dashboards.tasks import mail_views
from portal.accounts.models import Role
from portal.notices.models import Message
from tests.factories.dashboards import at

MONDAY = "2026-11-02T07:00"


@pytest.mark.parametrize(
    ("rhythm", "now", "due"),
    [
        ("weekly", "2026-10-28T12:00", "2026-11-02T07:00"),
        ("weekly", "2026-11-02T06:59", "2026-11-02T07:00"),
        ("weekly", "2026-11-02T07:00", "2026-11-09T07:00"),
        ("monthly", "2026-10-28T12:00", "2026-11-01T07:00"),  # the clocks go back that night
        ("monthly", "2026-11-01T07:00", "2026-12-01T07:00"),
        ("weekly", "2027-03-08T07:00", "2027-03-15T07:00"),  # and forward in between
        ("monthly", "2026-12-31T23:59", "2027-01-01T07:00"),
    ],
)
def test_the_next_mail_is_at_seven_whatever_the_clocks_do(rhythm, now, due):
    found = next_due(rhythm, at(now))

    assert found == at(due)
    assert timezone.localtime(found).hour == 7


def test_no_rhythm_no_mail():
    assert next_due("", timezone.now()) is None


@pytest.fixture
def view(kim):
    return SavedView.objects.keep(
        kim, "My Monday", "period=last-month", rhythm="weekly", at=at("2026-10-28T12:00")
    )


def test_it_is_mailed_once_and_moves_on(view, kim):
    monday = at(MONDAY)

    assert mailing.mail_due(monday - timedelta(minutes=1)) == 0
    assert mailing.mail_due(monday) == 1
    assert mailing.mail_due(monday + timedelta(minutes=5)) == 0

    mail = Message.objects.get()
    view.refresh_from_db()
    assert view.mail_due_at == at("2026-11-09T07:00")
    assert (mail.user, mail.topic) == (kim, "work")
    assert "My Monday" in mail.subject
    assert view.get_absolute_url() in mail.text
    assert "/command/views/" in mail.text


def test_weeks_that_nobody_swept_are_not_made_up_for(view):
    assert mailing.mail_due(at("2026-11-26T12:00")) == 1
    view.refresh_from_db()
    assert view.mail_due_at == at("2026-11-30T07:00")


def test_it_speaks_the_readers_language(view, kim):
    kim.language = "es"
    kim.save()
    mailing.mail_due(at(MONDAY))

    assert Message.objects.get().language == "es"


@pytest.mark.parametrize("how", ["role", "account"])
def test_whoever_may_not_read_the_board_any_more_gets_no_mail(view, kim, how):
    if how == "role":
        Role.objects.filter(user=kim).delete()
    else:
        kim.is_active = False
        kim.save()

    assert mailing.mail_due(at(MONDAY)) == 0
    view.refresh_from_db()
    assert (view.rhythm, view.mail_due_at) == ("", None)
    assert not Message.objects.exists()


def test_an_area_that_is_out_of_reach_is_said_and_not_shown(sam, riverside, hillside):
    SavedView.objects.keep(sam, "Hill", "area=hillside", rhythm="weekly", at=at("2026-10-28T12:00"))
    mailing.mail_due(at(MONDAY))

    mail = Message.objects.get()
    assert "is not there any more" in mail.text
    assert "Hillside" not in mail.text


def test_one_that_fails_does_not_keep_back_the_others(view, kim, monkeypatch, caplog):
    SavedView.objects.keep(kim, "Other", "", rhythm="weekly", at=at("2026-10-28T12:00"))
    told = mailing.told

    def break_the_first(one, *about):
        if one.pk == view.pk:
            raise ZeroDivisionError
        return told(one, *about)

    monkeypatch.setattr(mailing, "told", break_the_first)

    assert mailing.mail_due(at(MONDAY)) == 1
    view.refresh_from_db()
    assert view.mail_due_at == at(MONDAY)
    assert "could not be mailed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_write_one_mail(view):
    together, written = Barrier(4), []

    def sweep():
        try:
            together.wait()
            written.append(mailing.mail_due(at(MONDAY)))
        finally:
            connection.close()

    workers = [Thread(target=sweep) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(written) == Message.objects.count() == 1


def test_the_bell_rings_it(view):
    mail_views()

    assert Message.objects.count() == 1
