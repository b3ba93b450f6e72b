"""How far a report is: as a job, as the step of a job, and on its way to the public."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting to start")
    RUNNING = "running", _("Being written")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be written")
    CANCELLED = "cancelled", _("Cancelled")


class Stage(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEWED = "reviewed", _("Reviewed")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    WITHDRAWN = "withdrawn", _("Taken back")


class Step(models.TextChoices):
    WAITING = "waiting", _("Waiting for its turn")
    COUNTING = "counting", _("Counting concerns, meetings and outreach")
    DRAWING = "drawing", _("Drawing the charts")
    TYPESETTING = "typesetting", _("Setting the pages")
    PACKING = "packing", _("Packing the tables")
    KEEPING = "keeping", _("Putting it away")
    DONE = "done", _("Done")
