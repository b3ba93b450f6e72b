"""An officer at the desk: the queue in the right order, and each verb on its page."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from engagement.concerns.models import Concern
from portal.notices.models import Message
from portal.records.models import AccessLog
from tests.factories.concerns import ConcernFactory


@pytest.fixture
def concern(millrace):
    return ConcernFactory.create(area=millrace, named=True)


@pytest.fixture
def anonymous(millrace):
    return ConcernFactory.create(area=millrace, text="An anonymous worry.")


@pytest.fixture
def desk(client, dana):
    """Dana is at her desk."""
    client.force_login(dana)
    return client


def act(client, concern, name, **said):
    return client.post(f"/desk/concerns/{concern.pk}/{name}/", said)


def order(response):
    return [row.concern.text for row in response.context["leaf"].rows]


def raised(hours_ago, **about):
    return ConcernFactory.create(raised_at=timezone.now() - timedelta(hours=hours_ago), **about)


def test_the_queue_is_due_first_and_nothing_late_stands_below_what_is_answered(
    desk, millrace, eastbank
):
    with time_machine.travel(timezone.now(), tick=False):
        raised(1, text="new here", area=millrace)
        raised(80, text="late next door", area=eastbank)
        raised(60, text="old here", area=millrace)
        raised(90, text="answered here", area=millrace, answered_at=timezone.now())
        page = desk.get("/desk/concerns/")
    assert order(page) == ["old here", "new here", "late next door", "answered here"]
    assert "One answer is late." in page.text
    assert "8 hours late" in page.text


def test_a_closed_concern_is_not_in_the_queue_unless_asked_for(desk, millrace):
    ConcernFactory.create(area=millrace, state="resolved", text="over")
    assert order(desk.get("/desk/concerns/")) == []
    assert order(desk.get("/desk/concerns/?state=resolved")) == ["over"]


def test_what_has_no_area_yet_is_in_every_queue(desk):
    ConcernFactory.create(text="somewhere")
    assert order(desk.get("/desk/concerns/")) == ["somewhere"]


def test_another_district_is_not_in_the_queue(desk, hillside):
    ConcernFactory.create(area=hillside)
    assert order(desk.get("/desk/concerns/")) == []


def test_filters_narrow_and_nonsense_narrows_nothing(desk, dana, sam, millrace, eastbank):
    ConcernFactory.create(area=millrace, text="mine", assigned_to=dana)
    ConcernFactory.create(area=millrace, text="free in my beat")
    ConcernFactory.create(area=millrace, text="of Sam", assigned_to=sam)
    ConcernFactory.create(area=eastbank, text="back", wrote_back_at=timezone.now())
    assert set(order(desk.get("/desk/concerns/?show=mine"))) == {"mine", "free in my beat"}
    assert order(desk.get("/desk/concerns/?show=wrote_back")) == ["back"]
    assert order(desk.get("/desk/concerns/?show=late")) == []
    assert order(desk.get("/desk/concerns/?area=eastbank")) == ["back"]
    for nonsense in ("show=x", "state=x", "area=x", "page=x", "page=999", "area=%00"):
        assert len(order(desk.get(f"/desk/concerns/?{nonsense}"))) == 4


def test_a_hundred_rows_cost_at_most_twelve_statements(
    desk, dana, millrace, django_assert_max_num_queries
):
    ConcernFactory.create_batch(100, area=millrace, assigned_to=dana)
    desk.get("/desk/concerns/")
    with django_assert_max_num_queries(12):
        page = desk.get("/desk/concerns/")
    assert len(order(page)) == 100


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_the_queue_costs_the_same_however_long(
    desk, millrace, how_many, django_assert_max_num_queries
):
    ConcernFactory.create_batch(how_many, area=millrace)
    desk.get("/desk/concerns/")
    with django_assert_max_num_queries(12):
        desk.get("/desk/concerns/")


def test_an_officer_of_another_district_finds_nothing(client, lee, concern):
    client.force_login(lee)
    assert client.get(f"/desk/concerns/{concern.pk}/").status_code == 404
    assert act(client, concern, "acknowledgement").status_code == 404


def test_a_public_concern_of_another_district_is_not_worked_from_here(client, lee, millrace):
    concern = ConcernFactory.create(area=millrace, public=True)
    client.force_login(lee)
    assert client.get(f"/desk/concerns/{concern.pk}/").status_code == 404


def test_a_neighbor_beats_officer_covers(desk, eastbank):
    concern = ConcernFactory.create(area=eastbank)
    act(desk, concern, "acknowledgement")
    concern.refresh_from_db()
    assert concern.state == "acknowledged"


def test_a_handed_over_concern_stays_with_its_officer(client, lee, concern):
    concern.assigned_to = lee
    concern.save()
    client.force_login(lee)
    assert client.get(f"/desk/concerns/{concern.pk}/").status_code == 200
    assert act(client, concern, "acknowledgement").status_code == 302


@pytest.mark.parametrize("who", ["rosa", "paul", "ada"])
def test_people_without_a_desk_are_refused(client, request, who, concern):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/desk/concerns/").status_code == 403
    assert client.get(f"/desk/concerns/{concern.pk}/").status_code == 403
    assert client.get("/desk/concerns/new/").status_code == 403


def test_oversight_reads_but_does_not_act_and_sees_no_contact(client, olivia, concern):
    client.force_login(olivia)
    page = client.get(f"/desk/concerns/{concern.pk}/")
    assert "Motorbikes" in page.text
    assert "nadia@example.org" not in page.text
    assert "Send the answer" not in page.text
    assert act(client, concern, "acknowledgement").status_code == 403


def test_a_sensitive_concern_is_for_its_officer_and_the_supervisors(
    client, dana, sam, kim, olivia, concern
):
    concern.mark_sensitive(sam)
    seen = {}
    for person in (dana, sam, kim, olivia):
        client.force_login(person)
        seen[person.name] = client.get(f"/desk/concerns/{concern.pk}/").status_code
    assert seen == {"Dana": 404, "Sam": 200, "Kim": 200, "Olivia": 404}
    concern.assign(dana, sam)
    client.force_login(dana)
    assert client.get(f"/desk/concerns/{concern.pk}/").status_code == 200


def test_who_reads_a_concern_is_written_down(desk, dana, anonymous, concern):
    for one in (concern, anonymous):
        desk.get(f"/desk/concerns/{one.pk}/")
        read = AccessLog.objects.get(record=str(one.pk))
        assert (read.user, read.what) == (dana, "concerns.read")


def test_a_person_reads_it(desk, dana, concern):
    response = act(desk, concern, "acknowledgement")
    concern.refresh_from_db()
    assert response.url == f"/desk/concerns/{concern.pk}/"
    assert (concern.state, concern.assigned_to) == ("acknowledged", dana)
    assert concern.acknowledged_at


def answer_key(desk, concern):
    return desk.get(f"/desk/concerns/{concern.pk}/").context["answer_form"].initial["key"]


def test_an_answer_goes_out_by_mail_once(desk, concern):
    said = {"text": "I will be there on Friday.", "key": answer_key(desk, concern)}
    act(desk, concern, "answer", **said)
    act(desk, concern, "answer", **said)  # a double click
    concern.refresh_from_db()
    mail = Message.objects.get()
    assert concern.answered_at
    assert concern.state == "acknowledged"
    assert concern.thread.count() == 1
    assert (mail.to, mail.subject) == ("nadia@example.org", "An answer for you")
    assert "I will be there on Friday." in mail.text
    assert "/concerns/follow/" in mail.text


def test_an_answer_to_an_anonymous_concern_sends_nothing(desk, anonymous):
    act(desk, anonymous, "answer", text="Read by code.", key=answer_key(desk, anonymous))
    assert anonymous.thread.count() == 1
    assert not Message.objects.exists()


def test_an_answer_in_the_language_of_the_resident(desk, millrace):
    concern = ConcernFactory.create(area=millrace, named=True, language="es")
    act(desk, concern, "answer", text="Voy el viernes.", key=answer_key(desk, concern))
    assert Message.objects.get().language == "es"


def test_an_empty_answer_stays_on_the_page_with_a_sentence(desk, concern):
    response = act(desk, concern, "answer", text="", key=answer_key(desk, concern))
    assert "Write the answer first." in response.text
    assert not concern.thread.exists()


def test_a_note_is_for_staff(desk, concern):
    key = answer_key(desk, concern)
    act(desk, concern, "note", text="Ask the park.", key=key)
    act(desk, concern, "note", text="Ask the park.", key=key)
    assert [message.kind for message in concern.thread.all()] == ["note"]
    assert not concern.thread.for_resident().exists()
    assert "Write the note first." in act(desk, concern, "note", text="", key=key).text


def test_taking_it_and_working_on_it(desk, dana, concern):
    act(desk, concern, "assignment")
    act(desk, concern, "work")
    concern.refresh_from_db()
    assert (concern.assigned_to, concern.state) == (dana, "in_progress")


def test_planning_it_tells_the_resident_when(desk, concern):
    assert "Say what is planned." in act(desk, concern, "plan", reason="").text
    act(desk, concern, "plan", reason="The lamp comes in May.")
    concern.refresh_from_db()
    assert concern.state == "planned"
    assert "The lamp comes in May." in Message.objects.get().text


def test_closing_it_tells_the_resident_why(desk, concern):
    response = act(desk, concern, "closure", state="no_action", reason="")
    assert "Say why" in response.text
    act(desk, concern, "closure", state="no_action", reason="The street is the county's.")
    concern.refresh_from_db()
    assert concern.closed_at
    assert concern.outcome == "The street is the county's."
    assert "The street is the county's." in Message.objects.get().text


def test_a_colleague_who_was_faster_is_named_and_nothing_typed_is_lost(desk, sam, concern):
    concern.close(sam, "resolved", "I spoke with them.")
    response = act(desk, concern, "closure", state="referred", reason="To the park.")
    assert response.status_code == 409
    assert "Sam has already set this concern to “Done”." in response.text


def test_opening_it_again(desk, concern, sam):
    concern.close(sam, "resolved", "Done.")
    act(desk, concern, "reopening")
    concern.refresh_from_db()
    assert concern.state == "reopened"
    assert concern.reply_due_at > timezone.now()


def test_the_public_page_is_the_officers_decision(desk, concern):
    refused = act(desk, concern, "publication")
    assert refused.status_code == 409
    assert "did not agree" in refused.text
    Concern.objects.update(wants_public=True)
    act(desk, concern, "publication")
    assert Concern.objects.get().is_public
    act(desk, concern, "publication")
    assert not Concern.objects.get().is_public


def test_a_sensitive_concern_sends_no_mail(desk, concern, dana):
    concern.assign(dana, dana)
    act(desk, concern, "sensitivity")
    act(desk, concern, "answer", text="Call us when you can.", key=answer_key(desk, concern))
    act(desk, concern, "closure", state="resolved", reason="Spoken.")
    assert not Message.objects.exists()


def test_with_script_only_the_changing_part_comes_back(desk, concern):
    response = desk.post(
        f"/desk/concerns/{concern.pk}/acknowledgement/", headers={"HX-Request": "true"}
    )
    assert response.status_code == 200
    assert "<html" not in response.text
    assert "Marked as read." in response.text
    assert "Being looked at" in response.text


def test_with_script_a_refusal_is_shown_too(desk, concern):
    response = desk.post(
        f"/desk/concerns/{concern.pk}/publication/", headers={"HX-Request": "true"}
    )
    assert response.status_code == 200
    assert "did not agree" in response.text


@pytest.mark.parametrize("address", ["acknowledgement", "answer", "closure", "sensitivity"])
def test_a_verb_is_not_a_page(desk, concern, address):
    assert desk.get(f"/desk/concerns/{concern.pk}/{address}/").status_code == 405


def test_a_concern_told_by_phone(desk, dana, millrace):
    said = {
        "source": "phone",
        "text": "Cars park on the crossing.",
        "area": millrace.pk,
        "language": "es",
        "contact_phone": "555-0100",
    }
    response = desk.post("/desk/concerns/new/", said)
    concern = Concern.objects.get()
    assert "Their code" in response.text
    assert (concern.source, concern.entered_by, concern.area) == ("phone", dana, millrace)
    assert concern.area_supplied
    assert not concern.anonymous


def test_an_anonymous_concern_told_in_person_keeps_no_person(desk, millrace):
    said = {"source": "walk_in", "text": "A worry.", "area": millrace.pk, "language": "en"}
    response = desk.post(
        "/desk/concerns/new/", {**said, "anonymous": "on", "contact_name": "Nadia"}
    )
    assert "take out the name" in response.text
    assert not Concern.objects.exists()
    desk.post("/desk/concerns/new/", {**said, "anonymous": "on"})
    assert Concern.objects.get().anonymous


def test_the_desk_panel_shows_what_waits_for_me(desk, millrace, eastbank):
    ConcernFactory.create(area=millrace, text="for me")
    ConcernFactory.create(area=eastbank, text="not for me")
    from engagement.concerns.panels import waiting

    request = desk.get("/desk/concerns/").wsgi_request
    assert [row.concern.text for row in waiting(request)["rows"]] == ["for me"]
