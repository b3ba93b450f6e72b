from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from celery import shared_task
from django.db import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext as _

from portal.records import packing
from portal.records.models import DataExport, RecordsExport
from portal.records.models.job import ClaimLost
from portal.records.my_data_file import pack as pack_own_data
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.records.models.job import Job

log = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def make_records_exports() -> None:
    """Make the files of records requests. Rung after one is asked for, and swept by beat.

    The row is the job: a claim that is not renewed runs out, and whoever looks next begins the
    file again. A process that dies half-way has kept nothing.
    """
    while export := RecordsExport.objects.claim():
        _make(export, _records)


@shared_task(ignore_result=True)
def make_data_exports() -> None:
    """Put together what people asked for about themselves; dies and resumes as above."""
    while export := DataExport.objects.claim():
        _make(export, _own_data)


@shared_task(ignore_result=True)
def erase_data_exports() -> None:
    """Empty the files nobody may fetch any more. One statement: half-way is not at all."""
    DataExport.objects.erase_expired()


def _records(export: RecordsExport) -> tuple[bytes, dict[str, Any]]:
    content, tally = packing.pack(export, export.advance)
    return content, {"rows": sum(tally.rows.values()), "withheld": tally.left.total()}


def _own_data(export: DataExport) -> tuple[bytes, dict[str, Any]]:
    return pack_own_data(export.requested_by, export.advance), {}


def _make(job: Any, make: Callable[[Any], tuple[bytes, dict[str, Any]]]) -> None:
    """Ends quietly when the job is cancelled or taken over meanwhile."""
    try:
        with translation.override(job.requested_by.language):
            content, more = make(job)
        job.keep(content, **more)
    except ClaimLost:
        log.info("%s was cancelled or taken over.", _name(job))
    except (OperationalError, InterfaceError):
        # The database went away. The claim runs out, and the next look begins again.
        log.exception("%s waits for the database.", _name(job))
        raise
    except NotPossible as refusal:
        _say_why(job, str(refusal.words))
    except Exception as error:
        log.exception("%s could not be made.", _name(job))
        with translation.override(job.requested_by.language):
            words = _("Something went wrong (%(kind)s). Nothing was kept. Ask for it again.")
        _say_why(job, words % {"kind": type(error).__name__})


def _say_why(job: Job, why: str) -> None:
    try:
        job.fail(why)
    except ClaimLost:
        log.info("%s was taken over before it could be called failed.", _name(job))


def _name(job: Job) -> str:
    return f"{job._meta.model_name} {job.pk}"
