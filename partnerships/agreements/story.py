"""What happened to an agreement, first things first, for both sides to read."""

from __future__ import annotations

from datetime import datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.agreements.models.sides import Side

if TYPE_CHECKING:
    from datetime import date

    from partnerships.agreements.models import Agreement

WORDS = ("title", "aim", "ours", "theirs", "starts_on", "ends_on")


def of(agreement: Agreement) -> list[dict[str, Any]]:
    """Steps for the timeline: what, the words said, and when. Sides are named, people are not."""
    steps = [step(_("Begun to be written"), agreement.created_at)]
    for was, became in pairwise([*agreement.history.order_by("pgh_id"), agreement]):
        at = was.pgh_created_at
        if any(getattr(was, name) != getattr(became, name) for name in WORDS):
            steps.append(step(_("Words changed"), at))
        if was.proposed_at is None and became.proposed_at:
            steps.append(step(_("Proposed to the partner"), at))
        if was.proposed_at and became.proposed_at is None:
            steps.append(step(_("Taken back to be changed"), at))
    for said in agreement.words.all():
        who = _("The police said") if said.side == Side.AGENCY else _("The partner said")
        steps.append(step(who, said.at, said.text))
    signed = {Side.AGENCY: _("Signed for the police"), Side.PARTNER: _("Signed for the partner")}
    steps += [
        step(signed[Side(each.side)], each.at, each.role) for each in agreement.signatures.all()
    ]
    if agreement.withdrawn_on:
        ours = agreement.withdrawn_side == Side.AGENCY
        what = _("Withdrawn by the police") if ours else _("Withdrawn by the partner")
        steps.append(step(what, ended(agreement.withdrawn_on), agreement.withdrawn_why, "is-late"))
    return sorted(steps, key=lambda each: each["at"])


def step(what: str, at: datetime, why: str = "", state: str = "is-done") -> dict[str, Any]:
    return {"what": what, "at": at, "why": why, "state": state}


def ended(on: date) -> datetime:
    """The end of a day, so that what happened on it stands before."""
    return timezone.make_aware(datetime.combine(on, time.max.replace(microsecond=0)))
