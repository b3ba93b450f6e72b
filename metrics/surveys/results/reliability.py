"""Whether the questions of an index hang together, from one pass over the answers.

Read when numbers are released, and kept with them: never while a page is waited for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db import connection

from metrics.surveys.models import Question
from metrics.surveys.results.summing import ends
from metrics.trust import reliability
from metrics.trust.scores import pomp

if TYPE_CHECKING:
    from metrics.surveys.models import Index, Wave

LEAST_ALPHA, LEAST_ITEM_REST = 0.70, 0.30  # STATISTICS.md, 1.10
FEWEST = 30
FOR_OMEGA = 3
# Each pattern of answers once, with how many gave it.
PATTERNS = """
    SELECT {columns}, count(*) FROM surveys_response
    WHERE wave_id = %(wave)s AND is_folded AND {complete} GROUP BY {numbers}
"""


class Agreement(TypedDict):
    """How the items of an index agree; None where too few answered all of them to say."""

    alpha: float | None
    omega: float | None
    least_item_rest: float | None
    n: int
    holds: bool


def agreement(wave: Wave) -> dict[str, Agreement]:
    """By index of more than one item. A statement for each."""
    indices = wave.instrument.indices.prefetch_related("items__question__row_of")
    return {index.code: _of(wave, index) for index in indices if len(index.items.all()) > 1}


def _of(wave: Wave, index: Index) -> Agreement:
    items = list(index.items.all())
    names = [f"item_{at}" for at, _ in enumerate(items)]
    values: dict[str, Any] = {
        name: item.question.code for name, item in zip(names, items, strict=True)
    }
    complete = " AND ".join(
        f"jsonb_typeof(answers -> %({name})s) = 'number'"
        f" AND (answers -> %({name})s)::int <> ALL(%(missing)s)"
        for name in names
    )
    statement = PATTERNS.format(
        columns=", ".join(f"(answers -> %({name})s)::int" for name in names),
        complete=complete,
        numbers=", ".join(str(at) for at, _ in enumerate(names, start=1)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"wave": wave.pk, "missing": list(Question.MISSING)})
        rows = cursor.fetchall()
    counts = [row[-1] for row in rows]
    n = sum(counts)
    if n < FEWEST:
        return Agreement(alpha=None, omega=None, least_item_rest=None, n=n, holds=True)
    scored = [
        [
            float(pomp(answer, *ends(item.question), reverse=item.is_reversed))
            for answer, item in zip(row, items, strict=False)
        ]
        for row in rows
    ]
    try:
        alpha = reliability.alpha(scored, counts)
    except ValueError:  # everyone answered an item alike: nothing to tell agreement by
        return Agreement(alpha=None, omega=None, least_item_rest=None, n=n, holds=True)
    least = float(min(alpha.item_rest_r))
    omega = float(reliability.omega(scored, counts)) if len(items) >= FOR_OMEGA else None
    return Agreement(
        alpha=float(alpha),
        omega=omega,
        least_item_rest=least,
        n=n,
        holds=float(alpha) >= LEAST_ALPHA and least >= LEAST_ITEM_REST,
    )
