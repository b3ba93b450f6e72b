"""What has been asked stays as it was asked."""

import pytest
from django.db import DatabaseError, transaction

from metrics.surveys.models import Instrument, Question, Translation, Wording
from metrics.surveys.shipped import EVENT_FEEDBACK
from tests.factories.surveys import event_feedback


@pytest.fixture
def fielded():
    return event_feedback()


def test_the_shipped_question_has_its_published_words():
    question = Question.objects.of(Instrument.objects.shipped(EVENT_FEEDBACK)).get()
    assert question.words.statement == (
        "The police in my neighborhood listen to and take into account the concerns "
        "of local residents."
    )
    assert (question.lowest, question.highest) == (0, 10)
    assert {wording.language for wording in question.wordings.all()} == {"en", "es"}


def test_it_is_installed_once():
    assert event_feedback() == event_feedback()
    assert Instrument.objects.count() == 1


def test_a_draft_may_change():
    instrument = Instrument.objects.shipped(EVENT_FEEDBACK)
    question = Question.objects.of(instrument).get()
    question.highest = 5
    question.save()
    instrument.title = "Other"
    instrument.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda _it: Instrument.objects.update(title="Other"),
        lambda _it: Instrument.objects.update(fielded_at=None),
        lambda it: it.sections.create(number=2),
        lambda it: it.sections.update(number=2),
        lambda it: it.sections.first().questions.create(number=2, code="more"),
        lambda _it: Question.objects.update(highest=5),
        lambda _it: Wording.objects.update(statement="The police are great."),
        lambda _it: Wording.objects.all().delete(),
        lambda _it: Question.objects.all().delete(),
        lambda it: it.delete(),
    ],
)
def test_once_asked_nothing_of_it_changes(fielded, change):
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        change(fielded)


def test_a_translation_may_be_added_and_checked_later(fielded):
    question = Question.objects.of(fielded).get()
    Translation.objects.filter(language="es").update(status="checked")
    question.wordings.create(language="vi", ask="?", lowest_means="0", highest_means="10")


def test_a_scale_may_not_reach_into_the_codes_for_no_answer():
    instrument = Instrument.objects.shipped(EVENT_FEEDBACK)
    with pytest.raises(DatabaseError, match="leaves_room_for_missing_codes"):
        Question.objects.of(instrument).update(highest=77)
