import os
from logging.config import dictConfig
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def log_like_the_pages_do(**_: Any) -> None:
    """The worker's lines go through the same discreet formatter."""
    from django.conf import settings

    dictConfig(settings.LOGGING)


@signals.worker_ready.connect
def look_around(**_: Any) -> None:
    """A worker that starts, or has its broker back, looks at once for what is due.

    Only what beat asks for every so many seconds anyway, not what has its hour.
    """
    heartbeat()
    for entry in app.conf.beat_schedule.values():
        if isinstance(entry["schedule"], int | float):
            app.send_task(entry["task"])


@app.task(name="portal.celery.heartbeat")
def heartbeat() -> None:
    """Say that jobs are being done. Asked for by beat, so it proves the whole chain."""
    from portal.pages.health import hear_heartbeat

    hear_heartbeat()
