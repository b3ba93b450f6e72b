"""A seat from the waiting list: offered, taken, declined, or passed on when no one answers."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement.events import tasks
from engagement.events.models import Rsvp, Session
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.events import RsvpFactory, SessionFactory

NOON = "2026-11-10 12:00-06:00"


@pytest.fixture(autouse=True)
def _at_noon(settings):
    settings.QUIET_HOURS = (20, 8)
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def meeting():
    """One seat, in a week; an offer holds for a day."""
    return SessionFactory.create(capacity=1, event__title="Evening meeting")


@pytest.fixture
def seated(meeting):
    return meeting.rsvp(name="Omar")


def waits(meeting, name, **said):
    return meeting.rsvp(name=name, email=f"{name.lower()}@example.org", **said)


def now_is(*rsvps):
    for rsvp in rsvps:
        rsvp.refresh_from_db()
    return [str(rsvp.state) for rsvp in rsvps]


def mails_to(who):
    return list(
        Message.objects.filter(to__startswith=who).order_by("pk").values_list("key", flat=True)
    )


def test_whoever_waited_longest_is_offered_the_seat_and_it_is_held(meeting, seated):
    rosa, nan = waits(meeting, "Rosa"), waits(meeting, "Nan")
    seated.cancel()

    assert now_is(rosa, nan) == ["offered", "waiting"]
    assert rosa.offer_ends_at == timezone.now() + timedelta(hours=24)
    meeting.refresh_from_db()
    assert meeting.seats_taken == 1
    mail = Message.objects.get(to="rosa@example.org", key__contains="offered")
    assert "A seat is free for you" in mail.subject
    assert rosa.token in mail.text
    assert not mail.attachments  # an offer is no appointment yet


def test_the_hours_begin_when_the_mail_may_go_out(meeting, seated):
    rosa = waits(meeting, "Rosa")
    with time_machine.travel("2026-11-10 22:00-06:00", tick=False):
        seated.cancel()

    rosa.refresh_from_db()
    assert timezone.localtime(rosa.offer_ends_at).isoformat() == "2026-11-12T08:00:00-06:00"


def test_taking_the_seat_twice_is_once_and_brings_ticket_and_calendar(meeting, seated):
    rosa = waits(meeting, "Rosa")
    seated.cancel()
    rosa.refresh_from_db()
    rosa.accept()
    rosa.accept()

    meeting.refresh_from_db()
    assert now_is(rosa) == ["going"]
    assert meeting.seats_taken == 1
    mail = Message.objects.filter(to="rosa@example.org").order_by("-pk")[0]
    assert [name for name, *_ in mail.attachments] == ["invite.ics", "ticket.png"]
    assert len(mails_to("rosa")) == 3


def test_declining_gives_the_seat_to_the_next_one(meeting, seated):
    rosa, nan = waits(meeting, "Rosa"), waits(meeting, "Nan")
    seated.cancel()
    rosa.cancel()

    assert now_is(rosa, nan) == ["cancelled", "offered"]


def test_an_offer_no_one_answers_goes_to_the_next_one_and_both_are_told(meeting, seated):
    rosa, nan = waits(meeting, "Rosa"), waits(meeting, "Nan")
    seated.cancel()
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=False):
        tasks.end_offers()
        tasks.end_offers()

        assert now_is(rosa, nan) == ["lapsed", "offered"]
        assert mails_to("rosa")[-1].startswith(f"rsvp:{rosa.pk}:offer_lapsed:")
        assert mails_to("nan")[-1].startswith(f"rsvp:{nan.pk}:offered:")
        assert nan.offer_ends_at > timezone.now()
        assert Message.objects.filter(key__contains="offer_lapsed").count() == 1


def test_an_offer_is_not_passed_on_a_minute_early(meeting, seated):
    rosa = waits(meeting, "Rosa")
    seated.cancel()
    with time_machine.travel(timezone.now() + timedelta(hours=23, minutes=59), tick=False):
        tasks.end_offers()
        assert not Rsvp.objects.get(pk=rosa.pk).lapse()
    assert now_is(rosa) == ["offered"]


def test_an_offer_taken_too_late_is_said_and_the_seat_stays_held_for_the_next(meeting, seated):
    rosa = waits(meeting, "Rosa")
    seated.cancel()
    rosa.refresh_from_db()
    with (
        time_machine.travel(timezone.now() + timedelta(hours=25), tick=False),
        pytest.raises(NotPossible, match="time to take this seat is over"),
    ):
        rosa.accept()


def test_whoever_let_an_offer_lapse_may_join_again_at_the_end(meeting, seated):
    rosa, nan = waits(meeting, "Rosa"), waits(meeting, "Nan")
    seated.cancel()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        tasks.end_offers()
        again = waits(meeting, "Rosa")

    assert again.pk != rosa.pk
    assert now_is(rosa, nan, again) == ["lapsed", "offered", "waiting"]
    with pytest.raises(NotPossible, match="time to take this seat is over"):
        rosa.cancel()


@pytest.mark.parametrize("verb", ["accept", "cancel", "change"])
def test_nothing_is_offered_any_more_once_the_meeting_is_called_off(meeting, seated, verb):
    rosa = waits(meeting, "Rosa")
    seated.cancel()
    meeting.event.cancel("The hall is flooded.")
    rosa = Rsvp.objects.get(pk=rosa.pk)

    with pytest.raises(NotPossible, match="cancelled"):
        getattr(rosa, verb)()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        tasks.end_offers()
        assert not rosa.lapse()
    assert now_is(rosa) == ["offered"]
    assert "called_off" in mails_to("rosa")[-1]


def test_a_session_called_off_by_itself_refuses_with_a_sentence(meeting, seated):
    Session.objects.filter(pk=meeting.pk).update(cancelled_at=timezone.now())

    with pytest.raises(NotPossible, match="This meeting is cancelled, so there are no seats"):
        waits(meeting, "Rosa")
    with pytest.raises(NotPossible, match="nothing left to change"):
        seated.cancel()


@pytest.mark.parametrize(
    ("hours", "days", "email"),
    [(0, 7, "rosa@example.org"), (24, 7, ""), (24, 1, "rosa@example.org")],
    ids=["no time to think is given", "no address to ask", "within a day"],
)
def test_the_seat_is_theirs_at_once_where_nobody_can_be_asked(hours, days, email):
    meeting = SessionFactory.create(
        capacity=1,
        event__offer_hours=hours,
        starts_at=timezone.now() + timedelta(days=days),
    )
    first = meeting.rsvp(name="Omar")
    rosa = meeting.rsvp(name="Rosa", email=email)
    first.cancel()

    assert now_is(rosa) == ["going"]


def test_an_offer_ends_while_there_is_time_to_seat_another():
    meeting = SessionFactory.create(
        capacity=1, event__offer_hours=72, starts_at=timezone.now() + timedelta(hours=30)
    )
    first, rosa = meeting.rsvp(name="Omar"), waits(meeting, "Rosa")
    first.cancel()

    rosa.refresh_from_db()
    assert rosa.offer_ends_at == meeting.starts_at - timedelta(hours=2)


def test_a_smaller_party_is_offered_what_a_larger_one_does_not_fit(meeting, seated):
    family, nan = waits(meeting, "Family", guests=3), waits(meeting, "Nan")
    seated.cancel()

    assert now_is(family, nan) == ["waiting", "offered"]


def test_an_offer_can_shrink_but_not_grow_past_what_is_free():
    meeting = SessionFactory.create(capacity=2)
    first = meeting.rsvp(name="Omar", guests=1)
    rosa, nan = waits(meeting, "Rosa", guests=1), waits(meeting, "Nan")
    first.cancel()
    rosa.refresh_from_db()

    with pytest.raises(NotPossible, match="No more seats are free"):
        rosa.change(guests=2)
    rosa.change(guests=0)
    assert now_is(rosa, nan) == ["offered", "offered"]


def test_nothing_is_held_for_someone_who_still_waits(meeting, seated):
    rosa = waits(meeting, "Rosa")
    with pytest.raises(NotPossible, match="You keep your place in line"):
        rosa.accept()


def test_the_database_itself_wants_an_offer_to_say_until_when(meeting):
    with pytest.raises(IntegrityError, match="an_offer_says_until_when"), transaction.atomic():
        RsvpFactory.create(session=meeting, state="offered")


# The page behind the link


def test_the_page_asks_and_one_press_takes_the_seat(client, meeting, seated):
    rosa = waits(meeting, "Rosa")
    seated.cancel()
    page = client.get(rosa.get_absolute_url()).text
    assert "A seat is free. Do you want it?" in page
    assert "Yes, I take the seat" in page
    assert "No, give it to the next one" in page

    taken = client.post(f"{rosa.get_absolute_url()}acceptance/", follow=True).text
    assert "Your seat is saved" in taken


def test_the_page_of_a_lapsed_offer_says_how_to_join_again(client, meeting, seated):
    rosa = waits(meeting, "Rosa")
    seated.cancel()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        late = client.get(rosa.get_absolute_url()).text
        refused = client.post(f"{rosa.get_absolute_url()}acceptance/", follow=True).text
        tasks.end_offers()
        lapsed = client.get(rosa.get_absolute_url()).text

    assert "The time to take it is over" in late
    assert "Yes, I take the seat" not in late
    assert "The time to take this seat is over" in refused
    assert "The seat went to the next one in line" in lapsed
    assert "Give up" not in lapsed


def test_a_seat_is_taken_by_a_press_and_never_by_a_link_that_a_mail_program_opens(
    client, meeting, seated
):
    rosa = waits(meeting, "Rosa")
    seated.cancel()

    assert client.get(f"{rosa.get_absolute_url()}acceptance/").status_code == 405
    assert now_is(rosa) == ["offered"]
