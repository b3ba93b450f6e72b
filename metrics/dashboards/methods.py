"""How trust was measured, in words. No score is shown without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metrics.dashboards.charts import in_words

if TYPE_CHECKING:
    from metrics.dashboards.board import Board


def trust(board: Board) -> tuple[tuple[str, str], ...]:
    """Terms and what they are, for the box beside the score."""
    asked, number = board.trust, board.trust.number
    pairs = [(_("Who answered"), str(number.sample_type.label)), (_("How many"), _how_many(board))]
    if number.version is not None:
        words = _("“%(question)s” From 0 to 10. Wording: %(title)s, version %(version)s.") % {
            "question": asked.question,
            "title": number.instrument,
            "version": number.version,
        }
        pairs.append((_("What was asked"), words))
    if number.score is not None:
        pairs.append(
            (
                _("What the score is"),
                _("The average answer was %(average)s of 10. It is not a percentage.")
                % {"average": in_words(round(number.score / 10, 1))},
            )
        )
    pairs.append((_("What it covers"), _covered(board)))
    return (
        *pairs,
        (_("What it cannot tell"), str(number.method)),
        (_("Weighting"), _("None: every answer counts the same.")),
        (
            _("Not mixed in"),
            _("Other kinds of samples, and answers to other wordings of the question."),
        ),
        (
            _("Held back"),
            _("Any score with fewer than %(floor)s answers.") % {"floor": settings.SCORE_FLOOR},
        ),
    )


def _covered(board: Board) -> str:
    """A score is of whole quarters and districts, so that no two tell of a few people."""
    covered = _(
        "Whole quarters of whole districts, %(period)s: no two scores differ by a few people."
    ) % {"period": board.trust.cut}
    if not board.trust.left_out:
        return covered
    left_out = ngettext(
        "%(n)s quarter of a district had fewer than %(floor)s answers and is left out.",
        "%(n)s quarters of districts had fewer than %(floor)s answers and are left out.",
        board.trust.left_out,
    ) % {"n": in_words(board.trust.left_out), "floor": settings.PUBLISH_FLOOR}
    return f"{covered} {left_out}"


def _how_many(board: Board) -> str:
    asked, number = board.trust, board.trust.number
    if number.score is None and number.n < settings.PUBLISH_FLOOR:
        return _("Fewer than %(floor)s answers.") % {"floor": settings.PUBLISH_FLOOR}
    answers = ngettext("%(n)s answer.", "%(n)s answers.", number.n) % {"n": in_words(number.n)}
    invited = ngettext(
        "%(n)s person was invited in the period, after %(waves)s meetings.",
        "%(n)s people were invited in the period, after %(waves)s meetings.",
        asked.invited,
    ) % {"n": in_words(asked.invited), "waves": in_words(asked.waves)}
    return f"{answers} {invited}"
