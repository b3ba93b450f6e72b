"""The kinds of concern a new installation starts with.

They name what happens in a place, never who does it. An agency renames, adds and
retires its own in the configuration pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engagement.concerns.models import Category


class Kind(NamedTuple):
    slug: str
    en: str
    es: str


KINDS = (
    Kind("noise", "Noise", "Ruido"),
    Kind("speeding", "Speeding and unsafe driving", "Exceso de velocidad y manejo peligroso"),
    Kind("crossings", "Unsafe crossings and streets", "Cruces y calles inseguras"),
    Kind("parking", "Parking and left vehicles", "Estacionamiento y vehículos abandonados"),
    Kind("lighting", "Dark places and broken lights", "Lugares oscuros y luces dañadas"),
    Kind("trash", "Trash and dumping", "Basura y desechos tirados"),
    Kind("buildings", "Empty or unsafe buildings", "Edificios vacíos o inseguros"),
    Kind("damage", "Damage and graffiti", "Daños y grafiti"),
    Kind("theft", "Theft and break-ins", "Robos"),
    Kind("drugs", "Drugs and drinking in public", "Drogas y alcohol en la vía pública"),
    Kind("guns", "Gunshots and weapons", "Disparos y armas"),
    Kind("threats", "Fights, threats and harassment", "Peleas, amenazas y acoso"),
    Kind("parks", "Parks and places to play", "Parques y lugares de juego"),
    Kind("schools", "Around schools", "Alrededor de las escuelas"),
    Kind("care", "Someone who needs help", "Alguien que necesita ayuda"),
    Kind("animals", "Animals", "Animales"),
    Kind("policing", "How policing is done here", "Cómo trabaja la policía aquí"),
    Kind("other", "Something else", "Otra cosa"),
)


def seed(model: type[Category]) -> None:
    """Add the kinds that are missing; leave what the agency has changed."""
    model.objects.bulk_create(
        [
            model(slug=kind.slug, name=kind.en, names={"es": kind.es}, position=place * 10)
            for place, kind in enumerate(KINDS, start=1)
        ],
        ignore_conflicts=True,
    )
