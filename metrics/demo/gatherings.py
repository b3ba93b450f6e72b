"""Partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify

from metrics.demo import words
from metrics.demo.places import PLACES
from partnerships.organizations.models import Organization
from portal.accounts.models import User

if TYPE_CHECKING:
    from metrics.demo.city import City


def partners(city: City) -> None:
    for name, kind, about in words.PARTNERS:
        organization = Organization.objects.create(
            name=name,
            slug=slugify(name),
            kind=kind,
            about=about,
            languages=city.dice.choice((["en"], ["en", "es"], ["en", "es", "vi"])),
            approved_at=city.start,
        )
        organization.areas.set(
            city.areas[place.code] for place in city.dice.sample(PLACES, city.dice.randrange(1, 4))
        )
        city.organizations.append(organization)
    church = next(one for one in city.organizations if one.kind == "faith")
    church.members.add(User.objects.get(email="partner@demo.example"))
