"""Partners, and what officers logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import slugify

from engagement.concerns.models import Concern
from engagement.outreach.models import OutreachEntry
from metrics.demo import words
from metrics.demo.bulk import copy_in
from metrics.demo.places import PLACES
from partnerships.organizations.models import Organization
from portal.accounts.models import User

if TYPE_CHECKING:
    from metrics.demo.city import City
    from metrics.demo.places import Place


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


def outreach(city: City) -> None:
    concerns = list(Concern.objects.values_list("pk", "area__code"))
    links = OutreachEntry.concerns.through
    rows, linked = [], []
    for number in range(1, city.outreach + 1):
        place = city.place()
        rows.append(_entry(city, place, number))
        near = [
            pk
            for pk, code in city.dice.sample(concerns, min(12, len(concerns)))
            if code == place.code
        ]
        linked += [links(outreachentry_id=number, concern_id=pk) for pk in near[:1]]
    copy_in(OutreachEntry, rows)
    links.objects.bulk_create(linked)
    city.advance(len(rows))


def _entry(city: City, place: Place, number: int) -> OutreachEntry:
    kind, happened = city.dice.choice(words.OUTREACH)
    when = timezone.localtime(city.moment(city.start, city.now))
    return OutreachEntry(
        pk=number,
        lead_id=city.officer(place.code).pk,
        area_id=city.areas[place.code].pk,
        happened_on=when.date(),
        started_at=when.time(),
        minutes=city.dice.choice((30, 45, 60, 60, 90, 120)),
        staff=city.dice.choice((1, 1, 2, 2, 3)),
        diverted=city.chance(0.12),
        kind=kind,
        purpose=city.dice.choice(OutreachEntry.Purpose.values),
        started_by=city.dice.choice(OutreachEntry.StartedBy.values[:3]),
        place=city.dice.choice(place.spots),
        adults=city.dice.randrange(2, 40),
        youth=city.dice.randrange(0, 12),
        counted=city.dice.choice(OutreachEntry.Counted.values),
        languages="English, Spanish" if city.chance(place.spanish) else "English",
        topics=city.dice.sample(list(OutreachEntry.Topic.values[:8]), 2),
        happened=happened,
        created_at=when,
    )
