"""Promises on the pages everyone shares: late ones first, then what was kept lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.commitments.models import Commitment
from engagement.commitments.public import in_order, with_source
from portal.accounts.models import User
from portal.areas import known
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from engagement.commitments.models.querysets import CommitmentQuerySet
    from engagement.concerns.models import Concern
    from engagement.events.models import Event, Session
    from engagement.outreach.models import OutreachEntry
    from engagement.problems.models import Problem
    from partnerships.boards.models import Recommendation
    from portal.areas.models import Area
    from portal.http import UserRequest

A_FEW = 3
MORE = 5

stamped_by("SELECT max(changed_at) FROM commitments_commitment")


def late_then_kept(promises: CommitmentQuerySet, most: int) -> list[Commitment]:
    """What is late, then the two kept last, then what is due next: a true picture in few rows."""
    today = timezone.localdate()
    late = list(with_source(promises.overdue(today)).order_by("due_on", "pk")[:most])
    kept = with_source(promises.kept()).order_by("-closed_on", "-pk")
    due = with_source(promises.open().filter(due_on__gte=today)).order_by("due_on", "pk")
    return [*late, *kept[:2], *due[:most]][:most]


@panel("home", template="commitments/panels/home.html", order=15)
def what_we_promised(_request: HttpRequest) -> dict[str, Any] | None:
    found = late_then_kept(Commitment.objects.public(), A_FEW)
    return {"promises": found} if found else None


@panel("area", template="commitments/panels/area.html", order=25)
def promised_here(_request: HttpRequest, *, area: Area) -> dict[str, Any]:
    public = Commitment.objects.public().within(area)
    return {"area": area, "promises": late_then_kept(public, A_FEW)}


@panel("event", template="commitments/panels/event.html", order=30)
def promised_at_this_meeting(
    _request: HttpRequest, *, event: Event, session: Session | None = None
) -> dict[str, Any] | None:
    """What is still owed from before, which opens the meeting, and what this one added.

    One statement for both.
    """
    del session
    public = Commitment.objects.public()
    first_owed = public.from_before(event).values("pk")[:MORE]
    found = list(with_source(in_order(public.filter(Q(event=event) | Q(pk__in=first_owed)))))
    made = [promise for promise in found if promise.event_id == event.pk]
    before = [promise for promise in found if promise.event_id != event.pk]
    before.sort(key=lambda promise: (promise.due_on, promise.pk))
    return {"before": before, "made": made} if before or made else None


@panel("desk", template="commitments/panels/desk.html", order=15)
def mine_to_keep(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """My own that are late, due soon or not told yet."""
    user = request.user
    if not user.has_perm("commitments.keep_ledger"):
        return None
    mine = Commitment.objects.workable_by(user).owned_by(user)
    pressing = (mine.overdue() | mine.due_soon() | mine.untold()).distinct()
    rows = list(with_source(pressing.late_first())[:MORE])
    return {"promises": rows} if rows else None


@panel("concern", template="commitments/panels/concern.html", order=20)
def promised_about_it(
    _request: HttpRequest, *, concern: Concern, own: bool = False
) -> dict[str, Any] | None:
    """To whoever raised it, every promise; to everyone else, the public ones."""
    promises = Commitment.objects.filter(concern=concern)
    found = list(with_source(in_order(promises if own else promises.public())))
    return {"promises": found} if found else None


@panel("desk_concern", template="commitments/panels/desk_source.html", order=20)
def owed_for_it(request: UserRequest, *, concern: Concern) -> dict[str, Any] | None:
    return at_the_desk(request, concern=concern)


@panel("outreach_entry", template="commitments/panels/desk_source.html", order=20)
def promised_on_the_way(request: UserRequest, *, entry: OutreachEntry) -> dict[str, Any] | None:
    return at_the_desk(request, entry=entry)


@panel("desk_event", template="commitments/panels/desk_source.html", order=40)
def promised_there(request: UserRequest, *, event: Event, **_about: Any) -> dict[str, Any] | None:
    return at_the_desk(request, event=event)


@panel("board", template="commitments/panels/board.html", order=30)
def promised_because_of_it(
    request: HttpRequest,
    *,
    recommendation: Recommendation | None = None,
    desk: bool = False,
    **_about: Any,
) -> dict[str, Any] | None:
    """Promises a recommendation led to: those of everyone, or at the desk of this person."""
    if recommendation is None:
        return None
    if desk and isinstance(request.user, User):
        owed = at_the_desk(cast("UserRequest", request), recommendation=recommendation)
        return owed and {**owed, "desk": True}
    public = Commitment.objects.public().filter(recommendation=recommendation)
    found = list(with_source(in_order(public)))
    return {"promises": found, "desk": False} if found else None


@panel("desk_problem", template="commitments/panels/desk_source.html", order=20)
def promised_to_end_it(request: UserRequest, *, problem: Problem) -> dict[str, Any] | None:
    return at_the_desk(request, problem=problem)


@panel("problem", template="commitments/panels/concern.html", order=20)
def promised_about_the_problem(_request: HttpRequest, *, problem: Problem) -> dict[str, Any] | None:
    found = list(with_source(in_order(Commitment.objects.public().filter(problem=problem))))
    return {"promises": found} if found else None


def at_the_desk(request: UserRequest, **made_at: Any) -> dict[str, Any] | None:
    """What was promised there, and a way to write down one more."""
    user = request.user
    if not user.has_perm("commitments.keep_ledger"):
        return None
    found = Commitment.objects.workable_by(user).filter(**made_at).late_first()
    ((name, source),) = made_at.items()
    return {"promises": list(with_source(found)), "query": f"{name}={source.pk}"}


@panel("handover", template=known.TEMPLATE, order=30)
def owed_here(request: UserRequest, *, area: Area) -> dict[str, Any] | None:
    """What was promised there and is not settled, the latest first."""
    owed = Commitment.objects.workable_by(request.user).within(area).open()
    found = owed.order_by("due_on", "pk")[:MORE]
    words = _("Promised for %(day)s: %(what)s")
    return known.lines(
        "issues",
        (
            known.Line(
                words % {"what": each.what, "day": date_format(each.due_on)},
                each.get_absolute_url(),
            )
            for each in found
        ),
    )
