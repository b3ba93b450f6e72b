"""Programs that others wrote read our real calendar: icalendar, ics.py and khal.

khal is a calendar for the terminal, and runs here as it would for anyone: it imports the file
we served into a collection of its own, and is asked what is on.
"""

import re
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest
from django.utils import timezone

from tests.factories.events import EventFactory, SessionFactory

CHICAGO = ZoneInfo("America/Chicago")
HOSTILE = (
    "Ends\r\nBEGIN:VEVENT\r\nUID:stolen\r\nSUMMARY:Stolen\r\nEND:VEVENT\r\nEND:VCALENDAR,;:\\ "
    '"quoted" \u2028 \x0b\x1f ñ 🎺 ' + "long " * 60
)
CONFIG = """[calendars]
[[ours]]
path = {path}
[locale]
local_timezone = America/Chicago
default_timezone = America/Chicago
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {path}.db
"""


@pytest.fixture
def meetings(millrace):
    """An ordinary one across a change of the clocks, a hostile one, one without an end, one off."""
    ordinary = EventFactory.create(title="Reunión de Millrace", area=millrace, host="Rosa")
    sessions = [
        SessionFactory.create(
            event=ordinary,
            starts_at=datetime(2031, 3, day, 18, 30, tzinfo=CHICAGO),
        )
        for day in (8, 9)  # the clocks go forward between them
    ]
    hostile = EventFactory.create(
        title=HOSTILE[:150], purpose=HOSTILE, venue_name=HOSTILE[:150], host="x\r\nATTENDEE:y"
    )
    sessions.append(SessionFactory.create(event=hostile))
    sessions.append(SessionFactory.create(event__title="Open end", end_guessed=True))
    off = SessionFactory.create(event__title="Flooded")
    off.event.cancel("Water.")
    return [*sessions, off]


@pytest.fixture
def served(client, meetings):
    response = client.get("/events/calendar.ics")
    return b"".join(response.streaming_content).decode()


def test_the_file_keeps_the_standard_s_lines(served):
    lines = served.split("\r\n")

    assert "\n" not in served.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert served.count("BEGIN:VCALENDAR\r\n") == served.count("END:VCALENDAR\r\n") == 1


def test_icalendar_reads_it_back(served, meetings):
    calendar = icalendar.Calendar.from_ical(served)

    entries = {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}
    assert set(entries) == {session.uid for session in meetings}
    assert not [entry for entry in entries.values() if entry.errors]
    for session in meetings:
        entry = entries[session.uid]
        assert entry.decoded("dtstart") == session.starts_at.replace(microsecond=0)


def test_ics_reads_it_back(served, meetings):
    found = {event.uid: event for event in ics.Calendar(served).events}

    assert set(found) == {session.uid for session in meetings}
    first = found[meetings[0].uid]
    assert first.name == "Reunión de Millrace"
    assert first.begin.datetime == meetings[0].starts_at
    assert first.end.datetime == meetings[0].ends_at
    assert first.location == "Cannery Hall, 40 Mill Street"
    assert "🎺" in found[meetings[2].uid].description
    assert found[meetings[-1].uid].status == "CANCELLED"


def khal(home, *words):
    done = subprocess.run(
        [sys.executable, "-m", "khal", "-c", str(home / "config"), *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def home(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "config").write_text(CONFIG.format(path=tmp_path / "ours"))
    return tmp_path


def taken_in(home, text):
    (home / "served.ics").write_text(text, newline="")
    khal(home, "import", "--batch", "-a", "ours", str(home / "served.ics"))


def test_khal_takes_it_in_and_says_what_is_on(home, served):
    taken_in(home, served)

    listed = khal(home, "list", "--format", "{start-time} {title}", "2031-03-08", "2d")
    assert listed.count("18:30 Reunión de Millrace") == 2  # the clocks went forward, the hour stays
    soon = timezone.localdate() + timedelta(days=7)
    listed = khal(home, "list", "--format", "{start-time} {title} {cancelled}", f"{soon}", "2d")
    assert "Open end" in listed
    assert "Flooded CANCELLED" in listed
    assert not re.search(r"^\d\d:\d\d Stolen", listed, re.MULTILINE)


def test_khal_takes_a_day_that_moved_for_the_same_one(home, client, served, meetings):
    taken_in(home, served)
    moved = meetings[0]
    moved.starts_at += timedelta(days=30)
    moved.ends_at += timedelta(days=30)
    moved.save()
    moved.event.tell_everyone("moved")
    taken_in(home, b"".join(client.get("/events/calendar.ics").streaming_content).decode())

    assert "Reunión" not in khal(home, "list", "--format", "{title}", "2031-03-08", "1d")
    assert "Reunión" in khal(home, "list", "--format", "{title}", "2031-04-07", "1d")
