"""What became of a recommendation: derived from what was said and done, never typed in."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    OVERDUE = "overdue", _("Answer overdue")
    ANSWERED = "answered", _("Answered")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Verdict(TextChoices):
    ACCEPT = "accept", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REJECT = "reject", _("Not accepted")


UNANSWERED = (Status.SUBMITTED, Status.IN_REVIEW, Status.OVERDUE)


class Stage(TextChoices):
    """Of a consultation."""

    DRAFT = "draft", _("Draft, only for those who write it")
    COMING = "coming", _("Opens soon")
    OPEN = "open", _("Open for comments")
    CLOSED = "closed", _("Closed, being answered")
    ANSWERED = "answered", _("Answered")
