"""What the words of a report mean, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.concerns.models import Concern
from metrics.dashboards.charts import Guard, Table, in_words
from metrics.reports.document import Facts, Numbers
from metrics.reports.packs.days import written

if TYPE_CHECKING:
    from metrics.dashboards.board import Board

EDITION = 2  # raise it when a number comes to mean otherwise


def definitions(*about: str) -> Facts:
    """The words of these subjects, in this order; of all where none is named."""
    subjects = _subjects()
    pairs = [pair for name in about or subjects for pair in subjects[name]]
    return Facts(
        _("What the words mean, edition %(edition)s") % {"edition": EDITION},
        tuple(pairs),
        of=(),
    )


def _subjects() -> dict[str, tuple[tuple[str, str], ...]]:
    return {
        "replies": _of_replies(),
        "meetings": (
            (_("Meeting"), _("A published event that begins in the period.")),
            (
                _("People who came"),
                _("As the host wrote down; where nothing was, those checked in at the door."),
            ),
            (
                _("Police there"),
                _("Officers at the meeting, as the outreach log of that meeting says."),
            ),
        ),
        "outreach": (
            (
                _("Officer hours"),
                _("Minutes logged times officers there, for entries that were sent in."),
            ),
        ),
        "problems": (
            (
                _("Problem"),
                _(
                    "Something that keeps happening and is worked on in four stages: scanning, "
                    "analysis, response, assessment."
                ),
            ),
            (
                _("Measured result"),
                _("A count before the work, a goal with its day, and a count after."),
            ),
        ),
        "partnerships": (
            (_("Partner"), _("An organization that asked to work with us and was approved.")),
            (
                _("Active"),
                _(
                    "Something was done together in the period: a meeting, a step, outreach. In a "
                    "report about the whole city also time or a gift, since these have no place."
                ),
            ),
            (
                _("Lapsed"),
                _("An organization that left or lapsed, or an agreement whose last day is over."),
            ),
        ),
        "promises": (
            (
                _("Promise"),
                _("A commitment to residents with a day and someone who answers for it."),
            ),
            (
                _("Kept in time"),
                _("Done by the day that was first promised. Moving the day does not change that."),
            ),
            (_("Told"), _("Residents were told how it ended.")),
        ),
        "priorities": (
            (
                _("Without news"),
                _("Nothing new was said of a priority for %(days)s days or more.")
                % {"days": settings.PRIORITY_STALE_DAYS},
            ),
        ),
        "recommendations": (
            (
                _("Answer due"),
                _("%(days)s days after the board made the recommendation.")
                % {"days": settings.RECOMMENDATION_ANSWER_DAYS},
            ),
        ),
    }


def _of_replies() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("First reply"),
            _(
                "The first answer to a concern, or the word that it was closed. It is promised "
                "within %(hours)s hours. A concern that is opened again gets a new promise."
            )
            % {"hours": settings.FIRST_REPLY_HOURS},
        ),
        (_("Due"), _("Replies that went out, or whose promised time has passed.")),
        (_("In time"), _("The reply went out before the promised time had passed.")),
        (
            _("Hours to a reply"),
            _("From when a concern was raised to its first reply. Half took less than this."),
        ),
    )


def missing(board: Board, *more: tuple[str, str]) -> Facts:
    """Gaps in the record, each a fault in the numbers above it.

    Of concerns it names the row where they stand, since counts of them may have to be held back.
    """
    uncounted = board.meetings.held - board.meetings.counted
    these = board.these
    first = Concern.objects.filter(these.inside()).aggregate(at=Min("raised_at"))["at"]
    before = these.period.before()
    begins = timezone.localdate(first) if first else None
    return Facts(
        _("Gaps in the record"),
        (
            (
                _("Concerns without a place"),
                _("They stand in a row of their own, “Place not known”, where there are any."),
            ),
            (
                _("Concerns without a topic"),
                _("They stand in a row of their own, “No topic chosen”, where there are any."),
            ),
            (
                _("Concerns that carry no promise"),
                _("Brought in from another system. They are raised, and neither due nor late."),
            ),
            (_("Meetings held that nobody counted"), in_words(uncounted)),
            *(
                (
                    (
                        _("Days before the record begins"),
                        _(
                            "The first concern on record is of %(day)s. What is said of days "
                            "before that counts nothing."
                        )
                        % {"day": written(begins)},
                    ),
                )
                if begins is not None and begins > before.first
                else ()
            ),
            *more,
        ),
        of=(),
    )


def how_many(board: Board) -> Numbers:
    """The n behind the report. Guarded like the same sums in other tables."""
    return Numbers(
        "counted",
        Table(
            caption=_("How many this report is about"),
            head=(
                _("Counted"),
                _("Concerns raised"),
                _("Meetings held"),
                _("People who came"),
                _("Outreach entries"),
                _("People met"),
            ),
            rows=(),
            total=(
                _("In all"),
                board.replies.raised,
                board.meetings.held,
                board.meetings.people,
                board.outreach.entries,
                board.outreach.people,
            ),
            guard=Guard((None, "raised", None, "people", None, "people_met"), "place", ()),
        ),
    )
