"""Training: of the staff of a place, how many hold each required course. Nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from engagement.training.models import Course

if TYPE_CHECKING:
    from metrics.dashboards.rollups.reading import Sums
    from metrics.dashboards.slices import Slice

STANDING = ("training_current", "training_lapsed")


@dataclass(frozen=True)
class Held:
    """Of `staff`, `hold` hold it now."""

    hold: int = 0
    staff: int = 0

    @property
    def percent(self) -> int | None:
        return round(100 * self.hold / self.staff) if self.staff else None


@dataclass(frozen=True)
class CourseHeld:
    name: str
    everywhere: Held
    by_part: tuple[tuple[str, Held], ...]


def training(these: Slice, now: Sums) -> list[CourseHeld]:
    """By required course, by part; what most lack first. One statement besides the sums."""
    found = [
        CourseHeld(
            str(course),
            _held(
                now.n("training_current", of=course.slug), now.n("training_lapsed", of=course.slug)
            ),
            _by_part(these, now, course.slug),
        )
        for course in Course.objects.required()
    ]
    return sorted(found, key=lambda each: (each.everywhere.percent or 0, each.name))


def _by_part(these: Slice, now: Sums, slug: str) -> tuple[tuple[str, Held], ...]:
    current, lapsed = (now.by_part(fact, of=slug) for fact in STANDING)
    held = {code: _held(current.get(code, 0), lapsed.get(code, 0)) for code in {*current, *lapsed}}
    return tuple((place_name(these, code), each) for code, each in these.in_order(held, Held()))


def place_name(these: Slice, code: str | None) -> str:
    """Staff without an area serve the whole city."""
    return _("Whole city") if code is None else these.name_of(code)


def _held(hold: int, lack: int) -> Held:
    return Held(hold, hold + lack)
