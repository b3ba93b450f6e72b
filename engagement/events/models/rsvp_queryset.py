from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

    from engagement.events.models.rsvp import Rsvp  # noqa: F401  # ruff does not see the base class
    from engagement.events.models.session import Session
    from portal.accounts.models import User

NOBODY = "–"  # the name of those who are forgotten

# The link in the mail is this handle signed. It can be made again for the next mail, and is
# written down nowhere: who reads the table alone can open no one's seat.
SIGNER = signing.Signer(salt="events.rsvp", sep=".")

OVER = ("cancelled", "lapsed")  # states of those who hold neither a seat nor a place in line


class RsvpQuerySet(models.QuerySet["Rsvp"]):
    def active(self) -> Self:
        return self.exclude(state__in=OVER)

    def holding_seats(self) -> Self:
        """Coming, or with an offer to come: their chairs are no one else's."""
        return self.filter(state__in=(self.model.State.GOING, self.model.State.OFFERED))

    def offers_to_end(self, at: datetime | None = None) -> Self:
        """Offers no one answered in time, of meetings that are still on."""
        a_course = Q(session__event__sessions_needed__isnull=False)
        on = self.filter(
            Q(session__cancelled_at=None) | a_course, session__event__cancelled_at=None
        )
        return on.filter(state=self.model.State.OFFERED, offer_ends_at__lte=at or timezone.now())

    def going(self) -> Self:
        return self.filter(state=self.model.State.GOING)

    def waiting(self) -> Self:
        """Whoever has waited longest comes first."""
        return self.filter(state=self.model.State.WAITING).order_by("answered_at", "pk")

    def attended(self) -> Self:
        return self.exclude(checked_in_at=None)

    def attended_session(self, session: Session) -> Self:
        """Who was there: checked in, or, in a course, marked as come that evening."""
        seats = self.filter(session=session.home)
        if not session.event.is_course:
            return seats.attended()
        return seats.filter(attendances__session=session)

    def to_forget(self, at: datetime | None = None) -> Self:
        """Still named, though all of it was over so long ago that nobody needs to know who came."""
        limit = (at or timezone.now()) - timedelta(days=settings.SEATS_KEPT_DAYS)
        named = self.exclude(name__in=("", NOBODY)) | self.exclude(email="")
        return named.exclude(session__event__sessions__ends_at__gt=limit)

    def of(self, user: User, at: datetime | None = None) -> Self:
        """Seats and places in line of one person, for what is still to come."""
        mine = self.active().filter(user=user, session__ends_at__gt=at or timezone.now())
        return mine.order_by("session__starts_at", "pk")

    def by_token(self, token: str) -> Self:
        """The one RSVP a manage link opens; a link that was changed opens none."""
        try:
            handle = uuid.UUID(SIGNER.unsign(token))
        except (signing.BadSignature, ValueError):
            return self.none()
        return self.filter(handle=handle)

    def seats(self) -> int:
        """How many chairs these take, guests included."""
        return self.aggregate(seats=models.Sum(F("guests") + 1))["seats"] or 0
