"""Concerns: the first reply that was promised, how long it took, and what they are about."""

from __future__ import annotations

from engagement.concerns.states import OPEN
from metrics.dashboards.rollups.sketch import STEP
from metrics.dashboards.rollups.subject import Source, Subject
from metrics.dashboards.rollups.watching import Watch

IS_OPEN = "c.state IN ({})".format(", ".join(f"'{state.value}'" for state in OPEN))
# The promised time is over. It stands while we wait for the resident: `querysets.past_due`.
PAST_DUE = (
    "c.reply_due_at < %(at)s AND (c.waiting_since IS NULL OR c.waiting_since > c.reply_due_at)"
)
REPLIED = "COALESCE(c.answered_at, c.closed_at)"
HOURS = f"extract(epoch FROM {REPLIED} - c.raised_at)::float8 / 3600"
# By days open: up to 1, up to 3, up to 7, up to 30, longer.
DAYS = "1, 3, 7, 30"
AGE = f"""
    width_bucket(extract(epoch FROM {{until}} - c.raised_at) / 86400, ARRAY[{DAYS}]::numeric[])
"""
COLUMNS = (
    *("id", "area_id", "raised_at", "category_id", "language", "reply_due_at", "answered_at"),
    *("closed_at", "waiting_since", "state", "source", "cell"),
)

CONCERNS = Subject(
    name="concerns",
    facts=(
        *("raised", "in_time", "late", "overdue", "not_due", "no_promise"),
        *("reply_hours", "outcome", "aged", "channel", "raised_near"),
    ),
    standing_facts=("replies_overdue", "concerns_open", "open_for"),
    by_instant=True,
    sources=(
        Source(
            area="c.area_id",
            when="c.raised_at",
            columns=f"""
                topic.slug AS topic, c.language, c.state, c.source, c.cell,
                CASE
                    WHEN c.reply_due_at IS NULL THEN 'no_promise'
                    WHEN {REPLIED} <= c.reply_due_at THEN 'in_time'
                    WHEN {REPLIED} IS NOT NULL THEN 'late'
                    WHEN {PAST_DUE} THEN 'overdue'
                    ELSE 'not_due'
                END AS became,
                CASE WHEN c.reply_due_at IS NOT NULL AND {REPLIED} IS NOT NULL
                    THEN {STEP.format(hours=HOURS)} END AS step,
                {AGE.format(until="COALESCE(c.closed_at, %(at)s)")} AS age
            """,
            tables="""
                concerns_concern c LEFT JOIN concerns_category topic ON topic.id = c.category_id
            """,
            facts="""
                ('raised', topic, 1),
                (became, language, 1),
                (CASE WHEN step IS NOT NULL THEN 'reply_hours' END, step::text, 1),
                ('outcome', state, 1),
                ('aged', state || ' ' || age, 1),
                ('channel', source, 1),
                (CASE WHEN cell <> '' THEN 'raised_near' END, cell, 1)
            """,
        ),
    ),
    standing=f"""
        SELECT fact.name, c.area_id, fact.of, sum(fact.n)
        FROM concerns_concern c CROSS JOIN LATERAL (VALUES
            ('concerns_open', '', 1),
            ('replies_overdue', '', CASE WHEN c.answered_at IS NULL AND {PAST_DUE} THEN 1 END),
            ('open_for', {AGE.format(until="%(at)s")}::text, 1)
        ) AS fact (name, of, n)
        WHERE {IS_OPEN} AND fact.n > 0
        GROUP BY 1, 2, 3
    """,  # noqa: S608 -- our own words
    passing=f"""
        SELECT (c.raised_at AT TIME ZONE 'UTC')::date, c.area_id FROM concerns_concern c
        WHERE {IS_OPEN} AND c.answered_at IS NULL
          AND c.reply_due_at BETWEEN %(since)s AND %(until)s
        UNION ALL
        SELECT (c.raised_at AT TIME ZONE 'UTC')::date, c.area_id
        FROM unnest(ARRAY[{DAYS}]) AS older (days) JOIN concerns_concern c
          ON c.raised_at >= %(since)s - older.days * interval '24 hours'
         AND c.raised_at <= %(until)s - older.days * interval '24 hours'
        WHERE {IS_OPEN}
    """,  # noqa: S608 -- our own words
    watches=(
        Watch(
            "concerns",
            "concerns_concern",
            COLUMNS,
            "SELECT (raised_at AT TIME ZONE 'UTC')::date AS day, area_id FROM changed",
        ),
        Watch(
            "concerns",
            "concerns_category",
            ("id", "slug"),
            "SELECT (c.raised_at AT TIME ZONE 'UTC')::date AS day, c.area_id"
            " FROM changed JOIN concerns_concern c ON c.category_id = changed.id",
            on=("UPDATE",),
        ),
    ),
)

# Nobody writes down more of a complaint than that someone was led to whoever decides on it.
COMPLAINTS = Subject(
    name="complaints",
    facts=("routed",),
    sources=(
        Source(
            area="NULL::bigint",
            when='d."on"',
            columns="d.times",
            tables="concerns_diversion d",
            where="d.kind = 'complaint'",
            facts="('routed', '', times)",
        ),
    ),
    watches=(
        Watch(
            "complaints",
            "concerns_diversion",
            ("id", '"on"', "times", "kind"),
            'SELECT "on" AS day, NULL::bigint AS area_id FROM changed',
        ),
    ),
)
