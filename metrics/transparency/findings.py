"""What a dataset says, as a sentence: the miss as plainly as the hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.dashboards.charts import HELD, in_words

if TYPE_CHECKING:
    from metrics.dashboards.charts import Value
    from metrics.transparency.showing import Shown


def finding(shown: Shown) -> str:
    """One sentence from the last row; that it is held back, or the title where there is none."""
    sentence = SENTENCES.get(shown.slug)
    said = sentence(shown) if sentence else ""
    return said or (_("What this comes to is held back.") if shown.held else shown.title)


def _parts(shown: Shown, *columns: str) -> dict[str, str] | None:
    """The totals in words; None where one is not there to be told."""
    values: dict[str, Value] = {code: shown.total(code) for code in columns}
    if any(value is None or value == HELD for value in values.values()):
        return None
    return {code: in_words(value) for code, value in values.items()}


def _replies(shown: Shown) -> str:
    told = _parts(shown, "in_time", "due")
    if told is None:
        return ""
    if not shown.number("due"):
        return _("No reply was due.")
    return _("%(in_time)s of %(due)s replies that were due went out in time.") % told


def _hours(shown: Shown) -> str:
    told = _parts(shown, "median_hours", "p90_hours")
    if told is None:
        return ""
    return (
        _("Half of the replies took up to %(median_hours)s hours, nine in ten up to %(p90_hours)s.")
        % told
    )


def _languages(shown: Shown) -> str:
    told = [
        f"{shown.name(row[0])} {in_words(share)}%"
        for row in shown.rows
        if isinstance(share := shown.cell(row, "in_time_percent"), int | float)
    ]
    return (
        _("Answered in time, of those due: %(languages)s.") % {"languages": ", ".join(told)}
        if told
        else ""
    )


def _topics(shown: Shown) -> str:
    first = shown.rows[0]
    n, whole = shown.cell(first, "raised"), shown.total("raised")
    if HELD in (n, whole):
        return ""
    return _("“%(topic)s” was raised most often: %(n)s of %(all)s concerns.") % {
        "topic": shown.name(first[0]),
        "n": in_words(n),
        "all": in_words(whole),
    }


def _promises(shown: Shown) -> str:
    told = _parts(shown, "kept", "due", "told")
    if told is None:
        return ""
    return (
        _(
            "%(kept)s of %(due)s promises that were due were kept in time. "
            "Residents were told the end of %(told)s."
        )
        % told
    )


def _meetings(shown: Shown) -> str:
    told = _parts(shown, "held", "people")
    return _("%(held)s meetings were held, and %(people)s people came.") % told if told else ""


def _minutes(shown: Shown) -> str:
    told = _parts(shown, "in_time", "due")
    return _("%(in_time)s of %(due)s minutes came out in time.") % told if told else ""


def _outreach(shown: Shown) -> str:
    told = _parts(shown, "entries", "officer_hours")
    return (
        _("Officers spent %(officer_hours)s hours with people, in %(entries)s entries of the log.")
        % told
        if told
        else ""
    )


def _priorities(shown: Shown) -> str:
    told = _parts(shown, "priorities_set", "priorities_done")
    return (
        _("%(priorities_set)s priorities were set, %(priorities_done)s were done.") % told
        if told
        else ""
    )


def _recommendations(shown: Shown) -> str:
    told = _parts(shown, "received", "in_time", "late")
    return (
        _(
            "Of %(received)s recommendations, %(in_time)s were answered in time, and %(late)s late "
            "or not yet."
        )
        % told
        if told
        else ""
    )


def _gifts(shown: Shown) -> str:
    hours = next((shown.cell(row, "hours") for row in shown.rows if row[0] == "volunteers"), None)
    return _("Volunteers gave %(hours)s hours.") % {"hours": in_words(hours)} if hours else ""


def _referrals(shown: Shown) -> str:
    told = _parts(shown, "referred", "accepted")
    return (
        _("Partners took on %(accepted)s of %(referred)s requests for help.") % told if told else ""
    )


def _demands(shown: Shown) -> str:
    n = int(shown.number("received") or 0)
    if not n:
        return _("No demand by law was received.")
    return ngettext("One demand by law was received.", "%(n)s demands by law were received.", n) % {
        "n": in_words(n)
    }


def _training(shown: Shown) -> str:
    lacking = sum(n for row in shown.rows if isinstance(n := shown.cell(row, "lapsed"), int))
    return ngettext(
        "One required course is missing, counted by person and course.",
        "%(n)s required courses are missing, counted by person and course.",
        lacking,
    ) % {"n": in_words(lacking)}


def _routed(shown: Shown) -> str:
    n = next((shown.cell(row, "times") for row in shown.rows if row[0] == "complaint"), 0)
    times = n if isinstance(n, int) else 0
    if not times:
        return _("Nobody with a complaint about an officer was led to those who decide.")
    return ngettext(
        "Someone with a complaint about an officer was led once to those who decide.",
        "People with a complaint about an officer were led %(n)s times to those who decide.",
        times,
    ) % {"n": in_words(times)}


def _trust(shown: Shown) -> str:
    last = shown.rows[-1]
    score, low, high = (shown.cell(last, end) for end in ("score", "low", "high"))
    if not all(isinstance(end, int | float) for end in (score, low, high)):
        return ""
    return _(
        "Trust stands at %(score)s out of 100. We are 95%% sure it is between %(low)s and %(high)s."
    ) % {
        name: in_words(round(float(end or 0)))
        for name, end in (("score", score), ("low", low), ("high", high))
    }


def _surveys(shown: Shown) -> str:
    n = len(shown.rows)
    return ngettext("%(n)s survey was released.", "%(n)s surveys were released.", n) % {"n": n}


def _again(shown: Shown) -> str:
    n = sum(times for row in shown.rows if isinstance(times := shown.cell(row, "times"), int))
    if not n:
        return _("Nothing that was public was replaced.")
    return ngettext("One thing was published again.", "%(n)s things were published again.", n) % {
        "n": in_words(n)
    }


SENTENCES = {
    "replies": _replies,
    "reply-hours": _hours,
    "reply-languages": _languages,
    "topics": _topics,
    "promises": _promises,
    "meetings": _meetings,
    "minutes": _minutes,
    "outreach": _outreach,
    "priorities": _priorities,
    "recommendations": _recommendations,
    "gifts": _gifts,
    "referrals": _referrals,
    "legal-demands": _demands,
    "training": _training,
    "routed": _routed,
    "trust": _trust,
    "surveys": _surveys,
    "corrections": _again,
}
