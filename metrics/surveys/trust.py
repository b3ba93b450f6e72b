"""Trust as one number, with what one must know to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from metrics.surveys import scores
from metrics.surveys.models import Cell, Wave

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from metrics.trust.estimates import Estimate

METHOD = _(
    "Respondents chose to take part; this is not a random sample. The range reflects random "
    "variation and weighting only. It does not include possible bias."
)


@dataclass(frozen=True)
class TrustNumber:
    """The mean answer to “listen” from 0 to 10, or the reason why none is shown.

    `score`, `low` and `high` are the same on the scale of 0 to 100 (not a percentage). Only
    answers of one kind of sample and one version of the wording are ever put together.
    """

    estimate: Estimate | None
    n: int
    sample_type: Wave.SampleType
    instrument: str
    version: int | None
    why_held_back: _StrOrPromise
    method: _StrOrPromise = METHOD

    @property
    def score(self) -> float | None:
        return None if self.estimate is None else 10 * self.estimate.value

    @property
    def low(self) -> float | None:
        return None if self.estimate is None else max(0.0, 10 * self.estimate.low)

    @property
    def high(self) -> float | None:
        return None if self.estimate is None else min(100.0, 10 * self.estimate.high)


def trust(
    paths: Iterable[str] | str | None,
    start: date,
    end: date,
    *,
    sample_type: Wave.SampleType = Wave.SampleType.ATTENDED,
) -> TrustNumber:
    """Trust in the areas under these paths (None: the whole city), from `start` to before `end`.

    Of the waves that opened in the period, whole, as they are added up in cells: two
    statements, however many answered. Where the wording changed in the period, only the newest
    version counts. What people say after a meeting stays apart from what residents say in
    general: see `results`.
    """
    cells = Cell.objects.filter(item=scores.LISTEN).after_meetings(start, end, sample_type)
    if paths is not None:
        cells = cells.under([paths] if isinstance(paths, str) else paths)
    newest = (
        cells.order_by("-wave__instrument__version")
        .values_list("wave__instrument_id", "wave__instrument__title", "wave__instrument__version")
        .first()
    )
    instrument, title, version = newest or (None, "", None)
    estimate = cells.filter(wave__instrument=instrument).estimate()
    return TrustNumber(
        estimate=scores.publishable(estimate),
        n=estimate.n if estimate else 0,
        sample_type=sample_type,
        instrument=title,
        version=version,
        why_held_back=held_back(estimate),
    )


def held_back(estimate: Estimate | None) -> _StrOrPromise:
    """Why there is no number, in words; empty when there is one."""
    floor = settings.SCORE_FLOOR
    if estimate is None:
        return _("No one has answered yet.")
    if scores.is_enough(estimate):
        return ""
    if estimate.n < settings.PUBLISH_FLOOR:
        return _("Held back: few people have answered so far. A score needs %(floor)d.") % {
            "floor": floor
        }
    return ngettext_lazy(
        "Held back: %(n)d person has answered so far. A score needs %(floor)d.",
        "Held back: %(n)d people have answered so far. A score needs %(floor)d.",
        estimate.n,
    ) % {"n": estimate.n, "floor": floor}
