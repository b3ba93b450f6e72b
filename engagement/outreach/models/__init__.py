from engagement.outreach.models.audit import OutreachAudit
from engagement.outreach.models.entry import OutreachEntry
from engagement.outreach.models.querysets import LOGGING, REVIEWING, OutreachEntryQuerySet

__all__ = ["LOGGING", "REVIEWING", "OutreachAudit", "OutreachEntry", "OutreachEntryQuerySet"]
