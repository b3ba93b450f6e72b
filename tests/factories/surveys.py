import random
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from metrics.surveys.models import Instrument, Response, Wave
from metrics.surveys.shipped import COMMUNITY_TRUST, EVENT_FEEDBACK, PULSE


def event_feedback():
    instrument = Instrument.objects.shipped(EVENT_FEEDBACK)
    instrument.field()
    return instrument


def pulse():
    return Instrument.objects.shipped(PULSE)


def a_draft():
    """The next version of what the community is asked, not asked yet."""
    from metrics.surveys.instruments import editing

    return editing.next_version(Instrument.objects.shipped(COMMUNITY_TRUST), None)


class WaveFactory(DjangoModelFactory[Wave]):
    class Meta:
        model = Wave

    instrument = factory.LazyFunction(event_feedback)
    title = factory.Sequence("Evening meeting {}".format)
    sample_type = Wave.SampleType.ATTENDED
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=13))

    class Params:
        # A survey of residents, in place of the question after a meeting.
        general = factory.Trait(instrument=factory.LazyFunction(pulse))
        draft = factory.Trait(launched_at=None)
        # Behind a link on a poster.
        is_open_to_all = factory.Trait(
            frame="link", sample_type="open", link_code=factory.Sequence("poster{}".format)
        )


class ResponseFactory(DjangoModelFactory[Response]):
    class Meta:
        model = Response

    wave = factory.SubFactory(WaveFactory)
    area = factory.SelfAttribute("wave.area")
    language = "en"
    answers = factory.LazyAttribute(lambda response: {"listen": response.listen})

    class Params:
        listen = 7


def neighbors_answer(wave, n, *, areas=(None,), seed=5):
    """So many people answer everything the community is asked, as the desk would take it.

    `wave.instrument` is a version of COMMUNITY_TRUST.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret
    for number in range(n):
        listens = dice.randint(2, 9)
        fair = {code: dice.randint(2, 5) for code in ("explain", "decide_fairly", "dignity")}
        answers = {
            "listen": listens,
            "respect": listens + dice.randint(-1, 1),
            "safe": dice.randint(0, 10),
            "good_job": dice.randint(1, 5),
            **fair,
            "rights": 4,
            "cooperate": dice.randint(1, 4),
            "after_dark": dice.randint(1, 4),
            "heard_from": sorted(dice.sample(range(1, 6), 2)),
            "contact": dice.randint(1, 2),
            "contact_fair": dice.randint(1, 4),
            "age": dice.randint(1, 6),
            "gender": dice.randint(1, 2),
            "race": dice.randint(1, 5),
            "owns_home": dice.randint(1, 3),
        }
        Response.take(
            wave,
            answers,
            words={"next": f"Please mend lamp {number}."},
            area=areas[number % len(areas)],
            language="en",
            mode="web",
        )
