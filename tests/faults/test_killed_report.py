"""Killed with -9 while a report is being written: it is finished all the same, once."""

import pytest

# Asks for a report and, as soon as a worker is at it, kills.
KILL_HALF_WAY = """
import os, signal, time
from metrics.dashboards.periods import Kind, Period
from metrics.reports.models import Report
from portal.accounts.models import User
kim, _ = User.objects.get_or_create(email="kim@example.org")
report = Report.objects.request(
    by=kim, period=Period.named(Kind.LAST_YEAR), area=None, language="en"
)
deadline = time.monotonic() + 40
while time.monotonic() < deadline:
    report.refresh_from_db(fields=["state", "progress"])
    if report.state == "running" and report.progress:
        break
print(report.pk, report.state)
{kill}
"""
STANDS = """
from metrics.reports.models import Report
report = Report.objects.get(pk={pk})
print(report.state, report.attempts > 1, sorted(report.files.values_list("kind", flat=True)))
"""


@pytest.mark.parametrize("part", ["worker", "PostgreSQL"])
def test_a_report_half_written_is_finished_once(house, part):
    pid = house.pid(part)
    kill = "os.killpg" if part == "worker" else "os.kill"
    pk, state = house.shell(KILL_HALF_WAY.format(kill=f"{kill}({pid}, signal.SIGKILL)")).split()
    assert state == "running", house.said()

    house.wait_until(lambda: house.pid(part) not in {None, pid})
    house.wait_until_ready()
    house.wait_until(lambda: house.shell(STANDS.format(pk=pk)).startswith("ready"), seconds=120)

    assert house.shell(STANDS.format(pk=pk)) == "ready True ['csv', 'pdf', 'xlsx']"
