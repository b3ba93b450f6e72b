"""How things stood when the quarter was counted: told only of a quarter that has just ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from engagement.training.models import Course
from metrics.dashboards.rollups.facts import FACTS
from metrics.transparency.datasets.shape import Column, Counted, Dataset, Drawing, percent
from metrics.transparency.languages import in_all

if TYPE_CHECKING:
    from metrics.transparency.datasets.shape import Record

STOOD = (
    "promises_open",
    "promises_overdue",
    "promises_untold",
    "priorities_current",
    "priorities_stale",
    "minutes_overdue",
    "recommendations_open",
    "recommendations_overdue",
    "problems_open",
    "partners_active",
    "agreements_in_force",
    "agreements_lapsed",
    "areas_with_contact",
)
STALE = _(
    "It was counted long after this quarter, when what stood then was no longer known. So it is "
    "left out."
)


def _standing(record: Record) -> Counted | None:
    if not record.is_fresh or not record.standing.counts:
        return None
    return Counted(
        tuple((fact, record.standing.n(fact)) for fact in STOOD),
        {fact: in_all(FACTS[fact].label) for fact in STOOD},
    )


def _training(record: Record) -> Counted | None:
    hold, lack = (record.standing.by_kind(f"training_{which}") for which in ("current", "lapsed"))
    courses = sorted({*hold, *lack})
    if not record.is_fresh or not courses:
        return None
    done = record.tallied.by_kind("trained")

    def row(course: str) -> tuple[str, int, int, float | None, int]:
        holding, lacking = hold.get(course, 0), lack.get(course, 0)
        share = percent(holding, holding + lacking)
        return course, holding, lacking, share, done.get(course, 0)

    known = {each.slug: each for each in Course.objects.filter(slug__in=courses)}
    names = {each: in_all(known.get(each, each)) for each in courses}
    return Counted(tuple(row(course) for course in courses), names)


STANDING = Dataset(
    slug="standing",
    title=_("How things stood"),
    about=_("What was open, late or in force on the day this quarter was counted."),
    columns=(
        Column("what", _("What"), _("Code of what is counted; see the definitions."), "code"),
        Column("n", _("How many"), _("How many there were when this was counted.")),
    ),
    count=_standing,
    facts=STOOD,
    along="what",
    adds_up=False,
    empty=STALE,
)
TRAINING = Dataset(
    slug="training",
    title=_("Required training, by course"),
    about=_("How many of those who must hold a course do."),
    columns=(
        Column("course", _("Course"), _("Code of the course."), "code"),
        Column("current", _("Hold it"), _("Staff who must hold the course and do.")),
        Column(
            "lapsed", _("Lack it"), _("Staff who must hold it and do not, or whose time is up.")
        ),
        Column(
            "current_percent",
            _("Hold it, of 100"),
            _("current of all who must, in percent."),
            "percent",
        ),
        Column("completed", _("Completed it"), _("Courses completed in the quarter.")),
    ),
    count=_training,
    facts=("training_current", "training_lapsed", "trained"),
    along="course",
    adds_up=False,
    drawing=Drawing(("current", "lapsed"), ("pine", "late"), "current_percent"),
    empty=_("No required course was recorded, or the quarter was counted too long after it."),
)
