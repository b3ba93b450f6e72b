"""What this room holds about someone with an account: the concerns they raised under their name.

An anonymous concern is tied to nobody, so it cannot be among them. When the account is closed the
concern stays, so that what was promised is kept; who raised it and where to reach them does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagement.concerns.models import Concern, Support
from portal.accounts.my_data import forgets, holds
from portal.records.models import AccessLog

if TYPE_CHECKING:
    from portal.accounts.models import User


@holds("concerns")
def concerns(user: User) -> list[dict[str, Any]]:
    mine = Concern.objects.of_resident(user).select_related("area", "category")
    mine = mine.prefetch_related("thread").order_by("raised_at", "pk")
    return [
        {
            "raised": concern.raised_at,
            "said": concern.text,
            "wish": concern.wish,
            "place": concern.place,
            "area": concern.area and concern.area.name,
            "topic": str(concern.category) if concern.category else None,
            "language": concern.language,
            "name": concern.contact_name,
            "email": concern.contact_email,
            "phone": concern.contact_phone,
            "public": concern.is_public,
            "state": str(concern.get_state_display()),
            "answered": concern.first_answered_at,
            "closed": concern.closed_at,
            "outcome": concern.outcome,
            # Notes among colleagues are theirs; the rest was said to or by this person.
            "written": [
                {"when": message.at, "kind": str(message.get_kind_display()), "said": message.text}
                for message in concern.thread.all()
                if message.kind != "note"
            ],
        }
        for concern in mine
    ]


@holds("readings")
def readings(user: User) -> list[dict[str, Any]]:
    """When somebody here opened one of them; staff are told by what they did, not by name."""
    mine = [str(pk) for pk in Concern.objects.of_resident(user).values_list("pk", flat=True)]
    read = AccessLog.objects.filter(model=Concern._meta.label_lower, record__in=mine)
    return [{"when": row.at, "what": row.what} for row in read.order_by("at")]


@forgets
def concerns_without_a_name(user: User) -> None:
    Concern.objects.of_resident(user).forget_resident()
    Support.objects.filter(contact_email__iexact=user.email).update(contact_email="")
