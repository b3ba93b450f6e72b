"""The stages of a problem, as data: scanning, analysis, response, assessment, and closed.

Everything that asks "may this happen, and what is missing?" (verbs, pages) asks here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from engagement.problems.models.choices import CloseReason, Stage
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.problems.models.problem import Problem

ORDER = [Stage.SCANNING, Stage.ANALYSIS, Stage.RESPONSE, Stage.ASSESSMENT]
NEXT = dict(pairwise(ORDER))
# What may end before anything was tried: there was nothing to try, or it is tried elsewhere.
EARLY = (CloseReason.MERGED, CloseReason.NOT_A_PROBLEM)


def next_of(stage: str) -> Stage | None:
    return NEXT.get(Stage(stage))


def earlier_than(stage: str) -> list[Stage]:
    """Where it may go back to; from closed, nowhere: it is opened again."""
    return ORDER[: ORDER.index(Stage(stage))] if stage in ORDER else []


def missing(problem: Problem) -> list[str]:
    """What its next stage still needs, in words; nothing when it may go on."""
    match problem.stage:
        case Stage.SCANNING:
            return list(_for_analysis(problem))
        case Stage.ANALYSIS:
            return _for_response(problem)
        case Stage.RESPONSE:
            return _for_assessment(problem)
        case Stage.ASSESSMENT:
            return _for_closing(problem)
    return []


def refuse_advance(problem: Problem, to: str) -> None:
    if problem.stage == Stage.CLOSED:
        raise NotPossible(_("This problem is closed. Open it again first."))
    if to == Stage.CLOSED:
        raise NotPossible(_("Close it with how it ended and what was learned."))
    if next_of(problem.stage) != to:
        raise NotPossible(_("One stage follows the other. Go on to the next one."))
    if lacking := missing(problem):
        raise NotPossible(" ".join(lacking))


def refuse_back(problem: Problem, to: str) -> None:
    if problem.stage == Stage.CLOSED:
        raise NotPossible(_("This problem is closed. Open it again first."))
    if to not in earlier_than(problem.stage):
        raise NotPossible(_("Choose an earlier stage to go back to."))


def refuse_close(problem: Problem, reason: str, lessons: str, merged_into: Problem | None) -> None:
    if problem.stage == Stage.CLOSED:
        raise NotPossible(_("This problem is closed already. Open it again first."))
    if reason not in CloseReason.values:
        raise NotPossible(_("Choose how it ended."))
    if not lessons:
        raise NotPossible(_("Say what was learned, so that the next team knows."))
    if reason == CloseReason.MERGED:
        if merged_into is None or merged_into.pk == problem.pk:
            raise NotPossible(_("Choose the other problem that it becomes part of."))
        if not merged_into.is_open:
            raise NotPossible(_("The other problem is closed. Choose one that is worked on."))
    if reason in EARLY:
        return
    if problem.stage != Stage.ASSESSMENT:
        raise NotPossible(_("Assess it first: bring it to the stage “Assessment”."))
    if lacking := _for_closing(problem):
        raise NotPossible(" ".join(lacking))


def _for_analysis(problem: Problem) -> list[str]:
    found = []
    if not problem.verdict:
        found.append(_("Ask the six questions of CHEERS."))
    elif problem.verdict == "incident":
        found.append(_("CHEERS says it is an incident: not all six are so."))
    if not problem.evidence.strip():
        found.append(_("Write what we know so far."))
    return found


def _for_response(problem: Problem) -> list[str]:
    found = []
    if not problem.offenders.strip():
        found.append(_("Say who or what causes it."))
    if not problem.targets.strip():
        found.append(_("Say who or what is hurt."))
    if not problem.places.strip():
        found.append(_("Say what it is about the place."))
    if not problem.hypothesis.strip():
        found.append(_("Say why you think it happens."))
    return found


def _for_assessment(problem: Problem) -> list[str]:
    """Asked of lists, so that a page which has read them asks the database nothing more."""
    found = []
    if not list(problem.goals.all()):
        found.append(_("Set a goal that can be counted."))
    if not [step for step in problem.steps.all() if step.done_on]:
        found.append(_("Finish at least one step."))
    return found


def _for_closing(problem: Problem) -> list[str]:
    found = []
    if not list(problem.assessments.all()):
        found.append(_("Assess it: were the steps done, and did it change?"))
    if [goal for goal in problem.goals.all() if goal.result is None]:
        found.append(_("Count again for each goal, and say what came out."))
    return found
