from celery import shared_task

from metrics.reports.models import Report
from metrics.reports.writing import write


@shared_task(ignore_result=True)
def write_reports() -> None:
    """Write what was asked for. Rung after a request is saved, and by beat every 15 seconds.

    The row is the job: a claim that is not renewed runs out, and whoever looks next starts
    the report again from its first step. A process that dies half-way has kept nothing.
    """
    while report := Report.objects.claim():
        write(report)
