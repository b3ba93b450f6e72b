"""Which question is the trust score, and how few answers are too few to show one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from metrics.trust.estimates import Estimate

LISTEN = "listen"


def is_enough(estimate: Estimate) -> bool:
    return min(estimate.n, estimate.n_eff) >= settings.SCORE_FLOOR


def publishable(estimate: Estimate | None) -> Estimate | None:
    return estimate if estimate and is_enough(estimate) else None
