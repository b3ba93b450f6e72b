"""Planning, launching, holding and ending a wave at the desk."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone

from metrics.surveys.models import Instrument, Quota, Wave
from metrics.surveys.shipped import AFTER_CONTACT, PULSE
from metrics.surveys.waves.inviting import Person, invite
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.factories.organizations import OrganizationFactory
from tests.factories.surveys import ResponseFactory, WaveFactory


def a_plan(**other):
    today = timezone.localdate()
    return {
        "instrument": Instrument.objects.shipped(PULSE).pk,
        "title": "Safety in Riverside, autumn",
        "area": "",
        "frame": "list",
        "sample_type": "listed",
        "mode": "web",
        "first_day": f"{today}",
        "last_day": f"{today + timedelta(days=28)}",
        "remind": "3, 8",
        "margins": ["age_band", "sex"],
        "weight_cap": "5",
        "operator": "",
    } | other


@pytest.fixture
def draft():
    return WaveFactory.create(draft=True, general=True, frame="list", sample_type="listed")


@pytest.fixture
def running():
    return WaveFactory.create(general=True, frame="list", sample_type="listed")


def test_a_plan_is_a_draft_until_it_is_launched(client, kim):
    client.force_login(kim)
    answer = client.post("/desk/surveys/waves/new/", a_plan())
    wave = Wave.objects.get()
    assert answer.url == f"/desk/surveys/waves/{wave.pk}/"
    assert wave.is_draft
    assert not wave.is_open()
    assert wave.remind_on == [3, 8]
    assert "Before it is launched" in client.get(answer.url).text
    client.post(f"{answer.url}launch/")
    wave.refresh_from_db()
    assert wave.is_open()
    assert wave.slug.startswith("safety-in-riverside-autumn")
    assert wave.link_code is None
    assert wave.instrument.fielded_at


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"frame": "link", "sample_type": "probability", "remind": ""}, "nothing else"),
        ({"frame": "qr", "sample_type": "listed", "remind": ""}, "nothing else"),
        ({"sample_type": "open"}, "A list is not open to anyone"),
        ({"remind": "3, 8, 15, 22"}, "not reminded more than three times|three times"),
        ({"remind": "8, 3"}, "in order"),
        ({"remind": "soon"}, "as numbers"),
        ({"remind": "0"}, "between day 1"),
        ({"last_day": "2020-01-01"}, "before it starts"),
        ({"last_day": "2199-01-01"}, "a year at most"),
        ({"title": ""}, "required|Fill|Write"),
        ({"mode": "kiosk"}, "on the web, on paper or by phone"),
        ({"weight_cap": "1"}, "1.5"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_what_cannot_be_planned_is_said_at_the_field_and_nothing_typed_is_lost(
    client, kim, other, words
):
    client.force_login(kim)
    page = client.post("/desk/surveys/waves/new/", a_plan(**other))
    assert page.status_code == 200
    assert any(word in page.text for word in words.split("|"))
    assert "2" in page.text
    assert not Wave.objects.exists()


def test_an_open_link_is_no_random_sample_even_to_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        WaveFactory.create(frame="qr", sample_type="probability")


def test_nobody_is_reminded_four_times_even_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        WaveFactory.create(remind_on=[1, 2, 3, 4])


@pytest.mark.parametrize(
    "change",
    [
        {"sample_type": "probability"},
        {"frame": "attended"},
        {"remind_on": [1]},
        {"asks_area": True},
        {"mode": "phone"},
        {"launched_at": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_once_launched_the_database_refuses_another_plan(running, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Wave.objects.filter(pk=running.pk).update(**change)


def test_an_open_wave_gets_an_address_and_a_poster(client, kim):
    client.force_login(kim)
    client.post("/desk/surveys/waves/new/", a_plan(frame="qr", sample_type="open", asks_area="on"))
    wave = Wave.objects.get()
    client.post(f"/desk/surveys/waves/{wave.pk}/launch/")
    wave.refresh_from_db()
    assert len(wave.link_code) == 8
    assert wave.remind_on == []
    poster = client.get(f"/desk/surveys/waves/{wave.pk}/poster/").text
    assert f"/surveys/open/{wave.link_code}/" in poster
    assert 'lang="es"' in poster
    assert "<svg" in poster
    page = client.get(f"/desk/surveys/waves/{wave.pk}/").text
    assert "there is no response rate" in page


def test_two_waves_of_one_title_have_two_addresses():
    slugs = set()
    for _number in range(3):
        wave = WaveFactory.create(draft=True, general=True, title="Safety")
        wave.launch()
        slugs.add(wave.slug)
    assert len(slugs) == 3


@pytest.mark.django_db(transaction=True)
def test_two_who_launch_at_once_launch_once(draft):
    gate = threading.Barrier(2)

    def launch(_hand):
        gate.wait()
        try:
            return Wave.objects.get(pk=draft.pk).launch()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(launch, range(2))) == [False, True]


def test_a_draft_whose_days_are_past_is_not_launched():
    now = timezone.now()
    wave = WaveFactory.create(
        draft=True, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1)
    )
    with pytest.raises(NotPossible, match="past"):
        wave.launch()


def test_a_draft_can_be_changed_and_deleted_and_a_launched_wave_cannot(client, kim, draft, running):
    client.force_login(kim)
    client.post(f"/desk/surveys/waves/{draft.pk}/plan/", a_plan(title="Another title"))
    draft.refresh_from_db()
    assert draft.title == "Another title"
    client.post(f"/desk/surveys/waves/{running.pk}/plan/", a_plan(title="Another title"))
    running.refresh_from_db()
    assert running.title != "Another title"
    client.post(f"/desk/surveys/waves/{draft.pk}/removal/")
    client.post(f"/desk/surveys/waves/{running.pk}/removal/")
    assert list(Wave.objects.all()) == [running]


def test_warnings_say_what_is_not_ready(client, kim, millrace):
    client.force_login(kim)
    wave = WaveFactory.create(
        draft=True, general=True, frame="list", area=millrace, remind_on=[3, 20]
    )
    page = client.get(f"/desk/surveys/waves/{wave.pk}/").text
    assert "Spanish" in page
    assert "never asked" in page
    assert "The last reminder comes after the last day" in page
    assert "No counts of people by age" in page


def test_quotas_are_set_on_one_page_and_show_their_progress(
    client, kim, draft, riverside, hillside
):
    client.force_login(kim)
    path = f"/desk/surveys/waves/{draft.pk}/"
    client.post(f"{path}quotas/", {f"area_{riverside.pk}": "40", f"area_{hillside.pk}": ""})
    assert [(quota.area, quota.wanted) for quota in Quota.objects.all()] == [(riverside, 40)]
    refused = client.post(f"{path}quotas/", {f"area_{riverside.pk}": "0"})
    assert "want at least one" in refused.text
    assert Quota.objects.get().wanted == 40
    draft.launch()
    ResponseFactory.create(wave=draft, area=riverside)
    page = client.get(path).text
    assert "How many we want from where" in page
    client.post(f"{path}quotas/", {f"area_{riverside.pk}": "9"})
    assert Quota.objects.get().wanted == 40


def test_a_wave_is_ended_now_or_extended_and_never_before_now(running):
    now = timezone.now()
    with pytest.raises(NotPossible, match="before now"):
        running.move_end(now - timedelta(minutes=1))
    running.move_end(now + timedelta(days=40))
    assert running.closes_at == now + timedelta(days=40)
    with pytest.raises(NotPossible, match="a year"):
        running.move_end(now + timedelta(days=400))
    running.move_end(now, now)
    assert running.is_past()
    assert running.still_takes()
    with pytest.raises(NotPossible, match="is over"):
        running.move_end(now + timedelta(days=3), now + timedelta(hours=2))


def test_ending_a_wave_takes_its_mails_back(running):
    invite(running, [Person("rosa@example.org")])
    now = timezone.now()
    running.move_end(now, now)
    assert not Message.objects.waiting().exists()


def test_the_desk_ends_it_and_holds_it(client, kim, running):
    client.force_login(kim)
    path = f"/desk/surveys/waves/{running.pk}/"
    assert "What happened?" in client.post(f"{path}hold/", {"because": ""}).text
    client.post(f"{path}hold/", {"because": "A shooting on Mill Street"})
    assert "A shooting on Mill Street" in client.get(path).text
    client.post(f"{path}hold/", {"release": "1"})
    running.refresh_from_db()
    assert running.held_at is None
    assert "past" in client.post(f"{path}end/", {"last_day": "2020-02-02"}).text
    client.post(f"{path}end/", {"now": "1"})
    running.refresh_from_db()
    assert running.is_past()


def test_of_a_wave_that_others_run_the_police_see_the_plan_and_no_counts(client, kim):
    church = OrganizationFactory.create(name="Grace Church", approved_at=timezone.now())
    wave = WaveFactory.create(general=True, frame="list", sample_type="listed", operator=church)
    ResponseFactory.create_batch(3, wave=wave)
    client.force_login(kim)
    page = client.get(f"/desk/surveys/waves/{wave.pk}/").text
    assert "Grace Church runs this survey" in page
    assert "How many answered" not in page
    assert "Not shown here" in client.get("/desk/surveys/").text
    assert client.get(f"/desk/surveys/waves/{wave.pk}/invitations/").status_code == 403


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"Draft one", "General one", "Contact one", "Meeting one"}),
        ("kind=general", {"Draft one", "General one"}),
        ("kind=contact&state=over", {"Contact one"}),
        ("state=running", {"General one", "Meeting one"}),
        ("state=draft", {"Draft one"}),
        ("state=released", set()),
        ("state=nonsense", {"Draft one", "General one", "Contact one", "Meeting one"}),
    ],
)
def test_the_list_is_filtered_by_survey_and_state(client, kim, query, seen):
    now = timezone.now()
    WaveFactory.create(title="Draft one", draft=True, general=True)
    WaveFactory.create(title="General one", general=True)
    WaveFactory.create(
        title="Contact one",
        instrument=Instrument.objects.shipped(AFTER_CONTACT),
        opens_at=now - timedelta(days=20),
        closes_at=now - timedelta(days=5),
    )
    WaveFactory.create(title="Meeting one")
    client.force_login(kim)
    page = client.get(f"/desk/surveys/?{query}").text
    titles = {"Draft one", "General one", "Contact one", "Meeting one"}
    assert {title for title in titles if title in page} == seen


def test_the_list_costs_the_same_for_one_wave_and_for_many(
    client, kim, django_assert_max_num_queries
):
    client.force_login(kim)
    WaveFactory.create()
    client.get("/desk/surveys/")
    for waves in (0, 10):
        WaveFactory.create_batch(waves)
        with django_assert_max_num_queries(14):
            client.get("/desk/surveys/")


def test_the_page_of_a_wave_costs_the_same_for_few_and_for_many(
    client, kim, running, riverside, hillside, django_assert_max_num_queries
):
    client.force_login(kim)
    path = f"/desk/surveys/waves/{running.pk}/"
    client.get(path)
    for number in (1, 20):
        invite(running, [Person(f"reader{number}-{n}@example.org") for n in range(number)])
        ResponseFactory.create_batch(number, wave=running, area=riverside)
        with django_assert_max_num_queries(26):
            assert client.get(path).status_code == 200


def test_answers_are_weighted_unless_the_planner_says_no(client, kim):
    client.force_login(kim)
    form = client.get("/desk/surveys/waves/new/").context["form"]
    assert form["margins"].value() == ["area", "age_band", "sex", "race_ethnicity"]
    grouped = [field.name for _heading, fields in form.groups for field in fields]
    assert sorted(grouped) == sorted(form.fields)


def test_a_wave_with_a_tablet_leads_to_its_set_up(client, kim):
    client.force_login(kim)
    for has_kiosk in (True, False):
        wave = WaveFactory.create(general=True, has_kiosk=has_kiosk)
        page = client.get(f"/desk/surveys/waves/{wave.pk}/")
        assert ("Set up a tablet" in page.text) == has_kiosk
