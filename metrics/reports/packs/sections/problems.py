"""Problems worked on: what it is, the steps of both sides, and the measured result of each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagement.problems import record
from engagement.problems.lines import GoalLine
from engagement.problems.models import Problem
from engagement.problems.models.choices import CloseReason, Side
from engagement.problems.public import in_full, public_owner, raised_words
from metrics.dashboards.charts import Table, in_words
from metrics.reports.document import Numbers, Paragraph, Story
from metrics.reports.packs.days import written
from portal.wordings import in_languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.problems.models import ResponseStep
    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block

Pairs = list[tuple[str, str]]
HELPED = (CloseReason.SOLVED, CloseReason.REDUCED)


def worked_on(these: Slice) -> list[Problem]:
    """Begun by the end of the period and not over before it; open ones first. Six statements."""
    period = these.period
    there = Q(since_on__lte=period.last) & (Q(closed_on=None) | Q(closed_on__gte=period.first))
    found = in_full(Problem.objects.filter(these.inside()).filter(there))
    return list(found.annotate(raised=Count("concerns")).order_by("closed_on", "since_on", "pk"))


def finding(found: list[Problem]) -> Paragraph:
    if not found:
        return Paragraph(_("No problem was worked on in this period."), of=())
    ended = [problem for problem in found if not problem.is_open]
    worked = ngettext(
        "%(n)s problem was worked on.", "%(n)s problems were worked on.", len(found)
    ) % {"n": in_words(len(found))}
    if not ended:
        return Paragraph(f"{worked} {_('None of them ended.')}", of=())
    helped = sum(problem.close_reason in HELPED for problem in ended)
    over = ngettext(
        "%(ended)s ended, %(helped)s of it with the problem solved or less than before.",
        "%(ended)s ended, %(helped)s of them with the problem solved or less than before.",
        len(ended),
    ) % {"ended": in_words(len(ended)), "helped": in_words(helped)}
    return Paragraph(f"{worked} {over}", of=())


def problems(found: list[Problem], key: str = "problems") -> tuple[Block, ...]:
    """How many in which stage, then each that has a public page, told one by one.

    `key` begins the names of its tables, which are unlike in one document.
    """
    if not found:
        return (finding(found),)
    hidden = sum(not problem.is_public for problem in found)
    blocks: list[Block] = [finding(found), Numbers(f"{key}_by_stage", stages(found))]
    public = [problem for problem in found if problem.is_public]
    if public:
        blocks.append(Numbers(key, results(public)))
    if hidden:
        words = ngettext(
            "%(n)s problem has no public page yet and is told in the annex for staff.",
            "%(n)s problems have no public page yet and are told in the annex for staff.",
            hidden,
        )
        blocks.append(Paragraph(words % {"n": in_words(hidden)}, of=()))
    return (*blocks, *(story(problem) for problem in public))


def not_public(found: list[Problem]) -> tuple[Block, ...]:
    """For staff: those without a public page."""
    return tuple(story(problem) for problem in found if not problem.is_public)


def analyses(found: list[Problem]) -> tuple[Block, ...]:
    """For staff: what is known and why it is thought to happen. It is on no public page."""
    told = []
    for problem in found:
        pairs = [(str(label), said) for label, said in record.corners_of(problem)]
        if problem.evidence:
            pairs.insert(0, (_("What we know"), problem.evidence))
        if pairs:
            told.append(Story(problem.title, tuple(pairs)))
    return tuple(told)


def stages(found: Iterable[Problem]) -> Table:
    counted = Counter(problem.stage for problem in found)
    return Table(
        caption=_("Problems by the stage they are in now"),
        head=(_("Stage"), _("Problems")),
        rows=tuple(
            (str(label), counted[stage]) for stage, label in Problem.Stage.choices if counted[stage]
        ),
        total=(_("All stages"), counted.total()),
    )


def results(found: list[Problem]) -> Table:
    """One line a problem: how far it is, and what came of its goals."""
    return Table(
        caption=_("Each problem with a public page"),
        head=(
            _("Problem"),
            _("Place"),
            _("Since"),
            _("Stage"),
            _("Steps done by police"),
            _("Steps done by community"),
            _("Goals met"),
        ),
        rows=tuple(
            (
                problem.title,
                problem.area.name,
                written(problem.since_on),
                str(problem.get_stage_display()),
                _done(problem, Side.POLICE),
                _done(problem, Side.COMMUNITY),
                _met(problem),
            )
            for problem in found
        ),
        links=tuple(problem.public_url for problem in found),
    )


def _done(problem: Problem, side: str) -> int:
    return sum(step.side == side and step.done_on is not None for step in problem.steps.all())


def _met(problem: Problem) -> str:
    goals = list(problem.goals.all())
    if not goals:
        return _("No goal set")
    met = sum(goal.is_met for goal in goals)
    return _("%(met)s of %(goals)s") % {"met": met, "goals": len(goals)}


def story(problem: Problem) -> Story:
    """Statement, source, steps by police, steps by the community, status, measured result."""
    pairs: Pairs = [
        (_("Place"), ", ".join(filter(None, (problem.area.name, problem.place)))),
        (_("Since"), written(problem.since_on)),
        (_("Brought up by"), str(problem.get_source_display())),
    ]
    if in_languages(problem.public_summary):
        pairs.insert(0, (_("What it is"), str(problem.public_summary)))
    if said := raised_words(problem.raised):  # type: ignore[attr-defined]
        pairs.append((_("Concerns"), said))
    pairs += _steps(problem, Side.POLICE, _("By the police"))
    pairs += _steps(problem, Side.COMMUNITY, _("By the community"))
    pairs += [(_("Stage"), _stage(problem)), *_measured(problem), *_ending(problem)]
    return Story(problem.title, tuple(pairs), of=())


def _steps(problem: Problem, side: str, whose: str) -> Pairs:
    steps = [step for step in problem.steps.all() if step.side == side]
    if not steps:
        return [(whose, _("No step is written down."))]
    return [(f"{whose}, {_when(step)}", f"{step.what} ({public_owner(step)})") for step in steps]


def _when(step: ResponseStep) -> str:
    if step.done_on:
        return _("done %(day)s") % {"day": written(step.done_on)}
    if step.dropped_on:
        return _("dropped %(day)s") % {"day": written(step.dropped_on)}
    if step.planned_on:
        return _("planned for %(day)s") % {"day": written(step.planned_on)}
    return _("planned")


def _stage(problem: Problem) -> str:
    if problem.is_open:
        return str(problem.get_stage_display())
    return _("Closed %(day)s: %(how)s") % {
        "day": written(problem.closed_on),
        "how": problem.get_close_reason_display(),
    }


def _measured(problem: Problem) -> Pairs:
    lines = [GoalLine.of(goal) for goal in problem.goals.all()]
    if not lines:
        return [(_("Measured result"), _("No goal was set, so no result can be measured."))]
    return [
        (
            _("Measured result"),
            f"{line.goal.indicator}. {line.was}. {line.should}. {line.words}",
        )
        for line in lines
    ]


def _ending(problem: Problem) -> Pairs:
    """The last assessment, and what was learned once it was over."""
    pairs: Pairs = []
    if assessments := list(problem.assessments.all()):
        pairs = [
            (question, answer) for question, answer, _more in record.answers_of(assessments[-1])
        ]
    if problem.lessons and not problem.is_open:
        pairs.append((_("What was learned"), problem.lessons))
    return pairs
