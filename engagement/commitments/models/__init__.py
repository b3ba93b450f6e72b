from engagement.commitments.models.commitment import Commitment
from engagement.commitments.models.postponement import Postponement

__all__ = ["Commitment", "Postponement"]
