"""Changing a problem: each part on a small page of its own, which works without script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.problems import forms, part_forms, telling
from engagement.problems.desk import changeable, readable
from portal.files.serving import served
from portal.files.uploads import takes_files
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from engagement.problems.models import Problem
    from portal.http import UserRequest

GET_OR_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Part:
    """A part of the record that one form changes; `at` is where the page shows it."""

    form: type[forms.ProblemForm]
    heading: Any
    button: Any
    lede: Any = ""
    at: str = ""


PARTS = {
    "about": Part(
        forms.AboutForm, gettext_lazy("What it is about"), gettext_lazy("Save it"), at="about"
    ),
    "cheers": Part(
        forms.CheersForm,
        gettext_lazy("Is it a problem, or an incident?"),
        gettext_lazy("Save the answers"),
        gettext_lazy(
            "Six questions. If all six are so, it is a problem, and worth the work of all four"
            " stages. If one is not, it is an incident: deal with it, and close this."
        ),
        at="scanning",
    ),
    "evidence": Part(
        forms.EvidenceForm,
        gettext_lazy("What we know so far"),
        gettext_lazy("Save it"),
        at="scanning",
    ),
    "analysis": Part(
        forms.AnalysisForm,
        gettext_lazy("Why does it happen?"),
        gettext_lazy("Save it"),
        gettext_lazy(
            "It takes someone or something that causes it, someone or something that is hurt, and"
            " a place. Take one away, and it ends. Kinds of people, never persons."
        ),
        at="analysis",
    ),
    "goal": Part(
        part_forms.GoalForm,
        gettext_lazy("Set a goal"),
        gettext_lazy("Set this goal"),
        gettext_lazy("Something anyone can count again later, in the same way."),
        at="response",
    ),
    "step": Part(
        part_forms.StepForm,
        gettext_lazy("Add a step"),
        gettext_lazy("Add this step"),
        gettext_lazy("What someone will do, or did: by the police, or by the community."),
        at="response",
    ),
    "assessment": Part(
        part_forms.AssessmentForm,
        gettext_lazy("What became of it?"),
        gettext_lazy("Save what you found"),
        gettext_lazy("Four questions. “No” and “We do not know” are answers too."),
        at="assessment",
    ),
    "links": Part(
        part_forms.LinksForm,
        gettext_lazy("Link what belongs to it"),
        gettext_lazy("Link these"),
        at="links",
    ),
    "summary": Part(
        forms.SummaryForm,
        gettext_lazy("What everyone reads"),
        gettext_lazy("Save it"),
        at="public",
    ),
    "back": Part(
        forms.BackForm,
        gettext_lazy("Go back a stage"),
        gettext_lazy("Go back"),
        gettext_lazy("It is no shame: what we learn later may show that we began wrong."),
    ),
    "closing": Part(
        forms.CloseForm,
        gettext_lazy("Close this problem"),
        gettext_lazy("Close it"),
        gettext_lazy(
            "How it ended, and what the next team should know. If its page is public, those"
            " whose concerns are part of it are told, once each."
        ),
    ),
    "reopening": Part(
        forms.ReopenForm, gettext_lazy("Open it again"), gettext_lazy("Open it again")
    ),
}


@require_http_methods(GET_OR_POST)
def part(request: UserRequest, pk: int, name: str) -> HttpResponse:
    """One form about one part of it."""
    problem = changeable(request, pk)
    if name not in PARTS:
        raise Http404
    asked = PARTS[name]
    form = asked.form(request.POST or None, problem=problem, user=request.user)
    if request.method == "POST" and form.is_valid() and form.act():
        _say_done(request, problem, name)
        return redirect(f"{problem.get_absolute_url()}#{asked.at}" if asked.at else problem)
    problem.refresh_from_db()
    context = {"problem": problem, "part": asked, "form": form}
    template = "cheers_form" if name == "cheers" else "part"
    return render(request, f"problems/desk/{template}.html", context)


def _say_done(request: UserRequest, problem: Problem, name: str) -> None:
    if name != "closing":
        messages.success(request, _("Saved."))
        return
    if not problem.is_public:
        messages.success(request, _("Closed. Residents can be told once its page is public."))
        return
    messages.success(request, _("Closed. %(told)s") % {"told": _told(problem, request)})


def _told(problem: Problem, request: UserRequest) -> str:
    number = telling.tell(problem, request.user)
    if not number:
        return _("No concern is part of it, so nobody had to be told.")
    return ngettext(
        "%(n)s neighbor whose concern is part of it was told.",
        "%(n)s neighbors whose concerns are part of it were told.",
        number,
    ) % {"n": number}


@require_POST
def advance(request: UserRequest, pk: int) -> HttpResponse:
    """On to the next stage."""
    problem = changeable(request, pk)
    to = request.POST.get("to", "")
    return _tried(
        request,
        problem,
        lambda: problem.advance(to, request.user),
        lambda: _("Now: %(stage)s.") % {"stage": problem.get_stage_display()},
    )


@require_POST
def publication(request: UserRequest, pk: int) -> HttpResponse:
    """Show its page to everyone, or take it away."""
    problem = changeable(request, pk)
    if request.POST.get("to") == "everyone":
        return _tried(
            request,
            problem,
            lambda: problem.publish(request.user),
            lambda: _("Everyone can read its page now."),
        )
    return _tried(
        request,
        problem,
        lambda: problem.unpublish(request.user),
        lambda: _("Only colleagues and partners read it now."),
    )


@require_POST
def tell(request: UserRequest, pk: int) -> HttpResponse:
    problem = changeable(request, pk)
    said: list[str] = []
    return _tried(request, problem, lambda: said.append(_told(problem, request)), lambda: said[0])


@require_POST
def unlinking(request: UserRequest, pk: int, kind: str, thing: int) -> HttpResponse:
    problem = changeable(request, pk)
    if kind not in ("concerns", "events", "entries", "organizations", "grants"):
        raise Http404
    tied = get_object_or_404(getattr(problem, kind), pk=thing)
    return _tried(
        request,
        problem,
        lambda: problem.unlink(kind, tied, request.user),
        lambda: _("The link is taken away."),
    )


@require_http_methods(GET_OR_POST)
def goal(request: UserRequest, pk: int, goal: int) -> HttpResponse:
    """Count again."""
    problem = changeable(request, pk)
    found = get_object_or_404(problem.goals.select_related("problem"), pk=goal)
    form = part_forms.GoalResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.act(found, request.user):
        messages.success(request, _("The new count is kept."))
        return redirect(f"{problem.get_absolute_url()}#response")
    context = {"problem": problem, "goal": found, "form": form}
    return render(request, "problems/desk/goal.html", context)


@require_http_methods(GET_OR_POST)
def step(request: UserRequest, pk: int, step: int) -> HttpResponse:
    """What became of a step."""
    problem = changeable(request, pk)
    found = get_object_or_404(problem.steps.select_related("problem", "organization"), pk=step)
    form = part_forms.StepEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.act(found, request.user):
        messages.success(request, _("Saved."))
        return redirect(f"{problem.get_absolute_url()}#response")
    return render(
        request, "problems/desk/step.html", {"problem": problem, "step": found, "form": form}
    )


@takes_files
@require_http_methods(GET_OR_POST)
def new_photo(request: UserRequest, pk: int) -> HttpResponse:
    problem = changeable(request, pk)
    form = part_forms.PhotoForm(
        request.POST or None, request.FILES or None, problem=problem, user=request.user
    )
    if request.method == "POST" and form.is_valid() and form.act():
        messages.success(request, _("The photo is kept. Look at it, then show it to everyone."))
        return redirect(f"{problem.get_absolute_url()}#photos")
    return render(request, "problems/desk/photo.html", {"problem": problem, "form": form})


@require_safe
def photo(request: UserRequest, pk: int, name: str) -> HttpResponse:
    found = get_object_or_404(readable(request, pk).photos.defer(None), name=name)
    return served(found.content, found.content_type, "photo.jpg")


@require_POST
def photo_act(request: UserRequest, pk: int, name: str) -> HttpResponse:
    """Show a photo to everyone, hide it again, or take it away for good."""
    problem = changeable(request, pk)
    found = get_object_or_404(problem.photos.select_related("problem"), name=name)
    match request.POST.get("do"):
        case "show":
            found.show(request.user, to_everyone=True)
            messages.success(request, _("The photo is on the public page, once that is shown."))
        case "hide":
            found.show(request.user, to_everyone=False)
            messages.success(request, _("The photo is no longer public."))
        case "remove":
            found.take_away(request.user)
            messages.success(request, _("The photo is gone."))
    return redirect(f"{problem.get_absolute_url()}#photos")


def _tried(
    request: UserRequest, problem: Problem, act: Callable[[], Any], said: Callable[[], str]
) -> HttpResponse:
    try:
        act()
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said())
    return redirect(problem)
