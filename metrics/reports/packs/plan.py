"""The community safety plan: each risk with its strategy, partners and a number that shows it.

After Ontario's plans: local priority risks, strategies, measurable outcomes, and their effect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagement.problems.lines import plain
from metrics.dashboards.charts import Table, in_words
from metrics.reports.document import Facts, Narrative, Numbers, Paragraph
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.days import written
from metrics.reports.packs.definitions import definitions
from metrics.reports.packs.sections import partnerships, priorities, problems
from partnerships.agreements.states import State

if TYPE_CHECKING:
    from datetime import date

    from engagement.problems.models import Goal, Problem
    from metrics.reports.document import Block, Document
    from metrics.reports.packs import Asked
    from metrics.reports.packs.sections.partnerships import Partner


def write(asked: Asked) -> Document:
    these = asked.these
    today = timezone.localdate(these.at)
    worked = problems.worked_on(these)
    public = [problem for problem in worked if problem.is_public]
    hidden = [problem for problem in worked if not problem.is_public]
    first = priorities.held(these)
    partners = partnerships.partners(these)
    return bind(
        asked,
        title=_("%(area)s: community safety and well-being plan") % {"area": these.where},
        summary=(_finding(public), priorities.finding(first, these), problems.finding(worked)),
        sections=(
            (_("Priority risks and their outcomes"), _risks(public)),
            (_("Priorities of neighborhoods"), priorities.priorities(first, these)),
            (_("Partners"), partnerships.partnerships(partners, these)),
            (_("Whom we asked"), (_consulted(),)),
            (_("What the plan changed"), (_effect(),)),
            (_("Definitions"), (definitions("problems", "priorities", "partnerships"), _words())),
        ),
        annexes=(
            (_("For staff: risks without a public page"), _risks(hidden) if hidden else ()),
            (
                _("For staff: goals shared with partners"),
                _shared(partners, today),
            ),
        ),
    )


def _finding(found: list[Problem]) -> Paragraph:
    goals = [goal for problem in found for goal in problem.goals.all()]
    if not goals:
        return Paragraph(_("No risk with a public page has a goal that can be counted."), of=())
    counted = sum(goal.result is not None for goal in goals)
    words = ngettext(
        "%(n)s outcome has an indicator; %(counted)s was counted again, %(met)s is met.",
        "%(n)s outcomes have an indicator; %(counted)s were counted again, %(met)s are met.",
        len(goals),
    )
    met = sum(goal.is_met for goal in goals)
    return Paragraph(
        words % {"n": in_words(len(goals)), "counted": in_words(counted), "met": in_words(met)},
        of=(),
    )


def _risks(found: list[Problem]) -> tuple[Block, ...]:
    """Two tables, since one page cannot hold them side by side: what is done, and the numbers."""
    if not found:
        return (Paragraph(_("No risk with a public page was worked on in the period."), of=()),)
    key = "risks" if found[0].is_public else "risks_not_public"
    return (
        Numbers(
            key,
            Table(
                caption=_("Each risk, the strategy and the partners"),
                head=(_("Priority risk"), _("Place"), _("Strategy"), _("Partners"), _("Stage")),
                rows=tuple(
                    (
                        problem.title,
                        problem.area.name,
                        _strategy(problem),
                        ", ".join(each.name for each in problem.partners)  # type: ignore[attr-defined]
                        or _("None written down"),
                        str(problem.get_stage_display()),
                    )
                    for problem in found
                ),
            ),
        ),
        Numbers(key.replace("risks", "outcomes"), _outcomes(found)),
    )


def _strategy(problem: Problem) -> str:
    """The steps that stand, of both sides."""
    steps = [step.what for step in problem.steps.all() if step.dropped_on is None]
    return "; ".join(steps) or _("No step is written down.")


def _outcomes(found: list[Problem]) -> Table:
    return Table(
        caption=_("Each outcome: where it stood, where it should be, where it is"),
        head=(
            _("Priority risk"),
            _("Outcome"),
            _("Indicator"),
            _("Baseline"),
            _("Target"),
            _("By"),
            _("Current"),
            _("As of"),
        ),
        rows=tuple(
            row
            for problem in found
            for row in (
                [_outcome(problem, goal) for goal in problem.goals.all()]
                or [(problem.title, _("No goal set"), "", "", "", "", "", "")]
            )
        ),
    )


def _outcome(problem: Problem, goal: Goal) -> tuple[str, ...]:
    return (
        problem.title,
        goal.words,
        ", ".join(filter(None, (goal.indicator, goal.unit))),
        plain(goal.baseline),
        plain(goal.target),
        written(goal.target_on),
        _("Not counted again") if goal.result is None else plain(goal.result),
        written(goal.result_on),
    )


def _shared(found: list[Partner], today: date) -> tuple[Block, ...]:
    """Goals of agreements in the period, which no public page shows."""
    rows = tuple(
        (
            each.organization.name,
            goal.words,
            goal.measure,
            "" if goal.baseline is None else plain(goal.baseline),
            plain(goal.target),
            _("Not counted yet") if goal.current is None else plain(goal.current),
            written(goal.as_of),
        )
        for each in found
        for agreement in each.agreements
        if agreement.state_on(today) != State.REPLACED
        for goal in agreement.goals.all()
    )
    if not rows:
        return ()
    head = (
        _("Partner"),
        _("Outcome"),
        _("Indicator"),
        _("Baseline"),
        _("Target"),
        _("Current"),
        _("As of"),
    )
    return (Numbers("shared_goals", Table(caption=_("Goals of agreements"), head=head, rows=rows)),)


def _words() -> Facts:
    return Facts(
        _("Words of the plan"),
        (
            (_("Priority risk"), _("A problem that is worked on together in the period.")),
            (_("Strategy"), _("The steps of police and community that stand.")),
            (_("Indicator"), _("What is counted, in what; the baseline is the first count.")),
        ),
        of=(),
    )


def _consulted() -> Narrative:
    return Narrative(
        "consulted",
        _("Whom we asked"),
        _(
            "Say how young people, people of every background, and partners were asked about "
            "these risks, when, and what they changed."
        ),
    )


def _effect() -> Narrative:
    return Narrative(
        "effect",
        _("What the plan changed"),
        _("For each risk: did it become less, how do you know, and what else may explain it?"),
    )


PACK = Pack(
    kind="cswb",
    label=gettext_lazy("Community safety plan"),
    about=gettext_lazy(
        "Priority risks with strategy, partners, indicator, baseline, target and where it stands."
    ),
    write=write,
    period="last-12-months",
)
