"""How the answers came in, as it is published: rates for lists, participation for links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.surveys.waves.rates import rates

if TYPE_CHECKING:
    from metrics.surveys.models import Wave


def of(wave: Wave) -> dict[str, Any]:
    """Invited, answered and the rates that may be stated of this kind of sample."""
    found = rates(wave)
    told: dict[str, Any] = {
        "is_list": found.is_list,
        "answered": found.taken.answers,
        "complete": found.taken.complete,
        "partial": found.taken.partial,
    }
    if found.is_list:
        told["invited"] = found.cases.invited
        told["rates"] = (
            {name: getattr(found.cases.rates, name) for name in ("RR2", "COOP1", "REF1", "CON1")}
            if found.cases.invited
            else {}
        )
    else:
        told["completion"] = found.taken.completion
        told["break_off"] = found.taken.break_off
        told["per_thousand"] = found.taken.per_thousand
    return told
