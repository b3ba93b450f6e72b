"""Trust: the number of the surveys room, by place, with what one must know to read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Sum
from django.utils.translation import get_language

from metrics.surveys import scores
from metrics.surveys.models import Cell, Wave, Wording
from metrics.surveys.models.cell import SUMS, estimate_of
from metrics.surveys.trust import trust as trust_number

if TYPE_CHECKING:
    from metrics.dashboards.slices import Slice
    from metrics.surveys.trust import TrustNumber
    from metrics.trust.estimates import Estimate

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PlaceTrust:
    """`score`, `low` and `high` from 0 to 100; all None where too few answered to say."""

    name: str
    code: str | None
    score: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None

    @classmethod
    def of(cls, name: str, code: str | None, estimate: Estimate | None) -> PlaceTrust:
        if estimate is None:
            return cls(name, code)
        low, high = max(0.0, estimate.low), min(10.0, estimate.high)
        return cls(name, code, 10 * estimate.value, 10 * low, 10 * high, estimate.n)


@dataclass(frozen=True)
class Trust:
    """One kind of sample and one wording, never more. `invited` counts who was asked to answer."""

    number: TrustNumber
    by_part: list[PlaceTrust]
    question: str
    waves: int
    invited: int


def trust(these: Slice) -> Trust:
    """Trust in the period, as answered by people who came to a meeting."""
    period = these.period
    number = trust_number(these.paths, period.first, period.last + A_DAY)
    waves = (
        Wave.objects.filter(these.inside(), sample_type=number.sample_type)
        .filter(opens_at__gte=period.starts_at, opens_at__lt=period.ends_at)
        .order_by()
    )
    # Apart, since joining the invitations would add up each wave many times.
    closed = waves.aggregate(waves=Count("pk"), invited=Sum("closed_invitations"))
    still_open = waves.aggregate(invited=Count("invitations"))
    return Trust(
        number=number,
        by_part=_by_part(these, number),
        question=_question(number),
        waves=closed["waves"],
        invited=still_open["invited"] + (closed["invited"] or 0),
    )


def _by_part(these: Slice, number: TrustNumber) -> list[PlaceTrust]:
    period = these.period
    cells = (
        Cell.objects.filter(these.inside(), item=scores.LISTEN)
        .after_meetings(period.first, period.last + A_DAY, number.sample_type)
        .filter(wave__instrument__title=number.instrument)
        .filter(wave__instrument__version=number.version or 0)
    )
    sums_of: dict[str, Any] = {**SUMS}
    found: dict[str | None, Estimate | None] = {
        code: estimate_of(**sums) for code, sums in these.grouped(cells, **sums_of).items()
    }
    return [
        PlaceTrust.of(these.name_of(code), code, scores.publishable(estimate))
        for code, estimate in these.in_order(found, None)
    ]


def _question(number: TrustNumber) -> str:
    """What was asked, in the reader's language, else as it was written."""
    spoken = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    words = Wording.objects.filter(
        question__code=scores.LISTEN,
        question__section__instrument__title=number.instrument,
        question__section__instrument__version=number.version or 0,
        language__in=(spoken, settings.LANGUAGE_CODE),
    ).values_list("language", "ask", "statement")
    found = {language: statement or ask for language, ask, statement in words}
    return found.get(spoken) or found.get(settings.LANGUAGE_CODE, "")
