"""What each report says of an October that was counted by hand."""

import io
import json
from dataclasses import replace
from datetime import UTC

import pytest
from pypdf import PdfReader

from metrics.reports import typesetting
from metrics.reports.document import Narrative
from tests.metrics.reports.packs.conftest import COUNTED

pytestmark = pytest.mark.usefixtures("october")


def table(document, key):
    return next(block.table for block in document.tables if block.key == key)


def rows(document, key):
    """Each row of a table by its first cell."""
    return {row[0]: row[1:] for row in table(document, key).rows}


def stories(document, *, staff_only=False):
    return {
        block.title: block.pairs
        for section in document.sections
        if section.staff_only == staff_only
        for block in section.blocks
        if type(block).__name__ == "Story"
    }


def said(document):
    return [finding.text for finding in document.findings]


@pytest.fixture
def district(written, riverside):
    return written("district_quarterly", riverside)


def test_the_district_answers_two_of_four_in_time(district):
    raised, due, in_time, late, overdue, not_due, no_promise, _median = table(
        district, "replies"
    ).total[1:]

    assert (raised, due, in_time, late, overdue, not_due, no_promise) == (4, 4, 2, 1, 1, 0, 0)
    assert "2 of 4 replies that were due went out in time." in said(district)


def test_each_meeting_says_who_came_and_what_it_was_for(district):
    meeting = rows(district, "meetings")["Crossing at Mill Street"]
    about = rows(district, "meetings_for")["Crossing at Mill Street"]

    assert meeting[2:] == ("Held", 24, 21, 3, 2)
    assert about[1:] == (
        "Beat meeting. Settle what happens at the crossing.",
        "English",
        "Late since 10/28/2026",
    )


def test_a_problem_is_told_with_the_steps_of_both_sides_and_its_result(district):
    ((_title, pairs),) = stories(district).items()
    told = [f"{term}: {words}" for term, words in pairs]

    assert "By the police, done 10/10/2026: Walk the road (The police)" in told
    assert "By the community, done 10/12/2026: Sit with the drivers (Harbor Health)" in told
    assert (
        "Measured result: Calls about racing. Was 24, September 2026. Goal 12 by December 2026. "
        "Now 10, October 2026: the goal is met." in told
    )


def test_what_stands_on_no_public_page_is_told_to_staff_alone(district):
    hidden = "Something nobody may read of yet"
    public = [section for section in district.sections if not section.staff_only]

    assert hidden in stories(district, staff_only=True)
    assert not any(hidden in str(section) for section in public)
    assert not any("Call on the family" in str(section) for section in public)
    assert rows(district, "promises_late_not_public").keys() == {"Call on the family"}
    assert not any(
        "offenders" in str(section) or "gas station" in str(section) for section in public
    )


def test_promises_count_by_the_day_that_was_first_promised(district):
    assert table(district, "promises").total[1:] == (3, 4, 1, 1, 2, 1)
    assert rows(district, "promises_late").keys() == {"Ask the county"}
    assert rows(district, "promises_ended").keys() == {"Put up a lamp", "Count the cars"}


def test_partners_are_counted_by_what_was_done_with_them_there(district):
    assert rows(district, "partnerships")["Active"] == (1,)
    assert rows(district, "partners")["Harbor Health"][3:] == (1, 1, 0)


def test_advice_is_answered_or_overdue(district):
    assert len(table(district, "recommendations").rows) == 2
    assert "2 recommendations of boards are in this report. The answers to 1 are overdue." in said(
        district
    )


def test_what_residents_were_told_stands_under_you_said_we_did(district):
    told = [row for block in district.blocks if hasattr(block, "rows") for row in block.rows]

    assert ("The dark steps (Millrace)", "The lamps work.") in told
    assert ("Put up a lamp", "Kept. The lamp is up.") in told
    assert "Count the cars" not in [row[0] for row in told]


def test_staff_read_what_got_in_the_way_and_not_who_wrote_it(district):
    assert table(district, "obstacles").rows[0][1:] == (
        "Eastbank",
        "School",
        "The gate was locked.",
    )


