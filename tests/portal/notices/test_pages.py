"""Stopping mail, choosing mail, and what staff see of the outbox."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.notices import links, outbox
from portal.notices.addresses import fingerprint
from portal.notices.models import Message, Silence
from tests.factories.notices import MessageFactory


@pytest.fixture
def stop():
    """The link in a mail to Rosa about meetings."""
    return links.unsubscribe_url("events", fingerprint("rosa@example.org")).split(":8000", 1)[-1]


@pytest.fixture
def stop_path():
    token = links.unsubscribe_token("events", fingerprint("rosa@example.org"))
    return reverse("notices:unsubscribe", args=[token])


def test_opening_the_link_changes_nothing(client, stop_path):
    response = client.get(stop_path)
    assert "One click stops them" in response.text
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert not Silence.objects.exists()


def test_one_click_stops_and_one_click_undoes(client, stop_path, mailoutbox):
    MessageFactory.create(to="Rosa@example.org")
    assert "These mails are stopped" in client.post(stop_path).text
    assert "These mails are stopped" in client.post(stop_path).text
    assert Message.objects.get().state == "cancelled"
    MessageFactory.create(to="rosa@example.org")
    outbox.send_due()
    assert not mailoutbox

    assert "You get these mails again" in client.post(stop_path, {"undo": "1"}).text
    MessageFactory.create(to="rosa@example.org")
    outbox.send_due()
    assert len(mailoutbox) == 1


def test_a_mail_program_may_click_for_its_reader(client, stop_path):
    client.handler.enforce_csrf_checks = True
    assert client.post(stop_path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Silence.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "events.abc", "events.abc:forged", "a.b.c:d"])
def test_a_link_that_is_not_ours_opens_nothing(client, token):
    assert client.post(reverse("notices:unsubscribe", args=[token])).status_code == 404


def test_the_link_does_not_hold_the_address(stop_path):
    assert "rosa" not in stop_path


def test_rosa_chooses_what_she_gets(client, rosa):
    client.force_login(rosa)
    page = client.get("/me/").text
    assert 'value="concerns"' in page
    assert 'value="work"' not in page
    client.post(reverse("notices:preferences"), {"wanted": ["concerns"]})
    assert set(Silence.objects.of(rosa.email).values_list("topic", flat=True)) == {
        "boards",
        "events",
        "reports",
        "surveys",
    }
    everything = ["boards", "concerns", "events", "reports", "surveys"]
    client.post(reverse("notices:preferences"), {"wanted": everything})
    assert not Silence.objects.exists()


def test_dana_may_also_choose_mail_about_her_work(client, dana):
    client.force_login(dana)
    assert 'value="work"' in client.get("/me/").text


def test_preferences_that_do_not_exist_change_nothing(client, rosa):
    client.force_login(rosa)
    client.post(reverse("notices:preferences"), {"wanted": ["account", "nonsense"]})
    assert not Silence.objects.exists()


def test_staff_see_what_failed_and_why_but_no_address_and_no_words(client, sam):
    MessageFactory.create(
        to="rosa@example.org", state="dead", attempts=3, last_error="550 Unknown", text="Secret"
    )
    client.force_login(sam)
    page = client.get(reverse("desk_messages:list")).text
    assert "One mail could not be sent" in page
    assert "550 Unknown" in page
    assert "rosa@example.org" not in page
    assert "Secret" not in page


def test_kim_reads_but_sends_nothing_again(client, kim):
    MessageFactory.create(state="dead", last_error="550 Unknown")
    client.force_login(kim)
    page = client.get(reverse("desk_messages:list")).text
    assert "550 Unknown" in page
    assert "Send again" not in page
    assert "Do not write to an address" not in page


def test_sam_sends_a_dead_mail_again(client, sam, mailoutbox):
    message = MessageFactory.create(state="dead")
    client.force_login(sam)
    again = reverse("desk_messages:resending", args=[message.pk])
    assert "goes out shortly" in client.post(again, follow=True).text
    assert "nothing to send again" in client.post(again, follow=True).text
    outbox.send_due()
    assert len(mailoutbox) == 1


def test_sam_takes_a_waiting_mail_back(client, sam):
    message = MessageFactory.create()
    client.force_login(sam)
    back = reverse("desk_messages:withdrawal", args=[message.pk])
    assert "will not be sent" in client.post(back, follow=True).text
    assert "Too late" in client.post(back, follow=True).text


def test_what_failed_is_shown_first_and_the_rest_on_request(client, ada):
    MessageFactory.create(state="dead", last_error="550 Unknown")
    MessageFactory.create(topic="surveys")
    client.force_login(ada)
    assert "short questions" not in client.get(reverse("desk_messages:list")).text
    assert "short questions" in client.get(reverse("desk_messages:list"), {"state": ""}).text


def test_the_list_can_be_narrowed_to_what_failed(client, ada):
    MessageFactory.create(state="dead", last_error="550 Unknown")
    MessageFactory.create(state="sent", sent_at=timezone.now(), topic="surveys")
    client.force_login(ada)
    page = client.get(reverse("desk_messages:list"), {"state": "dead"}).text
    assert "550 Unknown" in page
    assert "short questions" not in page


def test_an_address_is_silenced_without_being_kept(client, ada, mailoutbox):
    MessageFactory.create(to="rosa@example.org")
    client.force_login(ada)
    about = {"address": "Rosa@example.org", "reason": "Asked by phone"}
    client.post(reverse("desk_messages:silence"), about)
    outbox.send_due()
    assert not mailoutbox
    assert Silence.objects.get().reason == "Asked by phone"


def test_a_typing_error_in_an_address_keeps_what_was_typed(client, ada):
    client.force_login(ada)
    about = {"address": "rosa", "reason": "Asked by phone"}
    response = client.post(reverse("desk_messages:silence"), about)
    assert "Asked by phone" in response.text
    assert not Silence.objects.exists()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_list_costs_the_same_however_long(client, sam, count, django_assert_max_num_queries):
    for _ in range(count):
        MessageFactory.create(state="dead", last_error="550")
    client.force_login(sam)
    client.get("/desk/messages/")
    with django_assert_max_num_queries(9):
        client.get(reverse("desk_messages:list"))
