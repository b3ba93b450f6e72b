"""Problems worked on together, for everyone: what, who does what, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from engagement.problems import record
from engagement.problems.filters import PublicFilter, areas_of
from engagement.problems.lines import GoalLine
from engagement.problems.models import Problem, ProblemPhoto, ResponseStep
from partnerships.organizations.models import Organization
from portal.files.serving import served
from portal.pages.kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from engagement.problems.models.querysets import ProblemQuerySet

A_PAGE = 20
SOME = 10


@require_safe
@login_not_required
@kept
def problems(request: HttpRequest) -> HttpResponse:
    """Those worked on now, then those that ended last."""
    public = Problem.objects.public()
    form = PublicFilter(request.GET, areas=areas_of(public))
    found = form.narrow(public).select_related("area").prefetch_related("goals")
    ordered = found.order_by("closed_on", "-since_on", "-pk").reverse()
    context = {
        "form": form,
        "page": Paginator(ordered, A_PAGE).get_page(request.GET.get("page")),
        "area": form.chosen_area,
    }
    return render(request, "problems/problems.html", context)


@require_safe
@login_not_required
@kept
def problem(request: HttpRequest, slug: str) -> HttpResponse:
    """One problem, told to those who live with it."""
    shown = get_object_or_404(in_full(Problem.objects.public()), slug=slug)
    return render(request, "problems/problem.html", about(shown))


@require_safe
@login_not_required
def photo(request: HttpRequest, name: str) -> HttpResponse:
    del request
    found = get_object_or_404(ProblemPhoto.objects.public().defer(None), name=name)
    return served(found.content, found.content_type, "photo.jpg", cache="public, max-age=300")


def in_full(problems: ProblemQuerySet) -> ProblemQuerySet:
    """With all that its public page shows, in a few statements."""
    steps = ResponseStep.objects.select_related("organization")
    return problems.select_related("area", "category", "merged_into").prefetch_related(
        "goals",
        "assessments",
        Prefetch("steps", steps),
        Prefetch("organizations", Organization.objects.approved(), to_attr="partners"),
        Prefetch("photos", ProblemPhoto.objects.approved(), to_attr="shown_photos"),
    )


def about(problem: Problem) -> dict[str, Any]:
    partners: list[Organization] = problem.partners  # type: ignore[attr-defined]
    photos: list[ProblemPhoto] = problem.shown_photos  # type: ignore[attr-defined]
    voiced = problem.concerns.public()
    sides = [
        {
            "heading": side["heading"],
            "steps": [(step, public_owner(step)) for step in side["steps"]],
        }
        for side in record.sides_of(problem.steps.all())
    ]
    return {
        "problem": problem,
        "partners": partners,
        "sides": sides,
        "goals": [GoalLine.of(goal) for goal in problem.goals.all()],
        "findings": record.findings_of(problem),
        "photos": photos,
        "raised": raised_words(problem.concerns.count()),
        "voiced": list(voiced.order_by("-raised_at")[:SOME]),
    }


def public_owner(step: ResponseStep) -> str:
    """Who does it, as everyone may read: a partner by its name, never a person of ours."""
    organization = step.organization
    if organization is not None and organization.approved_at is not None:
        return organization.name
    return step.owner or (_("The police") if step.side == "police" else _("The community"))


def raised_words(number: int) -> str:
    """How many concerns it began with. Small counts are not told: they point at somebody."""
    if not number:
        return ""
    if number < settings.PUBLISH_FLOOR:
        return _(
            "It began with concerns that neighbors raised. How many is held back: they are few."
        )
    return ngettext(
        "It began with %(n)s concern that neighbors raised.",
        "It began with %(n)s concerns that neighbors raised.",
        number,
    ) % {"n": number}
