"""What happened to a recommendation, step by step, for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partnerships.boards.models import Recommendation

Step = dict[str, Any]


def of(one: Recommendation) -> list[Step]:
    """Steps for the timeline, in the order of their days; what is still to come is last."""
    steps = sorted(_happened(one), key=lambda step: step["on"])
    return [*steps, *_to_come(one)]


def _happened(one: Recommendation) -> Iterator[Step]:
    yield _step(_("Made by the board"), one.made_on)
    if one.taken_up_on:
        yield _step(_("Taken up by the police"), one.taken_up_on)
    for asked in one.extensions.all():
        until = {"day": date_format(asked.until, "DATE_FORMAT")}
        words = _("More time asked for, until %(day)s") % until
        yield _step(words, asked.at.date(), asked.why)
        if asked.decided_on:
            words = _("The board agreed to wait") if asked.agreed else _("The board did not agree")
            yield _step(words, asked.decided_on)
    for number, answer in enumerate(one.answers.all()):
        words = _("Answer corrected: %(verdict)s") if number else _("Answered: %(verdict)s")
        told = ngettext(
            "%(n)d member of the board written to",
            "%(n)d members of the board written to",
            answer.told,
        ) % {"n": answer.told}
        yield _step(
            words % {"verdict": answer.get_verdict_display()},
            answer.on,
            told if answer.told else "",
            "is-late" if one.was_late and not number else "is-told",
        )
    for action in one.actions.all():
        if action.done_on:
            yield _step(_("Done: %(what)s") % {"what": action.what}, action.done_on)
    if one.withdrawn_on:
        yield _step(_("Taken back by the board"), one.withdrawn_on, one.withdrawn_why)


def _to_come(one: Recommendation) -> Iterator[Step]:
    if one.is_overdue:
        yield _step(_("Answer was due, and there is none"), one.due_on, "", "is-late")
    elif one.is_waiting:
        yield _step(_("Answer due"), one.due_on, "", "is-next")
    for action in one.actions.all():
        if not action.done_on:
            state = "is-late" if action.is_late else "is-next"
            yield _step(_("To be done: %(what)s") % {"what": action.what}, action.due_on, "", state)


def _step(what: str, on: date, why: str = "", state: str = "is-done") -> Step:
    return {"what": what, "on": on, "why": why, "state": state}
