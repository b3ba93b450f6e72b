"""What an organization can do with a request, signed in or by link: the same acts, said once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from partnerships.referrals import states
from partnerships.referrals.forms import (
    AcceptanceForm,
    ClosureForm,
    FirstContactForm,
    RefusalForm,
)
from partnerships.referrals.states import Verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from partnerships.referrals.models import Referral
    from partnerships.referrals.models.referral import Actor


@dataclass(frozen=True)
class Act:
    """One thing that can be done: its form, and what is said once it is done."""

    name: str
    verb: Verb
    form: Any
    said: _StrPromise


ACTS = {
    act.name: act
    for act in (
        Act(
            "acceptance", Verb.ACCEPT, AcceptanceForm,
            _("Thank you. Now you can see how to reach the person."),
        ),
        Act("refusal", Verb.DECLINE, RefusalForm, _("Declined. We will ask somebody else.")),
        Act("first-contact", Verb.BEGIN, FirstContactForm, _("The first contact is written down.")),
        Act("closure", Verb.CLOSE, ClosureForm, _("Closed. Thank you.")),
    )
}  # fmt: skip


def offered(referral: Referral) -> dict[str, Any]:
    """Which acts are open now, each with its empty form, under names templates can say."""
    return {
        act.name.replace("-", "_"): act.form(auto_id=f"{act.name}_%s")
        for act in ACTS.values()
        if states.may(referral.state, act.verb)
    }


def done(request: HttpRequest, referral: Referral, name: str, actor: Actor) -> tuple[Any, bool]:
    """Do it. Returns the form as it was sent, and whether it went through."""
    form = ACTS[name].form(request.POST, auto_id=f"{name}_%s")
    return form, bool(form.is_valid() and form.act(referral, actor))


def about(referral: Referral, address: Callable[[str], str] | None = None, **more: Any) -> Any:
    """What every page about one request shows; `address` says where each act is sent."""
    return {
        "at": {name.replace("-", "_"): address(name) for name in ACTS} if address else {},
        "referral": referral,
        "clock": referral.clock,
        "acts": offered(referral),
        "steps": list(referral.steps.select_related("by")),
        "reach": None,
        **more,
    }
