from celery import shared_task

from partnerships.boards import reminding


@shared_task(ignore_result=True)
def remind() -> None:
    """Mail command about answers that are owed, and forget addresses that served. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `reminding`.
    """
    reminding.remind()
    reminding.forget_watchers()
