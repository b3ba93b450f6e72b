from celery import shared_task
from django.db import transaction
from django.utils import timezone

from engagement.events import minutes_mail, reminders
from engagement.events.models import Rsvp, Session

A_TURN = 1000  # seats that are forgotten at once


@shared_task(ignore_result=True)
def end_offers() -> None:
    """Run by beat: pass on seats nobody took in time.

    A meeting is one transaction. Killed half-way, it is done next time; one that somebody
    else is busy with as well.
    """
    at = timezone.now()
    for pk in Rsvp.objects.offers_to_end(at).values_list("session", flat=True).distinct():
        with transaction.atomic():
            for session in claimed(pk):
                session.end_offers(at)


@shared_task(ignore_result=True)
def remind() -> None:
    """Run by beat. As above; each reminder has a key, so none goes out twice."""
    at = timezone.now()
    for pk in reminders.coming_up(at).values_list("pk", flat=True):
        with transaction.atomic():
            for session in claimed(pk):
                reminders.remind(session, at)


@shared_task(ignore_result=True)
def forget_old_seats() -> None:
    """Run by beat. A seat is one transaction: what is not reached today is tomorrow."""
    for rsvp in Rsvp.objects.to_forget().select_related("session__event")[:A_TURN]:
        rsvp.forget()


@shared_task(ignore_result=True)
def remind_of_minutes() -> None:
    """Run by beat: tell organizers which minutes are due, and supervisors which are late.

    Killed half-way, the next round writes the rest; each mail has a key, so none goes out twice.
    """
    minutes_mail.remind_all()


def claimed(pk: int) -> list[Session]:
    """The session, locked; nothing while another holds it."""
    free = Session.objects.select_for_update(of=("self",), skip_locked=True)
    return list(free.filter(pk=pk).select_related("event"))
