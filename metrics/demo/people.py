"""Areas, the people who serve them, and the neighbors."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from metrics.demo.bulk import copy_in
from metrics.demo.places import DISTRICTS, PLACES
from metrics.demo.words import FIRST_NAMES, LAST_NAMES
from portal.accounts.models import Role, User
from portal.areas.models import Area, Population, TeamMember
from portal.pages.models import Agency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.demo.city import City

UNUSABLE = "!demo"  # no password opens these accounts; see /accounts/demo/

# Whom a visitor may be: the officers of a beat that does well and of one that does not,
# and the supervisor of the first.
TRY_OUT = {"22", "31", "2"}

AGES = (("18-34", 0.31), ("35-54", 0.36), ("55+", 0.33))
SEXES = (("female", 0.52), ("male", 0.48))


def areas(city: City) -> None:
    for code, name in DISTRICTS.items():
        city.areas[code] = Area.objects.establish(level="district", code=code, name=name)
    for place in PLACES:
        area = Area.objects.establish(
            level="beat",
            code=place.code,
            name=place.name,
            parent=city.areas[place.district],
            geometry=place.boundary,
        )
        area.population = place.people
        area.save(update_fields=["population"])
        city.areas[place.code] = area
        Population.objects.bulk_create(
            Population(
                area=area, age_band=age, sex=sex, people=round(place.people * share * half),
                source="Demo city",
            )
            for age, share in AGES
            for sex, half in SEXES
        )  # fmt: skip
        Population.objects.bulk_create(
            Population(
                area=area,
                race_ethnicity=race,
                people=round(place.people * share),
                source="Demo city",
            )
            for race, share in place.races.items()
        )
    for code in DISTRICTS:
        district = city.areas[code]
        district.population = sum(place.people for place in PLACES if place.district == code)
        district.save(update_fields=["population"])


def agency(_city: City) -> None:
    Agency.objects.update_or_create(
        pk=1,
        defaults={
            "place": "Linden Ferry",
            "police_name": "Linden Ferry Police Department",
            "non_emergency_phone": "555-0142",
            "report_crime_url": "https://example.org/report",
            "tip_url": "https://example.org/tips",
            "oversight_name": "Civilian Oversight Board",
            "oversight_url": "https://example.org/oversight",
        },
    )


def staff(city: City) -> None:
    """Two officers a beat, a supervisor a district, and those for the whole city."""
    names = _names(city)
    for place in PLACES:
        area = city.areas[place.code]
        posts = (("Officer", "leads the team"), ("Officer", "evenings and weekends"))
        city.officers[place.code] = [
            _officer(city, next(names), area, title, duty, lead=not number, number=number)
            for number, (title, duty) in enumerate(posts)
        ]
    for code, district in city.areas.items():
        if code in DISTRICTS:
            email = f"supervisor.{district.slug}@demo.example"
            who = f"Supervisor for {district}" if code in TRY_OUT else ""
            sergeant = _person(city, email, next(names), "supervisor", district, who)
            city.supervisors[code] = sergeant
            _post(city, district, sergeant, "Sgt.", "answers for the district")
    _person(city, "command@demo.example", next(names), "command", None, "Deputy chief, whole city")
    _person(
        city, "oversight@demo.example", next(names), "oversight", None, "Civilian Oversight Board"
    )
    _person(city, "admin@demo.example", next(names), "administrator", None, "Administrator")
    _person(city, "partner@demo.example", next(names), "partner", None, "Second Street Church")


def neighbors(city: City) -> None:
    first = User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rosa = User(
        pk=first + 1, email="resident@demo.example", name="Rosa Delmar", language="es",
        demo_person="A neighbor in Millrace", password=UNUSABLE, joined_at=city.start,
    )  # fmt: skip

    def everyone() -> list[User]:
        people = [rosa]
        for number in range(2, city.residents + 1):
            spanish = city.chance(city.place().spanish)
            people.append(
                User(
                    pk=first + number,
                    email=f"neighbor{number}@demo.example",
                    name=f"{city.dice.choice(FIRST_NAMES)} {city.dice.choice(LAST_NAMES)}",
                    language="es" if spanish else "en",
                    password=UNUSABLE,
                    joined_at=city.moment(city.start, city.now),
                )
            )
        return people

    city.neighbors = everyone()
    copy_in(User, city.neighbors)
    city.advance(city.residents)


def _officer(  # noqa: PLR0913
    city: City, name: str, area: Area, title: str, duty: str, *, lead: bool, number: int
) -> User:
    email = f"officer.{area.slug}{'' if lead else number + 1}@demo.example"
    user = _person(
        city,
        email,
        name,
        "officer",
        area,
        f"Officer for {area}" if lead and area.code in TRY_OUT else "",
    )
    _post(city, area, user, title, duty)
    return user


def _person(  # noqa: PLR0913, PLR0917
    city: City, email: str, name: str, kind: str, area: Area | None, who: str
) -> User:
    user: User = User.objects.create(email=email, name=name, password=UNUSABLE, demo_person=who)
    Role.objects.create(user=user, kind=kind, area=area, since=city.start)
    return user


def _post(city: City, area: Area, user: User, title: str, duty: str) -> None:
    TeamMember.objects.create(
        area=area,
        user=user,
        title=title,
        duty=duty,
        languages=city.dice.choice((["en"], ["en", "es"], ["en", "es"], ["en", "vi"])),
        hours=city.dice.choice(
            ("Tuesdays 4 to 6 at the library", "Thursdays 5 to 7, drop in", "Saturdays 9 to 11")
        ),
        since_on=city.today - timedelta(days=city.dice.randrange(90, 1500)),
    )


def _names(city: City) -> Iterator[str]:
    first, last = list(FIRST_NAMES), list(LAST_NAMES)
    city.dice.shuffle(first)
    city.dice.shuffle(last)
    for number in range(len(first) * 2):
        yield f"{first[number % len(first)]} {last[number % len(last)]}"
