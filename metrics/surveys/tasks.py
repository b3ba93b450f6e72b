from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from metrics.surveys import inviting, partners
from metrics.surveys.models import Draft, Invitation, Response, Wave
from metrics.surveys.results.folding import fold
from portal.notices.models import Message

LONGEST_HOLD = timedelta(days=30)  # after the end; then invitations go all the same


@shared_task(ignore_result=True)
def ask_after_meetings() -> None:
    """Run by beat. A meeting is one transaction: killed half-way, it is done next time."""
    for session in inviting.sessions_to_ask_about(timezone.now()):
        inviting.ask_after(session)


@shared_task(ignore_result=True)
def tidy_waves() -> None:
    """Run by beat every hour: mix the answers of running waves, erase invitations of past ones.

    Also: addresses of what went out, whose mail came back, and what was begun and not sent. The
    mails of a wave that is held when it ends wait with it. Killed half-way, the rest is done an
    hour later.
    """
    now = timezone.now()
    for wave in Wave.objects.filter(invitations__isnull=False).distinct():
        Response.mix(wave)
        Invitation.objects.mark_undelivered(wave)
    ended = Wave.objects.over(now).filter(invitations__isnull=False)
    for wave in ended.filter(Q(held_at=None) | Q(closes_at__lte=now - LONGEST_HOLD)).distinct():
        Invitation.objects.end(wave)
    for wave in Wave.objects.launched().filter(closes_at__gt=now - LONGEST_HOLD):
        wave.mails().filter(state=Message.State.SENT).exclude(to="").erase()
    Draft.objects.expired(now).delete()


@shared_task(ignore_result=True)
def ask_partners() -> None:
    """Run by beat every day. One transaction: killed half-way, it is done the next day."""
    partners.ask_partners()


@shared_task(ignore_result=True)
def fold_answers() -> None:
    """Run by beat every minute. A batch is one transaction: killed half-way, the rest is next."""
    fold()
