"""What concerns show on the pages everyone shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.concerns import queue
from engagement.concerns.models import Concern, ConcernReferral, Escalation
from portal.areas import known
from portal.areas.languages import language_names
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from partnerships.organizations.models import Organization
    from portal.areas.models import Area
    from portal.http import UserRequest

stamped_by("SELECT max(changed_at) FROM concerns_concern WHERE is_public")


@panel("home", template="concerns/panels/home.html", order=20)
def you_said_we_did(_request: HttpRequest) -> dict[str, Any] | None:
    done = Concern.objects.public().done().select_related("area").order_by("-closed_at")
    concerns = list(done[:3])
    return {"concerns": concerns} if concerns else None


@panel("area", template="concerns/panels/area.html", order=30)
def of_this_area(_request: HttpRequest, *, area: Area) -> dict[str, Any]:
    concerns = Concern.objects.public().within(area).select_related("area")[:5]
    return {"area": area, "rows": [queue.public_row(concern) for concern in concerns]}


@panel("me", template="concerns/panels/me.html", order=10)
def raised_by_me(request: UserRequest, **_about: Any) -> dict[str, Any]:
    return {"concerns": Concern.objects.of_resident(request.user)[:5]}


@panel("desk", template="concerns/panels/desk.html", order=10)
def waiting(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    user = request.user
    if not user.has_perm("concerns.enter_concern"):
        return None
    mine = Concern.objects.workable_by(user).open().of_officer(user)
    found = mine.due_first().select_related("area", "assigned_to")[:8]
    return {"rows": [queue.desk_row(concern) for concern in found]}


@panel("desk", template="concerns/panels/escalated.html", order=5)
def escalated(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """What a supervisor was told of and is still owed, the longest late first."""
    user = request.user
    if not user.has_role("supervisor", "command"):
        return None
    told = Escalation.objects.standing().for_supervisor(user)
    concerns = Concern.objects.workable_by(user).filter(pk__in=told.values("concern"))
    found = concerns.select_related("area", "assigned_to").order_by("reply_due_at", "pk")[:8]
    rows = [queue.desk_row(concern) for concern in found]
    return {"rows": rows} if rows else None


@panel("handover", template=known.TEMPLATE, order=20)
def what_is_open(request: UserRequest, *, area: Area) -> dict[str, Any] | None:
    """How many concerns wait there, for whoever may work on them."""
    mine = Concern.objects.workable_by(request.user).within(area).open()
    open_now, late = mine.count(), mine.overdue().count()
    if not open_now:
        return None
    words = ngettext("%(n)d concern is open", "%(n)d concerns are open", open_now) % {"n": open_now}
    if late:
        words = _("%(open)s, %(late)d past the day we promised") % {"open": words, "late": late}
    address = f"{reverse('desk_concerns:queue')}?area={area.slug}"
    return known.lines("issues", [known.Line(words, address)])


@panel("handover", template=known.TEMPLATE, order=20)
def what_people_write_in(_request: UserRequest, *, area: Area) -> dict[str, Any] | None:
    """The languages of what was raised there, the most used first."""
    spoken = Concern.objects.within(area).values_list("language").annotate(n=Count("pk"))
    names = language_names(code for code, _n in spoken.order_by("-n", "language")[:4])
    if not names:
        return None
    words = _("Concerns came in %(languages)s") % {"languages": ", ".join(names)}
    return known.lines("languages_spoken", [known.Line(words)])


@panel("desk_concern", template="concerns/panels/desk_referrals.html", order=30)
def handed_over(request: UserRequest, *, concern: Concern) -> dict[str, Any] | None:
    """Partners that were asked to help, and a way to ask one."""
    user = request.user
    if not user.has_perm("referrals.send"):
        return None
    links = ConcernReferral.objects.filter(concern=concern)
    found = links.select_related("referral__organization", "referral__area")
    return {
        "concern": concern,
        "referrals": [link.referral for link in found],
        "may_ask": user.has_perm("concerns.work_concern", concern),
    }


@panel("workspace", template="concerns/panels/workspace.html", order=35)
def for_members(request: UserRequest, *, organization: Organization) -> dict[str, Any] | None:
    """How the concerns stand that came for members: no words, since others wrote them."""
    found = Concern.objects.filter(for_organization=organization).select_related("area")
    concerns = list(found.only("state", "raised_at", "area__name")[:8])
    may_raise = request.user.has_perm("organizations.speak_for", organization)
    if not concerns and not may_raise:
        return None
    return {"organization": organization, "concerns": concerns, "may_raise": may_raise}
