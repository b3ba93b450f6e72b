from celery import shared_task

from metrics.dashboards import mailing
from metrics.dashboards.rollups.keeping import refresh


@shared_task(ignore_result=True)
def add_up() -> None:
    """Run by beat every minute, and rung when much has come in: bring the rollups up to date.

    What is out of date is a row, and is counted anew in a transaction of its own. Killed half-way,
    the rest is done a minute later. A subject that another worker is at is passed by.
    """
    refresh(wait=False)


@shared_task(ignore_result=True)
def mail_views() -> None:
    """Mail the saved views whose time has come. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `mailing`.
    """
    mailing.mail_due()
