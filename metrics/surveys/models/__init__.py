from metrics.surveys.models.instrument import Instrument, Question, Section, Wording
from metrics.surveys.models.invitation import Asked, Invitation
from metrics.surveys.models.response import Response
from metrics.surveys.models.wave import Wave

__all__ = [
    "Asked",
    "Instrument",
    "Invitation",
    "Question",
    "Response",
    "Section",
    "Wave",
    "Wording",
]
