from celery import shared_task

from engagement.concerns import escalating


@shared_task(ignore_result=True)
def escalate() -> None:
    """Tell supervisors what is late or soon will be. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `escalating`.
    """
    escalating.escalate()
