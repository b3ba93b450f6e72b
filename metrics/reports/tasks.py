from celery import shared_task

from metrics.reports.models import Report, ReportSchedule
from metrics.reports.writing import write


@shared_task(ignore_result=True)
def write_reports() -> None:
    """Write what was asked for. Rung after a request is saved, and by beat every 15 seconds.

    The row is the job: a claim that is not renewed runs out, and whoever looks next starts
    the report again from its first step. A process that dies half-way has kept nothing.
    """
    while report := Report.objects.claim():
        write(report)


@shared_task(ignore_result=True)
def ask_for_due() -> None:
    """Ask for what schedules want by now. Rung by beat every minute.

    A report is asked for and the next time is set in one transaction. A process that dies
    half-way has done neither, and the next look does both.
    """
    while ReportSchedule.objects.run_one():
        pass
