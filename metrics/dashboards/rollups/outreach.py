"""Outreach: what officers logged and sent in. Drafts are their author's own."""

from __future__ import annotations

from metrics.dashboards.rollups.subject import Source, Subject
from metrics.dashboards.rollups.watching import Watch

OUTREACH = Subject(
    name="outreach",
    facts=("outreach", "officer_minutes", "diverted_minutes", "people_met", "youth_met"),
    sources=(
        Source(
            area="o.area_id",
            when="o.happened_on",
            columns="o.kind, o.minutes::bigint * o.staff AS spent, o.diverted, o.adults, o.youth",
            tables="outreach_outreachentry o",
            where="o.status <> 'draft'",
            facts="""
                ('outreach', kind, 1),
                ('officer_minutes', kind, spent),
                (CASE WHEN diverted THEN 'diverted_minutes' END, kind, spent),
                ('people_met', kind, adults::bigint + youth),
                ('youth_met', kind, youth)
            """,
        ),
    ),
    watches=(
        Watch(
            "outreach",
            "outreach_outreachentry",
            (
                *("id", "area_id", "happened_on", "kind", "minutes", "staff", "diverted"),
                *("adults", "youth", "status"),
            ),
            "SELECT happened_on AS day, area_id FROM changed",
            counts="status <> 'draft'",
        ),
    ),
)
