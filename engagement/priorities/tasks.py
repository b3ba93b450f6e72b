from celery import shared_task

from engagement.priorities import nagging


@shared_task(ignore_result=True)
def nag() -> None:
    """Mail the team, and supervisors, about priorities nobody spoke of. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `nagging`.
    """
    nagging.nag()
