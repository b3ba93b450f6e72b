"""How the answers came in, as it is published: rates for lists, participation for links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from metrics.surveys.waves.rates import rates

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        # Shares from 0 to 1, as the rates of a list.
        for name in ("completion", "break_off"):
            percent = getattr(found.taken, name)
            told[name] = None if percent is None else percent / 100
        told["per_thousand"] = found.taken.per_thousand
    return told


RATES = {
    "RR2": lazy("Response rate (AAPOR RR2): answers of all who were invited"),
    "COOP1": lazy("Cooperation rate (AAPOR COOP1): of those reached, how many answered"),
    "REF1": lazy("Refusal rate (AAPOR REF1): of those invited, how many declined"),
    "CON1": lazy("Contact rate (AAPOR CON1): of those invited, how many were reached"),
    "completion": lazy("Completion rate: of those who began, how many finished"),
    "break_off": lazy("Break-off rate: of those who began, how many stopped"),
}


def in_words(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The lines of the page: how many were invited and answered, and the rates."""
    lines = []
    if told["is_list"]:
        lines.append((_("Invited"), number_format(told["invited"], force_grouping=True)))
    lines.append((_("Answered"), number_format(told["answered"], force_grouping=True)))
    rates = told["rates"] if told["is_list"] else told
    for name, means in RATES.items():
        if rates.get(name) is not None:
            lines.append((str(means), f"{number_format(round(100 * rates[name], 1), 1)}%"))
    if told.get("per_thousand") is not None:
        said = number_format(round(told["per_thousand"], 1), 1)
        lines.append((_("Answers per 1,000 residents"), said))
    return lines
