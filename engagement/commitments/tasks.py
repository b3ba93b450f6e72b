from celery import shared_task

from engagement.commitments import reminding


@shared_task(ignore_result=True)
def remind() -> None:
    """Mail whoever answers for a promise that is due soon or late. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `reminding`.
    """
    reminding.remind()
