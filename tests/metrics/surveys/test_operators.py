"""A wave that another organization runs is closed to the police."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from django.utils.html import strip_tags

from metrics.dashboards.numbers.trust import trust
from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from metrics.surveys.models import OwnWords, Wave
from tests.factories.organizations import OrganizationFactory, a_seat_for, grace_of
from tests.factories.own_words import NeighborsWaveFactory, OwnWordsFactory, answered, over

ANSWERED = 137
OF_THE_WAVE = (
    "surveys.run_wave",
    "surveys.enter_answers",
    "surveys.read_own_words",
    "surveys.see_numbers",
    "surveys.export_responses",
)
POLICE = ("dana", "sam", "kim", "ada")
STRANGERS = ("lee", "rosa", "omar", "other_owner")
ROOMS = ("desk_waves", "desk_entry", "desk_words", "desk_results")


@pytest.fixture
def wave(millrace, harbor_health):
    """Harbor Health asked the people of Millrace; 137 answered, and one wrote a sentinel."""
    wave = NeighborsWaveFactory.create(area=millrace, operator=harbor_health, title="By the clinic")
    answered(wave, ANSWERED)
    OwnWordsFactory.create(wave=wave, text="Sentinel of the willow")
    return over(wave)


@pytest.fixture
def nurse(omar, harbor_health):
    """Omar is an editor at Harbor Health."""
    a_seat_for(omar, harbor_health, role="editor")
    return omar


@pytest.fixture
def viewer(rosa, harbor_health):
    """Rosa may look around in the workspace of Harbor Health, no more."""
    a_seat_for(rosa, harbor_health, role="viewer")
    return rosa


@pytest.fixture
def other_owner(paul):
    """Paul owns the workspace of Grace Church, which runs no wave."""
    grace_of(paul)
    return paul


def pages_of(wave):
    """Every page that takes the number of a wave, of the rooms where waves are worked on."""
    for room in ROOMS:
        _prefix, resolver = next(
            (prefix, found)
            for prefix, found in get_resolver().namespace_dict.values()
            if found.namespace == room
        )
        for pattern in resolver.url_patterns:
            try:
                page = f"{room}:{pattern.name}"
                yield page, reverse(page, args=[wave.pk])
            except NoReverseMatch:  # it wants something else, or more
                continue


def seen(client, person, wave):
    """What one person reads on all of them: the status, and the words, of each page."""
    client.force_login(person)
    found = {}
    for name, address in pages_of(wave):
        answer = client.get(address)
        raw = b"".join(answer) if answer.streaming else answer.content
        found[name] = answer.status_code, strip_tags(raw.decode(errors="replace"))
    return found


@pytest.mark.parametrize("who", [*POLICE, "lee", "other_owner"])
def test_nobody_else_reads_an_answer_a_word_or_a_count(client, request, wave, who):
    for name, (_status, text) in seen(client, request.getfixturevalue(who), wave).items():
        assert "Sentinel of the willow" not in text, name
        assert not re.search(rf"\b{ANSWERED}\b", text), name


@pytest.mark.parametrize("who", POLICE)
def test_no_role_of_the_police_may_do_anything_with_it(request, wave, who):
    police = request.getfixturevalue(who)
    assert [perm for perm in OF_THE_WAVE if police.has_perm(perm, wave)] == []
    assert not Wave.objects.numbers_visible_to(police).exists()


@pytest.mark.parametrize("who", POLICE)
def test_the_police_know_that_it_is_asked(request, wave, who):
    assert Wave.objects.visible_to(request.getfixturevalue(who)).get() == wave


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_do_not_know_of_it(client, request, wave, who):
    stranger = request.getfixturevalue(who)
    assert not Wave.objects.visible_to(stranger).exists()
    assert [perm for perm in OF_THE_WAVE if stranger.has_perm(perm, wave)] == []
    assert {status for status, _text in seen(client, stranger, wave).values()} <= {403, 404, 405}


def test_nobody_who_is_not_signed_in_may_do_anything(client, wave):
    assert [perm for perm in OF_THE_WAVE if AnonymousUser().has_perm(perm, wave)] == []
    for _name, address in pages_of(wave):
        assert client.get(address).status_code == 302


def test_those_who_run_it_may_do_everything(client, wave, nurse):
    assert all(nurse.has_perm(perm, wave) for perm in OF_THE_WAVE)
    assert Wave.objects.visible_to(nurse).get() == wave
    assert Wave.objects.numbers_visible_to(nurse).get() == wave


def test_every_page_opens_to_those_who_run_it_as_to_the_agency_at_its_own(
    client, wave, nurse, ada, millrace
):
    own = over(NeighborsWaveFactory.create(area=millrace))
    answered(own, ANSWERED)
    agencys = {name: status for name, (status, _text) in seen(client, ada, own).items()}
    theirs = {name: status for name, (status, _text) in seen(client, nurse, wave).items()}
    planning = {
        f"desk_waves:{page}" for page in ("edit", "quotas", "launch", "delete")
    }  # the agency plans, whoever asks
    assert theirs | dict.fromkeys(planning & set(theirs)) == agencys | dict.fromkeys(
        planning & set(agencys)
    )


def test_those_who_run_it_read_and_show_what_people_wrote(client, wave, nurse):
    client.force_login(nurse)
    html = client.get(reverse("desk_words:wave", args=[wave.pk])).content.decode()
    assert "Sentinel of the willow" in html
    assert "Harbor Health" in html
    text = OwnWords.objects.get()
    address = reverse("desk_words:decide", args=[wave.pk])
    client.post(address, {"verdict": "shown", "texts": [text.pk]})
    assert OwnWords.objects.shown().get().read_by == nurse


def test_a_viewer_of_the_organization_may_not(client, wave, viewer):
    assert [perm for perm in OF_THE_WAVE if viewer.has_perm(perm, wave)] == []
    client.force_login(viewer)
    assert client.get(reverse("desk_words:wave", args=[wave.pk])).status_code == 404


@pytest.mark.parametrize("who", POLICE)
def test_a_seat_beside_a_role_of_the_police_opens_nothing(client, request, wave, who):
    police = request.getfixturevalue(who)
    a_seat_for(police, wave.operator)
    for second_factor in (True, False):
        client.force_login(police, second_factor=second_factor)
        for name in ("wave", "export"):
            address = reverse(f"desk_words:{name}", args=[wave.pk])
            assert client.get(address).status_code in {302, 403, 404}


def test_an_organization_that_left_runs_nothing_any_more(wave, nurse):
    wave.operator.left_at = timezone.now()
    wave.operator.save()
    assert not Wave.objects.visible_to(nurse).exists()
    assert not nurse.has_perm("surveys.see_numbers", wave)


def test_those_who_run_one_wave_do_not_know_of_others(client, nurse, wave, millrace):
    other = over(NeighborsWaveFactory.create(area=millrace))
    theirs = NeighborsWaveFactory.create(operator=OrganizationFactory.create())
    for foreign in (other, theirs):
        assert foreign not in Wave.objects.visible_to(nurse)
        assert [perm for perm in OF_THE_WAVE if nurse.has_perm(perm, foreign)] == []


def test_oversight_sees_numbers_and_takes_the_answers_without_names(client, wave, olivia):
    assert olivia.has_perm("surveys.see_numbers", wave)
    assert not olivia.has_perm("surveys.read_own_words", wave)
    found = seen(client, olivia, wave)
    assert all("Sentinel of the willow" not in text for _status, text in found.values())
    client.force_login(olivia)
    answer = client.post(reverse("desk_words:export", args=[wave.pk]))
    assert b"".join(answer.streaming_content).startswith(b"PK")


@pytest.mark.parametrize("who", ["dana", "kim", "ada"])
def test_the_lists_of_the_desk_count_none_of_its_answers(client, request, wave, who):
    client.force_login(request.getfixturevalue(who))
    for page in ("desk_surveys:list", "dashboards_desk:today"):
        try:
            text = strip_tags(client.get(reverse(page)).content.decode())
        except NoReverseMatch:
            continue
        assert not re.search(rf"\b{ANSWERED}\b", text)


def test_its_answers_are_no_part_of_the_agencys_trust_number(wave, millrace):
    ever = Period(date(2020, 1, 1), date(2099, 12, 31))
    assert trust(Slice.of(ever)).number.estimate is None


def test_the_configuration_pages_show_nothing_of_answers():
    ours = set(apps.get_app_config("surveys").get_models(include_auto_created=True))
    secret = {model for model in ours if model.__name__ not in {"Instrument", "Wave", "Question"}}
    assert secret & set(admin.site._registry) == set()  # noqa: SLF001 - what is registered


def test_the_workspace_leads_to_the_waves_it_runs(client, wave, nurse, other_owner):
    client.force_login(nurse)
    html = client.get("/workspace/").content.decode()
    assert "By the clinic" in html
    assert reverse("desk_words:wave", args=[wave.pk]) in html
    client.force_login(other_owner)
    assert "By the clinic" not in client.get("/workspace/").content.decode()


def test_the_workspace_costs_the_same_for_one_wave_and_for_five(
    client, wave, nurse, django_assert_num_queries
):
    client.force_login(nurse)
    client.get("/workspace/")
    with CaptureQueriesContext(connection) as one:
        client.get("/workspace/")
    for _each in range(4):
        OwnWordsFactory.create(wave=NeighborsWaveFactory.create(operator=wave.operator))
    with django_assert_num_queries(len(one)):
        client.get("/workspace/")
