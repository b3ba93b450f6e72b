"""Joint problems in a partner's workspace: the shared parts, and the partner's own steps.

A partner sees title, place, summary, goals and steps. Never what residents wrote, never the
desk's evidence or analysis, never a note or a cost of someone else's step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from engagement.problems import record
from engagement.problems.forms import a_day, done, only_once, some_words
from engagement.problems.lines import GoalLine
from engagement.problems.models import Problem, ResponseStep
from engagement.problems.models.choices import Side
from engagement.problems.part_forms import StepEndForm, a_number
from engagement.problems.public import public_owner
from partnerships.organizations.models import Membership, Organization

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from portal.accounts.models import User
    from portal.http import UserRequest

SPEAKING = (Membership.Role.OWNER, Membership.Role.EDITOR)


class OwnStepForm(forms.Form):
    """A step of an organization, in its own words; recorded as its own."""

    use_required_attribute = False

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=gettext_lazy("Which of your organizations?"),
        empty_label=None,
    )
    what = forms.CharField(
        label=gettext_lazy("What do you do?"),
        max_length=300,
        help_text=gettext_lazy("One thing that one can see was done or not. No names."),
        error_messages={"required": gettext_lazy("Say what you do.")},
    )
    planned_on = a_day(gettext_lazy("Planned for"), required=False)
    done_on = a_day(
        gettext_lazy("Done on"), required=False, help_text=gettext_lazy("Empty while it is not.")
    )
    hours = a_number(gettext_lazy("Hours of work"), required=False, most=99_999, places=1)
    note = some_words(gettext_lazy("A note for the police"), 2, required=False, max_length=1000)
    submission = only_once()

    def __init__(self, *args: Any, ours: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Any]", self.fields["organization"])
        field.queryset = ours
        self.initial.setdefault("organization", ours.first())
        if len(ours) == 1:
            field.required = False
            field.widget = forms.HiddenInput()

    def add(self, problem: Problem, by: User) -> bool:
        said = dict(self.cleaned_data)
        said["organization"] = said["organization"] or self.initial["organization"]
        return done(
            self,
            lambda: ResponseStep.objects.add(problem, by, side=Side.COMMUNITY, **said),
        )


def seats(user: User) -> QuerySet[Organization]:
    """The partners in whose name this person may act."""
    held = Membership.objects.filter(user=user, role__in=SPEAKING)
    return Organization.objects.approved().filter(pk__in=held.values("organization"))


@require_safe
def problems(request: UserRequest) -> HttpResponse:
    ours = list(seats(request.user))
    if not ours:
        raise Http404
    steps = ResponseStep.objects.filter(organization__in=ours)
    found = Problem.objects.filter(organizations__in=ours).distinct().select_related("area")
    shared = found.prefetch_related(Prefetch("steps", steps, to_attr="our_steps"))
    context = {
        "organization": ours[0],
        "open": shared.open().order_by("-since_on", "-pk"),
        "closed": shared.closed().order_by("-closed_on", "-pk"),
    }
    return render(request, "problems/workspace/problems.html", context)


@require_safe
def problem(request: UserRequest, pk: int) -> HttpResponse:
    shown, ours = shared(request, pk)
    own = {one.pk for one in ours}
    steps = shown.steps.select_related("organization")
    sides = [
        {
            "heading": side["heading"],
            "steps": [
                (step, public_owner(step), step.organization_id in own) for step in side["steps"]
            ],
        }
        for side in record.sides_of(steps)
    ]
    context = {
        "problem": shown,
        "organization": ours[0],
        "sides": sides,
        "goals": [GoalLine.of(goal) for goal in shown.goals.all()],
        "findings": record.findings_of(shown) if not shown.is_open else [],
    }
    return render(request, "problems/workspace/problem.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_step(request: UserRequest, pk: int) -> HttpResponse:
    """A step of our own."""
    shown, ours = shared(request, pk)
    form = OwnStepForm(request.POST or None, ours=ours)
    if request.method == "POST" and form.is_valid() and form.add(shown, request.user):
        messages.success(request, _("Your step is recorded as yours."))
        return redirect(shown.workspace_url)
    context = {"problem": shown, "organization": ours[0], "form": form}
    return render(request, "problems/workspace/new_step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: UserRequest, pk: int, step: int) -> HttpResponse:
    """What became of a step of our own."""
    shown, ours = shared(request, pk)
    own = shown.steps.filter(organization__in=ours).select_related("problem", "organization")
    found = get_object_or_404(own, pk=step)
    form = StepEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.act(found, request.user):
        messages.success(request, _("Saved. The police see it too."))
        return redirect(shown.workspace_url)
    context = {"problem": shown, "organization": ours[0], "step": found, "form": form}
    return render(request, "problems/workspace/step.html", context)


def shared(request: UserRequest, pk: int) -> tuple[Problem, QuerySet[Organization]]:
    """The problem, and which of one's organizations work on it; 404 where none does."""
    ours = seats(request.user).filter(problems=pk)
    if not ours:
        raise Http404
    found = Problem.objects.select_related("area").prefetch_related("goals", "assessments")
    return get_object_or_404(found, pk=pk), ours
