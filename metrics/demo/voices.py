"""Who said "me too", whether it helped, and the words officers begin an answer with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engagement.concerns import receipts
from engagement.concerns.models import Concern, ReplyTemplate, Step, Support, Verdict
from metrics.demo import words

if TYPE_CHECKING:
    from datetime import datetime

    from metrics.demo.city import City

HELPED = {"31": 0.55}  # of those who say so; elsewhere four of five


def build(city: City) -> None:
    ReplyTemplate.objects.bulk_create(
        ReplyTemplate(name=name, language=language, text=text)
        for name, language, text in words.TEMPLATES
    )
    _supports(city)
    _verdicts(city)


def _supports(city: City) -> None:
    heard = list(Concern.objects.public().filter(raised_at__lt=city.now).order_by("pk"))
    joined = [concern for concern in heard if city.chance(0.3)]
    rows = []
    for concern in joined:
        concern.support_count = city.dice.choice((1, 1, 2, 3, 5, 8))
        rows += [
            Support(
                concern=concern,
                form_hash=receipts.hash_of_token(f"demo {concern.pk} {number}"),
                text=city.dice.choice(words.VOICES),
                at=_soon_after(city, concern.raised_at),
            )
            for number in range(concern.support_count)
        ]
    Support.objects.bulk_create(rows, 1_000)
    for many in {concern.support_count for concern in joined}:
        same = [concern.pk for concern in joined if concern.support_count == many]
        Concern.objects.filter(pk__in=same).update(support_count=many)


def _verdicts(city: City) -> None:
    endings = Step.objects.filter(verb=Step.Verb.CLOSED).select_related("concern__area")
    Verdict.objects.bulk_create(
        [
            Verdict(
                concern=ending.concern,
                ending=ending,
                helped=city.chance(HELPED.get(_beat(ending.concern), 0.8)),
                at=_soon_after(city, ending.at),
            )
            for ending in endings.order_by("pk")
            if city.chance(0.35)
        ],
        1_000,
    )


def _beat(concern: Concern) -> str:
    return concern.area.code if concern.area else ""


def _soon_after(city: City, at: datetime) -> datetime:
    return min(city.now, at + timedelta(hours=city.dice.uniform(1, 70)))
