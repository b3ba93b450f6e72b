from datetime import timedelta

import factory
import h3
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagement.problems.models import Cluster
from tests.factories.concerns import CategoryFactory, ConcernFactory

# A corner of the tests, and one well away from it.
HERE = (40.3601, -88.9601)
THERE = (40.3801, -88.9301)


def middle_of(point):
    return h3.str_to_int(h3.latlng_to_cell(*point, 9))


class ClusterFactory(DjangoModelFactory[Cluster]):
    """Noise is raised at Mill Bridge more than it used to be; nobody has looked at it."""

    class Meta:
        model = Cluster

    cell = middle_of(HERE)
    category = factory.SubFactory(CategoryFactory)
    place = "Mill Bridge"
    since_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=89))
    until_on = factory.LazyFunction(timezone.localdate)
    count = 12
    raisers = 9
    expected = 2.4
    chance = 0.00002


def raise_at(area, point=HERE, times=1, days=5, slug="noise", **about):
    """So many concerns at one point, so many days ago."""
    return [
        ConcernFactory.create(
            area=area,
            latitude=point[0],
            longitude=point[1],
            category=CategoryFactory.create(slug=slug, name=slug.title()),
            raised_at=timezone.now() - timedelta(days=days),
            place="Mill Bridge",
            **about,
        )
        for _ in range(times)
    ]
