"""Charts and tables of what lies around the promises. Areas are compared, people never listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from metrics.dashboards import around_findings as findings
from metrics.dashboards.charts import Chart, Point, Series, Table, in_words
from metrics.dashboards.numbers import effort as effort_numbers
from metrics.dashboards.numbers import reach as reach_numbers

if TYPE_CHECKING:
    from decimal import Decimal

    from metrics.dashboards.doors import Doors
    from metrics.dashboards.numbers.effort import PlaceEffort
    from metrics.dashboards.numbers.partners import Partners
    from metrics.dashboards.numbers.problems import ProblemLine, Work
    from metrics.dashboards.numbers.reach import Counts, PlaceReach
    from metrics.dashboards.numbers.surges import Rise, Sudden
    from metrics.dashboards.numbers.training import CourseHeld
    from metrics.dashboards.slices import Slice

Row = tuple[str | int | float | None, ...]
RATES = ("raised", "people", "met", "answers")


@dataclass(frozen=True)
class Rising:
    """One notice: what rose, how far, and the list of it for who may open that."""

    words: str
    usual: str
    href: str


def reach(places: list[PlaceReach]) -> tuple[Chart, ...]:
    """Concerns for each 1,000 residents beside those of all places; none where it is not known."""
    everywhere = reach_numbers.total(places).each_thousand("raised")
    known = [(place, place.counts.each_thousand("raised")) for place in places]
    drawn = [(place, rate) for place, rate in known if rate is not None]
    if everywhere is None or len(drawn) < 2:  # noqa: PLR2004  one place compares with nothing
        return ()
    return (
        Chart(
            shape="rows",
            title=findings.reach(places),
            about=_("Concerns raised for each 1,000 residents. The tick is all places together."),
            series=(
                Series(_("Concerns"), "pine"),
                Series(_("All places together"), "ink", compared=True),
            ),
            points=tuple(
                Point(place.name, (rate, everywhere), in_words(round(rate, 1)))
                for place, rate in sorted(drawn, key=lambda pair: -pair[1])
            ),
            table=rates_table(places),
        ),
    )


def rates_table(places: list[PlaceReach]) -> Table:
    def row(name: str, counts: Counts) -> Row:
        rates = (counts.each_thousand(what) for what in RATES)
        return (name, *(None if rate is None else round(rate, 1) for rate in rates))

    return Table(
        caption=_("For each 1,000 residents; a dash where that is not known"),
        head=(
            _("Place"),
            _("Concerns"),
            _("At meetings"),
            _("Met in outreach"),
            _("Survey answers"),
        ),
        rows=tuple(row(place.name, place.counts) for place in places if place.counts.residents),
        total=row(_("All places"), reach_numbers.total(places)),
    )


def reach_table(places: list[PlaceReach]) -> Table:
    def row(name: str, counts: Counts) -> Row:
        return (
            name,
            counts.residents,
            counts.raised,
            counts.people,
            counts.met,
            counts.answers,
        )

    return Table(
        caption=_("Reach by place. Survey answers are those of released waves."),
        head=(
            _("Place"),
            _("Residents"),
            _("Concerns raised"),
            _("People at meetings"),
            _("People met in outreach"),
            _("Survey answers"),
        ),
        rows=tuple(row(place.name, place.counts) for place in places),
        total=row(_("All places"), reach_numbers.total(places)),
    )


def rising(risen: Sudden, doors: Doors) -> list[Rising]:
    """The queue of each, narrowed to its place and topic and to the last days."""
    days = {"since": risen.since.isoformat()}
    weekly = [
        Rising(
            _("%(topic)s, %(place)s: %(now)s in seven days")
            % {"topic": rise.topic, "place": rise.place, "now": in_words(rise.now)},
            _("Usually about %(n)s a week.") % {"n": in_words(rise.usual)},
            _queue(rise, doors, days),
        )
        for rise in risen.weekly
    ]
    monthly = [
        Rising(
            _("%(topic)s, %(place)s: %(now)s last month")
            % {"topic": rise.topic, "place": rise.place, "now": in_words(rise.now)},
            _("About %(n)s were to be expected.") % {"n": in_words(round(rise.usual))},
            doors.to("concerns", **({"category": rise.topic_slug} if rise.topic_slug else {})),
        )
        for rise in risen.monthly
    ]
    return [*weekly, *monthly]


def _queue(rise: Rise, doors: Doors, days: dict[str, str]) -> str:
    topic = {"category": rise.topic_slug} if rise.topic_slug else {}
    return doors.to("concerns", rise.code, **topic, **days)


def problem_tables(work: Work) -> tuple[Table, ...]:
    if not work.lines:
        return ()
    return (
        Table(
            caption=_("Problems worked on, and those closed in the last half year"),
            head=(
                _("Problem"),
                _("Area"),
                _("Stage"),
                _("What is counted"),
                _("Baseline"),
                _("Target"),
                _("Latest result"),
                _("How far"),
            ),
            rows=tuple(_problem(line) for line in work.lines),
            links=tuple(line.url for line in work.lines),
        ),
    )


def _problem(line: ProblemLine) -> Row:
    counted = line.indicator + (f" ({line.unit})" if line.unit else "")
    return (
        line.title,
        line.area,
        line.stage,
        counted or _("No baseline yet"),
        _number(line.baseline),
        _number(line.target),
        _number(line.result),
        _how_far(line),
    )


def _how_far(line: ProblemLine) -> str:
    if line.share is None:
        return _("Not counted again yet")
    if line.share >= 1:
        return _("Goal met")
    if line.share <= 0:
        return _("No better than before")
    return _("%(percent)s of 100 of the way") % {"percent": round(100 * line.share)}


def _number(value: Decimal | None) -> float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def effort(places: list[PlaceEffort], these: Slice) -> tuple[Chart, ...]:
    """Each place's share of the hours, with a tick at its share of the concerns."""
    whole = effort_numbers.total(places)
    if not whole.hours or not whole.raised or len(places) < 2:  # noqa: PLR2004
        return ()
    shares = [
        (
            place.name,
            100 * place.effort.hours / whole.hours,
            100 * place.effort.raised / whole.raised,
        )
        for place in places
    ]
    return (
        Chart(
            shape="rows",
            title=findings.effort(places),
            about=_(
                "Share of all officer hours in 100, %(period)s. The tick is the share of concerns."
            )
            % {"period": these.period},
            series=(
                Series(_("Hours"), "pine"),
                Series(_("Concerns"), "ink", compared=True),
            ),
            points=tuple(
                Point(name, (hours, raised), in_words(round(hours)))
                for name, hours, raised in sorted(shares, key=lambda row: -row[1])
            ),
            table=Table(
                caption=_("Shares of hours and of concerns, in 100"),
                head=(_("Place"), _("Hours"), _("Concerns")),
                rows=tuple((name, round(hours), round(raised)) for name, hours, raised in shares),
            ),
        ),
    )


