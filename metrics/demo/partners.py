"""Partners with their sites, services, people and notes, and one that waits for a decision."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.text import slugify

from metrics.demo.places import PLACES
from partnerships.organizations.models import Location, Note, Organization, Service
from portal.accounts.models import User

if TYPE_CHECKING:
    from metrics.demo.city import City

MORE = (
    ("Cannery Clinic", "health", "A doctor, a nurse and a dentist twice a week. Pay what you can."),
    (
        "Ferry Legal Aid",
        "non_profit",
        "Lawyers for tenants, families and people with an old record.",
    ),
    ("Millrace Tool Library", "non_profit", "Borrow a drill, learn to use it, bring it back."),
    ("Old Depot Library", "government", "Books, quiet tables, and help with forms on Tuesdays."),
    (
        "Northgate Tenants",
        "neighborhood",
        "Neighbors of Northgate Court who meet every second Monday.",
    ),
    ("Bridge Road Bakers", "business", "Three bakeries that give yesterday’s bread away at eight."),
    ("Temple of the Two Rivers", "faith", "A kitchen open to all, and rides for older people."),
    ("Vine Street Middle School", "school", "Teachers, parents and a crossing guard with a drum."),
    (
        "Saigon Garden Association",
        "cultural",
        "Vietnamese language classes, a garden, a New Year parade.",
    ),
    ("Kestrel Park Rowers", "youth", "Free rowing for ages 11 to 18, with a snack and a mentor."),
    ("Second Chance Works", "non_profit", "Paid training for people who come home from prison."),
    ("Safe Harbor House", "health", "A place to stay for those who are not safe at home."),
)
WAITING = (
    "Riverside Night Market", "business",
    "Forty cooks who would like to talk about lights and parking on Fridays.",
)  # fmt: skip
# What each kind offers: name, kinds of help, who can come.
OFFERS = {
    "health": ("Walk-in clinic", ["health", "mind"], "Anyone. Nobody is asked for papers."),
    "non_profit": ("Help with food and rent", ["food", "housing"], "Anyone who lives in the city."),
    "faith": ("Open supper", ["food"], "Anyone who is hungry."),
    "school": ("After-school room", ["youth", "learning"], "Ages 10 to 15."),
    "youth": ("Evenings for the young", ["youth"], "Ages 10 to 19."),
    "cultural": ("Language classes", ["newcomers", "learning"], "Adults who are new here."),
    "government": ("Help with forms", ["money", "learning"], "Anyone."),
}
STREETS = ("Mill Street", "Bridge Road", "Vine Street", "Harbor Lane", "Depot Avenue")
NOTES = (
    "Before the October meeting: ask again about the ramp. Deacon Ruth has the photos.",
    "The suppers bring 60 people now. Two of us should talk with the beat team about parking.",
    "We agreed among us: no lists of who comes to supper leave this house.",
)


def build(city: City) -> None:
    for name, kind, about in MORE:
        city.organizations.append(_organization(city, name, kind, about))
    for number, organization in enumerate(city.organizations):
        _places(city, organization, number)
    _waiting(city)
    _people(city)


def _organization(city: City, name: str, kind: str, about: str) -> Organization:
    organization = Organization.objects.create(
        name=name,
        slug=slugify(name),
        kind=kind,
        about=about,
        phone=f"555-01{city.dice.randrange(10, 99)}",
        languages=city.dice.choice((["en"], ["en", "es"], ["en", "vi"])),
        approved_at=city.moment(city.start, city.now),
    )
    places = city.dice.sample(PLACES, city.dice.randrange(1, 4))
    organization.areas.set(city.areas[place.code] for place in places)
    return organization


def _places(city: City, organization: Organization, number: int) -> None:
    lat, lon = city.point_in(city.place())
    site = Location.objects.create(
        organization=organization,
        name=f"{organization.name}, main door",
        address_1=f"{4 + 7 * number} {STREETS[number % len(STREETS)]}",
        city="Linden Ferry",
        latitude=lat,
        longitude=lon,
        accessibility=city.dice.choice(
            ("Step-free door. Toilet for wheelchairs.", "One step; ring, and we bring the ramp.")
        ),
        languages=organization.languages,
        phones=[{"number": f"555-01{10 + number}"}],
        schedules=[{"description": city.dice.choice(("Mo to Fr, 9 to 5", "Tu and Th, 10 to 8"))}],
    )
    offer = OFFERS.get(organization.kind)
    if offer:
        name, kinds, who = offer
        service = Service.objects.create(
            organization=organization,
            name=name,
            description=organization.about,
            categories=kinds,
            eligibility=who,
            fees="Free",
            languages=organization.languages,
        )
        service.places.create(location=site)


def _waiting(city: City) -> None:
    name, kind, about = WAITING
    market = Organization.objects.create(
        name=name,
        slug=slugify(name),
        kind=kind,
        about=about,
        created_at=city.now - timedelta(days=2),
    )
    market.memberships.create(user=city.neighbors[0], role="owner", since=market.created_at)


def _people(city: City) -> None:
    """The demo’s partner owns the church’s page, with an editor and a viewer beside."""
    partner = User.objects.get(email="partner@demo.example")
    church = next(one for one in city.organizations if one.members.contains(partner))
    church.memberships.filter(user=partner).update(role="owner")
    helpers = city.neighbors[1:3]
    for person, role in zip(helpers, ("editor", "viewer"), strict=False):
        church.memberships.get_or_create(user=person, defaults={"role": role})
    for number, text in enumerate(NOTES):
        at = city.now - timedelta(days=9 * (number + 1))
        Note.objects.create(organization=church, text=text, author=partner, at=at)
    for organization, person in zip(city.organizations[::3], city.neighbors[3:], strict=False):
        if organization != church:
            organization.memberships.get_or_create(user=person, defaults={"role": "owner"})
