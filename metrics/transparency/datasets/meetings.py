"""Meetings, minutes, outreach and referrals to partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from metrics.transparency.datasets.places import CITYWIDE, DISTRICT, by_place
from metrics.transparency.datasets.shape import Column, Dataset, Drawing, percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from metrics.dashboards.charts import Value


def _meetings(n: Callable[[str], int]) -> tuple[Value, ...]:
    held, people, youth = n("held"), n("people"), n("youth")
    return held, n("cancelled"), n("counted"), people, people - youth, youth


def _minutes(n: Callable[[str], int]) -> tuple[Value, ...]:
    in_time, late = n("minutes_in_time"), n("minutes_late")
    return in_time + late, in_time, late, percent(in_time, in_time + late)


def _outreach(n: Callable[[str], int]) -> tuple[Value, ...]:
    met, youth = n("people_met"), n("youth_met")
    hours, diverted = n("officer_minutes") / 60, n("diverted_minutes") / 60
    return n("outreach"), round(hours, 1), round(diverted, 1), met, met - youth, youth


def _referrals(n: Callable[[str], int]) -> tuple[Value, ...]:
    referred, accepted = n("referred"), n("referral_accepted")
    return referred, accepted, referred - accepted


MEETINGS = Dataset(
    slug="meetings",
    title=_("Meetings and who came, by district"),
    about=_("Meetings everyone could come to, and how many people did."),
    columns=(
        DISTRICT,
        Column("held", _("Held"), _("Meetings that took place in the quarter.")),
        Column("cancelled", _("Called off"), _("Meetings that were called off.")),
        Column(
            "counted", _("Somebody counted"), _("Meetings held of which we know how many came.")
        ),
        Column(
            "people",
            _("People who came"),
            _(
                "As the host wrote down, else those checked in at the door. "
                "Someone who came twice counts twice."
            ),
            fact="people",
        ),
        Column("adults", _("Adults"), _("Of those, not known to be under 18."), fact="adults"),
        Column(
            "youth", _("Under 18"), _("Of those, under 18, as the host wrote down."), fact="youth"
        ),
    ),
    count=lambda record: by_place(record, _meetings, CITYWIDE),
    facts=("held", "cancelled", "counted", "people", "youth"),
    ties=(("people", ("adults", "youth")),),
    drawing=Drawing(("held",), ("pine",), "held"),
    empty=_("No meeting was held or called off."),
)
MINUTES = Dataset(
    slug="minutes",
    title=_("Minutes in time, by district"),
    about=_("Whether what was said at a meeting was published when it was promised."),
    columns=(
        DISTRICT,
        Column("due", _("Due"), _("Meetings held whose minutes were due: in_time and late.")),
        Column("in_time", _("In time"), _("Minutes published before their time was up.")),
        Column("late", _("Late"), _("Minutes published later, or not yet.")),
        Column(
            "in_time_percent",
            _("In time, of 100 due"),
            _("in_time of due, in percent."),
            "percent",
            of=("in_time", "due"),
        ),
    ),
    count=lambda record: by_place(record, _minutes, CITYWIDE),
    facts=("minutes_in_time", "minutes_late"),
    drawing=Drawing(("in_time", "late"), ("pine", "late"), "due"),
    empty=_("No minutes were due."),
)
OUTREACH = Dataset(
    slug="outreach",
    title=_("Outreach, by district"),
    about=_("Time officers spent with people outside of calls. It is never counted by officer."),
    columns=(
        DISTRICT,
        Column("entries", _("Times"), _("Entries in the log that were sent in.")),
        Column(
            "officer_hours", _("Officer hours"), _("Hours logged times officers there."), "hours"
        ),
        Column(
            "diverted_hours",
            _("Hours diverted"),
            _("Officer hours of entries that were cut short, because officers were called away."),
            "hours",
        ),
        Column(
            "people", _("People met"), _("Counted or estimated by officers."), fact="people_met"
        ),
        Column("adults", _("Adults"), _("Of those, adults."), fact="adults_met"),
        Column("youth", _("Under 18"), _("Of those, under 18."), fact="youth_met"),
    ),
    count=lambda record: by_place(record, _outreach, CITYWIDE),
    facts=("outreach", "officer_minutes", "diverted_minutes", "people_met", "youth_met"),
    ties=(("people_met", ("adults_met", "youth_met")),),
    drawing=Drawing(("officer_hours",), ("pine",), "officer_hours"),
    empty=_("No outreach was logged."),
)
REFERRALS = Dataset(
    slug="referrals",
    title=_("Requests for help to partners, by district"),
    about=_("People who asked for help, and whether an organization took it on."),
    columns=(
        DISTRICT,
        Column("referred", _("Requests"), _("Requests made to a partner."), fact="referred"),
        Column(
            "accepted",
            _("Taken on"),
            _("Of those, requests a partner took on."),
            fact="referral_accepted",
        ),
        Column(
            "not_accepted",
            _("Not taken on"),
            _("Of those, declined or not answered yet."),
            fact="referral_not_accepted",
        ),
    ),
    count=lambda record: by_place(record, _referrals),
    facts=("referred", "referral_accepted"),
    ties=(("referred", ("referral_accepted", "referral_not_accepted")),),
    drawing=Drawing(("accepted", "not_accepted"), ("pine", "range"), "referred"),
    empty=_("Nobody was referred to a partner."),
)
