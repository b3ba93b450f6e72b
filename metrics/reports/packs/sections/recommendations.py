"""What boards recommended, what the agency answered, and what it did about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.dashboards.charts import Table, in_words
from metrics.reports.document import Numbers, Paragraph, Story
from metrics.reports.packs.days import written
from partnerships.boards.models import Recommendation, RecommendationAction
from partnerships.boards.states import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Block


def register(these: Slice) -> list[Recommendation]:
    """Made by the end of the period and made, answered, acted upon or still owed something in it.

    Three statements.
    """
    period = these.period
    days = (period.first, period.last)
    acted = RecommendationAction.objects.filter(recommendation=OuterRef("pk"))
    alive = (
        Q(made_on__range=days)
        | Q(answered_on__range=days)
        | Q(withdrawn_on__range=days)
        | Q(answered_on=None, withdrawn_on=None)
        | Exists(acted.filter(Q(done_on=None) | Q(done_on__range=days)))
    )
    found = Recommendation.objects.filter(these.inside(), alive, made_on__lte=period.last)
    whole = found.with_actions().select_related("board", "area")
    return list(whole.prefetch_related("answers", "actions").order_by("made_on", "board", "pk"))


def overdue(found: Iterable[Recommendation], these: Slice) -> int:
    today = timezone.localdate(these.at)
    return sum(each.status_at(today) == Status.OVERDUE for each in found)


def finding(found: list[Recommendation], these: Slice) -> Paragraph:
    if not found:
        return Paragraph(_("No recommendation was made, answered or owed anything."), of=())
    late = overdue(found, these)
    words = ngettext(
        "%(n)s recommendation of a board is in this report. The answer to %(late)s is overdue.",
        "%(n)s recommendations of boards are in this report. The answers to %(late)s are overdue.",
        len(found),
    )
    return Paragraph(words % {"n": in_words(len(found)), "late": in_words(late)}, of=())


def recommendations(found: list[Recommendation], these: Slice) -> tuple[Block, ...]:
    """The register and what is done because of it."""
    if not found:
        return (finding(found, these),)
    blocks: list[Block] = [
        finding(found, these),
        Numbers("recommendations", register_table(found, these)),
    ]
    if any(each.actions.all() for each in found):
        blocks.append(Numbers("recommendation_actions", actions_table(found, these)))
    return tuple(blocks)


def register_table(found: list[Recommendation], these: Slice) -> Table:
    today = timezone.localdate(these.at)
    return Table(
        caption=_("Recommendations and how they were answered"),
        head=(
            _("Number"),
            _("Board"),
            _("Made"),
            _("Recommendation"),
            _("Answer due"),
            _("Status"),
            _("Answered"),
            _("Reply"),
        ),
        rows=tuple(
            (
                each.label,
                each.board.name,
                written(each.made_on),
                each.title,
                written(each.due_on),
                str(each.status_at(today).label),
                written(each.answered_on),
                str(Verdict(each.verdict).label) if each.verdict else "",
            )
            for each in found
        ),
        links=tuple(each.get_absolute_url() for each in found),
    )


def actions_table(found: list[Recommendation], these: Slice) -> Table:
    """An office answers for each, never a person."""
    today = timezone.localdate(these.at)
    actions = [(each, action) for each in found for action in each.actions.all()]
    return Table(
        caption=_("What is done because of them"),
        head=(
            _("Number"),
            _("Board"),
            _("What we do"),
            _("Office"),
            _("By"),
            _("Done"),
            _("What came of it"),
        ),
        rows=tuple(
            (
                each.label,
                each.board.name,
                action.what,
                action.owner_words,
                written(action.due_on),
                _done(action, today),
                action.result,
            )
            for each, action in actions
        ),
    )


def _done(action: RecommendationAction, today: date) -> str:
    if action.done_on:
        return written(action.done_on)
    return _("Late") if action.is_overdue(today) else _("Not yet")


def stories(found: list[Recommendation], these: Slice) -> tuple[Story, ...]:
    """Each in full: its words, the answer with its reason, and what is done."""
    return tuple(_story(each, timezone.localdate(these.at)) for each in found)


def _story(each: Recommendation, today: date) -> Story:
    pairs = [
        (_("Board"), each.board.name),
        (_("Made"), written(each.made_on)),
        (_("What the board recommends"), each.text),
        (_("Why"), each.why),
        (_("Answer due"), _due(each)),
        (_("Status"), str(each.status_at(today).label)),
    ]
    if each.withdrawn_on:
        pairs.append((_("Taken back"), f"{written(each.withdrawn_on)}. {each.withdrawn_why}"))
    for answer in each.answers.all():
        about = {"day": written(answer.on), "reply": answer.get_verdict_display()}
        pairs.append((_("Reply of %(day)s: %(reply)s") % about, answer.reason))
    for action in each.actions.all():
        office = _("%(office)s, by %(day)s") % {
            "office": action.owner_words,
            "day": written(action.due_on),
        }
        done = _("Done %(day)s: %(what)s") % {"day": written(action.done_on), "what": action.result}
        ended = done if action.done_on else _("Not done yet.")
        pairs.append((office, f"{action.what}. {ended}"))
    return Story(f"{each.label} {each.title}", tuple(pairs), of=())


def _due(each: Recommendation) -> str:
    if not each.was_moved:
        return written(each.due_on)
    return _("%(day)s; first due %(first)s, and the board agreed to wait") % {
        "day": written(each.due_on),
        "first": written(each.first_due_on),
    }
