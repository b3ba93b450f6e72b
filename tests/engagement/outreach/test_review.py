"""Supervisors read what was sent, approve it or send it back; chance has some looked at again."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.outreach import auditing
from engagement.outreach.models import OutreachAudit, OutreachEntry
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.engagement.outreach.test_form import sheet
from tests.factories.organizations import OrganizationFactory
from tests.factories.outreach import OutreachAuditFactory, OutreachEntryFactory

QUEUE = "/desk/outreach/review/"
ANSWERS = {"asked": "yes", "plausible": "yes", "substance": "no", "outcome": "unclear"}


@pytest.fixture
def entry(dana, millrace):
    return OutreachEntryFactory.create(lead=dana, area=millrace, place="Tula’s Bakery")


@pytest.fixture
def reviewer(client, sam):
    client.force_login(sam)
    return client


def test_what_was_sent_late_waits_first_and_one_s_own_not_at_all(
    reviewer, dana, sam, millrace, hillside
):
    day = timezone.localdate()
    for place, about in {
        "Late": {"happened_on": day - timedelta(days=10)},
        "In time": {"sent_at": timezone.now() - timedelta(days=1)},
        "Mine": {"lead": sam},
        "Elsewhere": {"area": hillside},
        "Draft": {"draft": True},
        "Done": {"approved": True},
    }.items():
        OutreachEntryFactory.create(**{"lead": dana, "area": millrace, "place": place} | about)

    text = reviewer.get(QUEUE).text
    waiting = text.partition('id="waiting"')[2].partition('id="late"')[0]
    shown = [
        p for p in ("Late", "In time", "Mine", "Elsewhere", "Draft", "Done") if f", {p}<" in waiting
    ]
    assert shown == ["Late", "In time"]
    assert waiting.index(", Late<") < waiting.index(", In time<")
    late = text.partition('id="late"')[2]
    assert "Millrace" in late
    assert dana.name not in late


def test_lateness_says_the_same_of_one_and_of_many(dana, millrace):
    for hours in range(60, 130, 7):
        OutreachEntryFactory.create(
            lead=dana,
            area=millrace,
            happened_on=timezone.localdate() - timedelta(days=2),
            sent_at=timezone.now() - timedelta(days=3) + timedelta(hours=hours),
        )

    late = set(OutreachEntry.objects.late())
    assert late == {one for one in OutreachEntry.objects.all() if one.is_late}
    assert 0 < len(late) < OutreachEntry.objects.count()


def test_an_approved_entry_stays_and_its_author_cannot_change_it(
    reviewer, client, entry, sam, dana
):
    answer = reviewer.post(f"/desk/outreach/{entry.pk}/approval/", {"seen": entry.seen, "note": ""})

    assert answer.url == QUEUE
    entry.refresh_from_db()
    assert (entry.status, entry.reviewed_by) == ("approved", sam)
    client.force_login(dana)
    answer = client.get(f"/desk/outreach/{entry.pk}/edit/", follow=True)
    assert answer.redirect_chain == [(f"/desk/outreach/{entry.pk}/", 302)]
    assert "A supervisor has to send it back before it can change" in answer.text


def test_sent_back_with_a_note_that_its_author_reads_and_answers(
    reviewer, client, entry, dana, sam
):
    note = "How many people were there?"
    reviewer.post(f"/desk/outreach/{entry.pk}/return/", {"seen": entry.seen, "note": note})

    mail = Message.objects.get(key__startswith=f"outreach-{entry.pk}-returned-")
    assert mail.to == dana.email
    assert note in mail.text
    assert entry.happened not in mail.text
    client.force_login(dana)
    assert note in client.get("/desk/").text
    page = client.get(entry.get_absolute_url()).text
    assert note in page
    assert "Send it again" in page
    client.post(f"/desk/outreach/{entry.pk}/sending/")
    entry.refresh_from_db()
    assert entry.status == "submitted"
    mail.refresh_from_db()
    assert mail.state == "cancelled"


def test_without_a_note_nothing_is_sent_back_and_the_form_says_why(reviewer, entry):
    answer = reviewer.post(f"/desk/outreach/{entry.pk}/return/", {"note": "  "})

    assert "Say what should be different" in answer.text
    entry.refresh_from_db()
    assert entry.status == "submitted"


def test_what_changed_meanwhile_is_read_again_first(reviewer, entry):
    seen = entry.seen
    OutreachEntry.objects.get(pk=entry.pk).save()

    answer = reviewer.post(f"/desk/outreach/{entry.pk}/approval/", {"seen": seen})
    assert "Its author changed this entry while you read it" in answer.text
    entry.refresh_from_db()
    assert entry.status == "submitted"


def test_many_at_once_each_its_own_and_what_is_refused_is_listed(
    reviewer, entry, dana, millrace, hillside, sam
):
    changed = OutreachEntryFactory.create(lead=dana, area=millrace)
    far = OutreachEntryFactory.create(area=hillside)
    own = OutreachEntryFactory.create(lead=sam, area=millrace)
    picks = [f"{one.pk}:{one.seen}" for one in (entry, changed, far, own)]
    changed.save()
    answer = reviewer.post(QUEUE + "approvals/", {"pick": [*picks, "x:1", "9" * 30]})

    assert "1 entry approved." in answer.text
    assert "2 are not yours to review." in answer.text
    assert "while you read it" in answer.text
    assert list(OutreachEntry.objects.approved()) == [entry]


def test_nothing_ticked_is_said(reviewer, entry):
    assert "Tick at least one entry first." in reviewer.post(QUEUE + "approvals/").text


@pytest.mark.django_db(transaction=True)
def test_of_two_supervisors_at_once_one_decides(sam, kim, entry):
    go, said = threading.Barrier(2), []

    def approve():
        act(lambda mine: mine.approve(kim))

    def give_back():
        act(lambda mine: mine.give_back(sam, "Say more."))

    def act(what):
        mine = OutreachEntry.objects.get(pk=entry.pk)
        go.wait(10)
        try:
            what(mine)
        except NotPossible as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=each) for each in (approve, give_back)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    entry.refresh_from_db()
    steps = [row.status for row in entry.history.order_by("pgh_id")] + [entry.status]
    assert steps in (["submitted", "returned"], ["submitted", "approved", "returned"])
    assert len(said) == (1 if len(steps) == 2 else 0)


def test_chance_chooses_one_in_so_many_and_the_same_ones_each_time(settings):
    settings.OUTREACH_AUDIT_ONE_IN = 20
    chosen = [number for number in range(4_000) if auditing.is_chosen(number)]

    assert 140 < len(chosen) < 260
    assert chosen == [number for number in range(4_000) if auditing.is_chosen(number)]
    settings.OUTREACH_AUDIT_ONE_IN = 0
    assert not any(map(auditing.is_chosen, range(200)))


def test_an_entry_is_drawn_when_it_is_sent_and_only_once(settings, dana, millrace, sam):
    settings.OUTREACH_AUDIT_ONE_IN = 1
    entry = OutreachEntryFactory.create(lead=dana, area=millrace, draft=True)
    entry.send(dana)
    entry.give_back(sam, "Say more.")
    entry.send(dana)

    assert OutreachAudit.objects.get().entry == entry


def test_a_check_asks_a_few_questions_and_is_kept(reviewer, client, dana, sam, entry):
    audit = OutreachAuditFactory.create(entry=entry)
    assert "A second look" in reviewer.get(QUEUE).text

    wrong = reviewer.post(f"/desk/outreach/{entry.pk}/check/", {"outcome": "wrong"})
    assert "Choose one of these." in wrong.text
    assert "Say what is not right." in wrong.text
    assert reviewer.post(f"/desk/outreach/{entry.pk}/check/", ANSWERS).status_code == 302
    audit.refresh_from_db()
    assert (audit.by, audit.outcome, audit.is_done) == (sam, "unclear", True)
    audit.finish(sam, **ANSWERS)
    with pytest.raises(NotPossible, match="has checked this entry already"):
        audit.finish(sam, **ANSWERS | {"outcome": "holds"})

    client.force_login(dana)
    page = client.get(entry.get_absolute_url()).text
    assert "second look" not in page
    assert "could not be checked" not in page


def test_every_change_is_kept_field_by_field_with_who_made_it(reviewer, client, dana, entry, sam):
    client.force_login(dana)
    OutreachEntry.objects.filter(pk=entry.pk).update(
        adults=15, topics=["noise"], diverted=True, started_at="18:30"
    )
    entry.refresh_from_db()
    entry.give_back(sam, "Say what people want.")
    page = client.get(f"/desk/outreach/{entry.pk}/history/").text

    for words in ("<del>14</del>", "<ins>15</ins>", "Traffic and crossings", "<ins>Noise</ins>"):
        assert words in page
    assert "Say what people want." in page
    assert f", {sam.name}" in page


def test_a_colleague_of_the_area_reads_the_entry_but_not_its_history(client, omar, entry, lee):
    client.force_login(lee)
    assert client.get(f"/desk/outreach/{entry.pk}/history/").status_code == 404


def test_the_summary_for_everyone_is_shown_and_taken_off(reviewer, client, entry):
    entry.public_summary = "Neighbors asked for a walk signal."
    entry.save()
    reviewer.post(f"/desk/outreach/{entry.pk}/showing/", {"to": "everyone"})
    page = entry.area.get_absolute_url()
    assert entry.public_summary not in client.get(page).text

    entry.refresh_from_db()
    entry.approve(OutreachEntryFactory.create().lead)
    client.logout()
    text = client.get(page).text
    assert entry.public_summary in text
    assert entry.lead.name not in text.partition('id="outreach"')[2].partition("</section>")[0]


def test_without_a_summary_there_is_nothing_to_show(reviewer, entry):
    reviewer.post(f"/desk/outreach/{entry.pk}/showing/", {"to": "everyone"})

    entry.refresh_from_db()
    assert entry.visibility == "internal"


def test_a_partner_s_page_counts_what_was_approved(client, dana, millrace):
    partner = OrganizationFactory.create(approved_at=timezone.now())
    for trait in ({"approved": True}, {"approved": True}, {}, {"draft": True}):
        entry = OutreachEntryFactory.create(lead=dana, area=millrace, minutes=90, **trait)
        entry.organizations.add(partner)

    text = client.get(partner.get_absolute_url()).text
    assert "out together 2 times, for 3 hours in all" in text
    assert "They met 32 people." in text


def test_the_desk_of_a_supervisor_says_how_much_waits(reviewer, entry):
    assert "1 entry waits for your review" in reviewer.get("/desk/").text


def test_other_programs_read_approved_summaries_and_no_names(client, millrace, dana):
    shown = OutreachEntryFactory.create(lead=dana, area=millrace, public=True)
    OutreachEntryFactory.create(lead=dana, area=millrace, approved=True)

    answer = client.get("/api/v1/outreach/", {"area": millrace.slug, "topic": "traffic"})
    (row,) = answer.json()["results"]
    assert (row["id"], row["summary"]) == (shown.pk, shown.public_summary)
    assert dana.name not in answer.text
    assert client.get("/api/v1/outreach/", {"kind": "patrol"}).json()["results"] == []
    backwards = client.get("/api/v1/outreach/", {"since": "2026-02-01", "until": "2026-01-01"})
    assert backwards.status_code == 400
    assert client.get(f"/api/v1/outreach/{shown.pk}/").json()["summary"] == shown.public_summary


def test_the_queue_asks_the_database_as_often_for_one_entry_as_for_three(
    time_stands_still, reviewer, dana, millrace
):
    reviewer.get(QUEUE)
    counts = []
    for rows in (0, 1, 2):
        OutreachEntryFactory.create_batch(rows, lead=dana, area=millrace)
        with CaptureQueriesContext(connection) as queries:
            reviewer.get(QUEUE)
        counts.append(len(queries))

    assert counts[1] == counts[2]
    assert counts[2] <= 9


def test_what_is_approved_is_sent_back_with_a_note_that_is_not_called_optional(
    reviewer, dana, millrace
):
    entry = OutreachEntryFactory.create(lead=dana, area=millrace, approved=True)
    page = reviewer.get(entry.get_absolute_url())
    assert page.context["review_form"].fields["note"].required

    refused = reviewer.post(f"{entry.get_absolute_url()}return/", {"note": " "})

    assert "Say what should be different" in refused.text
    entry.refresh_from_db()
    assert entry.status == "approved"
    reviewer.post(f"{entry.get_absolute_url()}return/", {"note": "Leave the name out."})
    entry.refresh_from_db()
    assert entry.status == "returned"


def test_an_entry_approved_while_it_was_rewritten_stays_and_the_words_are_kept(
    client, dana, millrace
):
    entry = OutreachEntryFactory.create(lead=dana, area=millrace, approved=True)
    client.force_login(dana)
    typed = sheet(millrace) | {"happened": "Four shop owners want a light.", "seen": entry.seen}

    answer = client.post(f"/desk/outreach/{entry.pk}/edit/", typed)

    assert answer.status_code == 200
    assert "A supervisor has to send it back before it can change" in answer.text
    assert "Four shop owners want a light." in answer.text
    entry.refresh_from_db()
    assert (entry.status, "Four" in entry.happened) == ("approved", False)


def test_to_approve_one_may_skip_the_note(reviewer, entry):
    page = reviewer.get(entry.get_absolute_url())

    assert not page.context["review_form"].fields["note"].required
