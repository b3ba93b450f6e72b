from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagement.problems.models import (
    Assessment,
    CptedVisit,
    Goal,
    Problem,
    ProblemPhoto,
    ResponseStep,
)
from engagement.problems.models.choices import Cheers
from portal.files.photos import Kept

READY = {
    "evidence": "Nine calls about racing since May, most of them on Friday nights.",
    "offenders": "Drivers from outside who meet at the gas station.",
    "targets": "Families on Mill Road who cannot sleep.",
    "places": "A straight road with no lights and no crossing.",
    "hypothesis": "The straight stretch and the open lot invite it.",
}


class ProblemFactory(DjangoModelFactory[Problem]):
    """Two months old, in scanning. `ready=True` has all its words; `public=True` a page."""

    class Meta:
        model = Problem

    class Params:
        ready = factory.Trait(
            cheers=list(Cheers.values),
            cheers_on=factory.LazyFunction(timezone.localdate),
            **READY,
        )
        public = factory.Trait(
            public_summary="Cars race on Mill Road at night. We work on it with neighbors.",
            published_at=factory.LazyFunction(timezone.now),
        )
        over = factory.Trait(
            stage="closed",
            closed_on=factory.LazyFunction(timezone.localdate),
            close_reason="reduced",
            lessons="Speed cushions worked; patrols alone did not.",
        )

    title = factory.Sequence("Racing on Mill Road, {}".format)
    slug = factory.Sequence("racing-on-mill-road-{}".format)
    since_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=60))


class GoalFactory(DjangoModelFactory[Goal]):
    """From 24 calls a month to 12, within three months."""

    class Meta:
        model = Goal

    words = "Fewer nights with racing"
    indicator = "Calls about racing"
    unit = "calls a month"
    baseline = Decimal(24)
    baseline_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    target = Decimal(12)
    target_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))


class ResponseStepFactory(DjangoModelFactory[ResponseStep]):
    class Meta:
        model = ResponseStep

    what = factory.Sequence("Walk Mill Road on Friday night, {}".format)
    side = "police"


class AssessmentFactory(DjangoModelFactory[Assessment]):
    class Meta:
        model = Assessment

    done = "yes"
    changed = "partly"
    displaced = "no"
    residents = "unknown"


class CptedVisitFactory(DjangoModelFactory[CptedVisit]):
    class Meta:
        model = CptedVisit

    place = "The lot behind the library"


def ready_to_close(area, by, **about):
    """A problem that was worked on to the end: goals counted, steps done, assessed."""
    problem = ProblemFactory.create(
        area=area, lead=by, ready=True, public=True, stage="assessment", **about
    )
    GoalFactory.create(problem=problem, result=Decimal(9), result_on=timezone.localdate())
    ResponseStepFactory.create(problem=problem, done_on=timezone.localdate())
    AssessmentFactory.create(problem=problem, by=by)
    return problem


def a_photo(problem, by):
    """One that everyone may see, once the problem is public."""
    kept = Kept("photo", "image/jpeg", b"\xff\xd8 a picture", 40, 30)
    photo = ProblemPhoto.objects.keep(problem, kept, by, moment="before", caption="The dark lot")
    return photo.show(by, to_everyone=True)


def a_walk(area, by):
    """A safety walk that recommends one thing."""
    return CptedVisit.objects.make(
        officer=by, area=area, place="The lot", answers={"trees": ("no", "Cut them")}
    )
