from engagement.training.models.completion import Completion
from engagement.training.models.course import Course

__all__ = ["Completion", "Course"]
