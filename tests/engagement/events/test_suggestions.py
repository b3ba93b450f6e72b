"""What residents want a meeting to talk about: said once, counted once, answered in public."""

import re
import threading
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagement.events.models import Suggestion, Voice
from engagement.events.models import suggestion as rules
from portal.pages import kept
from portal.refusals import NotPossible
from tests.clients import PortalClient
from tests.factories.events import EventFactory, SessionFactory, SuggestionFactory


@pytest.fixture(autouse=True)
def _nobody_was_here():
    cache.clear()


@pytest.fixture
def meeting(millrace):
    event = EventFactory.create(title="Millrace evening", slug="millrace", area=millrace)
    return SessionFactory.create(event=event)


@pytest.fixture
def wish(meeting):
    return SuggestionFactory.create(event=meeting.event, text="Motorbikes on the river path")


def suggest(client, text="The light at Mill Street", number=None, **about):
    fields = {"text": text, "submission": number or str(uuid.uuid4())}
    return client.post("/events/millrace/suggestions/", fields, **about)


def speak_up(client, wish, **about):
    address = reverse("events:suggestion_voices", args=[wish.event.slug, wish.pk])
    return client.post(address, **about)


def decide(client, wish, decision, reason=""):
    address = reverse("desk_events:suggestion_decision", args=[wish.event_id, wish.pk])
    return client.post(address, {"decision": decision, "reason": reason}, follow=True)


def voices(wish):
    wish.refresh_from_db()
    assert wish.voice_count == wish.voices.count() + 1  # the factory's one has no row
    return wish.voice_count


# Saying it


def test_a_resident_suggests_from_the_page_of_the_meeting_and_is_the_first_voice(client, meeting):
    page = client.get("/events/millrace/").text
    form = page.partition('action="/events/millrace/suggestions/"')[2]
    number = re.search(r'name="submission" value="([^"]+)"', form)[1]
    answer = suggest(client, "  The light\r\nat   Mill Street ", number)

    made = Suggestion.objects.get()
    assert (made.text, made.voice_count) == ("The light at Mill Street", 1)
    assert answer.url == f"/events/millrace/suggestions/#suggestion-{made.pk}"
    text = client.get("/events/millrace/").text
    assert "The light at Mill Street" in text
    assert "<b>1</b> wants this" in text


def test_the_same_form_sent_twice_suggests_once(client, meeting):
    number = str(uuid.uuid4())
    first, again = (suggest(client, number=number) for _ in range(2))

    assert first.url == again.url
    assert (Suggestion.objects.count(), Voice.objects.count()) == (1, 1)


def test_what_was_said_before_gets_a_voice_instead(client, meeting, wish):
    suggest(client, "motorbikes ON the river path")

    assert Suggestion.objects.get() == wish
    assert voices(wish) == 2


