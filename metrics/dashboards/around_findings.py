"""What the numbers around the promises say, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.dashboards.charts import in_words
from metrics.dashboards.numbers import effort as effort_numbers
from metrics.dashboards.numbers import reach as reach_numbers

if TYPE_CHECKING:
    from metrics.dashboards.numbers.effort import PlaceEffort
    from metrics.dashboards.numbers.partners import Partners
    from metrics.dashboards.numbers.problems import Work
    from metrics.dashboards.numbers.reach import PlaceReach
    from metrics.dashboards.numbers.surges import Sudden
    from metrics.dashboards.numbers.training import CourseHeld


def reach(places: list[PlaceReach]) -> str:
    """Where clearly fewer concerns reach us than so many residents would raise; else that none."""
    whole = reach_numbers.total(places)
    if not whole.residents:
        return _("We do not know how many people live here, so reach cannot be compared.")
    if whole.raised < settings.SCORE_FLOOR:
        return _("Too little was raised in this period to say whom we do not reach.")
    least = reach_numbers.least_reached(places)
    if least is None:
        return _(
            "No place clearly raises fewer concerns than its residents would lead one to expect."
        )
    return _(
        "We hear least from %(place)s: %(here)s concerns for each 1,000 residents, "
        "%(all)s in all places together."
    ) % {
        "place": least.name,
        "here": in_words(round(least.counts.each_thousand("raised") or 0, 1)),
        "all": in_words(round(whole.each_thousand("raised") or 0, 1)),
    }


def surges(risen: Sudden) -> str:
    count = len(risen.weekly) + len(risen.monthly)
    if not count:
        return _("Nothing was raised more than usual in the last seven days.")
    return ngettext(
        "%(n)s topic was raised more than usual. Look at what was said before you act.",
        "%(n)s topics were raised more than usual. Look at what was said before you act.",
        count,
    ) % {"n": in_words(count)}


def problems(work: Work) -> str:
    """How many are worked on without a count to compare with, and what those closed showed."""
    if not work.open and not work.closed:
        return _("No problem is worked on here, and none was closed in the last half year.")
    begun = ngettext(
        "%(n)s problem is worked on; without a baseline: %(without)s.",
        "%(n)s problems are worked on; without a baseline: %(without)s.",
        work.open,
    ) % {"n": in_words(work.open), "without": in_words(work.without_baseline)}
    if not work.closed:
        return begun
    ended = ngettext(
        "%(n)s closed in the last half year: %(counted)s counted again, %(met)s met its goal.",
        "%(n)s closed in the last half year: %(counted)s counted again, %(met)s met a goal.",
        work.closed,
    ) % {
        "n": in_words(work.closed),
        "counted": in_words(work.counted_again),
        "met": in_words(work.met),
    }
    return f"{begun} {ended}"


def effort(places: list[PlaceEffort]) -> str:
    whole = effort_numbers.total(places)
    if not whole.hours:
        return _("No hours were logged in this period.")
    words = _("%(hours)s officer hours were logged.") % {"hours": in_words(round(whole.hours))}
    if not whole.diverted:
        return words
    share = round(100 * whole.diverted / whole.hours)
    cut = _("%(hours)s hours (%(share)s of 100) were in entries cut short by a call to patrol.")
    return f"{words} {cut % {'hours': in_words(round(whole.diverted)), 'share': share}}"


def training(held: list[CourseHeld]) -> str:
    known = [course for course in held if course.everywhere.staff]
    if not known:
        return _("No course is required of staff here.")
    least = known[0]
    if least.everywhere.hold == least.everywhere.staff:
        return _("Everybody on staff holds every required course.")
    return _("“%(course)s” is held by the fewest: %(hold)s of %(staff)s staff.") % {
        "course": least.name,
        "hold": in_words(least.everywhere.hold),
        "staff": in_words(least.everywhere.staff),
    }


def partners(joined: Partners) -> str:
    active = ngettext(
        "%(n)s partner is active, %(new)s of them new.",
        "%(n)s partners are active, %(new)s of them new.",
        joined.active,
    ) % {"n": in_words(joined.active), "new": in_words(joined.new)}
    if not joined.lapsed:
        return active
    lapsed = ngettext(
        "%(n)s agreement has lapsed.", "%(n)s agreements have lapsed.", joined.lapsed
    ) % {"n": in_words(joined.lapsed)}
    return f"{active} {lapsed}"
