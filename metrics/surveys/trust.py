"""Trust as one number, with what one must know to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from metrics.surveys import scores

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from metrics.surveys.models import Wave
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


def held_back(estimate: Estimate | None, *, any_left_out: bool = False) -> _StrOrPromise:
    """Why there is no number, in words; empty when there is one.

    `any_left_out`: too few in each place for any of them to be counted.
    """
    floor = settings.SCORE_FLOOR
    if estimate is None and not any_left_out:
        return _("No one has answered yet.")
    if estimate is not None and scores.is_enough(estimate):
        return ""
    if estimate is None or estimate.n < settings.PUBLISH_FLOOR:
        return _("Held back: few people have answered so far. A score needs %(floor)d.") % {
            "floor": floor
        }
    return ngettext_lazy(
        "Held back: %(n)d person has answered so far. A score needs %(floor)d.",
        "Held back: %(n)d people have answered so far. A score needs %(floor)d.",
        estimate.n,
    ) % {"n": estimate.n, "floor": floor}
