"""All subjects, in the order they are brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.dashboards.rollups.concerns import COMPLAINTS, CONCERNS
from metrics.dashboards.rollups.meetings import MEETINGS
from metrics.dashboards.rollups.outreach import OUTREACH
from metrics.dashboards.rollups.partners import PARTNERS, RECOMMENDATIONS, REFERRALS
from metrics.dashboards.rollups.promises import PROMISES
from metrics.dashboards.rollups.training import TRAINING
from metrics.dashboards.rollups.work import PRIORITIES, PROBLEMS, TEAMS

if TYPE_CHECKING:
    from metrics.dashboards.rollups.subject import Subject

SUBJECTS: dict[str, Subject] = {
    subject.name: subject
    for subject in (
        CONCERNS, COMPLAINTS, MEETINGS, OUTREACH, PROMISES, PRIORITIES, PROBLEMS, TEAMS,
        RECOMMENDATIONS, REFERRALS, PARTNERS, TRAINING,
    )
}  # fmt: skip
