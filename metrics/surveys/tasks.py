from celery import shared_task
from django.utils import timezone

from metrics.surveys import inviting, partners
from metrics.surveys.models import Invitation, OwnWords, Response, Wave
from metrics.surveys.results.folding import fold


@shared_task(ignore_result=True)
def ask_after_meetings() -> None:
    """Run by beat. A meeting is one transaction: killed half-way, it is done next time."""
    for session in inviting.sessions_to_ask_about(timezone.now()):
        inviting.ask_after(session)


@shared_task(ignore_result=True)
def tidy_waves() -> None:
    """Run by beat every hour: mix the answers of running waves, erase invitations of past ones.

    Killed half-way, the rest is done an hour later.
    """
    for wave in Wave.objects.filter(invitations__isnull=False).distinct():
        Response.mix(wave)
        OwnWords.mix(wave)
    for wave in Wave.objects.over().filter(invitations__isnull=False).distinct():
        Invitation.objects.end(wave)


@shared_task(ignore_result=True)
def ask_partners() -> None:
    """Run by beat every day. One transaction: killed half-way, it is done the next day."""
    partners.ask_partners()


@shared_task(ignore_result=True)
def fold_answers() -> None:
    """Run by beat every minute. A batch is one transaction: killed half-way, the rest is next."""
    fold()
