"""A problem as its page tells it: four stages, what is there in each, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.concerns.models import Concern
from engagement.concerns.queue import title_of
from engagement.outreach.models import OutreachEntry
from engagement.problems import stages, telling
from engagement.problems.lines import GoalLine
from engagement.problems.models.choices import Cheers, Side, Stage

if TYPE_CHECKING:
    from engagement.problems.models import Assessment, Problem, ResponseStep
    from portal.accounts.models import User

# The triangle: each side, and who has a hand on it.
CORNERS = (
    (gettext_lazy("Who or what causes it"), "offenders"),
    (gettext_lazy("Who has influence on them"), "handlers"),
    (gettext_lazy("Who or what is hurt"), "targets"),
    (gettext_lazy("Who could protect them"), "guardians"),
    (gettext_lazy("The place"), "places"),
    (gettext_lazy("Who looks after the place"), "managers"),
    (gettext_lazy("Why we think it happens"), "hypothesis"),
)
SEEN = 40


def of(problem: Problem, user: User) -> dict[str, Any]:
    """All that its page shows, in a number of statements that does not grow with it."""
    prefetch_related_objects(
        [problem],
        "goals",
        "assessments",
        "photos",
        "visits",
        Prefetch("steps", problem.steps.model._default_manager.select_related("organization")),
        Prefetch("turns", problem.turns.model._default_manager.select_related("by")),
        "organizations",
        "grants",
        "events",
    )
    mine = Concern.objects.workable_by(user).filter(problems=problem)
    concerns = list(mine.select_related("area", "category").order_by("-raised_at")[:SEEN])
    entries = OutreachEntry.objects.visible_to(user).filter(problems=problem)
    may_change = user.has_perm("problems.change", problem)
    return {
        "problem": problem,
        "stages": stages_of(problem),
        "missing": problem.missing,
        "next": stages.next_of(problem.stage) if problem.is_open else None,
        "may_change": may_change,
        "may_edit": may_change and problem.is_open,
        "may_go_back": may_change and bool(stages.earlier_than(problem.stage)),
        "cheers": cheers_of(problem),
        "unticked": unticked(problem),
        "corners": corners_of(problem),
        "sides": sides_of(problem.steps.all()),
        "goals": [GoalLine.of(goal) for goal in problem.goals.all()],
        "concerns": [(concern, title_of(concern)) for concern in concerns],
        "unseen": max(problem.concerns.count() - len(concerns), 0),
        "entries": list(entries.order_by("-pk")[:SEEN]),
        "listeners": telling.listeners(problem).count() if not problem.is_open else 0,
        "turns": [turn for turn in problem.turns.all() if turn.verb != "changed"],
        "findings": findings_of(problem),
    }


def stages_of(problem: Problem) -> list[dict[str, Any]]:
    """The stages for a timeline: which are behind, which is now, and since when."""
    came = {turn.stage: turn.on for turn in problem.turns.all() if turn.verb in ("begun", "moved")}
    order = [*stages.ORDER, Stage.CLOSED]
    now = order.index(Stage(problem.stage))
    state = {True: "is-done", False: "is-next"}
    return [
        {
            "what": stage.label,
            "state": _state_now(problem) if number == now else state[number < now],
            "on": came.get(stage) if number <= now else None,
        }
        for number, stage in enumerate(order)
    ]


def _state_now(problem: Problem) -> str:
    if problem.is_open:
        return "is-now"
    return "is-told" if problem.is_told else "is-done"


def cheers_of(problem: Problem) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "yes": letter in problem.cheers,
            "note": problem.cheers_notes.get(letter, ""),
        }
        for letter, label in Cheers.choices
    ]


def unticked(problem: Problem) -> list[str]:
    """The names of those letters that are not so."""
    missing = [label for letter, label in Cheers.choices if letter not in problem.cheers]
    return [str(label).split(":", 1)[0] for label in missing]


def corners_of(problem: Problem) -> list[tuple[Any, str]]:
    """The sides of the triangle about which something is written."""
    return [(label, said) for label, name in CORNERS if (said := getattr(problem, name))]


def sides_of(steps: Any) -> list[dict[str, Any]]:
    """Steps by the police and by the community, side by side."""
    headings = {Side.POLICE: _("What the police do"), Side.COMMUNITY: _("What the community does")}
    found: dict[str, list[ResponseStep]] = {side: [] for side in Side.values}
    for step in steps:
        found[step.side].append(step)
    return [{"heading": headings[Side(side)], "steps": found[side]} for side in Side.values]


def findings_of(problem: Problem) -> list[dict[str, Any]]:
    return [
        {"assessment": assessment, "answers": answers_of(assessment)}
        for assessment in problem.assessments.all()
    ]


def answers_of(assessment: Assessment) -> list[tuple[str, str, str]]:
    """Each question of an assessment, its answer and the words to it."""
    one = assessment
    return [
        (_("Were the steps done?"), one.get_done_display(), one.done_words),
        (_("Did what we count change?"), one.get_changed_display(), one.changed_words),
        (_("Did it only move elsewhere?"), one.get_displaced_display(), one.displaced_words),
        (_("Do residents say it is better?"), one.get_residents_display(), one.residents_words),
    ]
