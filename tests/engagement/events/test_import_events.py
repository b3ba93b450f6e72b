"""Meetings from another calendar: what they become, what is said of them, what is never touched."""

import csv
import json
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pghistory
import pytest
import time_machine
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engagement.events.imports import entries, incoming, repeating
from engagement.events.models import Event, Session
from tests.factories.areas import AreaFactory

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
COLUMNS = "title,start,end,where,who,what,district"
MAP = ["title=title", "start=start", "end=end", "place=where", "contact=who", "purpose=what",
       "area=district"]  # fmt: skip
CHICAGO = "America/Chicago"


@pytest.fixture(autouse=True)
def _june():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def beats():
    """District 5 with its beats 511 and 512."""
    district = AreaFactory.create(level="district", code="5", name="District 5")
    return {
        "5": district,
        "511": AreaFactory.create(code="0511", name="Beat 0511", parent=district),
        "512": AreaFactory.create(code="0512", name="Beat 0512", parent=district),
    }


@pytest.fixture
def bring(tmp_path, capsys):
    """Import a file with this in it; gives what the command printed."""

    def _bring(text, name="calendar.ics", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if name.endswith((".csv", ".json")):
            options.setdefault("map", MAP)
        options.setdefault("source", "City calendar")
        capsys.readouterr()
        call_command("import_events", str(path), zone=options.pop("zone", CHICAGO), **options)
        return capsys.readouterr().out

    return _bring


def table(*rows):
    return "\n".join([COLUMNS, *rows]) + "\n"


def row(title="Beat 511 meeting", start="2026-05-05T18:30:00", end="2026-05-05T20:00:00",
        where="Cannery Hall 40 Mill Street", who="", what="", district="5"):  # fmt: skip
    return f"{title},{start},{end},{where},{who},{what},{district}"


def entry(*lines, uid="1", summary="Beat 511 meeting", start="DTSTART:20260505T233000Z"):
    said = [f"UID:{uid}", f"SUMMARY:{summary}", start, *lines]
    return "\r\n".join(["BEGIN:VEVENT", *said, "END:VEVENT"])


def calendar(*entries, head=""):
    body = "\r\n".join([part for part in (head, *entries) if part])
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{body}\r\nEND:VCALENDAR\r\n"


def reasons(tmp_path, name="calendar.ics"):
    with (tmp_path / f"{name}.rejects.csv").open(encoding="utf-8", newline="") as file:
        return [(int(each["line"]), each["reason"]) for each in csv.DictReader(file)]


def starts():
    return [f"{at:%Y-%m-%d %H:%M}" for at in Session.objects.values_list("starts_at", flat=True)]


def test_a_row_becomes_a_meeting(beats, bring):
    told = bring(table(row(who="Community Policing 312-555-0190", what="Come &amp; talk")), "a.csv")
    event = Event.objects.get()
    session = event.sessions.get()

    assert told.startswith("1 added, 0 changed, 0 unchanged, 0 rejected\n")
    assert (str(event.title), event.kind, event.area) == (
        "Beat 511 meeting", "beat_meeting", beats["511"],
    )  # fmt: skip
    assert (event.venue_name, event.venue_address) == ("Cannery Hall", "40 Mill Street")
    assert str(event.purpose) == "Come & talk"
    assert event.contact == "Community policing, 312-555-0190"
    assert event.imported_from == "City calendar"
    assert session.starts_at == datetime(2026, 5, 5, 23, 30, tzinfo=UTC)
    assert session.ends_at - session.starts_at == timedelta(minutes=90)
    assert not session.end_guessed
    assert event.slug == "beat-511-meeting-2026-05-05"


def test_json_rows_are_read_alike(beats, bring):
    item = {"title": "Beats 511/512", "start": "2026-05-05T18:30:00", "end": None, "where": None,
            "who": None, "what": None, "district": 5}  # fmt: skip
    told = bring(json.dumps([item]), "a.json")

    assert "Without an end: 1, taken to last an hour." in told
    assert "Name several beats in the title: 1, put where all of those lie." in told
    assert Event.objects.get().area == beats["5"]
    assert Session.objects.get().end_guessed


def test_running_it_again_changes_nothing(beats, bring):
    text = table(row(), row("Beat 512 meeting"), row("Peer Jury", end=""))
    bring(text, "a.csv")
    before = list(Event.objects.values_list("pk", "changed_at", "sequence"))

    told = bring(text, "a.csv")

    assert told.startswith("0 added, 0 changed, 3 unchanged, 0 rejected\n")
    assert list(Event.objects.values_list("pk", "changed_at", "sequence")) == before


def test_a_dry_run_keeps_nothing(beats, bring):
    told = bring(table(row()), "a.csv", dry_run=True)

    assert told.startswith("Dry run, nothing was kept: 1 added")
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("options", "past", "to_come"),
    [({}, True, False), ({"publish": True}, True, True), ({"draft": True}, False, False)],
)
def test_who_sees_what_was_imported(beats, bring, options, past, to_come):
    later = row(start="2026-07-07T18:30:00", end="")
    bring(table(row(), later), "a.csv", **options)
    was, comes = Session.objects.order_by("starts_at").select_related("event")

    assert (was.event.published_at is not None, comes.event.published_at is not None) == (
        past, to_come,
    )  # fmt: skip
    if past:
        assert was.event.published_at == was.starts_at  # what is old is no news


