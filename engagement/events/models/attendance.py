from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

    from engagement.events.models.event import Event
    from engagement.events.models.rsvp import Rsvp
    from engagement.events.models.session import Session
    from portal.accounts.models import User


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def mark(self, seat: Rsvp, session: Session, by: User, at: datetime) -> bool:
        """They came to this evening of the course. False when that was known already."""
        try:
            with transaction.atomic():
                self.create(rsvp=seat, session=session, by=by, at=at)
        except IntegrityError:
            return False
        return True

    def counted(self, event: Event) -> dict[int, int]:
        """How many evenings of a course each seat came to, by the seat's key."""
        came = self.filter(session__event=event).values("rsvp").order_by("rsvp")
        return dict(came.annotate(n=models.Count("pk")).values_list("rsvp", "n"))


@pghistory.track(pghistory.DeleteEvent(), model_name="AttendanceHistory")
class Attendance(models.Model):
    """Someone enrolled in a course came to one of its sessions."""

    rsvp = models.ForeignKey("events.Rsvp", models.CASCADE, related_name="attendances")
    session = models.ForeignKey("events.Session", models.CASCADE, related_name="attendances")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rsvp", "session"], name="one_attendance_a_person_and_session"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rsvp_id}, {self.session_id}"
