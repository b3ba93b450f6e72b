"""What the row holds true, whoever writes it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from engagement.concerns import places, receipts
from engagement.concerns.categories import KINDS, seed
from engagement.concerns.models import Category, Concern, Step, ThreadMessage
from tests.factories.concerns import ConcernFactory, ThreadMessageFactory

NOW = timezone.now()


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"text": ""}, "a_concern_says_something"),
        ({"state": "lost"}, "a_concern_is_in_a_known_state"),
        ({"state": "resolved", "closed_at": None}, "closed_says_when"),
        ({"closed_at": NOW}, "closed_says_when"),
        ({"state": "no_action", "outcome": ""}, "no_action_says_why"),
        ({"sensitive": True, "is_public": True}, "sensitive_is_never_public"),
        ({"latitude": 41.9}, "a_point_is_whole"),
        ({"longitude": 41.9, "cell": "", "near_cell": ""}, "a_point_is_whole"),
        ({"latitude": 91, "longitude": 0, "cell": "x", "near_cell": "x"}, "a_point_is_whole"),
        ({"latitude": 1, "longitude": 181, "cell": "x", "near_cell": "x"}, "a_point_is_whole"),
        ({"latitude": 1, "longitude": 1, "cell": "", "near_cell": "x"}, "a_point_is_whole"),
        ({"cell": "x"}, "a_point_is_whole"),
        ({"source_system": "311"}, "an_outside_number_names_its_system"),
        ({"external_id": "12"}, "an_outside_number_names_its_system"),
    ],
)
def test_the_database_refuses(broken, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        ConcernFactory.create(**broken)


@pytest.mark.parametrize(
    "same",
    [{"receipt_hash": "a"}, {"submission_hash": "a"}, {"source_system": "s", "external_id": "1"}],
)
def test_the_database_refuses_the_same_twice(same):
    ConcernFactory.create_batch(2)  # nothing is not the same
    ConcernFactory.create(**same)
    with pytest.raises(IntegrityError, match="one_concern_per"), transaction.atomic():
        ConcernFactory.create(**same)


def test_only_a_duplicate_points_at_another():
    first = ConcernFactory.create()
    with pytest.raises(IntegrityError, match="only_a_duplicate"), transaction.atomic():
        ConcernFactory.create(duplicate_of=first)


def test_messages_name_staff_and_nobody_else(dana):
    concern = ConcernFactory.create()
    for broken in ({"author": dana}, {"kind": "answer"}, {"text": ""}, {"kind": "shout"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ThreadMessageFactory.create(concern=concern, **broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(concern=concern, verb="closed", before="received", after="resolved")
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(concern=concern, verb="reopened", before="x", after="resolved")
    assert not ThreadMessage.objects.exists()


def test_due_and_overdue_are_questions_about_a_time():
    concern = ConcernFactory.create(raised_at=NOW)
    answered = ConcernFactory.create(raised_at=NOW, answered_at=NOW)
    closed = ConcernFactory.create(raised_at=NOW, state="resolved")
    late = NOW + timedelta(hours=73)
    assert list(Concern.objects.overdue(late)) == [concern]
    assert not Concern.objects.overdue(NOW).exists()
    assert concern.is_overdue(late)
    assert not concern.is_overdue(NOW)
    assert not answered.is_overdue(late)
    assert not closed.is_overdue(late)


def test_raised_between_holds_its_start_and_not_its_end():
    concern = ConcernFactory.create(raised_at=NOW)
    day = timedelta(days=1)
    assert list(Concern.objects.raised_between(NOW, NOW + day)) == [concern]
    assert not Concern.objects.raised_between(NOW - day, NOW).exists()


def test_within_an_area_means_its_parts_too(riverside, millrace, hillside):
    concern = ConcernFactory.create(area=millrace)
    assert list(Concern.objects.within(riverside)) == [concern]
    assert not Concern.objects.within(hillside).exists()


def test_submitting_starts_the_clock_the_agency_has_set(settings):
    settings.FIRST_REPLY_HOURS = 24
    concern, code = Concern.objects.submit(text="A worry.")
    assert concern.reply_due_at - concern.raised_at == timedelta(hours=24)
    assert Concern.objects.by_code(code) == concern


def test_the_same_form_cannot_be_submitted_twice():
    token = receipts.new_token()
    Concern.objects.submit(text="A worry.", token=token)
    with pytest.raises(IntegrityError, match="one_concern_per"), transaction.atomic():
        Concern.objects.submit(text="A worry.", token=token)


def test_another_key_opens_nothing(settings):
    _concern, code = Concern.objects.submit(text="A worry.")
    settings.RECEIPT_KEY = "another"
    assert Concern.objects.by_code(code) is None


def test_codes_are_sixteen_digits_and_differ():
    codes = {receipts.code_from(receipts.new_token()) for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 16 and code.isdigit() for code in codes)
    assert receipts.grouped("4821093755162048") == ["4821", "0937", "5516", "2048"]


def test_public_cells_are_coarse_and_near_cells_have_six_neighbors():
    cell, near = places.cells(41.9, -87.7)
    assert places.cells(41.9001, -87.7001)[0] == cell
    assert len(places.around(near)) == 7
    assert near in places.around(near)
    assert places.cells(None, -87.7) == ("", "")


def test_kinds_are_named_in_the_readers_language_and_seeded_once():
    Category.objects.all().delete()
    seed(Category)
    Category.objects.filter(slug="noise").update(name="Loud noise", retired=True)
    seed(Category)
    assert Category.objects.count() == len(KINDS)
    noise = Category.objects.get(slug="noise")
    assert str(noise) == "Loud noise"
    with translation.override("es"):
        assert str(noise) == "Ruido"
    assert noise not in Category.objects.offered()


def test_a_headline_is_the_first_words():
    concern = Concern(text="one two three " * 40)
    assert concern.headline.startswith("one two three")
    assert len(concern.headline.split()) == 12
    assert str(concern) == concern.text[:59] + "…"
