from portal.areas.models.area import Area
from portal.areas.models.boundary import Boundary
from portal.areas.models.handover import HandoverNote, HandoverReading
from portal.areas.models.population import Population
from portal.areas.models.portrait import Portrait
from portal.areas.models.team import TeamMember

__all__ = [
    "Area",
    "Boundary",
    "HandoverNote",
    "HandoverReading",
    "Population",
    "Portrait",
    "TeamMember",
]
