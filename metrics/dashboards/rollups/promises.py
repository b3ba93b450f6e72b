"""Promises: made, due, kept in time or late, and whether residents were told.

Counted by the day that was first promised, so that moving a day makes no promise disappear.
"""

from __future__ import annotations

from metrics.dashboards.rollups.subject import Source, Subject
from metrics.dashboards.rollups.watching import Watch

PROMISES = Subject(
    name="promises",
    facts=("promised", "promise_due", "kept", "kept_late", "not_kept", "told"),
    standing_facts=("promises_overdue", "promises_open", "promises_untold"),
    sources=(
        Source(
            area="p.area_id",
            when="p.made_on",
            columns="p.id",
            tables="commitments_commitment p",
            facts="('promised', '', 1)",
        ),
        Source(
            area="p.area_id",
            when="p.first_due_on",
            columns="""
                p.told_on,
                CASE
                    WHEN p.status = 'kept' AND p.closed_on <= p.first_due_on THEN 'kept'
                    WHEN p.status = 'kept' THEN 'kept_late'
                    ELSE 'not_kept'
                END AS became
            """,
            tables="commitments_commitment p",
            where="(p.status <> 'open' OR p.first_due_on < %(today)s)",
            facts="""
                ('promise_due', '', 1),
                (became, '', 1),
                (CASE WHEN told_on IS NOT NULL THEN 'told' END, '', 1)
            """,
        ),
    ),
    standing="""
        SELECT fact.name, p.area_id, '', count(*)
        FROM commitments_commitment p CROSS JOIN LATERAL (VALUES
            ('promises_overdue', p.status = 'open' AND p.due_on < %(today)s),
            ('promises_open', p.status = 'open'),
            ('promises_untold', p.status <> 'open')
        ) AS fact (name, is_so)
        WHERE p.told_on IS NULL AND fact.is_so
        GROUP BY 1, 2
    """,
    passing="""
        SELECT p.first_due_on, p.area_id FROM commitments_commitment p
        WHERE p.status = 'open'
          AND p.first_due_on >= %(since_day)s AND p.first_due_on < %(until_day)s
    """,
    watches=(
        Watch(
            "promises",
            "commitments_commitment",
            ("id", "area_id", "made_on", "first_due_on", "status", "closed_on", "told_on"),
            "SELECT days.day, changed.area_id"
            " FROM changed CROSS JOIN LATERAL (VALUES (made_on), (first_due_on)) AS days (day)",
        ),
    ),
)
