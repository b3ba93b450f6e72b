"""How an organization stands with us, and what may happen to it next."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting for a decision")
    APPROVED = "approved", _("Partner")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")
    LEFT = "left", _("Left")


class Verb(models.TextChoices):
    APPROVE = "approve"
    DECLINE = "decline"
    LAPSE = "lapse"
    LEAVE = "leave"


# From which states each is possible. A lapsed or declined one is approved anew; who left
# registers anew.
ALLOWED: dict[str, tuple[State, ...]] = {
    Verb.APPROVE: (State.WAITING, State.DECLINED, State.LAPSED),
    Verb.DECLINE: (State.WAITING,),
    Verb.LAPSE: (State.APPROVED,),
    Verb.LEAVE: (State.WAITING, State.APPROVED, State.DECLINED, State.LAPSED),
}
