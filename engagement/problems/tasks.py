from celery import shared_task

from engagement.problems import clusters


@shared_task(ignore_result=True)
def find_clusters() -> None:
    """Look where concerns repeat. Rung by beat, once a day.

    Nothing is lost or counted twice if the process dies half-way: see `cluster_counts`.
    """
    clusters.find()
