"""Rosa closes her account: what she said stays, and nothing of who she is."""

import pytest

from engagement.concerns.models import Concern
from portal.notices.models import Message
from portal.notices.outbox import send_due
from tests.factories.concerns import ConcernFactory


@pytest.fixture
def hers(rosa, millrace, dana):
    concern = ConcernFactory.create(
        area=millrace,
        anonymous=False,
        resident=rosa,
        text="The lamp at the steps is out.",
        contact_name="Rosa",
        contact_email=rosa.email,
        contact_phone="555-0101",
    )
    Concern.objects.filter(pk=concern.pk).update(contact_phone="555-0102")
    concern.refresh_from_db()
    concern.answer(dana, "We asked the city to mend it.")
    return concern


def test_what_she_said_stays_without_her_name(hers, rosa):
    rosa.close()
    hers.refresh_from_db()

    assert hers.text == "The lamp at the steps is out."
    assert (hers.contact_name, hers.contact_email, hers.contact_phone) == ("", "", "")
    assert hers.resident is None
    assert not hers.anonymous


def test_nor_is_it_in_what_the_concern_was_before(hers, rosa):
    rosa.close()

    before = hers.events.all()

    assert before.exists()
    assert set(before.values_list("contact_name", "contact_email", "contact_phone")) == {
        ("", "", "")
    }
    assert not before.exclude(resident=None).exists()


def test_what_was_written_to_her_is_gone_and_nothing_more_goes_out(hers, rosa, dana, mail_sink):
    assert Message.objects.filter(to=rosa.email).exists()

    rosa.close()
    hers.answer(dana, "It is mended.")
    send_due()

    assert not Message.objects.filter(to=rosa.email).exists()
    assert not Message.objects.filter(text__contains="asked the city").exists()
    assert not mail_sink.messages


def test_the_voice_she_added_counts_on_without_her_address(hers, rosa):
    voice = hers.supports.create(form_hash="a", contact_email="Rosa@example.org")

    rosa.close()
    voice.refresh_from_db()

    assert voice.contact_email == ""


def test_what_others_said_is_left_alone(hers, rosa, omar):
    other = ConcernFactory.create(
        anonymous=False, resident=omar, contact_name="Omar", contact_email=omar.email
    )

    rosa.close()
    other.refresh_from_db()

    assert (other.resident, other.contact_name) == (omar, "Omar")