def test_what_was_left_out_before_shows_its_reason_to_who_says_it_again(
    client, meeting, wish, dana
):
    wish.decline(dana, "The river belongs to the parks.")
    answer = suggest(client, wish.text)

    assert voices(wish) == 1
    assert "The river belongs to the parks." in client.get(answer.url).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 301}, "at most 300 characters"),
        ({"text": "no"}, "at least 3 characters"),
        ({"text": "a\x00b c"}, "Null characters are not allowed."),
        ({"number": "17"}, "Enter a valid UUID."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(client, meeting, typed, words):
    answer = suggest(client, **typed)

    assert answer.status_code == 200
    assert words in answer.text
    assert not Suggestion.objects.exists()
    if "number" in typed:
        assert "The light at Mill Street" in answer.text


def test_hostile_words_stay_words(client, meeting, dana):
    suggest(client, "</li><script>alert(1)</script>{{ 7|add:7 }}")
    client.force_login(dana)

    for address in (
        "/events/millrace/",
        "/events/millrace/suggestions/",
        f"/desk/events/{meeting.event_id}/suggestions/",
    ):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "{{ 7|add:7 }}" in text


def test_whoever_suggests_very_much_is_asked_to_wait_and_loses_nothing(client, meeting):
    answers = [suggest(client, f"Thing number {n}") for n in range(8)]

    assert [answer.status_code for answer in answers] == [302] * 6 + [429] * 2
    assert "Wait ten minutes" in answers[-1].text
    assert "Thing number 7" in answers[-1].text
    assert answers[-1]["Retry-After"] == "600"


def test_a_meeting_has_room_for_so_many_suggestions(client, meeting, monkeypatch):
    monkeypatch.setattr(rules, "MOST_OPEN", 1)
    SuggestionFactory.create(event=meeting.event)

    assert "Find the one that comes nearest" in suggest(client).text
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("gone", ["over", "off", "draft"])
def test_a_meeting_that_is_over_called_off_or_a_draft_takes_none(client, meeting, wish, gone):
    event = meeting.event
    if gone == "over":
        past = timezone.now() - timedelta(days=1)
        event.sessions.update(starts_at=past - timedelta(hours=1), ends_at=past)
    elif gone == "off":
        event.cancel("The hall is flooded.")
    else:
        event.published_at = None
        event.save()
    answers = suggest(client), speak_up(client, wish)

    assert [answer.status_code for answer in answers] == (
        [404, 404] if gone == "draft" else [200, 302]
    )
    assert Suggestion.objects.get() == wish
    assert voices(wish) == 1
    if gone != "draft":
        assert "takes no more suggestions" in client.get("/events/millrace/suggestions/").text
        assert "Me too" not in client.get("/events/millrace/").text


# One voice a person


def test_one_browser_counts_once_and_another_counts_too(client, wish):
    for _ in range(3):
        answer = speak_up(client, wish, follow=True)
    assert "It counts once." in answer.text
    assert voices(wish) == 2
    speak_up(PortalClient(), wish)
    assert voices(wish) == 3


def test_an_account_counts_once_in_whatever_browser(wish, rosa):
    for _ in range(2):
        browser = PortalClient()
        browser.force_login(rosa)
        speak_up(browser, wish)

    assert voices(wish) == 2


def test_what_is_kept_of_a_voice_names_no_one(client, wish, rosa):
    other = SuggestionFactory.create()
    SessionFactory.create(event=other.event)
    for one in (wish, other):
        speak_up(client, one, REMOTE_ADDR="203.0.113.9", headers={"User-Agent": "Nosy/1"})

    cookie = client.cookies["voice"]
    kept_words = str(list(Voice.objects.values())) + str(list(Suggestion.objects.values()))
    assert not any(word in kept_words for word in (cookie.value, "203.0.113.9", "Nosy"))
    assert Voice.objects.values("voter_hash").distinct().count() == 2
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/events/")


@pytest.mark.parametrize("number", ["", "x", "a" * 33, "'; DROP TABLE--", "A" * 32])
def test_a_number_we_did_not_give_is_replaced(client, wish, number):
    client.cookies["voice"] = number
    speak_up(client, wish)

    assert client.cookies["voice"].value != number
    assert voices(wish) == 2


def test_a_flood_of_voices_from_one_place_is_slowed(wish):
    answers = [speak_up(PortalClient(), wish).status_code for _ in range(42)]

    assert answers == [302] * 40 + [429] * 2
    assert voices(wish) == 41


def test_voices_come_only_by_pressing_the_button_on_our_own_page(wish):
    stranger = PortalClient(enforce_csrf_checks=True)

    assert (
        stranger.get(reverse("events:suggestion_voices", args=["millrace", wish.pk])).status_code
        == 405
    )
    assert speak_up(stranger, wish).status_code == 403
    assert voices(wish) == 1


def test_a_suggestion_of_another_meeting_is_not_found(client, wish):
    other = SessionFactory.create().event

    address = reverse("events:suggestion_voices", args=[other.slug, wish.pk])
    assert client.post(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_many_voices_at_once_are_all_counted_and_each_once(meeting, wish):
    """Eight people press at once, each twice."""
    start = threading.Barrier(16)

    def press(person):
        try:
            start.wait()
            Suggestion.objects.get(pk=wish.pk).add_voice(f"person-{person}")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[n % 8]) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert voices(wish) == 9


@pytest.mark.django_db(transaction=True)
def test_one_form_from_two_taps_at_once_suggests_once(meeting):
    start = threading.Barrier(4)

    def tap():
        try:
            start.wait()
            Suggestion.objects.make(meeting.event, "The light", voter="rosa", form="one")
        finally:
            connection.close()

    threads = [threading.Thread(target=tap) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.voice_count for one in Suggestion.objects.all()] == [1]


def test_the_database_counts_no_one_twice(wish):
    wish.voices.create(voter_hash="rosa")
    with pytest.raises(IntegrityError), transaction.atomic():
        wish.voices.create(voter_hash="rosa")


# What the team decides


def test_the_most_wanted_stands_first(client, meeting):
    for text, count in (("Few", 2), ("Many", 9), ("Some", 4)):
        SuggestionFactory.create(event=meeting.event, text=text, voice_count=count)

    text = client.get("/events/millrace/suggestions/").text
    assert text.index("Many") < text.index("Some") < text.index("Few")


def test_what_is_taken_opens_the_agenda(client, dana, meeting, wish):
    meeting.event.agenda = "6:30 What we said last time"
    meeting.event.save()
    client.force_login(dana)
    decide(client, wish, "take")

    wish.refresh_from_db()
    assert (wish.state, wish.decided_by) == ("taken", dana)
    text = PortalClient().get("/events/millrace/").text
    agenda = text.partition("The plan")[2]
    assert agenda.index("Motorbikes on the river path") < agenda.index("6:30")
    assert "Me too" in agenda


@pytest.mark.parametrize(("decision", "state"), [("decline", "not_taken"), ("hide", "hidden")])
def test_leaving_out_needs_a_reason_that_everyone_reads(client, dana, wish, decision, state):
    client.force_login(dana)
    assert "Say why. Everyone can read it." in decide(client, wish, decision, "  ").text
    wish.refresh_from_db()
    assert wish.is_open

    decide(client, wish, decision, "It names a neighbor.")
    wish.refresh_from_db()
    assert wish.state == state
    text = PortalClient().get("/events/millrace/suggestions/").text
    assert "It names a neighbor." in text
    assert ("Motorbikes" in text) == (decision == "decline")


def test_hidden_words_are_nowhere_and_take_no_voices(client, dana, meeting, wish):
    wish.hide(dana, "It names a neighbor.")

    for address in ("/events/millrace/", "/events/millrace/suggestions/"):
        assert "Motorbikes" not in client.get(address).text
    assert speak_up(client, wish).status_code == 404
    suggest(client, wish.text)
    assert Suggestion.objects.count() == 2  # it may be said again, and be hidden again


def test_a_voice_that_comes_after_the_decision_is_told(client, dana, wish):
    wish.decline(dana, "The river belongs to the parks.")

    assert "This was decided meanwhile." in speak_up(client, wish, follow=True).text
    assert voices(wish) == 1


def test_a_decision_can_be_taken_back(client, dana, wish):
    client.force_login(dana)
    decide(client, wish, "hide", "By mistake.")
    decide(client, wish, "reconsider")

    wish.refresh_from_db()
    assert (wish.state, wish.reason) == ("open", "")
    history = apps.get_model("events", "SuggestionHistory").objects.order_by("pgh_id")
    assert [row.state for row in history] == ["open", "hidden"]


def test_deciding_twice_is_deciding_once(wish, dana, sam):
    wish.take(dana)
    at = wish.decided_at
    wish.take(sam)

    wish.refresh_from_db()
    assert (wish.decided_by, wish.decided_at) == (dana, at)


@pytest.mark.parametrize(
    "sent", [{}, {"decision": "burn"}, {"decision": "hide", "reason": "x" * 301}]
)
def test_a_decision_that_is_none_changes_nothing(client, dana, wish, sent):
    client.force_login(dana)
    address = reverse("desk_events:suggestion_decision", args=[wish.event_id, wish.pk])

    assert "Choose what becomes of it" in client.post(address, sent, follow=True).text
    wish.refresh_from_db()
    assert wish.is_open


def test_an_officer_decides_only_for_meetings_of_their_own(client, lee, wish):
    client.force_login(lee)

    assert decide(client, wish, "take").status_code == 403


def test_a_suggestion_is_decided_on_the_page_of_its_meeting(client, dana, millrace, wish):
    other = SessionFactory.create(event__area=millrace).event
    client.force_login(dana)

    address = reverse("desk_events:suggestion_decision", args=[other.pk, wish.pk])
    assert client.post(address, {"decision": "take"}).status_code == 404


def test_the_desk_hears_how_many_wait(client, dana, meeting, wish):
    client.force_login(dana)

    assert "1 suggestion waits" in client.get(f"/desk/events/{meeting.event_id}/").text
    wish.take(dana)
    assert "No suggestion waits" in client.get(f"/desk/events/{meeting.event_id}/").text


def test_a_reason_is_asked_for_by_the_database_too(wish):
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=wish.pk).update(state="hidden")
    with pytest.raises(NotPossible):
        wish.hide(None, "")


