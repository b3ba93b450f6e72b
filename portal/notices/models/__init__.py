from portal.notices.models.message import Message
from portal.notices.models.silence import Silence

__all__ = ["Message", "Silence"]
