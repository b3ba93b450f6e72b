"""A report that was asked for gets written, whatever becomes of those who pass the word on."""

import pytest

ASK = """
from datetime import date
from metrics.dashboards.periods import Period
from metrics.reports.models import Report
from portal.accounts.models import User
kim, _ = User.objects.get_or_create(email="{name}@example.org", defaults={{"name": "Kim"}})
for month in range(1, 7):
    period = Period(date(2026, month, 1), date(2026, month, 28))
    Report.objects.request(by=kim, period=period, area=None, language="en")
"""
STATES = """
from collections import Counter
from metrics.reports.models import Report
mine = Report.objects.filter(requested_by__email="{name}@example.org")
states = Counter(mine.values_list("state", flat=True))
print(*(f"{{state}}:{{count}}" for state, count in sorted(states.items())))
"""
FILES = """
from metrics.reports.models import Report
print(min(report.files.count() for report in Report.objects.all()))
"""


@pytest.mark.parametrize("part", ["beat", "Redis"])
def test_a_report_being_written_is_finished(house, part):
    name = part.lower()
    house.shell(ASK.format(name=name))
    house.wait_until(lambda: house.shell(STATES.format(name=name)) != "queued:6")
    house.kill(part)
    house.wait_until_ready()
    house.wait_until(lambda: house.shell(STATES.format(name=name)) == "ready:6", seconds=60)
    assert house.shell(FILES) == "3"
