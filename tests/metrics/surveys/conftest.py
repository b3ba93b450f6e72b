from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from metrics.surveys import inviting
from metrics.surveys.models import Invitation
from tests.factories.events import EventFactory, SessionFactory


@contextmanager
def tokens_seen():
    """The tokens of the invitations drawn meanwhile, which are kept nowhere but in the mail."""
    tokens = []
    drawn = Invitation.drawn

    def seen(*about):
        invitation, token = drawn(*about)
        tokens.append(token)
        return invitation, token

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Invitation, "drawn", seen)
        yield tokens


ENDED = datetime(2026, 6, 4, 20, 0)  # noqa: DTZ001 - local time, made aware below


@pytest.fixture
def meeting(millrace):
    """A meeting in Millrace, on a Thursday in June from 6 to 8 in the evening."""
    ended = timezone.make_aware(ENDED)
    event = EventFactory.create(area=millrace, title="Evening meeting")
    return SessionFactory.create(event=event, starts_at=ended - timedelta(hours=2), ends_at=ended)


@pytest.fixture
def next_morning(meeting):
    """It is 10 the morning after the meeting."""
    with time_machine.travel(meeting.ends_at + timedelta(hours=14), tick=False) as clock:
        yield clock


@pytest.fixture
def invited(meeting, next_morning, came):
    """Rosa came and was asked: her invitation and its token."""
    came(meeting, "rosa@example.org", language="es")
    with tokens_seen() as tokens:
        inviting.ask_after(meeting)
    return Invitation.objects.get(), tokens[0]


@pytest.fixture
def came():
    """Somebody was at the meeting, and left an address or did not."""

    def came(session, email="", language="en"):
        return session.rsvps.create(
            name="Neighbor",
            email=email,
            language=language,
            state="going",
            checked_in_at=session.starts_at,
        )

    return came
