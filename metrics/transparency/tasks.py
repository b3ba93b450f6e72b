from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from metrics.transparency import freezing, rendering
from metrics.transparency.models import Publication
from metrics.transparency.quarters import Quarter
from portal.refusals import NotPossible

log = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def prepare_publications() -> None:
    """Have a draft of the last whole quarter ready to be looked at, from the day after it ended.

    Does nothing where there is a draft or an edition already. Counting is one transaction: a
    process that dies half-way has kept nothing, and the next look begins again.
    """
    quarter = Quarter.last_whole(timezone.localdate())
    if not Publication.objects.of(quarter).exists():
        try:
            freezing.prepare(quarter)
        except NotPossible as refused:
            log.warning("No draft of %s: %s", quarter.slug, refused)


@shared_task(ignore_result=True)
def render_pages() -> None:
    """Draw the public pages that are out of date. Rung after publishing, and by beat.

    Each page is one row: a process that dies half-way leaves the rest to the next look, and to
    whoever asks for a page first.
    """
    rendering.render_all()
