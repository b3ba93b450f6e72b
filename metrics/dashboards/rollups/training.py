"""Who on staff holds which required course now, and how many courses were completed.

Each person counts once, in the area of the first staff role they hold now. Where people served
on the day of a course is not kept, so a course completed has no area.
"""

from __future__ import annotations

from metrics.dashboards.rollups.subject import Source, Subject
from metrics.dashboards.rollups.watching import Watch

STAFF = """
    SELECT DISTINCT ON (role.user_id) role.user_id, role.area_id
    FROM accounts_role role JOIN accounts_user person ON person.id = role.user_id
    WHERE person.is_active
      AND role.kind IN ('officer', 'supervisor', 'command', 'administrator')
      AND role.since <= %(at)s AND (role.until IS NULL OR role.until > %(at)s)
    ORDER BY role.user_id, role.since, role.id
"""

TRAINING = Subject(
    name="training",
    facts=("trained",),
    standing_facts=("training_current", "training_lapsed"),
    sources=(
        Source(
            area="NULL::bigint",
            when="done.completed_on",
            columns="course.slug AS course",
            tables="""
                training_completion done JOIN training_course course ON course.id = done.course_id
            """,
            where="done.corrected_at IS NULL AND NOT done.taken_back",
            facts="('trained', course, 1)",
        ),
    ),
    standing=f"""
        SELECT fact.name, staff.area_id, course.slug, count(*)
        FROM ({STAFF}) AS staff
        CROSS JOIN training_course course
        LEFT JOIN LATERAL (
            SELECT max(done.completed_on) AS day FROM training_completion done
            WHERE done.person_id = staff.user_id AND done.course_id = course.id
              AND done.corrected_at IS NULL AND NOT done.taken_back
        ) AS newest ON TRUE
        CROSS JOIN LATERAL (VALUES (
            CASE
                WHEN newest.day IS NOT NULL AND (
                    course.valid_months IS NULL
                    OR (newest.day + course.valid_months * interval '1 month')::date >= %(today)s
                ) THEN 'training_current'
                ELSE 'training_lapsed'
            END
        )) AS fact (name)
        WHERE course.required AND course.retired_on IS NULL
        GROUP BY 1, 2, 3
    """,  # noqa: S608 -- our own words
    watches=(
        Watch(
            "training",
            "training_completion",
            ("id", "completed_on", "course_id", "corrected_at", "taken_back"),
            "SELECT completed_on AS day, NULL::bigint AS area_id FROM changed",
        ),
    ),
)
