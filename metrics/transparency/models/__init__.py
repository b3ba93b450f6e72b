from metrics.transparency.models.policy import Policy, PolicyVersion
from metrics.transparency.models.publication import Publication
from metrics.transparency.models.rendered import RenderedPage

__all__ = ["Policy", "PolicyVersion", "Publication", "RenderedPage"]
