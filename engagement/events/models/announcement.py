from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.events.mail import SOON
from portal.notices.links import absolute
from portal.notices.models import Message
from portal.refusals import NotPossible

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from engagement.events.models.event import Event
    from engagement.events.models.rsvp import Rsvp
    from portal.accounts.models import User

A_WHILE = timedelta(days=1)


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    @transaction.atomic
    def send(  # noqa: PLR0913  # a letter has this many parts, all named
        self,
        event: Event,
        *,
        to: str,
        subject: str,
        words: str,
        by: User,
        submission: uuid.UUID,
        at: datetime | None = None,
    ) -> Announcement:
        """Write to each person once. The same form again sends nothing and returns the first."""
        at = at or timezone.now()
        event.lock()
        if earlier := self.filter(submission=submission).first():
            if earlier.event_id != event.pk:
                raise NotPossible(gettext("This form was used for another meeting. Open it again."))
            return earlier
        same = self.filter(event=event, to=to, subject=subject, words=words, at__gt=at - A_WHILE)
        if same.exists():
            raise NotPossible(
                gettext("You sent these same words less than a day ago. Once is enough.")
            )
        announcement = self.create(
            event=event, to=to, subject=subject, words=words, by=by, submission=submission, at=at
        )
        letters = [announcement.letter(rsvp, at) for rsvp in people_of(event, to)]
        Message.objects.post_all(letters)
        announcement.told = len(letters)
        announcement.save(update_fields=["told"])
        return announcement


class Announcement(models.Model):
    """What staff wrote to the people of a meeting, who was told, and how many they were."""

    class To(models.TextChoices):
        COMING = "coming", _("Everyone who is coming")
        WAITING = "waiting", _("Everyone on the waiting list")
        ALL = "all", _("Both")

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="announcements")
    to = models.CharField(_("to whom"), max_length=10, choices=To, default=To.COMING)
    subject = models.CharField(_("subject"), max_length=120)
    words = models.TextField(_("what you want to say"), max_length=2_000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    told = models.PositiveIntegerField(default=0)
    # The form's own number, so that pressing the button twice writes once.
    submission = models.UUIDField(unique=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    def letter(self, rsvp: Rsvp, at: datetime) -> Message:
        """The mail to one person: staff's own words, the rest in that person's language."""
        # Near the meeting it goes out at night too: in the morning it may be too late.
        soon = timedelta(0) < rsvp.session.ends_at - at and rsvp.session.starts_at - at < SOON
        return Message.written(
            key=f"rsvp:{rsvp.pk}:announcement:{self.pk}",
            to=rsvp.email,
            template="events/announcement",
            context={
                "announcement": self,
                "event": self.event,
                "rsvp": rsvp,
                "seat_url": absolute(rsvp.get_absolute_url()),
                "event_url": absolute(self.event.get_absolute_url()),
            },
            topic="events",
            language=rsvp.language,
            user=rsvp.user,
            quiet=not soon,
            erase=True,  # It carries the link to the seat.
        )


def people_of(event: Event, to: str) -> list[Rsvp]:
    """One answer for each address, however many evenings of a course it is for.

    Of several, the one that is coming; so nobody with a seat reads that they wait.
    """
    from engagement.events.models.rsvp import Rsvp

    states = {
        Announcement.To.COMING: [Rsvp.State.GOING],
        Announcement.To.WAITING: [Rsvp.State.WAITING, Rsvp.State.OFFERED],
    }
    wanted = states.get(Announcement.To(to), [state for some in states.values() for state in some])
    answers = Rsvp.objects.filter(session__event=event, state__in=wanted).exclude(email="")
    people: dict[str, Rsvp] = {}
    for rsvp in answers.select_related("user", "session").order_by("session__starts_at", "pk"):
        earlier = people.get(rsvp.email.casefold())
        if earlier is None or (rsvp.is_going and not earlier.is_going):
            rsvp.session.event = event
            people[rsvp.email.casefold()] = rsvp
    return list(people.values())