def effort_table(places: list[PlaceEffort], doors: Doors) -> Table:
    head = (
        _("Place"),
        _("Officer hours"),
        _("Hours diverted"),
        _("Concerns raised"),
        _("Problems open"),
    )
    whole = effort_numbers.total(places)

    def row(name: str, of: effort_numbers.Effort) -> Row:
        return (name, of.hours, of.diverted, of.raised, of.problems)

    return Table(
        caption=_("Hours of all officers together, beside what was asked for"),
        head=head,
        rows=tuple(row(place.name, place.effort) for place in places),
        total=row(_("All places"), whole),
        links=tuple(doors.in_period("outreach", place.code) for place in places),
    )


def training(held: list[CourseHeld]) -> tuple[Chart, ...]:
    drawn = [course for course in held if course.everywhere.percent is not None]
    if not drawn:
        return ()
    return (
        Chart(
            shape="rows",
            title=findings.training(held),
            about=_("Of 100 staff, how many hold each required course now."),
            series=(Series(_("Hold it")),),
            points=tuple(
                Point(course.name, (float(course.everywhere.percent or 0),),
                      f"{course.everywhere.percent} %")
                for course in drawn
            ),
            table=_everywhere(drawn),
        ),
    )  # fmt: skip


def _everywhere(held: list[CourseHeld]) -> Table:
    return Table(
        caption=_("Required courses"),
        head=(_("Course"), _("Hold it"), _("Staff"), _("Of 100")),
        rows=tuple(
            (
                course.name,
                course.everywhere.hold,
                course.everywhere.staff,
                course.everywhere.percent,
            )
            for course in held
        ),
    )


def training_tables(held: list[CourseHeld]) -> tuple[Table, ...]:
    """Places down, courses across: “3 of 8”."""
    if not held:
        return ()
    places = [name for name, _held in held[0].by_part]
    by_course = [dict(course.by_part) for course in held]
    return (
        Table(
            caption=_("How many staff of each place hold each required course"),
            head=(_("Place"), *(course.name for course in held)),
            rows=tuple((name, *(_of(course.get(name)) for course in by_course)) for name in places),
        ),
    )


def _of(held: object) -> str | None:
    hold, staff = getattr(held, "hold", 0), getattr(held, "staff", 0)
    return _("%(hold)s of %(staff)s") % {"hold": hold, "staff": staff} if staff else None


def partners_table(joined: Partners, these: Slice) -> Table:
    rows = (
        (_("Partners active"), joined.active),
        (_("New in the period"), joined.new),
        (_("Agreements in force"), joined.in_force),
        (_("Agreements lapsed"), joined.lapsed),
        (_("Volunteer hours"), _number(joined.hours)),
        (_("Gifts"), joined.gifts),
        (_("Worth about, in dollars"), _number(joined.worth)),
        (_("Meetings held together"), joined.together),
        (_("Referrals made"), joined.referred),
        (_("Referrals accepted"), joined.accepted),
    )
    return Table(
        caption=_("Partnerships, %(period)s") % {"period": these.period},
        head=(_("What"), _("How many")),
        rows=rows,
    )
