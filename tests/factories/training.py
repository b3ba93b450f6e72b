from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagement.training.models import Completion, Course


class CourseFactory(DjangoModelFactory[Course]):
    """A required course that counts for two years."""

    class Meta:
        model = Course

    name = factory.Sequence(lambda n: f"First aid {n}")
    slug = factory.Sequence(lambda n: f"first-aid-{n}")
    hours = 8
    required = True
    valid_months = 24


class CompletionFactory(DjangoModelFactory[Completion]):
    """Completed a month ago."""

    class Meta:
        model = Completion

    course = factory.SubFactory(CourseFactory)
    completed_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
