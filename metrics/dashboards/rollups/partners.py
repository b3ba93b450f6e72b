"""Who we work with: recommendations of boards, referrals, agreements, and what partners give."""

from __future__ import annotations

from metrics.dashboards.rollups.subject import Source, Subject
from metrics.dashboards.rollups.watching import Watch

RECOMMENDATIONS = Subject(
    name="recommendations",
    facts=("recommended", "recommendation_in_time", "recommendation_late"),
    standing_facts=("recommendations_overdue", "recommendations_open"),
    sources=(
        Source(
            area="r.area_id",
            when="r.made_on",
            columns="""
                CASE
                    WHEN r.answered_on <= r.due_on THEN 'recommendation_in_time'
                    WHEN r.answered_on IS NOT NULL THEN 'recommendation_late'
                    WHEN r.withdrawn_on IS NULL AND r.due_on < %(today)s THEN 'recommendation_late'
                END AS became
            """,
            tables="boards_recommendation r",
            facts="('recommended', '', 1), (became, '', 1)",
        ),
    ),
    standing="""
        SELECT fact.name, r.area_id, '', count(*)
        FROM boards_recommendation r CROSS JOIN LATERAL (VALUES
            ('recommendations_open', TRUE),
            ('recommendations_overdue', r.due_on < %(today)s)
        ) AS fact (name, is_so)
        WHERE r.answered_on IS NULL AND r.withdrawn_on IS NULL AND fact.is_so
        GROUP BY 1, 2
    """,
    passing="""
        SELECT r.made_on, r.area_id FROM boards_recommendation r
        WHERE r.answered_on IS NULL AND r.withdrawn_on IS NULL
          AND r.due_on >= %(since_day)s AND r.due_on < %(until_day)s
    """,
    watches=(
        Watch(
            "recommendations",
            "boards_recommendation",
            ("id", "area_id", "made_on", "due_on", "answered_on", "withdrawn_on"),
            "SELECT made_on AS day, area_id FROM changed",
        ),
    ),
)

REFERRALS = Subject(
    name="referrals",
    facts=("referred", "referral_accepted"),
    by_instant=True,
    sources=(
        Source(
            area="r.area_id",
            when="r.sent_at",
            # One that was taken back may have been accepted before.
            columns="""
                r.state IN ('accepted', 'acting', 'closed')
                OR (r.state = 'withdrawn' AND r.answered_at IS NOT NULL) AS accepted
            """,
            tables="referrals_referral r",
            facts="""
                ('referred', '', 1), (CASE WHEN accepted THEN 'referral_accepted' END, '', 1)
            """,
        ),
    ),
    watches=(
        Watch(
            "referrals",
            "referrals_referral",
            ("id", "area_id", "sent_at", "state", "answered_at"),
            "SELECT (sent_at AT TIME ZONE 'UTC')::date AS day, area_id FROM changed",
        ),
    ),
)

STANDING = """
    SELECT 'partners_active', NULL::bigint, '', count(*) FROM organizations_organization o
    WHERE o.approved_at IS NOT NULL AND o.lapsed_at IS NULL AND o.left_at IS NULL
    UNION ALL
    SELECT fact.name, NULL::bigint, '', count(*)
    FROM agreements_agreement a CROSS JOIN LATERAL (VALUES
        ('agreements_in_force', a.starts_on <= %(today)s AND a.ends_on >= %(today)s),
        ('agreements_lapsed', a.ends_on < %(today)s
            AND a.ends_on >= (%(today)s::date - interval '1 year')::date)
    ) AS fact (name, is_so)
    WHERE a.signed_on IS NOT NULL AND a.withdrawn_on IS NULL AND fact.is_so
      AND NOT EXISTS (
          SELECT FROM agreements_agreement later
          WHERE later.replaces_id = a.id AND later.signed_on IS NOT NULL
            AND later.withdrawn_on IS NULL AND later.starts_on <= %(today)s
      )
    GROUP BY 1
"""

# Partners work in several areas or in all: what they give, and that they are, has no area.
PARTNERS = Subject(
    name="partners",
    facts=("contributed",),
    standing_facts=("partners_active", "agreements_in_force", "agreements_lapsed"),
    sources=(
        Source(
            area="NULL::bigint",
            when="given.given_on",
            columns="round(given.hours) AS hours",
            tables="""
                (SELECT given_on, sum(hours) AS hours FROM resources_volunteerhours GROUP BY 1)
                AS given
            """,
            facts="('contributed', '', hours)",
        ),
    ),
    standing=f"SELECT * FROM ({STANDING}) AS found WHERE count > 0",  # noqa: S608 -- our own words
    watches=(
        Watch(
            "partners",
            "resources_volunteerhours",
            ("id", "given_on", "hours"),
            "SELECT given_on AS day, NULL::bigint AS area_id FROM changed",
        ),
    ),
)
