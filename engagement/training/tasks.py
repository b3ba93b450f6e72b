from celery import shared_task

from engagement.training import reminding


@shared_task(ignore_result=True)
def remind() -> None:
    """Mail staff whose required course lapses soon. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `reminding`.
    """
    reminding.remind()
