"""What an officer who leaves tells the one who comes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.areas.models import HandoverNote
from portal.areas.models.handover import SECTIONS
from portal.refusals import NotPossible
from tests.factories.accounts import UserFactory
from tests.factories.areas import TeamMemberFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.events import SessionFactory
from tests.factories.organizations import OrganizationFactory

WORDS = {"groups": "The watch group meets at Cannery Hall.", "issues": "The lamps on Mill Street."}


@pytest.fixture
def posted(dana, millrace):
    return TeamMemberFactory.create(area=millrace, user=dana)


@pytest.fixture
def nora(millrace):
    """Nora comes after Dana."""
    return UserFactory.create(name="Nora", role="officer", area=millrace)


@pytest.fixture
def note(posted, dana):
    return HandoverNote.objects.begin(posted, dana, WORDS)


@pytest.fixture
def sent(note):
    return note.send()


def begin(client, member):
    url = reverse("desk_areas:handover_beginning", args=[member.area.slug, member.pk])
    return client.post(url)


def test_a_note_begins_with_what_the_records_say(client, dana, millrace, posted):
    ConcernFactory.create(area=millrace)
    CommitmentFactory.create(area=millrace, what="Four new lamps.")
    OrganizationFactory.create(name="Grace Church", kind="faith").areas.add(millrace)
    SessionFactory.create(event__title="Beat meeting", event__area=millrace)
    client.force_login(dana)

    response = begin(client, posted)

    note = HandoverNote.objects.get()
    assert response["Location"] == note.get_absolute_url()
    assert "- 1 concern is open" in note.issues
    assert "Four new lamps." in note.issues
    assert "Grace Church" in note.groups
    assert "Beat meeting" in note.dates
    assert "English" in note.languages_spoken


def test_the_same_button_twice_begins_one_note_and_keeps_what_was_written(client, dana, posted):
    client.force_login(dana)
    begin(client, posted)
    HandoverNote.objects.get().write(WORDS, dana)

    begin(client, posted)

    assert HandoverNote.objects.get().groups == WORDS["groups"]


def test_a_draft_is_kept_then_handed_over_and_then_it_stands(client, dana, note):
    client.force_login(dana)
    url = note.get_absolute_url()

    client.post(url, {**WORDS, "works": "Coffee at the gate."})
    draft = HandoverNote.objects.get()
    assert (draft.works, draft.is_sent) == ("Coffee at the gate.", False)

    client.post(url, {**WORDS, "send": "1"})
    assert HandoverNote.objects.get().is_sent

    refused = client.post(url, {"groups": "Rewritten"}).content.decode()
    assert "It can no longer be changed." in refused
    assert "Rewritten" in refused
    assert HandoverNote.objects.get().groups == WORDS["groups"]


def test_an_empty_note_is_not_handed_over(client, dana, note):
    client.force_login(dana)

    response = client.post(note.get_absolute_url(), {"send": "1"})

    assert "Write at least one thing the next officer should know." in response.content.decode()
    assert not HandoverNote.objects.get().is_sent
    assert HandoverNote.objects.get().groups == WORDS["groups"]


def test_a_draft_is_its_writer_s_and_the_supervisor_s(client, dana, nora, sam, lee, note):
    seen = {}
    for person in (dana, nora, sam, lee):
        client.force_login(person)
        seen[person.name] = client.get(note.get_absolute_url()).status_code

    assert seen == {"Dana": 200, "Nora": 404, "Sam": 200, "Lee": 404}


def test_the_successor_reads_it_and_says_so_once(client, nora, sent):
    client.force_login(nora)
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "The watch group meets at Cannery Hall." in page
    assert "I have read it" in page

    url = reverse("desk_areas:handover_reading", args=[sent.area.slug, sent.pk])
    client.post(url)
    client.post(url)

    assert [each.by for each in sent.readings.all()] == [nora]
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "I have read it" not in page
    assert "Nora, " in page


def test_a_writer_does_not_confirm_their_own_note(dana, sent):
    with pytest.raises(NotPossible):
        sent.confirm_read(dana)


def test_a_draft_is_not_confirmed(nora, note):
    with pytest.raises(NotPossible):
        note.confirm_read(nora)


def test_sending_twice_is_sending_once(note):
    first = note.send(timezone.now() - timedelta(days=1)).sent_at

    assert note.send().sent_at == first


def test_a_supervisor_sees_who_left_without_a_note(client, sam, kim, millrace, posted):
    today = timezone.localdate()
    posted.until_on = today - timedelta(days=3)
    posted.save()
    url = reverse("desk_areas:handover", args=[millrace.slug])

    for person in (sam, kim):
        client.force_login(person)
        assert "Left without a note" in client.get(url).content.decode()
    client.force_login(sam)
    assert "No handover note from Officer Dana" in client.get("/desk/").content.decode()

    HandoverNote.objects.begin(posted, sam, WORDS).send()
    assert "Left without a note" not in client.get(url).content.decode()


@pytest.mark.parametrize(("days", "asked"), [(-400, False), (-1, True), (10, True), (40, False)])
def test_a_note_is_asked_for_shortly_before_the_end_and_for_a_year(
    client, sam, millrace, posted, days, asked
):
    posted.until_on = timezone.localdate() + timedelta(days=days)
    posted.save()
    client.force_login(sam)

    url = reverse("desk_areas:handover", args=[millrace.slug])
    assert ("Left without a note" in client.get(url).content.decode()) == asked


def test_who_serves_there_is_led_to_the_area_and_to_unread_notes(
    client, nora, millrace, dana, sent
):
    TeamMemberFactory.create(area=millrace, user=nora)
    client.force_login(nora)

    desk = client.get("/desk/").content.decode()

    assert "Read what Officer Dana handed over about Millrace" in desk
    assert reverse("desk_areas:know", args=[millrace.slug]) in desk


def test_know_my_area_shows_records_the_team_and_the_last_note(client, nora, millrace, sent):
    ConcernFactory.create_batch(2, area=millrace)
    client.force_login(nora)

    page = client.get(reverse("desk_areas:know", args=[millrace.slug])).content.decode()

    assert "2 concerns are open" in page
    assert "The last handover note" in page
    assert "Officer Dana" in page


def test_another_person_s_number_in_the_address_opens_nothing(client, sam, hillside, sent):
    client.force_login(sam)

    url = reverse("desk_areas:handover_note", args=[hillside.slug, sent.pk])
    assert client.get(url).status_code == 404


def test_the_history_of_a_note_is_kept(note, dana):
    note.write({"groups": "Other words"}, dana)

    assert note.history.get().groups == WORDS["groups"]
    assert set(SECTIONS) <= {field.name for field in note._meta.fields}
