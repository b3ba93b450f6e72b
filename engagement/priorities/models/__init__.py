from engagement.priorities.models.ballot import Ballot, BallotOption, Vote
from engagement.priorities.models.priority import Priority
from engagement.priorities.models.update import PriorityUpdate

__all__ = ["Ballot", "BallotOption", "Priority", "PriorityUpdate", "Vote"]
