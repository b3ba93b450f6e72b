from partnerships.resources.models.gifts import Contribution, VolunteerHours
from partnerships.resources.models.grant import Grant
from partnerships.resources.models.period import ReportingPeriod

__all__ = ["Contribution", "Grant", "ReportingPeriod", "VolunteerHours"]