def test_the_year_puts_its_quarters_side_by_side(written, riverside):
    annual = written("annual", riverside)

    assert table(annual, "raised_by_quarter").total == ("All places", 4, 4)
    assert rows(annual, "quarters")["Meetings held"] == (1, 1)
    assert rows(annual, "quarters")["Promises kept in time"] == (1, 1)
    assert rows(annual, "youth_outreach")["School"] == (1, 3.0, 6, 1)
    assert table(annual, "referrals").total == ("All kinds", 2, 0)
    assert table(annual, "languages_of_concerns").rows == (("English", 4, 2),)


def test_the_card_says_kept_of_how_many(written, riverside):
    card = written("guarantee_card", riverside)

    assert rows(card, "guarantee") == {
        "Areas with a named officer": (0, 2, 0),
        "Priorities with news in 90 days": (1, 1, 100),
        "Meetings held, of those announced": (1, 1, 100),
    }
    assert table(card, "first_replies").total[1:] == (2, 4, 50)
    assert "Not asked in a survey" in str(card)


def test_the_register_has_each_recommendation_with_its_reason_and_office(written, riverside):
    register = written("recommendations_register", riverside)
    told = json.dumps(register.as_json())

    assert table(register, "statuses").total == ("All", 2)
    assert rows(register, "statuses")["Answer overdue"] == (1,)
    assert "The course exists and has room." in told
    assert "Training Division" in told


def test_the_funder_reads_what_is_tagged_with_the_grant(written, grant):
    report = written("cops_grant", grant=grant.slug)

    assert table(report, "grant_outreach").total == ("All kinds", 1, 3.0, 1.5, 6, 1)
    assert rows(report, "grant_meetings")["Crossing at Mill Street"][2:] == (24,)
    assert len(stories(report)) == 1
    assert table(report, "milestones").rows[0][1:] == ("10/30/2026", "Late")
    assert "Fast cars." in str(report)


def test_the_plan_has_a_number_for_each_risk(written, riverside):
    plan = written("cswb", riverside)
    ((_risk, *outcome),) = table(plan, "outcomes").rows

    assert outcome == [
        "Fewer nights with racing",
        "Calls about racing, calls a month",
        "24",
        "12",
        "12/01/2026",
        "10",
        "10/20/2026",
    ]


def test_programs_are_counted_and_described_by_people(written, riverside):
    programs = written("programs", riverside)

    assert rows(programs, "programs")["Schools"] == (0, 1, 6)
    assert rows(programs, "referrals")["Young people"] == (1, 0)
    assert len(programs.narratives) == 4


def test_the_brief_fits_a_page_and_is_for_staff_alone(written, millrace):
    from metrics.reports.packs import packs

    brief = written("meeting_brief", millrace)

    assert not packs()["meeting_brief"].publishable
    assert rows(brief, "late").keys() == {"Ask the county"}
    assert all(len(each.table.rows) <= 4 for each in brief.tables)
    assert len(brief.narratives) == 3


@pytest.mark.parametrize("sentences", [0, 3, 6])
def test_the_brief_is_one_sheet_however_much_is_said(written, millrace, sentences):
    brief = written("meeting_brief", millrace)
    words = "We heard it, we looked at it twice, and this is what came of it by October. "
    said = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, text=words * sentences) if isinstance(block, Narrative) else block
                for block in section.blocks
            ),
        )
        for section in brief.sections
    )

    sheet = typesetting.pdf(replace(brief, sections=said), {}, COUNTED.astimezone(UTC))

    assert len(PdfReader(io.BytesIO(sheet)).pages) == 1


def test_the_month_puts_problems_before_numbers_and_crime_last(written, riverside):
    month = written("monthly", riverside)
    titles = [section.title for section in month.sections if not section.staff_only]

    assert titles[0] == "Problems and their results"
    assert titles.index("Recorded crime, as context alone") > titles.index("Promises")
    assert "No recorded crime was imported for these months." in str(month)


def test_accreditation_names_its_standards_as_settings_do(written, riverside, settings):
    settings.CALEA_QUARTERLY = "9.9.9"

    titles = [section.title for section in written("calea_quarterly", riverside).sections]

    assert titles[0] == "Current concerns of the community (9.9.9 a)"
    assert "Survey of residents (45.2.4)" in titles