# Pages


def test_a_voice_shows_at_once_on_pages_that_are_kept(client, settings, wish):
    settings.KEEP_PAGES = 60
    kept.forget()
    reader = PortalClient()
    assert "<b>1</b> wants this" in reader.get("/events/millrace/").text
    speak_up(client, wish)
    kept._looked = (0.0, None)  # noqa: SLF001  # a hundredth of a second later
    assert "<b>2</b> want this" in reader.get("/events/millrace/").text
    kept.forget()


@pytest.mark.parametrize("where", ["/events/millrace/", "/events/millrace/suggestions/", "desk"])
@pytest.mark.usefixtures("time_stands_still")
def test_the_pages_ask_the_same_few_questions_however_much_is_suggested(
    client, dana, meeting, where
):
    if where == "desk":
        client.force_login(dana)
        where = f"/desk/events/{meeting.event_id}/suggestions/"
    client.get(where)
    counts = []
    for more in (0, 1, 2):
        SuggestionFactory.create_batch(more, event=meeting.event)
        with CaptureQueriesContext(connection) as queries:
            client.get(where)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_nothing_suggested_is_said_in_words(client, dana, meeting):
    assert "Nothing is suggested yet" in client.get("/events/millrace/suggestions/").text
    client.force_login(dana)
    address = f"/desk/events/{meeting.event_id}/suggestions/"
    assert "Nothing is suggested yet" in client.get(address).text


def test_a_repeated_button_says_what_it_is_about_without_a_space_before_the_colon(rf):
    form = render_to_string(
        "components/post_button.html",
        {"url": "/", "label": "Me too", "about": "The light", "kind": "linkish"},
        request=rf.get("/"),
    )
    assert 'Me too<span class="cg-hide">: The light</span>' in form
