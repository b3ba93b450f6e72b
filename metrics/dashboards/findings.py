"""What the numbers say, as sentences. A chart's title is one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.dashboards.charts import in_words

if TYPE_CHECKING:
    from metrics.dashboards.board import Board

MOST = 0.5  # more than this share is "most"


def replies(board: Board) -> str:
    """How many of the replies that were due went out in time."""
    counts = board.replies
    if not counts.due:
        return _("No reply was due for what was raised in this period.")
    if counts.in_time == counts.due:
        return ngettext(
            "The one reply that was due went out in time.",
            "All %(due)s replies that were due went out in time.",
            counts.due,
        ) % {"due": in_words(counts.due)}
    return ngettext(
        "%(in_time)s of %(due)s reply that was due went out in time.",
        "%(in_time)s of %(due)s replies that were due went out in time.",
        counts.due,
    ) % {"in_time": in_words(counts.in_time), "due": in_words(counts.due)}


def late_today(board: Board) -> str:
    """How many replies are late at this moment, and where most of them are."""
    if not board.overdue:
        return _("No reply is late today.")
    words = {"n": in_words(board.overdue)}
    worst = board.late[0]
    if len([place for place in board.late if place.overdue]) > 1 and (
        worst.overdue > MOST * board.overdue
    ):
        return ngettext(
            "%(n)s reply is late today, in %(place)s.",
            "%(n)s replies are late today, most of them in %(place)s.",
            board.overdue,
        ) % (words | {"place": worst.name})
    return (
        ngettext("%(n)s reply is late today.", "%(n)s replies are late today.", board.overdue)
        % words
    )


def late_when_counted(board: Board) -> str:
    """The same for paper, where "today" means nothing."""
    if not board.overdue:
        return _("No reply was late when this was counted.")
    return ngettext(
        "%(n)s reply was late when this was counted.",
        "%(n)s replies were late when this was counted.",
        board.overdue,
    ) % {"n": in_words(board.overdue)}


def topics(board: Board) -> str:
    """What is raised most often."""
    raised = board.replies.raised
    if not raised:
        return _("No concern was raised in this period.")
    first = board.topics[0]
    if len(board.topics) > 1 and board.topics[1].count == first.count:
        return _("No topic stands out: “%(one)s” and “%(other)s” were raised equally often.") % {
            "one": first.name,
            "other": board.topics[1].name,
        }
    return _("“%(topic)s” is raised most often: %(n)s of %(all)s concerns.") % {
        "topic": first.name,
        "n": in_words(first.count),
        "all": in_words(raised),
    }


def over_time(board: Board) -> str:
    """How many were raised, next to as many days before."""
    before = sum(topic.before for topic in board.topics)
    raised = ngettext(
        "%(n)s concern was raised.", "%(n)s concerns were raised.", board.replies.raised
    ) % {"n": in_words(board.replies.raised)}
    compared = ngettext(
        "In as many days before, it was %(n)s.",
        "In as many days before, it was %(n)s.",
        before,
    ) % {"n": in_words(before)}
    return f"{raised} {compared}"


def meetings(board: Board) -> str:
    counts = board.meetings
    if not counts.held and not counts.planned:
        return _("No meeting was held or planned in this period.")
    held = ngettext("%(n)s meeting was held", "%(n)s meetings were held", counts.held) % {
        "n": in_words(counts.held)
    }
    people = ngettext("%(n)s person came", "%(n)s people came", counts.people) % {
        "n": in_words(counts.people)
    }
    planned = ngettext("%(n)s is still planned", "%(n)s are still planned", counts.planned) % {
        "n": in_words(counts.planned)
    }
    if counts.counted:
        return _("%(held)s, %(people)s, %(planned)s.") % {
            "held": held,
            "people": people,
            "planned": planned,
        }
    return _("%(held)s, %(planned)s.") % {"held": held, "planned": planned}


def outreach(board: Board) -> str:
    counts = board.outreach
    if not counts.entries:
        return _("No outreach was logged in this period.")
    return ngettext(
        "Outreach was logged once: %(hours)s officer hours, %(people)s people met.",
        "Outreach was logged %(n)s times: %(hours)s officer hours, %(people)s people met.",
        counts.entries,
    ) % {
        "n": in_words(counts.entries),
        "hours": in_words(round(counts.hours)),
        "people": in_words(counts.people),
    }


def trust(board: Board) -> str:
    """The score with its range, or why there is none."""
    number = board.trust.number
    if number.score is None or number.low is None or number.high is None:
        return str(number.why_held_back)
    return _(
        "Trust stands at %(score)s out of 100. We are 95%% sure it is between %(low)s and %(high)s."
    ) % {
        "score": round(number.score),
        "low": round(number.low),
        "high": round(number.high),
    }


def trust_by_part(board: Board) -> str:
    """Whether any place differs from another by more than chance."""
    known = [place for place in board.trust.by_part if place.score is not None]
    if not known:
        return _("Not enough answers to say.")
    if len(known) == 1:
        return _("Only %(place)s has enough answers to say.") % {"place": known[0].name}
    lowest = min(known, key=lambda place: place.score or 0)
    highest = max(known, key=lambda place: place.score or 0)
    if (lowest.high or 0) < (highest.low or 0):
        return _("Trust is lower in %(low)s than in %(high)s, by more than chance.") % {
            "low": lowest.name,
            "high": highest.name,
        }
    return _("The ranges overlap: we cannot say that any place differs.")


def all_of(board: Board) -> dict[str, str]:
    return {
        "replies": replies(board),
        "late_today": late_today(board),
        "topics": topics(board),
        "over_time": over_time(board),
        "meetings": meetings(board),
        "outreach": outreach(board),
        "trust": trust(board),
    }


def in_a_mail(board: Board) -> list[str]:
    """What happened in the period, in the order of the page; what is late is told before."""
    return [say(board) for say in (replies, topics, over_time, meetings, outreach, trust)]
