from metrics.surveys.models.cell import Cell
from metrics.surveys.models.draft import Draft
from metrics.surveys.models.index import Index, IndexItem
from metrics.surveys.models.instrument import Instrument, Translation
from metrics.surveys.models.invitation import Asked, Disposition, Invitation, Sensitive
from metrics.surveys.models.own_words import OwnWords
from metrics.surveys.models.question import Question, Section, SectionWording, Wording
from metrics.surveys.models.quota import Quota
from metrics.surveys.models.release import Release
from metrics.surveys.models.response import Batch, Response
from metrics.surveys.models.wave import Wave

__all__ = [
    "Asked",
    "Batch",
    "Cell",
    "Disposition",
    "Draft",
    "Index",
    "IndexItem",
    "Instrument",
    "Invitation",
    "OwnWords",
    "Question",
    "Quota",
    "Release",
    "Response",
    "Section",
    "SectionWording",
    "Sensitive",
    "Translation",
    "Wave",
    "Wording",
]
