from partnerships.boards.models.board import Board
from partnerships.boards.models.comment import Comment, Hiding, Watcher
from partnerships.boards.models.consultation import Consultation, FinalFile, Passage
from partnerships.boards.models.matrix import ResponseRow
from partnerships.boards.models.member import BoardMember
from partnerships.boards.models.recommendation import Recommendation
from partnerships.boards.models.replies import (
    Extension,
    RecommendationAction,
    RecommendationAnswer,
)

__all__ = [
    "Board",
    "BoardMember",
    "Comment",
    "Consultation",
    "Extension",
    "FinalFile",
    "Hiding",
    "Passage",
    "Recommendation",
    "RecommendationAction",
    "RecommendationAnswer",
    "ResponseRow",
    "Watcher",
]
