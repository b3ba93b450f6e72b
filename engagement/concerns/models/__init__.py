from engagement.concerns.models.api_key import ApiKey
from engagement.concerns.models.attachment import Attachment
from engagement.concerns.models.category import Category
from engagement.concerns.models.concern import Concern
from engagement.concerns.models.diversion import Diversion
from engagement.concerns.models.elsewhere import OtherSystem, OutsideNote
from engagement.concerns.models.escalation import Escalation
from engagement.concerns.models.handover import ConcernReferral
from engagement.concerns.models.link import MeetingLink
from engagement.concerns.models.redaction import Redaction
from engagement.concerns.models.reply_template import ReplyTemplate
from engagement.concerns.models.saved_view import SavedView
from engagement.concerns.models.step import Step
from engagement.concerns.models.support import Support
from engagement.concerns.models.thread import ThreadMessage
from engagement.concerns.models.verdict import Verdict

__all__ = [
    "ApiKey",
    "Attachment",
    "Category",
    "Concern",
    "ConcernReferral",
    "Diversion",
    "Escalation",
    "MeetingLink",
    "OtherSystem",
    "OutsideNote",
    "Redaction",
    "ReplyTemplate",
    "SavedView",
    "Step",
    "Support",
    "ThreadMessage",
    "Verdict",
]
