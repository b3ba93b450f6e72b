from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from metrics.surveys.models import Instrument, OwnWords, Question, Response, Wave
from tests.factories.surveys import WaveFactory

WORDINGS = {
    "listen": {
        "en": {"ask": "Do the police listen?", "lowest_means": "No", "highest_means": "Yes"}
    },
    "where": {"en": {"ask": "Where do you meet them?", "labels": {"1": "Street", "2": "Meeting"}}},
    "sex": {"en": {"ask": "Are you …?", "labels": {"1": "a woman", "2": "a man"}}},
    "next": {"en": {"ask": "What should happen next?"}},
}


def neighbors():
    """An instrument of four questions: a number, several answers, a trait, and own words."""
    found = Instrument.objects.filter(slug="neighbors").first()
    if found:
        return found
    made = Instrument.objects.create(slug="neighbors", kind="general", title="Neighbors")
    section = made.sections.create(number=1)
    asked = [
        section.questions.create(number=1, code="listen", kind=Question.Kind.SCALE),
        section.questions.create(number=2, code="where", kind="multiple", codes=[1, 2]),
        section.questions.create(
            number=3, code="sex", kind="single", codes=[1, 2], trait="sex", categories={"1": "f"}
        ),
        section.questions.create(number=4, code="next", kind=Question.Kind.OPEN),
    ]
    for question in asked:
        for language, words in WORDINGS[question.code].items():
            question.wordings.create(language=language, **words)
    made.field()
    return made


class NeighborsWaveFactory(WaveFactory):
    """A wave that asks for own words."""

    class Meta:
        model = Wave

    instrument = factory.LazyFunction(neighbors)
    title = factory.Sequence("Neighbors, round {}".format)
    sample_type = Wave.SampleType.OPEN


class OwnWordsFactory(DjangoModelFactory[OwnWords]):
    """Something that waits to be read."""

    class Meta:
        model = OwnWords

    wave = factory.SubFactory(NeighborsWaveFactory)
    question = factory.LazyAttribute(lambda words: written_to(words.wave))
    language = "en"
    text = factory.Sequence("Please mend lamp {}.".format)


def written_to(wave):
    return Question.objects.get(section__instrument=wave.instrument, code="next")


def answered(wave, n, **about):
    """So many took part; `about` are fields of the responses."""
    about = {"answers": {"listen": 7, "where": [2, 1], "sex": 1}, "language": "en", **about}
    about.setdefault("answered_on", date(2026, 5, 14))
    about.setdefault("area", wave.area)
    return Response.objects.bulk_create(Response(wave=wave, **about) for _each in range(n))


def over(wave):
    """The wave closed two hours ago."""
    Wave.objects.filter(pk=wave.pk).update(
        opens_at=timezone.now() - timedelta(days=14), closes_at=timezone.now() - timedelta(hours=2)
    )
    wave.refresh_from_db()
    return wave
