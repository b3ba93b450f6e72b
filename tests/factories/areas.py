from datetime import date

import factory
from factory.django import DjangoModelFactory

from portal.areas.models import Area, HandoverNote, Population, Portrait, TeamMember
from tests.factories.accounts import UserFactory


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area

    parent = None
    level = "beat"
    code = factory.Sequence("b{}".format)
    name = factory.Sequence("Beat {}".format)
    slug = factory.LazyAttribute(lambda area: area.name.lower().replace(" ", "-"))
    path = factory.LazyAttribute(
        lambda area: f"{area.parent.path if area.parent else ''}{area.code}/"
    )


class TeamMemberFactory(DjangoModelFactory[TeamMember]):
    class Meta:
        model = TeamMember

    user = factory.SubFactory(UserFactory, name=factory.Sequence("Officer {}".format))
    area = factory.SubFactory(AreaFactory)
    title = "Officer"
    since_on = date(2022, 3, 1)


class PopulationFactory(DjangoModelFactory[Population]):
    class Meta:
        model = Population

    people = 100


class PortraitFactory(DjangoModelFactory[Portrait]):
    class Meta:
        model = Portrait

    member = factory.SubFactory(TeamMemberFactory)
    alt = "A face"
    content_type = "image/jpeg"
    content = b"not really a picture"
    size = 20
    width = height = 192


class HandoverNoteFactory(DjangoModelFactory[HandoverNote]):
    """A draft; `sent_at` hands it over."""

    class Meta:
        model = HandoverNote

    posting = factory.SubFactory(TeamMemberFactory)
    area = factory.SelfAttribute("posting.area")
    written_by = factory.SelfAttribute("posting.user")
    groups = "The watch group meets at Cannery Hall."


def square(west, south, size=1.0):
    """A GeoJSON square with its corner at a longitude and latitude."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