def test_drafts_are_published_when_asked_again(beats, bring):
    text = table(row(start="2026-07-07T18:30:00", end=""))
    bring(text, "a.csv")
    told = bring(text, "a.csv", publish=True)

    assert told.startswith("0 added, 1 changed")
    assert Event.objects.get().published_at == NOW
    assert bring(text, "a.csv", publish=True).startswith("0 added, 0 changed, 1 unchanged")


def test_what_ends_before_it_starts_is_kept_and_told(beats, bring):
    told = bring(table(row(end="2026-04-05T20:00:00"), row(end="2026-05-05T18:30:00",
                                                          title="Beat 512")), "a.csv")  # fmt: skip

    assert told.startswith("2 added")
    assert "End before they start: 1, taken to last an hour." in told
    assert "End as they start: 1, taken to last an hour." in told
    assert Session.objects.filter(end_guessed=True).count() == 2


def test_one_meeting_written_down_twice_is_taken_once(beats, bring, tmp_path):
    twice = row(end="", where="At Cannery Hall 40 Mill St.")
    elsewhere = row(where="Town Library 99 Oak Street")
    told = bring(table(row(), twice, elsewhere), "a.csv")

    assert told.startswith("2 added, 0 changed, 0 unchanged, 1 rejected")
    assert "Come twice, with the same title, start and place: 1" in told
    assert "Have the title, start and area of another, but not its place: 1, kept apart." in told
    assert reasons(tmp_path, "a.csv") == [(3, "Line 2 has the same meeting, and counts.")]
    slugs = Event.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["beat-511-meeting-2026-05-05", "beat-511-meeting-2026-05-05-2"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(title=" "), "It has no title."),
        (row(title="<script>x()</script>"), "It has no title."),
        (row(start=""), "It has no start."),
        (row(start="soon"), "'soon' is no date we can read."),
        (row(start="2926-05-05T10:00", end=""), "It starts in 2926, which must be a slip."),
        (row(start="9999-12-31T23:59:59", end=""), "9999-12-31 is no date we can take."),
        ("a,b", "It has 2 fields where the header names 7."),
    ],
)
def test_a_row_that_says_too_little_is_rejected(beats, bring, tmp_path, bad, reason):
    told = bring(table(bad, row()), "a.csv")

    assert told.startswith("1 added, 0 changed, 0 unchanged, 1 rejected")
    assert reasons(tmp_path, "a.csv") == [(2, reason)]


def test_a_title_without_end_is_cut(beats, bring):
    told = bring(table(row(title="Beat 511 " + "x" * 900)), "a.csv")

    assert "Have words longer than fit: 1, cut off." in told
    assert len(str(Event.objects.get().title)) == 160


def test_times_no_clock_shows_or_shows_twice_are_told(beats, bring):
    rows = [row(start="2026-03-08T02:30:00", end=""), row(start="2025-11-02T01:30:00", end="")]
    told = bring(table(*rows), "a.csv")

    assert "At a time that the clocks skip: 1, an hour later." in told
    assert "At a time that the clocks show twice: 1, the first one." in told
    assert starts() == ["2025-11-02 06:30", "2026-03-08 08:30"]


def test_another_zone_can_be_given(beats, bring):
    bring(table(row(start="2026-03-29T01:30:00", end="")), "a.csv", zone="Europe/London")
    assert starts() == ["2026-03-29 01:30"]


