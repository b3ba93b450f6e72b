"""Meetings: held and planned, who came, and whether the minutes came in time.

A meeting is a sitting of a published event. Minutes are of the event, and owed from its last
sitting on: they count on the day that one begins.
"""

from __future__ import annotations

from engagement.events.minutes_due import OWING
from metrics.dashboards.rollups.subject import Source, Subject
from metrics.dashboards.rollups.watching import Watch

OWES = "e.kind IN ({})".format(", ".join(f"'{kind.value}'" for kind in OWING))
# As `events.attended_session` has it: ticks at the door, or, in a course, marks of that evening.
CHECKED_IN = """
    CASE WHEN e.sessions_needed IS NULL THEN (
        SELECT sum(r.guests + 1) FROM events_rsvp r
        WHERE r.session_id = s.id AND r.checked_in_at IS NOT NULL
    ) ELSE (
        SELECT sum(r.guests + 1)
        FROM events_attendance a JOIN events_rsvp r ON r.id = a.rsvp_id WHERE a.session_id = s.id
    ) END
"""
# As `minutes_due.awaited` has it, whether or not they were written.
OWED = f"""
    e.published_at IS NOT NULL AND e.cancelled_at IS NULL AND {OWES}
    AND s.cancelled_at IS NULL AND s.ends_at <= %(at)s
    AND (e.imported_from = '' OR e.created_at <= s.ends_at)
    AND NOT EXISTS (
        SELECT FROM events_session later
        WHERE later.event_id = s.event_id AND later.cancelled_at IS NULL
          AND (later.ends_at, later.id) > (s.ends_at, s.id)
    )
"""
DUE_ON = "(s.ends_at AT TIME ZONE %(zone)s)::date + %(minutes_days)s"
TABLES = """
    events_session s JOIN events_event e ON e.id = s.event_id
    LEFT JOIN events_minutes m ON m.event_id = e.id
"""
DAYS = """
    SELECT (s.starts_at AT TIME ZONE 'UTC')::date AS day, e.area_id
    FROM changed
"""
# A sitting that is gone is in no table any more.
OF_ITSELF = """
    SELECT (changed.starts_at AT TIME ZONE 'UTC')::date AS day, e.area_id
    FROM changed JOIN events_event e ON e.id = changed.event_id
"""
OF_EVENT = f"""
    {DAYS} JOIN events_event e ON e.id = changed.event_id
    JOIN events_session s ON s.event_id = e.id
"""

MEETINGS = Subject(
    name="meetings",
    facts=(
        *("held", "planned", "cancelled", "counted", "people", "youth"),
        *("minutes_in_time", "minutes_late"),
    ),
    standing_facts=("minutes_overdue",),
    by_instant=True,
    sources=(
        Source(
            area="e.area_id",
            when="s.starts_at",
            columns=f"""
                e.kind, s.youth_came,
                CASE
                    WHEN e.cancelled_at IS NOT NULL OR s.cancelled_at IS NOT NULL THEN 'cancelled'
                    WHEN s.ends_at <= %(at)s THEN 'held'
                    ELSE 'planned'
                END AS became,
                COALESCE(
                    CASE WHEN s.adults_came IS NOT NULL OR s.youth_came IS NOT NULL
                        THEN COALESCE(s.adults_came, 0) + COALESCE(s.youth_came, 0) END,
                    {CHECKED_IN}
                ) AS people
            """,
            tables="events_session s JOIN events_event e ON e.id = s.event_id",
            where="e.published_at IS NOT NULL",
            facts="""
                (became, kind, 1),
                (CASE WHEN became = 'held' THEN 'people' END, kind, people),
                (CASE WHEN became = 'held' THEN 'youth' END, kind, youth_came),
                (CASE WHEN became = 'held' AND people IS NOT NULL THEN 'counted' END, kind, 1)
            """,
        ),
        Source(
            area="e.area_id",
            when="s.starts_at",
            columns=f"""
                CASE
                    WHEN (m.published_at AT TIME ZONE %(zone)s)::date <= {DUE_ON}
                        THEN 'minutes_in_time'
                    WHEN m.published_at IS NOT NULL OR {DUE_ON} < %(today)s THEN 'minutes_late'
                END AS became
            """,
            tables=TABLES,
            where=OWED,
            facts="(became, '', 1)",
        ),
    ),
    standing=f"""
        SELECT 'minutes_overdue', e.area_id, '', count(*) FROM {TABLES}
        WHERE {OWED} AND m.published_at IS NULL AND {DUE_ON} < %(today)s
        GROUP BY 2
    """,  # noqa: S608 -- our own words
    # A meeting ended, or the last day for its minutes passed.
    passing=f"""
        SELECT (s.starts_at AT TIME ZONE 'UTC')::date, e.area_id
        FROM events_session s JOIN events_event e ON e.id = s.event_id
        WHERE s.ends_at BETWEEN %(since)s AND %(until)s
           OR ({DUE_ON} >= %(since_day)s AND {DUE_ON} < %(until_day)s)
    """,  # noqa: S608 -- our own words
    watches=(
        Watch(
            "meetings",
            "events_event",
            (
                *("id", "area_id", "kind", "published_at", "cancelled_at", "sessions_needed"),
                *("imported_from", "created_at"),
            ),
            "SELECT (s.starts_at AT TIME ZONE 'UTC')::date AS day, changed.area_id"
            " FROM changed JOIN events_session s ON s.event_id = changed.id",
        ),
        Watch(
            "meetings",
            "events_session",
            (
                *("id", "event_id", "starts_at", "ends_at", "adults_came", "youth_came"),
                "cancelled_at",
            ),
            f"{OF_ITSELF} UNION ALL {OF_EVENT}",
        ),
        Watch(
            "meetings",
            "events_rsvp",
            ("id", "session_id", "guests", "checked_in_at"),
            f"{DAYS} JOIN events_session mine ON mine.id = changed.session_id"
            " JOIN events_session s ON s.event_id = mine.event_id"
            " JOIN events_event e ON e.id = s.event_id",
            counts="checked_in_at IS NOT NULL",
        ),
        Watch(
            "meetings",
            "events_attendance",
            ("id", "rsvp_id", "session_id"),
            f"{DAYS} JOIN events_session s ON s.id = changed.session_id"
            " JOIN events_event e ON e.id = s.event_id",
        ),
        Watch(
            "meetings",
            "events_minutes",
            ("id", "event_id", "published_at"),
            OF_EVENT,
        ),
    ),
)
