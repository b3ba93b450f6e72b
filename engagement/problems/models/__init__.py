from engagement.problems.models.assessment import Assessment
from engagement.problems.models.cluster import Cluster, ClusterCount, ClusterMark
from engagement.problems.models.cpted import CptedItem, CptedVisit
from engagement.problems.models.goal import Goal
from engagement.problems.models.photo import ProblemPhoto
from engagement.problems.models.problem import Problem
from engagement.problems.models.step import ResponseStep
from engagement.problems.models.turn import Turn

__all__ = [
    "Assessment",
    "Cluster",
    "ClusterCount",
    "ClusterMark",
    "CptedItem",
    "CptedVisit",
    "Goal",
    "Problem",
    "ProblemPhoto",
    "ResponseStep",
    "Turn",
]
