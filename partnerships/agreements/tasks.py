from celery import shared_task

from partnerships.agreements import reminding


@shared_task(ignore_result=True)
def remind() -> None:
    """Mail both sides of an agreement that ends soon or has lapsed. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `reminding`.
    """
    reminding.remind()
