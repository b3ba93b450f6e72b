"""What else an officer does with one concern: ask, begin with prepared words, hand over, join."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement.concerns import timeline, wording
from engagement.concerns.merging import merge
from engagement.concerns.models import Concern, ReplyTemplate
from portal.notices.models import Message
from portal.records.models import AccessLog
from tests.engagement.concerns.pictures import file, photo
from tests.factories.areas import TeamMemberFactory
from tests.factories.concerns import ConcernFactory, ReplyTemplateFactory
from tests.factories.events import a_meeting

KEY = "7b5d7f3e-5a38-4a5e-9d55-0a0d4d9d3b11"


@pytest.fixture
def concern(millrace):
    return ConcernFactory.create(area=millrace, named=True)


@pytest.fixture
def desk(client, dana):
    """Dana is at her desk."""
    client.force_login(dana)
    return client


def page_of(concern, name=""):
    return f"/desk/concerns/{concern.pk}/{name}{'/' if name else ''}"


# Questions


def test_a_question_stops_the_clocks_until_the_neighbor_writes_back(client, dana, concern):
    start = timezone.now()
    due, end = concern.reply_due_at, start + timedelta(days=30)
    Concern.objects.update(resolve_due_at=end)
    with time_machine.travel(start + timedelta(hours=10), tick=False):
        client.force_login(dana)
        said = {"text": "Which gate is it?", "wait": "on", "key": KEY}
        page = client.post(page_of(concern, "answer"), said, follow=True)
        assert "Our clocks stand until they write back." in page.text
        assert "We wait for their answer" in page.text
    concern.refresh_from_db()
    assert (concern.answered_at, concern.state) == (None, "acknowledged")
    assert Message.objects.get().text.count("Which gate is it?") == 1
    with time_machine.travel(start + timedelta(hours=100), tick=False):
        assert not concern.is_overdue()
        assert not Concern.objects.overdue().exists()
        concern.write_back("The north gate.")
    concern.refresh_from_db()
    assert concern.waiting_since is None
    assert concern.reply_due_at - due == timedelta(hours=90)
    assert concern.resolve_due_at - end == timedelta(hours=90)


def test_what_was_late_before_the_question_stays_late(dana, concern):
    with time_machine.travel(concern.reply_due_at + timedelta(hours=1), tick=False):
        concern.ask(dana, "Where?")
        assert concern.is_overdue()
        assert Concern.objects.overdue().exists()
    with time_machine.travel(concern.reply_due_at + timedelta(hours=9), tick=False):
        due = concern.reply_due_at
        concern.write_back("There.")
        assert concern.reply_due_at == due


def test_an_answer_ends_the_wait_and_the_first_one_is_kept_for_ever(dana, concern):
    concern.ask(dana, "Where?")
    concern.answer(dana, "I found it.")
    first = concern.first_answered_at
    assert concern.waiting_since is None
    concern.close(dana, "resolved", "Done.")
    concern.reopen(None, "It is back.")
    assert (concern.answered_at, concern.first_answered_at) == (None, first)
    assert concern.clock_started_at
    assert concern.wrote_back_at
    concern.answer(dana, "Again.")
    assert concern.first_answered_at == first


def test_what_came_back_with_a_reopening_is_kept_in_the_database(dana, concern):
    concern.close(dana, "resolved", "Done.")
    concern.reopen(None, "It is back.")
    concern.refresh_from_db()
    assert concern.wrote_back_at


# Prepared words


def test_prepared_words_are_filled_in_and_never_more_than_that(dana, millrace):
    concern = ConcernFactory.create(area=millrace, place="{officer} <b>gate</b>")
    text = "{officer} comes to {place} in {area} about {category}."
    said = wording.filled(text, concern, dana)
    assert said == "Dana comes to {officer} <b>gate</b> in Millrace about what you told us about."


@pytest.mark.parametrize(
    "text", ["{contact_email}", "{place.__class__}", "{0}", "{}", "{place", "place}", "{{place}}"]
)
def test_unknown_names_in_braces_are_refused_when_they_are_kept(text):
    with pytest.raises(ValidationError):
        wording.check(text)


def test_a_supervisor_keeps_prepared_words(client, sam):
    client.force_login(sam)
    address = "/desk/concerns/templates/new/"
    said = {"name": "Soon", "language": "en", "text": "{name} comes."}
    assert "We cannot fill in “{name}”." in client.post(address, said).text
    client.post(address, said | {"text": "{officer} comes."})
    assert ReplyTemplate.objects.get().name == "Soon"
    assert "Soon" in client.get("/desk/concerns/templates/").text
    assert "already one with this name" in client.post(address, said | {"text": "Again."}).text


def test_an_officer_begins_with_them_in_the_language_of_the_neighbor(desk, millrace):
    english = ReplyTemplateFactory.create()
    spanish = ReplyTemplateFactory.create(name="Voy", language="es", text="Soy {officer}.")
    concern = ConcernFactory.create(area=millrace, language="es")
    page = desk.get(page_of(concern), {"template": spanish.pk})
    assert "Soy Dana." in page.text
    assert english.name not in page.text
    for nonsense in (english.pk, "x", "9" * 30, "²"):
        assert desk.get(page_of(concern), {"template": nonsense}).status_code == 200


def test_a_sensitive_answer_is_written_by_hand(desk, dana, concern):
    template = ReplyTemplateFactory.create()
    concern.assign(dana, dana)
    concern.mark_sensitive(dana)
    page = desk.get(page_of(concern), {"template": template.pk})
    assert "Begin with prepared words" not in page.text
    assert "I am Dana" not in page.text


def test_one_looks_at_an_answer_before_it_goes(desk, concern):
    said = {"text": "On Friday.", "key": KEY, "preview": "yes"}
    page = desk.post(page_of(concern, "answer"), said)
    assert "What they will read" in page.text
    assert not concern.thread.exists()
    assert not Message.objects.exists()


def test_an_answer_brings_a_document_once(desk, concern):
    for _ in range(2):
        said = {"text": "See the plan.", "key": KEY, "photos": [file(photo())]}
        desk.post(page_of(concern, "answer"), said)
    assert concern.thread.get().attachments.count() == 1


# Handing over


def test_it_is_handed_over_with_a_note_that_only_staff_read(desk, sam, concern):
    said = {"to": sam.pk, "note": "She is at home after six."}
    page = desk.post(page_of(concern, "handover"), said, follow=True)
    concern.refresh_from_db()
    assert concern.assigned_to == sam
    assert concern.thread.get().kind == "note"
    assert not concern.thread.for_resident().exists()
    assert "Sam has it now." in page.text
    desk.post(page_of(concern, "handover"), {"to": "team"})
    concern.refresh_from_db()
    assert concern.assigned_to is None


def test_it_is_not_handed_to_another_district_or_to_a_stranger(desk, lee, rosa, concern):
    for number in (lee.pk, rosa.pk, 0, "x"):
        page = desk.post(page_of(concern, "handover"), {"to": number})
        assert "Select a valid choice" in page.text


def test_who_is_away_and_who_stands_in_is_said(client, dana, sam, millrace, concern):
    cover = TeamMemberFactory.create(area=millrace, user=sam)
    TeamMemberFactory.create(
        area=millrace,
        user=dana,
        covered_by=cover,
        away_until_on=timezone.localdate() + timedelta(days=2),
    )
    client.force_login(sam)
    page = client.post(page_of(concern, "handover"), {"to": dana.pk}, follow=True)
    assert "Dana is away until" in page.text
    assert "Sam stands in and sees it too." in page.text


# Joining


def test_the_main_concern_is_found_by_words_and_told_to_the_neighbor(desk, millrace, concern):
    main = ConcernFactory.create(area=millrace, text="Engines roar by the river.")
    ConcernFactory.create(area=millrace, text="A broken swing.")
    page = desk.get(page_of(concern, "merging"), {"q": "engine"})
    assert [row.concern for row in page.context["rows"]] == [main]
    response = desk.post(page_of(concern, "merging"), {"main": main.pk})
    assert response.url == page_of(main)
    concern.refresh_from_db()
    assert concern.duplicate_of == main
    assert "Others told us the same." in Message.objects.get().text
    assert f"no. {main.pk}" in desk.get(page_of(concern)).text
    refused = desk.post(page_of(main, "merging"), {"main": concern.pk})
    assert (refused.status_code, "itself the same" in refused.text) == (409, True)


def test_the_code_shows_where_it_went_and_no_more_than_everyone_may_read(sam, millrace, concern):
    main = ConcernFactory.create(area=millrace)
    merge(concern, main, sam)
    main.close(sam, "resolved", "The gate is locked at night.")
    concern.refresh_from_db()
    told = " ".join(f"{moment.what} {moment.when}" for moment in timeline.told(concern, []))
    assert "Where that stands: Done" in told
    assert "The gate" not in told
    Concern.objects.filter(pk=main.pk).update(wants_public=True, is_public=True)
    concern.refresh_from_db()
    told = " ".join(moment.when for moment in timeline.told(concern, []))
    assert "The gate is locked at night." in told


def test_it_is_joined_only_to_what_one_works_on(desk, hillside, concern):
    theirs = ConcernFactory.create(area=hillside)
    for number in (theirs.pk, "x", ""):
        page = desk.post(page_of(concern, "merging"), {"main": number})
        assert page.status_code == 404


def test_it_is_tied_to_a_meeting_once_and_untied(desk, millrace, concern):
    session = a_meeting(millrace)
    for _ in range(2):
        desk.post(page_of(concern, "meetings"), {"session": session.pk})
    link = concern.meeting_links.get()
    assert str(session) in desk.get(page_of(concern)).text
    desk.post(page_of(concern, f"meetings/{link.pk}/removal"))
    assert not concern.meeting_links.exists()


# Hidden words


def test_hidden_words_are_gone_for_all_but_those_who_may_read_them(client, dana, sam, millrace):
    text = "Call Ana Diaz at 312-555-0142. Ana Diaz knows."
    concern = ConcernFactory.create(area=millrace, text=text)
    client.force_login(dana)
    page = client.get(page_of(concern, "redactions"))
    assert {finding.found for finding in page.context["found"]} >= {"312-555-0142"}
    client.post(page_of(concern, "redactions"), {"words": "312-555-0142", "why": "phone"})
    client.post(page_of(concern, "redactions"), {"words": "ana diaz", "why": "name"})
    concern.refresh_from_db()
    assert concern.text == text
    assert concern.public_text == (
        "Call [removed: a name] at [removed: a phone number]. [removed: a name] knows."
    )
    page = client.get(page_of(concern))
    assert "0142" not in page.text
    assert "Ana" not in page.text
    assert client.get(page_of(concern, "original")).status_code == 403
    number = concern.redactions.first().pk
    assert client.post(page_of(concern, f"redactions/{number}/removal")).status_code == 403

    client.force_login(sam)
    assert "Ana Diaz" not in client.get(page_of(concern)).text
    assert "Ana Diaz" in client.get(page_of(concern, "original")).text
    assert AccessLog.objects.filter(user=sam, what="concerns.original").count() == 1
    for redaction in concern.redactions.all():
        client.post(page_of(concern, f"redactions/{redaction.pk}/removal"))
    concern.refresh_from_db()
    assert concern.public_text == text


def test_words_that_do_not_stand_there_are_said(desk, concern):
    page = desk.post(page_of(concern, "redactions"), {"words": "Nadia", "why": "name"})
    assert "These words do not stand there." in page.text
    assert "Which words should be hidden?" in desk.post(page_of(concern, "redactions"), {}).text
    desk.post(page_of(concern, "redactions"), {"words": "race", "why": "other"})
    desk.post(page_of(concern, "redactions"), {"words": "Motorbikes race", "why": "looks"})
    concern.refresh_from_db()
    assert concern.public_text.startswith("[removed: how someone looks] on the river")


# Sensitive ones in lists


def test_a_list_does_not_say_what_a_sensitive_concern_is(desk, dana, millrace):
    concern = ConcernFactory.create(
        area=millrace, text="He hits me.", sensitive=True, assigned_to=dana
    )
    for asked in ({}, {"q": "hits"}, {"sensitive": "on"}):
        page = desk.get("/desk/concerns/", asked)
        assert "Sensitive: open it to read" in page.text
        assert "He hits me" not in page.text
    said = {"act": "merge", "pick": [concern.pk], "main": concern.pk}
    assert "He hits me" not in desk.post("/desk/concerns/acts/", said).text
    assert not AccessLog.objects.exists()
    desk.get(page_of(concern))
    assert AccessLog.objects.get().record == str(concern.pk)
