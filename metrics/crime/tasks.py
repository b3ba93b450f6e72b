from celery import shared_task

from metrics.crime import foreseeing, measuring
from metrics.crime.models import Program


@shared_task(ignore_result=True)
def measure_programs() -> None:
    """Work out what came of programs that changed or whose counts did. Rung by beat, hourly.

    Each is kept when it is done; if the process dies half-way, the rest are still unmeasured.
    """
    for program in Program.objects.unmeasured():
        measuring.measure(program)


@shared_task(ignore_result=True)
def measure_program(pk: int) -> None:
    """The same for one, when someone changed it. Nothing happens where it was done since."""
    for program in Program.objects.unmeasured().filter(pk=pk):
        measuring.measure(program)


@shared_task(ignore_result=True)
def look_ahead() -> None:
    """Look ahead once a month, where the agency turned it on. Rung by beat, daily.

    All of it is written in one transaction; if the process dies, the next ring begins anew.
    """
    foreseeing.foresee()
