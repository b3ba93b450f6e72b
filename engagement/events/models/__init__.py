from engagement.events.models.announcement import Announcement
from engagement.events.models.attendance import Attendance
from engagement.events.models.event import Event
from engagement.events.models.minutes import Minutes
from engagement.events.models.minutes_line import MinutesLine
from engagement.events.models.question import Question
from engagement.events.models.rsvp import Rsvp
from engagement.events.models.series import Series
from engagement.events.models.session import Session
from engagement.events.models.starter import Starter
from engagement.events.models.suggestion import Suggestion, Voice

__all__ = [
    "Announcement",
    "Attendance",
    "Event",
    "Minutes",
    "MinutesLine",
    "Question",
    "Rsvp",
    "Series",
    "Session",
    "Starter",
    "Suggestion",
    "Voice",
]
