"""The queue: what one looks for, the views one keeps, and that its order is walked, not sorted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from engagement.concerns import walking
from engagement.concerns.models import Concern, SavedView
from engagement.concerns.reach import Reach
from tests.factories.accounts import UserFactory
from tests.factories.areas import TeamMemberFactory
from tests.factories.concerns import CategoryFactory, ConcernFactory

QUEUE = "/desk/concerns/"


@pytest.fixture
def desk(client, dana):
    """Dana is at her desk."""
    client.force_login(dana)
    return client


def order(response):
    return [row.concern.text for row in response.context["leaf"].rows]


def found(desk, **asked):
    return order(desk.get(QUEUE, asked))


def waiting_for(hours, **about):
    return ConcernFactory.create(raised_at=timezone.now() - timedelta(hours=hours), **about)


def test_it_goes_from_mine_to_the_teams_to_what_came_back_to_the_rest(desk, millrace, eastbank):
    now = timezone.now()
    waiting_for(2, area=eastbank, text="theirs")
    waiting_for(1, area=millrace, text="mine")
    waiting_for(99, area=millrace, text="rest", answered_at=now)
    waiting_for(50, area=eastbank, text="back", answered_at=now, wrote_back_at=now)
    waiting_for(90, area=millrace, text="asked", waiting_since=now)
    assert found(desk) == ["mine", "theirs", "back", "rest", "asked"]


def test_one_given_to_me_elsewhere_is_mine_once(desk, dana, millrace, hillside):
    waiting_for(1, area=millrace, text="here", assigned_to=dana)
    waiting_for(9, area=hillside, text="there", assigned_to=dana)
    assert found(desk) == ["there", "here"]


def test_command_sees_the_city_in_one_order(client, kim, millrace, hillside):
    waiting_for(1, area=millrace, text="new")
    waiting_for(9, area=hillside, text="old")
    waiting_for(5, text="nowhere")
    client.force_login(kim)
    assert found(client) == ["old", "nowhere", "new"]


def test_sensitive_ones_stay_with_their_officer_and_the_supervisors(client, dana, sam, millrace):
    ConcernFactory.create(area=millrace, text="of Sam", sensitive=True, assigned_to=sam)
    ConcernFactory.create(area=millrace, text="of Dana", sensitive=True, assigned_to=dana)
    client.force_login(dana)
    assert found(client) == ["of Dana"]
    assert found(client, q="sam") == []
    client.force_login(sam)
    assert set(found(client, sensitive="on")) == {"of Sam", "of Dana"}


def test_each_filter_narrows(desk, dana, millrace, eastbank):
    noise = CategoryFactory.create()
    now = timezone.now()
    ConcernFactory.create(area=millrace, text="noise", category=noise)
    ConcernFactory.create(area=millrace, text="phone", source="phone")
    ConcernFactory.create(area=eastbank, text="es", language="es", assigned_to=dana)
    ConcernFactory.create(area=eastbank, text="done", state="resolved")
    ConcernFactory.create(area=eastbank, text="asked", waiting_since=now, state="acknowledged")
    assert found(desk, category="noise") == ["noise"]
    assert found(desk, source="phone") == ["phone"]
    assert found(desk, language="es") == ["es"]
    assert found(desk, state="closed") == ["done"]
    assert found(desk, state="acknowledged", show="waiting") == ["asked"]
    assert set(found(desk, show="free")) == {"noise", "phone", "asked"}
    assert found(desk, area="eastbank", show="mine") == ["es"]


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("swings", {"A broken swing in the park."}),
        ('"broken swing"', {"A broken swing in the park."}),
        ("park -swing", {"Cars park on the crossing."}),
        ("music or swing", {"A broken swing in the park.", "La música de noche."}),
        ("musica", {"La música de noche."}),
        ("MÚSICA", {"La música de noche."}),
        ("mill", {"Cars park on the crossing."}),
        ("'; drop table", set()),
        ("\x00", {"A broken swing in the park.", "Cars park on the crossing."}),
        ("((((", set()),
    ],
)
def test_words_are_found_in_their_language_and_without_accents(desk, millrace, words, texts):
    ConcernFactory.create(area=millrace, text="A broken swing in the park.", state="resolved")
    ConcernFactory.create(area=millrace, text="Cars park on the crossing.", place="Mill Street")
    ConcernFactory.create(area=millrace, text="La música de noche.", language="es")
    if words == "\x00":
        texts = {"Cars park on the crossing.", "La música de noche."}  # nothing asked: what is open
    assert set(found(desk, q=words)) == texts


def test_what_was_hidden_cannot_be_found(desk, millrace):
    ConcernFactory.create(
        area=millrace, text="Call Nadia at 312-555-0142", redacted_text="Call [removed]"
    )
    assert found(desk, q="0142") == []
    assert found(desk, q="nadia") == []
    assert len(found(desk, q="call")) == 1


def test_search_reaches_no_further_than_the_desk(desk, hillside):
    ConcernFactory.create(area=hillside, text="Motorbikes")
    assert found(desk, q="motorbikes") == []


def test_a_view_is_kept_opened_first_and_forgotten(desk, dana, millrace):
    said = {"name": "Español", "query": "language=es&page=4", "opens_first": "on"}
    kept = desk.post(f"{QUEUE}views/", said)
    assert kept.url == f"{QUEUE}?language=es"
    assert desk.get(QUEUE).url == f"{QUEUE}?language=es"
    assert desk.get(QUEUE, {"show": ""}).status_code == 200
    desk.post(f"{QUEUE}views/", {"name": "Late", "query": "show=late", "opens_first": "on"})
    assert [view.name for view in SavedView.objects.filter(opens_first=True)] == ["Late"]
    assert "Give it a name first." in desk.post(f"{QUEUE}views/", {"name": " "}).text
    desk.post(f"{QUEUE}views/{SavedView.objects.get(name='Late').pk}/removal/")
    assert [view.name for view in SavedView.objects.of(dana)] == ["Español"]


def test_a_view_is_nobody_elses(client, desk, sam):
    view = SavedView.objects.keep(sam, "Mine", "show=mine")
    assert desk.post(f"{QUEUE}views/{view.pk}/removal/").status_code == 404
    assert "?show=mine" not in desk.get(QUEUE).text.split("Your views")[1]


def test_the_numbers_come_by_themselves_and_keep_nobody_signed_in(desk, millrace):
    ConcernFactory.create_batch(2, area=millrace)
    desk.get(QUEUE)
    session = desk.session
    session["seen_at"] -= 600
    session.save()
    page = desk.get(f"{QUEUE}counts/")
    assert "2 wait for you." in page.text
    assert desk.session["seen_at"] == session["seen_at"]


def test_leafing_ends_where_the_queue_ends(desk, millrace, monkeypatch):
    monkeypatch.setattr("engagement.concerns.desk_queue.PAGE", 2)
    for hours in (5, 4, 3):
        waiting_for(hours, area=millrace, text=str(hours))
    first, second = desk.get(QUEUE), desk.get(QUEUE, {"page": 2})
    assert (order(first), order(second)) == (["5", "4"], ["3"])
    assert "Next page" in first.text
    assert "Next page" not in second.text


def test_the_desk_of_someone_away_is_looked_after(client, dana, millrace, riverside, hillside):
    pat = UserFactory.create(name="Pat", role="officer", area=hillside)
    cover = TeamMemberFactory.create(area=hillside, user=pat)
    later = timezone.localdate() + timedelta(days=3)
    away = TeamMemberFactory.create(area=millrace, user=dana, away_until_on=later, covered_by=cover)
    waiting_for(1, area=millrace, text="of Dana", assigned_to=dana)
    waiting_for(1, area=millrace, text="private", assigned_to=dana, sensitive=True)
    client.force_login(pat)
    assert found(client) == ["of Dana"]
    assert found(client, show="cover") == ["of Dana"]
    concern = Concern.objects.get(text="of Dana")
    assert client.post(f"{QUEUE}{concern.pk}/acknowledgement/").status_code == 302
    away.away_until_on = timezone.localdate()
    away.save()
    assert found(client) == []
    assert client.get(f"{QUEUE}{concern.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["dana", "kim"])
def test_the_first_page_is_walked_along_an_index(request, who, millrace, eastbank):
    ConcernFactory.create_batch(3, area=eastbank)
    user = request.getfixturevalue(who)
    for stretch in walking.queue(Reach.of(user), Concern.objects.all()):
        for source in stretch.sources:
            sql, params = source.sql(101, closed=False)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
                cursor.execute(f"EXPLAIN {sql}", params)
                plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Sort" not in plan, plan
            assert "Index" in plan


def test_days_and_open_or_closed_show_what_was_raised_then(desk, millrace):
    now = timezone.now()
    for days, state in ((1, "received"), (5, "resolved"), (20, "received")):
        ConcernFactory.create(
            area=millrace, text=f"{days} days", state=state, raised_at=now - timedelta(days=days)
        )
    since = timezone.localdate(now - timedelta(days=6))

    assert found(desk, since=since) == ["1 days"]
    assert found(desk, since=since, state="all") == ["1 days", "5 days"]
    assert found(desk, until=since, state="all") == ["20 days"]
    assert len(found(desk, since="0001-01-01", until="9999-12-31", state="all")) == 3
    assert len(found(desk, since="soon", state="all")) == 3
