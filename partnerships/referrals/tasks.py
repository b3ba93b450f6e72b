from celery import shared_task

from partnerships.referrals import erasing, reminding


@shared_task(ignore_result=True)
def remind() -> None:
    """Mail whoever owes an answer or a first contact, then the sender. Rung by beat.

    Nothing is lost or said twice if the process dies half-way: see `reminding`.
    """
    reminding.remind()


@shared_task(ignore_result=True)
def erase_contacts() -> None:
    """Erase how to reach people whose requests are over. Rung by beat once a day.

    Each is erased by itself; what a dead process left is found the next time.
    """
    erasing.erase()