def test_a_day_without_a_time_lasts_the_whole_day(beats, bring):
    told = bring(table(row(start="2026-05-05", end="2026-05-06")), "a.csv")
    session = Session.objects.get()

    assert "All day, without a clock time: 1, from midnight to midnight." in told
    assert session.starts_at == datetime(2026, 5, 5, 5, tzinfo=UTC)
    assert session.ends_at == datetime(2026, 5, 7, 4, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"map": ["title=title"]}, "Say which column holds start"),
        ({"map": ["color=title"]}, "there is no field color"),
        ({"map": ["title=nix", "start=start"]}, "has no column nix"),
        ({"zone": "Mars/Olympus"}, "there is no time zone Mars/Olympus"),
        ({"zone": "../etc/passwd"}, "there is no time zone"),
        ({"area": "77"}, "there is no area 77"),
        ({"source": " "}, "Give --source a name"),
    ],
)
def test_what_cannot_be_meant_is_refused(beats, bring, options, words):
    with pytest.raises(CommandError, match=words) as refused:
        bring(table(row()), "a.csv", **options)
    assert refused.value.returncode == 2
    assert not Event.objects.exists()


def test_kind_and_area_can_be_given_for_all(beats, bring):
    bring(table(row(title="Bingo", district="0")), "a.csv", kind="festival", area="512")
    event = Event.objects.get()
    assert (event.kind, event.area) == ("festival", beats["512"])


def test_columns_may_say_kind_status_link_and_point(beats, bring):
    text = "t,s,k,st,l,la,lo\nBingo,2026-05-05 10:00,Town hall,Canceled,example.org/x,41.5,-87.5\n"
    more = ["title=t", "start=s", "kind=k", "status=st", "link=l", "latitude=la", "longitude=lo"]
    told = bring(text, "a.csv", map=more)
    event = Event.objects.get()

    assert "Called off: 1, kept as such." in told
    assert event.is_cancelled
    assert event.cancel_reason
    assert (event.kind, event.online_link) == ("town_hall", "https://example.org/x")
    assert (event.latitude, event.longitude) == (41.5, -87.5)


def test_a_link_that_runs_something_is_dropped(beats, bring):
    bring("t,s,l\nBingo,2026-05-05 10:00,javascript:alert(1)\n", "a.csv",
          map=["title=t", "start=s", "link=l"])  # fmt: skip
    assert not Event.objects.get().online_link


# --- iCalendar


def test_an_entry_becomes_a_meeting(beats, bring):
    told = bring(calendar(entry(
        "DTEND:20260506T010000Z", "LOCATION:Cannery Hall\\, 40 Mill Street",
        "DESCRIPTION:<p>Come &amp\\; talk</p><script>x()</script>", "GEO:41.5;-87.5",
        "ORGANIZER:mailto:caps@example.org", "CONTACT:CAPS office 312-555-0190",
        "URL:https://example.org/511",
    )))  # fmt: skip
    event = Event.objects.get()

    assert told.startswith("1 added")
    assert (event.venue_name, event.venue_address) == ("Cannery Hall", "40 Mill Street")
    assert str(event.purpose) == "Come & talk"
    assert event.contact == "CAPS office, 312-555-0190, caps@example.org"
    assert (event.latitude, event.online_link) == (41.5, "https://example.org/511")
    assert starts() == ["2026-05-05 23:30"]


def test_an_entry_that_moved_is_brought_up_to_date(beats, bring):
    bring(calendar(entry()))
    told = bring(calendar(entry(start="DTSTART:20260512T233000Z", summary="Beat 512 meeting")))
    event = Event.objects.get()

    assert told.startswith("0 added, 1 changed")
    assert (str(event.title), event.area, event.sequence) == ("Beat 512 meeting", beats["512"], 1)
    assert starts() == ["2026-05-12 23:30"]


def test_a_meeting_people_come_to_is_left_as_it_is(beats, bring):
    bring(calendar(entry(start="DTSTART:20260705T233000Z")), publish=True)
    Session.objects.get().rsvp(name="Rosa")
    told = bring(calendar(entry(start="DTSTART:20260712T233000Z")))

    assert told.startswith("0 added, 0 changed, 1 unchanged")
    assert "since people here changed or joined them: 1" in told
    assert starts() == ["2026-07-05 23:30"]


@pytest.mark.parametrize(("by", "kept"), [("sam", True), (None, False)])
def test_what_the_desk_changed_stays(beats, bring, sam, by, kept):
    bring(calendar(entry()))
    event = Event.objects.get()
    event.venue_name = "The other hall"
    with pghistory.context(user=sam.pk) if by else pghistory.context(source="a script"):
        event.save()
    told = bring(calendar(entry()))

    assert ("since people here changed" in told) is kept
    assert Event.objects.get().venue_name == ("The other hall" if kept else "")


