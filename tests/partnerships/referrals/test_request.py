"""One request: what it holds, what it refuses, and what two people can do to it at once."""

import threading
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from partnerships.referrals import clocks, erasing
from partnerships.referrals.models import Referral, ReferralContact, ReferralLink
from partnerships.referrals.models.referral import Actor
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.organizations import OrganizationFactory
from tests.factories.referrals import a_member, a_request, brought_to, late

SOMEONE = Actor(by_link=True)


@pytest.fixture
def shelter():
    return OrganizationFactory.create(name="Night Shelter", email="desk@shelter.example")


@pytest.fixture
def request_for_mina(shelter, dana, millrace):
    return a_request(shelter, dana, area=millrace)


def test_the_mail_says_that_a_request_waits_and_nothing_else(request_for_mina):
    mail = Message.objects.get()
    assert mail.to == "desk@shelter.example"
    for secret in ("Mina", "312", "sleep", "Millrace", "ousing", "Dana", "call me"):
        assert secret not in mail.subject + mail.text + mail.html
    assert "/referrals/" in mail.text
    assert mail.erased_when_sent


def test_an_organization_with_members_is_written_to_there(shelter, dana):
    editor = a_member(shelter, email="ed@shelter.example")
    a_member(shelter, "viewer", email="vi@shelter.example")
    referral = a_request(shelter, dana)
    mail = Message.objects.get()
    assert mail.to == editor.email
    assert referral.workspace_url in mail.text
    assert not ReferralLink.objects.exists()


def test_nobody_to_write_to_is_said_and_nothing_is_kept(dana):
    silent = OrganizationFactory.create(name="Silent")
    with pytest.raises(NotPossible, match="written to"):
        a_request(silent, dana)
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"need": "  "}, "few words"),
        ({"consent_words": ""}, "agreed to"),
        ({"name": ""}, "call them"),
        ({"phone": ""}, "reach them"),
        ({"consent_on": date(2999, 1, 1)}, "still to come"),
    ],
)
def test_what_no_request_may_be(about, words, shelter, dana):
    with pytest.raises(NotPossible, match=words):
        a_request(shelter, dana, **about)
    assert not Referral.objects.exists()
    assert not Message.objects.exists()


def test_an_organization_that_is_no_partner_is_not_asked(dana):
    waiting = OrganizationFactory.create(approved_at=None, email="a@b.example")
    with pytest.raises(NotPossible, match="no partner"):
        a_request(waiting, dana)


def test_the_same_form_sent_twice_asks_once(shelter, dana, lee):
    number = uuid.uuid4()
    first = a_request(shelter, dana, submission=number)
    assert a_request(shelter, dana, submission=number) == first
    assert Message.objects.count() == 1
    with pytest.raises(NotPossible, match="Load the page again"):
        a_request(shelter, lee, submission=number)


def test_an_answer_is_due_in_three_working_days_and_contact_in_seven(settings):
    settings.CLOCK_HOLIDAYS = ["2026-11-26"]
    friday = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    answer = timezone.localdate(clocks.answer_due(friday) - timedelta(seconds=1))
    contact = timezone.localdate(clocks.contact_due(friday) - timedelta(seconds=1))
    assert answer == date(2026, 11, 25)
    assert contact == date(2026, 12, 2), "the holiday is nobody's working day"


def test_late_ones_stand_first(shelter, dana):
    fresh, closed = a_request(shelter, dana), brought_to(a_request(shelter, dana), "closed")
    old = late(a_request(shelter, dana))
    assert list(Referral.objects.late_first()) == [old, fresh, closed]
    assert list(Referral.objects.overdue()) == [old]
    assert old.is_overdue()
    assert not fresh.is_overdue()


def test_helped_needs_a_contact_and_something_else_needs_words(request_for_mina):
    request_for_mina.accept(SOMEONE)
    with pytest.raises(NotPossible, match="first contact"):
        request_for_mina.close("helped", "", SOMEONE)
    with pytest.raises(NotPossible, match="few words"):
        request_for_mina.close("other", " ", SOMEONE)
    with pytest.raises(NotPossible, match="Choose"):
        request_for_mina.close("arrested", "", SOMEONE)
    request_for_mina.close("not_reached", "", SOMEONE)
    assert [step.what for step in request_for_mina.steps.all()][-2:] == ["accepted", "closed"]


def test_declining_says_why_and_the_sender_hears(request_for_mina, dana):
    with pytest.raises(NotPossible, match="Say why"):
        request_for_mina.decline(" ", SOMEONE)
    request_for_mina.decline("No place until May.", SOMEONE)
    mail = Message.objects.get(to=dana.email)
    assert "May" not in mail.text
    assert request_for_mina.get_absolute_url() in mail.text


def test_taking_it_back_revokes_links_and_tells_who_was_asked(request_for_mina, dana):
    Message.objects.update(state="sent", sent_at=timezone.now())
    request_for_mina.withdraw(Actor(dana))
    assert not ReferralLink.objects.live().exists()
    assert "taken back" in Message.objects.get(state="waiting").subject


def test_taking_it_back_before_the_mail_went_out_says_nothing(request_for_mina, dana):
    request_for_mina.withdraw(Actor(dana))
    assert [mail.state for mail in Message.objects.all()] == ["cancelled"]


def test_contact_is_erased_thirty_days_after_the_end_and_leaves_no_copy(request_for_mina, settings):
    settings.REFERRAL_CONTACT_DAYS = 30
    brought_to(request_for_mina, "closed")
    now = timezone.now()
    assert erasing.erase(now + timedelta(days=29)) == 0
    assert erasing.erase(now + timedelta(days=31)) == 1
    assert erasing.erase(now + timedelta(days=31)) == 0
    assert not ReferralContact.objects.exists()
    assert request_for_mina.steps.filter(what="erased").exists()
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if "referral" in t]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  our own tables
            assert not [row for row in cursor.fetchall() if "Mina" in str(row)]


def test_the_database_keeps_no_token(request_for_mina):
    token = Message.objects.get().text.split("/referrals/")[1].split("/")[0]
    kept = ReferralLink.objects.get()
    assert token not in str(vars(kept))


@pytest.mark.parametrize(
    "broken",
    [
        {"consent_words": ""},
        {"state": "closed", "ended_at": timezone.now(), "outcome": ""},
        {"state": "declined", "ended_at": timezone.now(), "words": ""},
        {"state": "closed", "ended_at": None, "outcome": "helped"},
    ],
)
def test_the_database_has_the_last_word(broken, request_for_mina):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.update(**broken)


@pytest.mark.django_db(transaction=True)
def test_accepting_and_taking_back_at_once_never_shows_who_took_it_back(shelter, dana):
    """Whoever comes second decides on what the first did; nobody's number survives."""
    for _round in range(5):
        referral = a_request(shelter, dana)
        gate = threading.Barrier(2)

        def act(what, referral=referral, gate=gate):
            mine = Referral.objects.get(pk=referral.pk)
            gate.wait()
            try:
                mine.accept(SOMEONE) if what == "accept" else mine.withdraw(Actor(dana))
            except NotPossible:
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=act, args=[what]) for what in ("accept", "withdraw")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        referral.refresh_from_db()
        assert referral.state == "withdrawn"
        assert referral.reach is None
        kept = [step.what for step in referral.steps.all() if step.what != "link"]
        assert [what for what in kept if what != "accepted"] == ["sent", "withdrawn", "erased"]
