"""What we promised, for everyone: the misses as plain as the hits, and nobody by name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.concerns.letters import follow_token
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import ConcernFactory
from tests.factories.events import EventFactory, a_meeting
from tests.factories.outreach import OutreachEntryFactory

DAY = timedelta(days=1)
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def today():
    return timezone.localdate()


def text(client, address="/promises/"):
    return " ".join(client.get(address).text.split())


def test_late_ones_come_first_then_what_is_due_then_how_others_ended(client, today):
    for what, about in {
        "Over": {"is_kept": True, "closed_on": today - DAY},
        "Ended": {"is_dropped": True},
        "Due": {},
        "Late": {"late": True},
    }.items():
        CommitmentFactory.create(what=f"{what} promise", **about)
    page = text(client)

    places = [page.index(f"“{what} promise”") for what in ("Late", "Due", "Ended", "Over")]
    assert places == sorted(places)
    assert "1 day late" in page or "late" in page
    assert "Why we cannot do it" in page
    assert "the county said no" in page


def test_what_is_not_public_is_nowhere(client, millrace):
    hidden = CommitmentFactory.create(what="Talk to the shop", is_public=False, area=millrace)
    sensitive = ConcernFactory.create(sensitive=True)
    told = CommitmentFactory.create(what="Call the family", concern=sensitive)

    assert "Talk to the shop" not in text(client) + text(client, "/areas/millrace/")
    assert "Call the family" not in text(client) + text(client, "/")
    for one in (hidden, told):
        assert client.get(f"/promises/{one.pk}/").status_code == 404


def test_no_officer_is_named(client, dana, millrace):
    CommitmentFactory.create(owner=dana, owner_words="", area=millrace, created_by=dana)
    CommitmentFactory.create(owner=dana, owner_words="")

    page = text(client)
    assert "Dana" not in page
    assert "From the Millrace team" in page
    assert "From the police" in page


@pytest.mark.parametrize(
    ("show", "seen"),
    [
        ("late", {"Late"}),
        ("open", {"Late", "Due"}),
        ("kept", {"Kept"}),
        ("dropped", {"Ended"}),
        ("nonsense", {"Late", "Due", "Kept", "Ended"}),
    ],
)
def test_one_may_look_for_some(client, show, seen):
    all_of_them = {"Kept": {"is_kept": True}, "Ended": {"is_dropped": True}, "Due": {}}
    for what, about in (all_of_them | {"Late": {"late": True}}).items():
        CommitmentFactory.create(what=f"{what} promise", **about)
    page = text(client, f"/promises/?show={show}")

    assert {
        what for what in ("Late", "Due", "Kept", "Ended") if f"“{what} promise”" in page
    } == seen


def test_an_area_shows_its_own_and_those_below(client, riverside, millrace, hillside):
    for area in (millrace, hillside):
        CommitmentFactory.create(what=f"Promise of {area.name}", area=area)

    assert "Promise of Hillside" not in text(client, "/promises/?area=riverside")
    assert "Promise of Millrace" in text(client, "/promises/?area=riverside")
    assert "What we promised in Riverside" in text(client, "/promises/?area=riverside")
    assert "Promise of Hillside" in text(client, "/promises/?area=nowhere")


def test_the_count_is_honest_about_days_that_moved(client, today):
    due = today - 10 * DAY
    made = today - 60 * DAY
    about = {"made_on": made, "first_due_on": due}
    for _ in range(2):
        CommitmentFactory.create(**about, due_on=due, is_kept=True, closed_on=due)
    CommitmentFactory.create(**about, due_on=due, is_kept=True, closed_on=today)
    CommitmentFactory.create(**about, due_on=due)
    CommitmentFactory.create(**about, due_on=today + DAY)
    CommitmentFactory.create(**about, due_on=due, is_dropped=True)
    # Not counted: not due yet, due too long ago, not public.
    CommitmentFactory.create()
    long_ago = today - 400 * DAY
    CommitmentFactory.create(made_on=long_ago, due_on=long_ago, is_kept=True)
    CommitmentFactory.create(**about, due_on=due, is_public=False)

    stats = text(client).split("<h2")[1]
    for number, what in [("3", "kept"), ("1", "late"), ("1", "moved"), ("1", "given up")]:
        assert (
            f'{number} <small>of 6</small></span> </p> <p class="cg-stat__what">{what}</p>' in stats
        )
    assert "1 of them after the day first promised" in stats


def test_nothing_due_yet_is_said_and_not_counted(client):
    CommitmentFactory.create()

    assert "nothing to count yet" in text(client)


def test_a_promise_has_an_address_of_its_own_with_how_its_day_moved(client, dana, millrace):
    promise = CommitmentFactory.create(area=millrace, event=a_meeting(millrace).event)
    promise.postpone(promise.due_on + 9 * DAY, "The paint does not dry in frost.", dana)
    page = text(client, promise.public_url)

    assert "A promise in Millrace" in page
    assert "The paint does not dry in frost." in page
    assert f'<a href="{promise.event.get_absolute_url()}">' in page
    assert "Dana" not in page


def test_a_promise_to_the_whole_city_says_so(client):
    page = text(client, CommitmentFactory.create().public_url)

    assert "A promise to the whole city" in page
    assert "Every promise" in page


def test_only_what_everyone_may_open_is_linked(client, dana, millrace):
    entry = OutreachEntryFactory.create(lead=dana, area=millrace, kind="patrol")
    draft = EventFactory.create(published_at=None)
    for made_at, words, link in [
        ({"event": draft}, "at the meeting", "/events/evening"),
        ({"concern": ConcernFactory.create()}, "about a concern of a neighbor", "/concerns/1"),
        ({"entry": entry}, "while out: Foot or bike patrol", "/desk/outreach/"),
    ]:
        page = text(client, CommitmentFactory.create(**made_at).public_url)
        assert words in page
        assert link not in page
    concern = ConcernFactory.create(public=True)
    page = text(client, CommitmentFactory.create(concern=concern).public_url)
    assert f"/concerns/{concern.pk}/" in page


def test_hostile_words_stay_words(client):
    promise = CommitmentFactory.create(
        what=HOSTILE, owner_words=HOSTILE, is_dropped=True, result=HOSTILE
    )

    for page in (client.get("/promises/"), client.get(promise.public_url)):
        assert HOSTILE not in page.text
        assert "&lt;script&gt;" in page.text


def test_long_lists_have_pages(client):
    CommitmentFactory.create_batch(21)

    assert "Page 1 of 2" in text(client)
    assert "Page 2 of 2" in text(client, "/promises/?page=2")
    assert "Page 2 of 2" in text(client, "/promises/?page=900")


@pytest.mark.parametrize("address", ["/promises/", "/"])
def test_the_page_costs_the_same_however_many_there_are(client, millrace, address):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    def one():
        CommitmentFactory.create(event=a_meeting(millrace).event, area=millrace, late=True)

    none = statements()
    one()
    single = statements()
    one()
    one()

    assert statements() == single
    assert single - none <= 2


def test_a_kept_page_shows_a_change_at_once(client, settings, dana):
    settings.KEEP_PAGES = 60
    promise = CommitmentFactory.create(what="Paint the stripes", owner=dana)
    assert "Paint the stripes" in text(client)
    promise.show(dana, to_everyone=False)

    import time

    time.sleep(0.02)
    assert "Paint the stripes" not in text(client)


# On the pages of others


def test_home_shows_what_is_late_before_what_was_kept(client):
    CommitmentFactory.create(what="Paint it", is_kept=True)
    CommitmentFactory.create(what="Light it", late=True)

    page = text(client, "/")
    assert page.index("“Light it”") < page.index("“Paint it”")


def test_a_neighborhood_without_promises_says_what_would_fill_it(client, millrace):
    assert "No promise is public here yet" in text(client, "/areas/millrace/")

    CommitmentFactory.create(what="Paint it", area=millrace)
    assert "“Paint it”" in text(client, "/areas/millrace/")


def test_a_meeting_opens_with_what_was_said_last_time(client, millrace):
    last, now = (
        a_meeting(millrace).event,
        a_meeting(millrace).event,
    )
    CommitmentFactory.create(what="Light the path", event=last)
    CommitmentFactory.create(what="Hide this", event=last, is_public=False)
    CommitmentFactory.create(what="Paint the stripes", event=now)

    page = text(client, now.get_absolute_url())
    assert page.index("What we said last time") < page.index("“Light the path”")
    assert "“Paint the stripes”" in page
    assert "Hide this" not in page


def test_whoever_raised_a_concern_reads_every_promise_about_it(client, millrace_concern):
    CommitmentFactory.create(what="Talk to the shop", concern=millrace_concern, is_public=False)

    page = text(client, f"/concerns/follow/{follow_token(millrace_concern)}/")
    assert "“Talk to the shop”" in page
    assert "/promises/1" not in page


def test_a_public_concern_shows_the_public_promise_about_it(client):
    concern = ConcernFactory.create(public=True)
    CommitmentFactory.create(what="Light the path", concern=concern)
    CommitmentFactory.create(what="Hide this", concern=concern, is_public=False)

    page = text(client, f"/concerns/{concern.pk}/")
    assert "“Light the path”" in page
    assert "Hide this" not in page
