"""Trust: the number of the surveys room, by place, with what one must know to read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import CharField, Count, F, Func, Sum, Value
from django.db.models.functions import TruncQuarter
from django.utils import timezone
from django.utils.translation import get_language

from metrics.dashboards.numbers.blocks import A_DAY, Block, Blocks, Wording, whole_quarters
from metrics.dashboards.slices import Part
from metrics.surveys import scores
from metrics.surveys.models import Cell, Wave
from metrics.surveys.models import Wording as Words
from metrics.surveys.models.cell import SUMS
from metrics.surveys.trust import TrustNumber, held_back
from portal.areas.models import Area

if TYPE_CHECKING:
    from metrics.dashboards.periods import Period
    from metrics.dashboards.slices import Slice
    from metrics.trust.estimates import Estimate

SAMPLE = Wave.SampleType.ATTENDED


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
    """One kind of sample and one wording, never more. `invited` counts who was asked to answer.

    It covers the whole quarters of `cut`, of whole districts; `left_out` of their blocks held too
    few answers to be in any score (see `blocks`).
    """

    number: TrustNumber
    by_part: list[PlaceTrust]
    question: str
    waves: int
    invited: int
    cut: Period
    left_out: int


def trust(these: Slice) -> Trust:
    """Trust in the quarters of the period, as answered by people who came to a meeting."""
    here = of_districts(these)
    blocks = Blocks.of(_blocks(here), settings.PUBLISH_FLOOR)
    number = _number(blocks)
    waves, invited = _invited(here)
    return Trust(
        number=number,
        by_part=[
            PlaceTrust.of(here.name_of(code), code, scores.publishable(estimate))
            for code, estimate in here.in_order(blocks.by_district(), None)
        ],
        question=_question(number),
        waves=waves,
        invited=invited,
        cut=here.period,
        left_out=blocks.left_out,
    )


def of_districts(these: Slice) -> Slice:
    """The whole districts and the whole quarters that a slice touches."""
    cut = whole_quarters(these.period)
    if these.paths is None:
        return replace(these, period=cut)
    paths = tuple(sorted({path.split("/", 1)[0] + "/" for path in these.paths}))
    if these.area is None:
        return replace(these, period=cut, paths=paths)
    top = these.area if these.area.path in paths else Area.objects.get(path=paths[0])
    part = Part(top.name, top.slug, top.path)
    return replace(these, period=cut, area=top, paths=paths, parts=(part,), depth=1)


def _blocks(here: Slice) -> list[Block]:
    cells = Cell.objects.filter(here.inside(), item=scores.LISTEN).after_meetings(
        here.period.first, here.period.last + A_DAY, SAMPLE
    )
    sums_of: dict[str, Any] = {**SUMS}
    found = (
        cells.order_by()
        .annotate(
            district=Func(
                F("area__path"), Value("/"), Value(1),
                function="split_part", output_field=CharField(),
            ),
            quarter=TruncQuarter("wave__opens_at"),
        )
        .values_list(
            "district", "quarter", "wave__instrument__version", "wave__instrument",
            "wave__instrument__title",
        )
        .annotate(**sums_of)
    )  # fmt: skip
    return [
        Block(district, timezone.localdate(quarter), Wording(version, pk, title), *sums)
        for district, quarter, version, pk, title, *sums in found
    ]


def _number(blocks: Blocks) -> TrustNumber:
    estimate, asked = blocks.estimate, blocks.wording
    return TrustNumber(
        estimate=scores.publishable(estimate),
        n=estimate.n if estimate else 0,
        sample_type=SAMPLE,
        instrument=asked.title if asked else "",
        version=asked.version if asked else None,
        why_held_back=held_back(estimate, any_left_out=blocks.left_out > 0),
    )


def _invited(here: Slice) -> tuple[int, int]:
    """After how many meetings people were asked, and how many people."""
    period = here.period
    waves = (
        Wave.objects.filter(here.inside(), sample_type=SAMPLE)
        .filter(opens_at__gte=period.starts_at, opens_at__lt=period.ends_at)
        .order_by()
    )
    # Apart, since joining the invitations would add up each wave many times.
    closed = waves.aggregate(waves=Count("pk"), invited=Sum("closed_invitations"))
    still_open = waves.aggregate(invited=Count("invitations"))
    return closed["waves"], still_open["invited"] + (closed["invited"] or 0)


def _question(number: TrustNumber) -> str:
    """What was asked, in the reader's language, else as it was written."""
    spoken = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    words = Words.objects.filter(
        question__code=scores.LISTEN,
        question__section__instrument__title=number.instrument,
        question__section__instrument__version=number.version or 0,
        language__in=(spoken, settings.LANGUAGE_CODE),
    ).values_list("language", "ask", "statement")
    found = {language: statement or ask for language, ask, statement in words}
    return found.get(spoken) or found.get(settings.LANGUAGE_CODE, "")
