"""What is read of responses: the SQL that turns rows into sums, from `taken` to `sums`.

Answers are grouped by what was answered before anything else is done, so the work on each
response is one look at its answers; all the rest is done to a few hundred groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from metrics.surveys.models import Question

if TYPE_CHECKING:
    from metrics.surveys.models import Index, IndexItem, Wave

KEY = "area_id, age_band, sex, race_ethnicity, mode, weight"
ROUNDING = 1e-9

# Of several answers chosen, each counts for itself; of a single one the list has one member.
ANSWERED = f"""
    answered AS (
        SELECT {KEY}, question, answer, count(*) AS n
        FROM taken CROSS JOIN jsonb_each(answers) AS given(question, answer)
        WHERE question = ANY(%(questions)s)
        GROUP BY {KEY}, question, answer
    ),
    chosen AS (
        SELECT answered.*, code,
               jsonb_typeof(answer) = 'array' AS several,
               code = ANY(%(missing)s) AS is_missing
        FROM answered CROSS JOIN LATERAL (
            SELECT DISTINCT jsonb_path_query(answer, '$[*] ? (@.type() == "number")')::int AS code
        ) AS codes
    ),
    marked AS (
        SELECT {KEY}, flag, count(*) AS n
        FROM taken CROSS JOIN jsonb_array_elements_text(flags) AS flag
        GROUP BY {KEY}, flag
    )
"""  # noqa: S608 - our own words
SUMS = f"""
    sums AS (
        SELECT {KEY}, '' AS item, n, 0::float AS total, 0::float AS squares FROM people
        UNION ALL
        SELECT {KEY}, question, sum(n), sum(n * code)::float, sum(n * code * code)::float
        FROM chosen WHERE NOT several AND NOT is_missing GROUP BY {KEY}, question
        UNION ALL
        SELECT {KEY}, question, sum(n), 0, 0 FROM (
            SELECT {KEY}, question, answer, min(n) AS n FROM chosen WHERE several
            GROUP BY {KEY}, question, answer HAVING NOT bool_or(is_missing)
        ) AS lists GROUP BY {KEY}, question
        UNION ALL
        SELECT {KEY}, question || '=' || code, sum(n), sum(n)::float, sum(n)::float
        FROM chosen GROUP BY {KEY}, question, code
        UNION ALL
        SELECT {KEY}, '!' || flag, n, 0, 0 FROM marked
        {{indices}}
    )
"""  # noqa: S608 - our own words
AN_INDEX = f"""
        UNION ALL
        SELECT {KEY}, {{name}}, n_{{at}}, total_{{at}}, squares_{{at}}
        FROM people WHERE n_{{at}} > 0
        UNION ALL
        SELECT {KEY}, {{name}} || '!', odd_n_{{at}}, odd_total_{{at}}, odd_squares_{{at}}
        FROM people WHERE odd_n_{{at}} > 0
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class Summing:
    """The SQL for one instrument, and the values it names."""

    sql: str
    values: dict[str, Any]

    @classmethod
    def of(cls, wave: Wave) -> Summing:
        """Three statements to read the instrument; its fielding makes the answer last."""
        asked = Question.objects.of(wave.instrument).answered().prefetch_related(None)
        asked = asked.exclude(kind=Question.Kind.OPEN)
        indices = [
            index
            for index in wave.instrument.indices.prefetch_related("items__question__row_of")
            if index.items.all()
        ]
        values: dict[str, Any] = {
            "questions": [question.code for question in asked],
            "missing": list(Question.MISSING),
        }
        values |= {f"index_{at}": index.code for at, index in enumerate(indices)}
        parts = "".join(
            AN_INDEX.format(at=at, name=f"%(index_{at})s") for at, _ in enumerate(indices)
        )
        sql = f"{ANSWERED}, {_people(indices, values)}, {SUMS.format(indices=parts)}"
        return cls(sql, values)


def _people(indices: list[Index], values: dict[str, Any]) -> str:
    """Everyone by kind, and n, Σ and Σ² of each index over those who have one."""
    items = [(at, item) for at, index in enumerate(indices) for item in index.items.all()]
    columns, scores, sums = [], [], []
    for number, (_at, item) in enumerate(items):
        values[f"item_{number}"] = item.question.code
        columns.append(f"{_pomp(item, f'item_{number}')} AS x_{number}")
    for at, index in enumerate(indices):
        own = [f"x_{number}" for number, (of, _) in enumerate(items) if of == at]
        listed = ", ".join(own)
        least = max(1, ceil(float(index.least_answered) * len(own) - ROUNDING))
        added = " + ".join(f"COALESCE({x}, 0)" for x in own)
        scores.append(
            f"CASE WHEN num_nonnulls({listed}) >= {least}"
            f" THEN ({added}) / num_nonnulls({listed}) END AS score_{at}"
        )
        for name, of in (("", ""), ("odd_", " FILTER (WHERE is_odd)")):
            sums.append(
                f", count(score_{at}){of} AS {name}n_{at}, sum(score_{at}){of} AS {name}total_{at}"
                f", sum(score_{at} * score_{at}){of} AS {name}squares_{at}"
            )
    if not indices:
        return f"people AS (SELECT {KEY}, count(*) AS n FROM taken GROUP BY {KEY})"  # noqa: S608
    # OFFSET 0 has each value worked out once, however often it is named.
    return f"""
    people AS (
        SELECT {KEY}, count(*) AS n{"".join(sums)}
        FROM (
            SELECT {KEY}, is_odd, {", ".join(scores)}
            FROM (
                SELECT {KEY}, flags <> '[]' AS is_odd, {", ".join(columns)} FROM taken OFFSET 0
            ) AS items
            OFFSET 0
        ) AS scores
        GROUP BY {KEY}
    )
    """  # noqa: S608 - our own words


def _pomp(item: IndexItem, name: str) -> str:
    """Percent of the most possible, turned round where said; null where there is no answer."""
    low, high = ends(item.question)
    answer = f"answers -> %({name})s"
    value = f"({answer})::float"
    turned = f"{high} - {value}" if item.is_reversed else f"{value} - {low}"
    return (
        f"CASE WHEN jsonb_typeof({answer}) = 'number' AND ({answer})::int <> ALL(%(missing)s)"
        f" THEN 100 * ({turned}) / {high - low} END"
    )


def ends(question: Question) -> tuple[int, int]:
    """The least and the greatest answer; a row of a grid has those of its grid."""
    if question.kind == Question.Kind.SCALE:
        return question.lowest, question.highest
    codes = question.codes or (question.row_of.codes if question.row_of else [])
    return (min(codes), max(codes)) if codes else (question.lowest, question.highest)
