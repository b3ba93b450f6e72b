"""Every fact that is tallied: its name, what its kinds are, and what exactly it means.

A definition has a version. A number that was published keeps the version it was counted by, so
whoever changes what a fact means raises its version and says from when; `tests/` compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Fact:
    """What one number counts. `of` says what its kinds are, empty where it has none.

    `guarded` counts are of people or of what they said: under the floor they are not published.
    """

    name: str
    label: _StrOrPromise
    meaning: _StrOrPromise
    day: _StrOrPromise
    of: str = ""
    guarded: bool = False
    version: int = 1


RAISED = _("The day the concern was raised.")
BEGINS = _("The day the meeting begins.")
LAST_BEGINS = _("The day the meeting begins; of one with several days, the last.")
THAT_DAY = _("The day it happened.")
PROMISED_FOR = _("The day it was first promised for.")

TALLIED: tuple[Fact, ...] = (
    # Concerns. The outcomes are of the first reply: in_time + late + overdue + not_due +
    # no_promise = raised.
    Fact(
        "raised",
        _("Raised"),
        _("Concerns that reached us, doubles too: each was promised a reply."),
        RAISED,
        "topic",
        guarded=True,
    ),
    Fact(
        "in_time",
        _("In time"),
        _("The first answer, or the word that it was closed, came before its time was up."),
        RAISED,
        "language",
        guarded=True,
    ),
    Fact(
        "late",
        _("Answered late"),
        _("The first reply came after its time was up."),
        RAISED,
        "language",
        guarded=True,
    ),
    Fact(
        "overdue",
        _("Late, no answer yet"),
        _("The time was up and no reply had gone out."),
        RAISED,
        "language",
        guarded=True,
    ),
    Fact(
        "not_due",
        _("Still has time"),
        _("No reply yet, and its time is not up, or stands while we wait for the resident."),
        RAISED,
        "language",
        guarded=True,
    ),
    Fact(
        "no_promise",
        _("No reply was promised"),
        _("Brought in from another system, which promised nothing in our name."),
        RAISED,
        "language",
        guarded=True,
    ),
    Fact(
        "reply_hours",
        _("Hours to a reply"),
        _("First replies by how long they took: steps of two in a hundred."),
        RAISED,
        "step",
        guarded=True,
    ),
    Fact(
        "outcome",
        _("State"),
        _("Concerns raised that day by the state they are in now."),
        RAISED,
        "state",
        guarded=True,
    ),
    Fact(
        "aged",
        _("State and age"),
        _("Concerns raised that day by their state and by days open, now or until closed."),
        RAISED,
        "state and age",
        guarded=True,
    ),
    Fact(
        "channel",
        _("How it came"),
        _("Concerns by how they reached us."),
        RAISED,
        "channel",
        guarded=True,
    ),
    Fact(
        "raised_near",
        _("Raised near a spot"),
        _("Concerns by the cell their spot lies in; those without a spot are not among them."),
        RAISED,
        "cell",
        guarded=True,
    ),
    Fact(
        "routed",
        _("Complaints routed"),
        _("How often the first page led a complaint about an officer to whoever decides on it."),
        THAT_DAY,
    ),
    # Meetings, published ones only.
    Fact("held", _("Held"), _("Meetings that are over and were not cancelled."), BEGINS, "kind"),
    Fact("planned", _("Planned"), _("Meetings that are not over yet."), BEGINS, "kind"),
    Fact(
        "cancelled",
        _("Cancelled"),
        _("Meetings that were called off, alone or with their event."),
        BEGINS,
        "kind",
    ),
    Fact(
        "counted",
        _("Somebody counted"),
        _("Meetings held of which we know how many came."),
        BEGINS,
        "kind",
    ),
    Fact(
        "people",
        _("People who came"),
        _("As the host wrote down; where nothing was, those checked in at the door."),
        BEGINS,
        "kind",
        guarded=True,
    ),
    Fact(
        "youth",
        _("Under 18"),
        _("Of the people who came, as the host wrote down."),
        BEGINS,
        "kind",
        guarded=True,
    ),
    Fact(
        "minutes_in_time",
        _("Minutes in time"),
        _("Meetings held that owe minutes, and had them published before their time was up."),
        LAST_BEGINS,
    ),
    Fact(
        "minutes_late",
        _("Minutes late"),
        _("Meetings held whose minutes came late, or whose time is up without any."),
        LAST_BEGINS,
    ),
    # Outreach, submitted entries only.
    Fact("outreach", _("Outreach"), _("Entries in the log that were sent in."), THAT_DAY, "kind"),
    Fact(
        "officer_minutes",
        _("Officer minutes"),
        _("Minutes logged times officers there."),
        THAT_DAY,
        "kind",
    ),
    Fact(
        "diverted_minutes",
        _("Minutes diverted"),
        _("Officer minutes of entries cut short because officers were called to patrol."),
        THAT_DAY,
        "kind",
    ),
    Fact(
        "people_met",
        _("People met"),
        _("Adults and under 18, counted or estimated."),
        THAT_DAY,
        "kind",
        guarded=True,
    ),
    Fact("youth_met", _("Under 18"), _("Of the people met."), THAT_DAY, "kind", guarded=True),
    # Promises.
    Fact(
        "promised",
        _("Promises made"),
        _("Commitments entered, whoever made them and wherever."),
        _("The day it was made."),
    ),
    Fact(
        "promise_due",
        _("Promises due"),
        _("Commitments whose day has passed, or that were kept or given up before it."),
        PROMISED_FOR,
    ),
    Fact("kept", _("Kept in time"), _("Promises due that were kept by their day."), PROMISED_FOR),
    Fact(
        "kept_late", _("Kept late"), _("Promises due that were kept after their day."), PROMISED_FOR
    ),
    Fact(
        "not_kept",
        _("Not kept"),
        _("Promises due that are still open or were given up."),
        PROMISED_FOR,
    ),
    Fact(
        "told",
        _("Residents were told"),
        _("Promises due whose end residents were told."),
        PROMISED_FOR,
    ),
    # The rest of the loop.
    Fact(
        "priority_set",
        _("Priorities set"),
        _("Issues that became a priority."),
        _("The day since when it is a priority."),
    ),
    Fact(
        "priority_done",
        _("Priorities done"),
        _("Priorities with an action that were closed."),
        _("The day it was closed."),
    ),
    Fact(
        "problem_opened",
        _("Problems taken on"),
        _("Problem records begun."),
        _("The day it was begun."),
    ),
    Fact(
        "problem_closed",
        _("Problems closed"),
        _("Problem records closed, by how they ended."),
        _("The day it was closed."),
        "end",
    ),
    Fact(
        "recommended",
        _("Recommendations received"),
        _("Recommendations handed to the police, also those taken back since."),
        _("The day it was made."),
    ),
    Fact(
        "recommendation_in_time",
        _("Answered in time"),
        _("Recommendations answered before their time was up."),
        _("The day it was made."),
    ),
    Fact(
        "recommendation_late",
        _("Answered late or not yet"),
        _("Recommendations whose time was up before an answer."),
        _("The day it was made."),
    ),
    Fact(
        "referred",
        _("Referrals made"),
        _("Referrals to a partner."),
        _("The day it was made."),
        guarded=True,
    ),
    Fact(
        "referral_accepted",
        _("Referrals accepted"),
        _("Referrals a partner took on."),
        _("The day it was made."),
        guarded=True,
    ),
    Fact(
        "contributed",
        _("Volunteer hours"),
        _("Hours partners gave, each day’s in whole hours."),
        THAT_DAY,
    ),
    Fact("trained", _("Courses completed"), _("Courses completed by staff."), THAT_DAY, "course"),
)

STANDING: tuple[Fact, ...] = (
    Fact("replies_overdue", _("Replies late"), _("Open concerns whose first reply is late."), ""),
    Fact("concerns_open", _("Concerns open"), _("Concerns not closed."), ""),
    Fact(
        "open_for",
        _("Open for"),
        _("Open concerns by days open: 0 up to 1, 1 up to 3, 2 up to 7, 3 up to 30, 4 longer."),
        "",
        "age",
    ),
    Fact("promises_overdue", _("Promises late"), _("Open promises whose day has passed."), ""),
    Fact("promises_open", _("Promises open"), _("Promises not over."), ""),
    Fact(
        "promises_untold",
        _("Residents not told"),
        _("Promises that are over and whose end residents do not know."),
        "",
    ),
    Fact(
        "priorities_stale",
        _("Priorities without news"),
        _("Current priorities with no news for longer than promised."),
        "",
    ),
    Fact(
        "priorities_current", _("Priorities current"), _("Priorities published and not closed."), ""
    ),
    Fact(
        "minutes_overdue",
        _("Minutes late"),
        _("Meetings held whose minutes are not published though their time is up."),
        "",
    ),
    Fact(
        "recommendations_overdue",
        _("Recommendations late"),
        _("Recommendations not answered though their time is up."),
        "",
    ),
    Fact("recommendations_open", _("Recommendations open"), _("Recommendations not answered."), ""),
    Fact(
        "problems_open",
        _("Problems worked on"),
        _("Problem records not closed, by stage."),
        "",
        "stage",
    ),
    Fact("partners_active", _("Partners active"), _("Organizations approved and not lapsed."), ""),
    Fact(
        "agreements_in_force",
        _("Agreements in force"),
        _("Agreements signed and in their term."),
        "",
    ),
    Fact(
        "agreements_lapsed",
        _("Agreements lapsed"),
        _("Agreements whose term has ended in the last year, and which no new one replaced."),
        "",
    ),
    Fact(
        "training_current",
        _("Training current"),
        _("Staff who hold a required course, by course."),
        "",
        "course",
    ),
    Fact(
        "training_lapsed",
        _("Training lapsed"),
        _("Staff who lack a required course or whose time is up, by course."),
        "",
        "course",
    ),
    Fact(
        "areas_with_contact",
        _("With a named contact"),
        _("Areas whose team has a named person."),
        "",
    ),
)

FACTS: dict[str, Fact] = {fact.name: fact for fact in (*TALLIED, *STANDING)}
