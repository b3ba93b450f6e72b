"""Problems on the pages everyone shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from engagement.concerns.models.querysets import district_of
from engagement.problems import cluster_panels  # noqa: F401  # it fills a place of its own
from engagement.problems.models import Problem
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from engagement.concerns.models import Concern
    from engagement.problems.models.querysets import ProblemQuerySet
    from partnerships.organizations.models import Organization
    from partnerships.resources.models import Grant
    from portal.accounts.models import User
    from portal.areas.models import Area
    from portal.http import UserRequest

A_FEW = 4
SOME = 30

stamped_by("SELECT max(changed_at) FROM problems_problem")


@panel("area", template="problems/panels/area.html", order=22)
def worked_on_here(_request: HttpRequest, *, area: Area) -> dict[str, Any] | None:
    """Those worked on now, then those that ended last."""
    public = Problem.objects.public().within(area).select_related("area")
    now = list(public.open().order_by("-since_on", "-pk")[:A_FEW])
    over = list(public.closed().order_by("-closed_on", "-pk")[: max(A_FEW - len(now), 1)])
    return {"area": area, "problems": [*now, *over]} if now or over else None


@panel("desk_concern", template="problems/panels/desk_concern.html", order=15)
def part_of(request: UserRequest, *, concern: Concern) -> dict[str, Any] | None:
    """What it is part of, and a way to make it part of one."""
    if not request.user.has_perm("problems.work"):
        return None
    mine = Problem.objects.workable_by(request.user).filter(concerns=concern)
    here = open_here(request.user, concern).exclude(concerns=concern)
    return {"concern": concern, "problems": list(mine), "others": list(here[:SOME])}


def open_here(user: User, concern: Concern) -> ProblemQuerySet:
    """What is worked on in its district, as far as this person works there."""
    found = Problem.objects.workable_by(user).open()
    if concern.area is not None:
        found = found.filter(area__path__startswith=district_of(concern.area.path))
    return found.order_by("title", "pk")


@panel("workspace", template="problems/panels/workspace.html", order=30)
def we_work_on(_request: HttpRequest, *, organization: Organization) -> dict[str, Any] | None:
    """An organization's problems with us, and how many of its own steps are open."""
    ours = Q(steps__organization=organization, steps__done_on=None, steps__dropped_on=None)
    shared = Problem.objects.shared_with(organization).open().select_related("area")
    found = list(shared.annotate(waiting=Count("steps", ours, distinct=True))[:A_FEW])
    return {"organization": organization, "problems": found} if found else None


@panel("grant", template="problems/panels/grant.html", order=30)
def worked_on_with_it(request: UserRequest, *, grant: Grant) -> dict[str, Any] | None:
    """Problems it pays for, as far as this person works on them; open ones first."""
    mine = Problem.objects.workable_by(request.user).filter(grants=grant).select_related("area")
    found = list(mine.order_by("closed_on", "-since_on", "-pk")[:SOME])
    return {"problems": found} if found else None
