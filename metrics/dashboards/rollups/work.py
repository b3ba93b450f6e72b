"""What a team works on: priorities, problems, and who is named as a contact."""

from __future__ import annotations

from metrics.dashboards.rollups.subject import Source, Subject
from metrics.dashboards.rollups.watching import Watch

PRIORITIES = Subject(
    name="priorities",
    facts=("priority_set", "priority_done"),
    standing_facts=("priorities_stale", "priorities_current"),
    sources=(
        Source(
            area="p.area_id",
            when="p.issue_on",
            columns="p.id",
            tables="priorities_priority p",
            facts="('priority_set', '', 1)",
        ),
        Source(
            area="p.area_id",
            when="p.retired_on",
            columns="p.id",
            tables="priorities_priority p",
            where="p.action <> ''",
            facts="('priority_done', '', 1)",
        ),
    ),
    standing="""
        SELECT fact.name, p.area_id, '', count(*)
        FROM priorities_priority p CROSS JOIN LATERAL (VALUES
            ('priorities_current', TRUE),
            ('priorities_stale', COALESCE(p.action_on, p.issue_on) <= %(today)s - %(stale_days)s)
        ) AS fact (name, is_so)
        WHERE p.retired_on IS NULL AND fact.is_so
        GROUP BY 1, 2
    """,
    watches=(
        Watch(
            "priorities",
            "priorities_priority",
            ("id", "area_id", "issue_on", "retired_on", "action"),
            "SELECT days.day, changed.area_id"
            " FROM changed CROSS JOIN LATERAL (VALUES (issue_on), (retired_on)) AS days (day)",
        ),
    ),
)

PROBLEMS = Subject(
    name="problems",
    facts=("problem_opened", "problem_closed"),
    standing_facts=("problems_open",),
    sources=(
        Source(
            area="p.area_id",
            when="p.since_on",
            columns="p.id",
            tables="problems_problem p",
            facts="('problem_opened', '', 1)",
        ),
        Source(
            area="p.area_id",
            when="p.closed_on",
            columns="p.close_reason",
            tables="problems_problem p",
            facts="('problem_closed', close_reason, 1)",
        ),
    ),
    standing="""
        SELECT 'problems_open', p.area_id, p.stage, count(*) FROM problems_problem p
        WHERE p.stage <> 'closed' GROUP BY 2, 3
    """,
    watches=(
        Watch(
            "problems",
            "problems_problem",
            ("id", "area_id", "since_on", "closed_on", "close_reason"),
            "SELECT days.day, changed.area_id"
            " FROM changed CROSS JOIN LATERAL (VALUES (since_on), (closed_on)) AS days (day)",
        ),
    ),
)

TEAMS = Subject(
    name="teams",
    standing_facts=("areas_with_contact",),
    standing="""
        SELECT 'areas_with_contact', t.area_id, '', 1
        FROM areas_teammember t JOIN accounts_user person ON person.id = t.user_id
        WHERE person.is_active AND t.since_on <= %(today)s
          AND (t.until_on IS NULL OR t.until_on > %(today)s)
        GROUP BY 2
    """,
)
