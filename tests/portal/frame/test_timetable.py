"""What beat asks for is done by somebody."""

import pytest

from portal.celery import app
from portal.timetable import timetable


@pytest.mark.parametrize("task", timetable(60))
def test_a_worker_knows_each_job_of_the_timetable(task):
    app.loader.import_default_modules()

    assert task in app.tasks


def test_what_waits_for_a_nudge_is_looked_for_at_every_sweep():
    assert timetable(3)["portal.notices.tasks.send_messages"]["schedule"] == 3
    assert timetable(3)["metrics.reports.tasks.write_reports"]["schedule"] == 3
