"""Writes one report from start to end: count, draw, set, pack, put away.

Nothing is kept before the last step, and that one is a single transaction. So a writer
that dies at any point leaves a report that someone else starts again from the beginning.
"""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import typst
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.dashboards.rollups.keeping import refresh
from metrics.dashboards.slices import Slice
from metrics.reports import editions, sheets, tables, typesetting
from metrics.reports.errors import CannotWrite, ClaimLost
from metrics.reports.models import LEASE, ReportFile
from metrics.reports.packs import Asked, packs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.reports.models import Report

log = logging.getLogger(__name__)

DRAWING, TYPESETTING, PACKING, KEEPING = 25, 75, 90, 95  # where each step begins, of 100


def write(report: Report) -> None:
    """Write a claimed report. Ends quietly when it is cancelled or taken over meanwhile."""
    try:
        with translation.override(report.language), kept_alive(report):
            _write(report)
    except ClaimLost:
        log.info("Report %s was cancelled or taken over.", report.pk)
    except (OperationalError, InterfaceError):
        # The database went away. The claim runs out, and the next look starts again.
        log.exception("Report %s waits for the database.", report.pk)
        raise
    except Exception as error:
        log.exception("Report %s could not be written.", report.pk)
        _say_why(report, error)


def _write(report: Report) -> None:
    step = report.Step
    report.advance(step.COUNTING, 5)
    pack = packs().get(report.kind)
    if pack is None:
        raise CannotWrite(gettext_lazy("This kind of report is no longer made."))
    refresh()  # before all is seen as of one instant: what it adds up is then seen too
    with snapshot():
        as_of = timezone.now()
        these = Slice.of(report.period, area=report.area, at=as_of)
        asked = Asked(these, report.requested_by, report.language, report.answers)
        counted = pack.write(asked)
    sha256 = editions.fingerprint(counted)

    report.advance(step.DRAWING, DRAWING)
    document = editions.for_staff(counted, report, sha256)
    svgs = typesetting.drawings(
        document,
        lambda done, of: report.advance(
            step.DRAWING, DRAWING + (TYPESETTING - DRAWING) * done // of
        ),
    )
    report.advance(step.TYPESETTING, TYPESETTING)
    pdf = typesetting.pdf(document, svgs, as_of)
    report.advance(step.PACKING, PACKING)
    kept: dict[str, bytes] = {
        ReportFile.Kind.PDF: pdf,
        ReportFile.Kind.SHEETS: sheets.workbook(document, as_of),
        ReportFile.Kind.TABLES: tables.bundle(document, as_of),
    }
    report.advance(step.KEEPING, KEEPING)
    numbers = json.loads(editions.canonical(counted))
    report.finish(numbers=numbers, sha256=sha256, as_of=as_of, files=kept)


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is counted inside is as of one instant, whatever is written meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def kept_alive(report: Report) -> Iterator[None]:
    """Renews the claim while a long step runs.

    The thread dies with the process, so a killed worker's claim runs out within the lease.
    """
    done = Event()

    def beat() -> None:
        try:
            while not done.wait(LEASE.total_seconds() / 3):
                report.heartbeat()
        except ClaimLost:
            pass  # the writer finds out at its next step
        except Exception:
            log.exception("The claim on report %s could not be renewed.", report.pk)
        finally:
            connection.close()

    thread = Thread(target=beat, name=f"report-{report.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _say_why(report: Report, error: Exception) -> None:
    """For the person who asked. The log has the rest."""
    with translation.override(report.requested_by.language):
        why = _reason(error)
    try:
        report.fail(why)
    except ClaimLost:
        log.info("Report %s was taken over before it could be called failed.", report.pk)


def _reason(error: Exception) -> str:
    if isinstance(error, CannotWrite):
        return str(error.args[0])
    if isinstance(error, typst.TypstError):
        return _(
            "The pages could not be set: there is a mistake in the template of reports. Nothing "
            "was kept. Tell your administrator; asking again will not help before it is mended."
        )
    return _(
        "Something went wrong while we wrote this report (%(kind)s). "
        "Nothing was kept. Ask for it again; if it happens twice, tell your administrator."
    ) % {"kind": type(error).__name__}
