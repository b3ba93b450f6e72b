"""One quarter, counted once and frozen: what goes out, who lets it, and that it never changes."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from engagement.concerns.models import Diversion, Redaction
from metrics.dashboards.charts import HELD
from metrics.dashboards.rollups.facts import FACTS
from metrics.transparency import freezing
from metrics.transparency.models import Publication
from metrics.transparency.quarters import Quarter
from portal.refusals import NotPossible
from tests.factories.commitments import CommitmentFactory
from tests.factories.dashboards import a_concern, at
from tests.factories.transparency import AFTER, LATER, THIRD, a_drafted_quarter, a_publication

HOUR = timedelta(hours=1)


@pytest.fixture
def busy(millrace, hillside):
    """Riverside: 24 concerns, 12 of them late. Hillside: 15 in time and one that waits."""
    for day in range(1, 25):
        a_concern(millrace, at(f"2026-07-{day:02} 10:00"), after=(100 if day % 2 else 5) * HOUR)
    for day in range(1, 16):
        a_concern(hillside, at(f"2026-08-{day:02} 10:00"), after=20 * HOUR)
    a_concern(hillside, at("2026-08-20 10:00"))


@pytest.fixture
def plain(millrace, hillside):
    """Twelve in time and twelve late in each district: nothing is small."""
    for area, month in ((millrace, "07"), (hillside, "08")):
        for day in range(1, 25):
            raised = at(f"2026-{month}-{day:02} 10:00")
            a_concern(area, raised, after=(80 + day if day % 2 else day) * HOUR)


def rows(publication, slug):
    kept = publication.content["datasets"][slug]
    codes = [column["code"] for column in kept["columns"]]
    lines = [*kept["rows"], kept["total"]] if kept["total"] else kept["rows"]
    return {row[0]: dict(zip(codes, row, strict=True)) for row in lines}


def test_only_whole_quarters_are_published():
    with pytest.raises(NotPossible):
        freezing.prepare(THIRD, datetime(2026, 9, 30, 12, tzinfo=UTC))


def test_numbers_of_a_quarter_add_up_and_small_ones_are_held_back(busy):
    told = rows(a_publication(), "replies")

    assert told["all"]["raised"] == 40
    assert told["1"]["raised"] + told["2"]["raised"] == told["all"]["raised"]
    # One neighbor of Hillside waits: neither that, nor anything that tells it, is said.
    assert told["2"]["overdue"] == told["all"]["overdue"] == HELD
    assert 1 not in told["2"].values()


def test_a_share_is_held_back_with_what_it_is_made_of(busy):
    for row in rows(a_publication(), "replies").values():
        if HELD in (row["in_time"], row["due"]):
            assert row["in_time_percent"] in (HELD, None)


def test_the_hash_is_of_what_everyone_can_take_along(client, busy):
    import hashlib

    publication = a_publication()
    taken = client.get(reverse("transparency:edition_json", args=[THIRD, 1, "all"])).content

    assert hashlib.sha256(taken).hexdigest() == publication.sha256
    assert "counts" not in json.loads(taken)


def test_what_was_published_cannot_be_changed_or_deleted(busy):
    publication = a_publication()

    for act in (
        lambda: Publication.objects.update(content={}),
        lambda: Publication.objects.update(published_at=None),
        lambda: Publication.objects.filter(pk=publication.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            act()


def test_an_old_number_stays_when_the_record_changes(busy, millrace):
    before = a_publication()
    for day in range(1, 30):
        a_concern(millrace, at(f"2026-09-{day:02} 10:00"), after=5 * HOUR)
    again = a_publication(at=LATER, note="Concerns from the phone line were missing.")

    before.refresh_from_db()
    assert rows(before, "replies")["all"]["raised"] == 40
    assert rows(again, "replies")["all"]["raised"] == 69
    assert (again.edition, again.note) == (2, "Concerns from the phone line were missing.")


def test_a_second_edition_says_why_there_is_one(busy):
    a_publication()
    with pytest.raises(NotPossible, match="Say why"):
        a_publication(at=LATER)


def test_two_editions_that_differ_by_one_neighbor_do_not_tell_who_it_is(busy, millrace):
    first = rows(a_publication(), "topics")
    a_concern(millrace, at("2026-09-03 10:00"), after=5 * HOUR)
    second = rows(a_publication(at=LATER, note="One more."), "topics")

    assert first["all"]["raised"] == 40
    assert second["all"]["raised"] in (HELD, 40)


def test_publishing_needs_the_draft_that_was_read(busy, millrace, kim):
    draft = a_drafted_quarter()
    seen = draft.sha256
    a_concern(millrace, at("2026-09-03 10:00"))
    a_drafted_quarter(at=LATER)

    with pytest.raises(NotPossible, match="counted again"):
        draft.publish(kim, seen=seen)


def test_publishing_twice_is_once(busy, kim):
    draft = a_drafted_quarter()
    first = draft.publish(kim, at=AFTER)
    assert draft.publish(kim, at=LATER).published_at == first.published_at == AFTER
    assert Publication.objects.count() == 1


def test_there_is_one_draft_a_quarter(busy):
    a_drafted_quarter()
    a_drafted_quarter(at=LATER)
    assert Publication.objects.drafts().count() == 1


def test_an_old_publication_keeps_its_definitions(busy, monkeypatch, client):
    a_publication(Quarter(2026, 2))
    changed = replace(FACTS["in_time"], meaning="Counted in another way.", version=2)
    monkeypatch.setitem(FACTS, "in_time", changed)
    now = a_publication()

    old = Publication.objects.of(Quarter(2026, 2)).get()
    assert (old.definitions["in_time"]["version"], now.definitions["in_time"]["version"]) == (1, 2)
    page = client.get(reverse("transparency:definitions")).content.decode()
    assert "Counted in another way." in page
    assert "(no longer counted so)" in page
    assert "since July to September 2026" in page


def test_what_stood_long_ago_is_not_told_as_if_it_were_known(busy):
    publication = a_publication(Quarter(2020, 1))
    assert "standing" in publication.content["left_out"]


def test_counts_are_those_of_the_rows_themselves(plain, millrace, hillside, kim, millrace_concern):
    """Counted again in another way: row by row, in plain Python."""
    first, last = THIRD.first, THIRD.last
    for number in range(24):
        CommitmentFactory.create(
            area=millrace if number % 3 else hillside,
            made_on=first - timedelta(days=20),
            due_on=first + timedelta(days=3 * number),
            first_due_on=first + timedelta(days=3 * number),
            **(
                {
                    "status": "kept",
                    "result": "Done.",
                    "closed_on": first
                    + timedelta(days=3 * number + (4 if number % 4 == 0 else -1)),
                }
                if number % 2 == 0
                else {}
            ),
        )
    for day in (first, last):
        Diversion.objects.create(kind="complaint", on=day, times=4)
    for start in range(12):
        Redaction.objects.create(
            concern=millrace_concern, start=start, end=start + 1, why="name", by=kim,
            at=at("2026-08-05 09:00"),
        )  # fmt: skip
    publication = a_publication()

    from engagement.commitments.models import Commitment
    from engagement.concerns.models import Concern

    raised = [
        one
        for one in Concern.objects.select_related("area")
        if first <= one.raised_at.astimezone(at("2026-07-01 00:00").tzinfo).date() <= last
    ]
    due = [one for one in Commitment.objects.all() if first <= one.due_on <= last]
    kept = [one for one in due if one.status == "kept"]
    in_time = [one for one in kept if one.closed_on and one.closed_on <= one.due_on]
    replied = [one for one in raised if one.answered_at]
    waits = sorted((one.answered_at - one.raised_at) / HOUR for one in replied)
    promises, replies = rows(publication, "promises")["all"], rows(publication, "replies")
    hours = rows(publication, "reply-hours")["all"]

    assert replies["all"]["raised"] == len(raised)
    assert replies["1"]["in_time_percent"] == 50.0
    assert replies["1"]["raised"] == sum(one.area == millrace for one in raised)
    assert replies["2"]["raised"] == sum(one.area == hillside for one in raised)
    assert replies["1"]["late"] == sum(
        one.area == millrace and one.answered_at > one.reply_due_at for one in replied
    )
    assert hours["median_hours"] == pytest.approx(median(waits), rel=0.02)
    assert promises["due"] == len(due)
    assert promises["kept"] == len(in_time)
    assert promises["kept_late"] == len(kept) - len(in_time)
    assert promises["not_kept"] == len(due) - len(kept)
    assert rows(publication, "routed")["complaint"]["times"] == 8
    assert rows(publication, "hidden")["concern-words-name"]["times"] == 12