def test_publishing_a_draft_makes_it_no_less_theirs(beats, bring, sam):
    bring(calendar(entry(start="DTSTART:20260705T233000Z")))
    with pghistory.context(user=sam.pk):
        Event.objects.get().publish(NOW)
    bring(calendar(entry(start="DTSTART:20260712T233000Z")))

    assert starts() == ["2026-07-12 23:30"]


def test_a_meeting_of_another_calendar_is_not_overwritten(beats, bring):
    bring(calendar(entry()))
    told = bring(calendar(entry(summary="Taken over")), source="Someone else")

    assert told.startswith("1 added")
    assert Event.objects.filter(imported_from="City calendar").get().area == beats["511"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (calendar(entry("STATUS:CANCELLED")), 1),
        (calendar(entry(summary="Beat 511 (CANCELLED)")), 1),
        (calendar(entry(), head="METHOD:CANCEL"), 1),
        (calendar(entry("STATUS:CONFIRMED")), 0),
    ],
)
def test_what_is_called_off_there_is_called_off_here(beats, bring, text, times):
    bring(text)
    assert Event.objects.exclude(cancelled_at=None).count() == times


def test_what_is_on_again_there_is_on_again_here(beats, bring):
    bring(calendar(entry("STATUS:CANCELLED")))
    bring(calendar(entry()))
    assert not Event.objects.get().is_cancelled


@pytest.mark.parametrize(
    ("start", "more", "expected"),
    [
        ("DTSTART;TZID=America/Chicago:20260505T183000", "", "2026-05-05 23:30"),
        ("DTSTART;TZID=Europe/London:20260505T183000", "", "2026-05-05 17:30"),
        ("DTSTART;TZID=Central Standard Time:20260505T183000", "", "2026-05-05 23:30"),
        ("DTSTART:20260505T183000", "", "2026-05-05 23:30"),
        ("DTSTART;VALUE=DATE:20260505", "DTEND;VALUE=DATE:20260506", "2026-05-05 05:00"),
    ],
)
def test_times_are_those_of_their_zone(beats, bring, start, more, expected):
    bring(calendar(entry(*[more] if more else [], start=start)))
    assert starts() == [expected]


HALF = ["BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100",
        "END:STANDARD"]  # fmt: skip


def zone(*lines):
    return "\r\n".join(["BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE"])


OFFICE_TIME = zone("TZID:Office Time", *HALF)


def test_a_calendar_may_bring_its_own_zone(beats, bring):
    start = "DTSTART;TZID=Office Time:20260505T183000"
    bring(calendar(entry(start=start), head=OFFICE_TIME))
    assert starts() == ["2026-05-05 17:30"]


def test_a_zone_nobody_knows_is_no_guess(beats, bring, tmp_path):
    bring(calendar(entry(start="DTSTART;TZID=Nowhere/Land:20260505T183000")))
    assert reasons(tmp_path) == [(4, "Its time zone is not known: Nowhere/Land.")]


def test_a_duration_counts_as_an_end(beats, bring):
    bring(calendar(entry("DURATION:PT45M")))
    session = Session.objects.get()
    assert session.ends_at - session.starts_at == timedelta(minutes=45)


WEEKLY = "DTSTART;TZID=America/Chicago:20260505T183000"


def test_a_meeting_comes_again_on_each_of_its_days(beats, bring):
    told = bring(calendar(
        entry("RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=America/Chicago:20260512T183000",
              "RDATE;TZID=America/Chicago:20260701T120000", start=WEEKLY),
        entry("RECURRENCE-ID;TZID=America/Chicago:20260519T183000",
              start="DTSTART;TZID=America/Chicago:20260520T190000", summary="Beat 511, moved"),
    ))  # fmt: skip

    assert told.startswith("5 added")
    assert "Come again by a rule: 1, each day of theirs a meeting." in told
    assert starts() == ["2026-05-05 23:30", "2026-05-21 00:00", "2026-05-26 23:30",
                        "2026-06-02 23:30", "2026-07-01 17:00"]  # fmt: skip


def test_a_day_moved_later_is_still_the_same_meeting(beats, bring):
    bring(calendar(entry("RRULE:FREQ=WEEKLY;COUNT=2", start=WEEKLY)))
    told = bring(calendar(
        entry("RRULE:FREQ=WEEKLY;COUNT=2", start=WEEKLY),
        entry("RECURRENCE-ID:20260512T233000Z", start="DTSTART:20260513T233000Z"),
    ))  # fmt: skip

    assert told.startswith("0 added, 1 changed, 1 unchanged")
    assert starts() == ["2026-05-05 23:30", "2026-05-13 23:30"]


