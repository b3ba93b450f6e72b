from datetime import datetime
from zoneinfo import ZoneInfo

from metrics.crime.models import MonthlyCount, Program
from metrics.demo import crime, people
from metrics.demo.city import City

NOON = datetime(2026, 10, 15, 12, tzinfo=ZoneInfo("America/Chicago"))


def a_city():
    city = City(now=NOON, residents=10, responses=10)
    for step in (people.agency, people.areas, crime.build):
        step(city)
    return list(MonthlyCount.objects.order_by("pk").values_list("area__code", "month", "n"))


def test_five_years_of_counts_and_a_program_too_small_to_be_measured():
    counts = a_city()

    assert 3_000 < len(counts) <= 9 * 7 * 60
    assert f"{max(month for _area, month, _n in counts):%Y-%m}" == "2026-09"
    assert Program.objects.get().finding["reasons"] == ["treated", "controls"]
