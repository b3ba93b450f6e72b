from celery import shared_task

from partnerships.resources import reminding


@shared_task(ignore_result=True)
def remind() -> None:
    """Mail command staff about reports that funders expect soon. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `reminding`.
    """
    reminding.remind()