def test_the_clock_time_stays_when_the_clocks_change(beats, bring):
    start = "DTSTART;TZID=America/Chicago:20260305T183000"
    bring(calendar(entry("RRULE:FREQ=WEEKLY;UNTIL=20260313T000000Z", start=start)))
    assert starts() == ["2026-03-06 00:30", "2026-03-12 23:30"]


@pytest.mark.parametrize(
    ("until", "days"), [("UNTIL=20260512", 2), ("UNTIL=20260512T233000Z", 2), ("COUNT=3", 3)]
)
def test_a_rule_ends_where_it_says(beats, bring, until, days):
    told = bring(calendar(entry(f"RRULE:FREQ=WEEKLY;{until}", start=WEEKLY)))
    assert told.startswith(f"{days} added")
    assert "two years ahead" not in told


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY", "FREQ=MONTHLY;UNTIL=20990101T000000Z"])
def test_a_rule_without_end_is_taken_for_two_years(beats, bring, rule):
    told = bring(calendar(entry(f"RRULE:{rule}", start=WEEKLY)))

    assert told.startswith("25 added")
    assert "Come again without an end: 1, two years ahead are taken." in told
    assert max(starts()) == "2028-05-05 23:30"


OFTEN = "It comes again more than once a day, as no meeting does."


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("FREQ=SECONDLY", OFTEN),
        ("FREQ=HOURLY;COUNT=1000000000", OFTEN),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8;BYMINUTE=1,2,3,4,5,6", repeating.TOO_MANY),
        ("FREQ=DAILY;COUNT=1000000000;BYMONTH=2;BYMONTHDAY=30",
         "When it comes again cannot be worked out."),
        ("FREQ=SOMETIMES", "Its rule for coming again cannot be read."),
        ("FREQ=WEEKLY;INTERVAL=-1", "Its rule for coming again cannot be read."),
        ("FREQ=WEEKLY\r\nRRULE:FREQ=DAILY", "It comes again by more than one rule."),
    ],
)  # fmt: skip
def test_a_rule_no_meeting_has_is_rejected(beats, bring, tmp_path, monkeypatch, rule, reason):
    told = bring(calendar(entry(f"RRULE:{rule}", start=WEEKLY), entry(uid="2", summary="Fine")))

    assert told.startswith("1 added, 0 changed, 0 unchanged, 1 rejected")
    assert reasons(tmp_path) == [(4, reason)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (calendar(entry(), head=zone("TZID:UTC", *HALF, "TZID:America/Chicago", *HALF)),
         "line 4: a time zone has more than one name"),
        (calendar(entry(), head=zone(*HALF)), "a time zone has no name"),
        (calendar(entry(), head=zone("TZID:X", "BEGIN:STANDARD", "END:STANDARD")),
         "the time zone X cannot be read"),
        (calendar(entry(), head=zone("TZID:X", *["BEGIN:VTIMEZONE"] * 50)),
         "one VTIMEZONE begins before the last one has ended"),
        (calendar(entry(), head=zone("TZID:X", *["BEGIN:STANDARD"] * 50)), "holds STANDARD"),
        (calendar(entry(), head="\r\n".join([OFFICE_TIME] * 101)), "more time zones than"),
        (calendar(entry("BEGIN:VALARM", "BEGIN:X", "BEGIN:Y")), "inside another more than"),
        (calendar("BEGIN:VEVENT", entry()), "one VEVENT begins before"),
        (calendar(entry("END:VALARM")), "line 8: END:VALARM does not close VEVENT"),
        (calendar(entry()).removesuffix("END:VCALENDAR\r\n"), "was cut short"),
        (calendar(entry()) + "and more", "this is outside the calendar"),
        (calendar(entry()) + "BEGIN:VEVENT", "this is no calendar"),
    ],
)  # fmt: skip
def test_a_broken_calendar_is_refused_in_one_sentence(beats, bring, text, words):
    with pytest.raises(CommandError, match=words) as refused:
        bring(text)
    assert refused.value.returncode == 2
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (entry(start="DTSTART:soon"), "Its DTSTART cannot be read."),
        (entry(start="DTSTART:20260505T233000Z\r\nDTSTART:20260506T233000Z"),
         "Its DTSTART cannot be read."),
        (entry(start="X-NO:start"), "It has no start that can be read."),
        (entry("RECURRENCE-ID:never"), "Its RECURRENCE-ID cannot be read."),
        (entry(summary=""), "It has no title."),
        (entry(*["COMMENT:" + "x" * 900] * 300), "It is too long for a meeting."),
    ],
)  # fmt: skip
def test_a_broken_entry_is_rejected_and_the_others_come_in(beats, bring, tmp_path, bad, reason):
    told = bring(calendar(bad, entry(uid="2", summary="Fine")))

    assert told.startswith("1 added, 0 changed, 0 unchanged, 1 rejected")
    assert reasons(tmp_path) == [(4, reason)]


HOSTILE = st.text(st.characters(exclude_characters="\r\n\x00"), max_size=80)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HOSTILE, max_size=4))
@example(["DTEND:99999999T999999Z", "DURATION:P99999999999W", "GEO:nan;inf"])
@example(["EXDATE:x", "RDATE;VALUE=PERIOD:20260505T233000Z/PT1H", "RRULE:FREQ=DAILY;UNTIL=1"])
@example(["RECURRENCE-ID;RANGE=THISANDFUTURE:20260505T233000Z", "CATEGORIES:a,b", "STATUS:X"])
@example(['ATTENDEE;CN="a";X="b:c', "ORGANIZER:mailto:x", "URL:http://["])
def test_no_line_in_an_entry_breaks_the_import(bring, lines):
    fine = [line for line in lines if line.strip()[:5].upper() not in {"BEGIN", "END:V"}]
    told = bring(calendar(entry(*fine), entry(uid="2", summary="Fine")), dry_run=True)
    assert "2 added" in told or "1 rejected" in told


def test_an_entry_the_library_chokes_on_is_rejected(beats, bring, tmp_path, monkeypatch):
    monkeypatch.setattr(entries.Entry, "from_ical", int)
    bring(calendar(entry()))
    assert reasons(tmp_path) == [(4, "It cannot be read as an entry of a calendar.")]


def test_tasks_and_alarms_are_passed_by(beats, bring):
    task = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Beat 511\r\nEND:VTODO"
    told = bring(calendar(task, entry("BEGIN:VALARM", "ACTION:DISPLAY", "END:VALARM")))
    assert told.startswith("1 added")


def test_a_windows_calendar_is_read_and_said_so(beats, bring, capsys):
    bring(calendar(entry(summary="Reunión 511")).encode("cp1252"))
    assert str(Event.objects.get().title) == "Reunión 511"


def test_more_than_any_agency_holds_is_refused(beats, bring, monkeypatch):
    monkeypatch.setattr(incoming, "MOST", 1)
    with pytest.raises(CommandError, match="more than 1 meetings"):
        bring(calendar(entry(), entry(uid="2", summary="Other")))
    assert not Event.objects.exists()


def test_many_come_in_by_the_hundred(beats, bring, monkeypatch, django_assert_max_num_queries):
    text = calendar(*(entry(uid=str(n), summary=f"Beat 511, {n}") for n in range(60)))
    monkeypatch.setattr(incoming, "BATCH", 20)
    with django_assert_max_num_queries(30):
        told = bring(text)
    assert told.startswith("60 added")


# --- From a web address


class Desk(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/caps.ics" else 404)
        self.end_headers()
        if self.path == "/caps.ics":
            self.wfile.write(calendar(entry()).encode())

    def log_message(self, *_args):
        pass


@pytest.fixture
def elsewhere():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def ask(url, tmp_path, **options):
    call_command("import_events", url, source="Elsewhere", rejects=str(tmp_path), **options)


def test_a_calendar_is_fetched_from_a_host_that_was_named(beats, elsewhere, tmp_path, capsys):
    ask(f"{elsewhere}/caps.ics", tmp_path, allow_host=["127.0.0.1"])
    assert capsys.readouterr().out.startswith("1 added")
    assert Event.objects.get().imported_from == "Elsewhere"


@pytest.mark.parametrize(
    ("path", "hosts", "words"),
    [("/caps.ics", [], "is not allowed yet"), ("/gone.ics", ["127.0.0.1"], "answered 404")],
)
def test_no_other_host_is_asked(beats, elsewhere, tmp_path, path, hosts, words):
    with pytest.raises(CommandError, match=words):
        ask(f"{elsewhere}{path}", tmp_path, allow_host=hosts)
    assert not Event.objects.exists()
