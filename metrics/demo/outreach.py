"""What officers logged over the years, what reviewers said, and what chance had looked at again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from engagement.concerns.models import Concern
from engagement.outreach import auditing
from engagement.outreach.models import OutreachAudit, OutreachEntry
from metrics.demo import words
from metrics.demo.bulk import copy_in

if TYPE_CHECKING:
    from datetime import datetime

    from metrics.demo.city import City
    from metrics.demo.places import Place

WANTS = (
    "",
    "A light at the steps, and someone who says when it comes.",
    "Slower cars before the school opens.",
    "A way to reach the team in Spanish.",
    "Benches that are not in the sun.",
    "Someone to walk the market at closing time.",
)
UNANSWERED = ("", "", "", "Who trims the trees along the path?", "When is the crossing painted?")
NOTES = (
    "How many people were there? Please count or say that you guess.",
    "Say what people want, so that someone else can act on it.",
    "Leave out the name of the shop owner.",
)
SUMMARIES = {
    "meeting": "Neighbors asked when the walk signal comes. We write when the date is set.",
    "patrol": "Shop owners say the street is calmer at closing time, and want us back on Fridays.",
    "business": "Shops want the bike rack moved under the lamp.",
    "school": "Two classes showed us the corner they avoid on the way home.",
    "door_knock": "People want a light at the dark steps and are willing to sign for it.",
    "office_hours": "Nine people came by with questions about parking and reporting in Spanish.",
    "watch": "The block club set up a drop-off point for packages.",
    "youth": "Young people want the court lights on until nine.",
}
FOUND = (
    ("yes", "yes", "yes", "holds", ""),
    ("yes", "yes", "yes", "holds", "The principal remembers it."),
    ("unknown", "yes", "no", "unclear", "Nobody was there to ask, and it says little."),
    ("yes", "no", "yes", "wrong", "Forty people do not fit into that room."),
)
NEW = timedelta(days=9)


def build(city: City) -> None:
    concerns = list(Concern.objects.values_list("pk", "area__code"))
    links = OutreachEntry.concerns.through
    partners = OutreachEntry.organizations.through
    rows, linked, joined = [], [], []
    for number in range(1, city.outreach + 1):
        place = city.place()
        rows.append(_entry(city, place, number))
        few = city.dice.sample(concerns, min(12, len(concerns)))
        near = [pk for pk, code in few if code == place.code]
        linked += [links(outreachentry_id=number, concern_id=pk) for pk in near[:1]]
        if city.chance(0.3):
            partner = city.dice.choice(city.organizations)
            joined.append(partners(outreachentry_id=number, organization_id=partner.pk))
    copy_in(OutreachEntry, rows)
    links.objects.bulk_create(linked)
    partners.objects.bulk_create(joined)
    OutreachAudit.objects.bulk_create(_audits(city, rows))
    city.advance(len(rows))


def _entry(city: City, place: Place, number: int) -> OutreachEntry:
    kind, happened = city.dice.choice(words.OUTREACH)
    when = timezone.localtime(city.moment(city.start, city.now))
    entry = OutreachEntry(
        pk=number,
        lead_id=city.officer(place.code).pk,
        area_id=city.areas[place.code].pk,
        happened_on=when.date(),
        started_at=when.time(),
        minutes=city.dice.choice((30, 45, 60, 60, 90, 120)),
        staff=city.dice.choice((1, 1, 2, 2, 3)),
        diverted=city.chance(0.12),
        kind=kind,
        purpose=city.dice.choice(OutreachEntry.Purpose.values),
        started_by=city.dice.choice(OutreachEntry.StartedBy.values[:3]),
        place=city.dice.choice(place.spots),
        adults=city.dice.randrange(2, 40),
        youth=city.dice.randrange(0, 12),
        counted=city.dice.choice(OutreachEntry.Counted.values),
        first_time_share=city.dice.choice((None, None, 20, 35, 50)),
        segments=city.dice.sample(OutreachEntry.Segment.values, city.dice.choice((0, 0, 1, 2))),
        languages="English, Spanish" if city.chance(place.spanish) else "English",
        access=["interpreter"] if city.chance(place.spanish / 2) else [],
        topics=city.dice.sample(list(OutreachEntry.Topic.values[:8]), 2),
        happened=happened,
        wants=city.dice.choice(WANTS),
        unanswered=city.dice.choice(UNANSWERED),
        created_at=when,
    )
    _come_of_it(city, entry, when)
    return entry


def _come_of_it(city: City, entry: OutreachEntry, when: datetime) -> None:
    """Most sent the same day and approved in a week; a few late, sent back, or still a draft."""
    late = city.chance(0.06)
    sent = when + (timedelta(days=city.dice.randrange(4, 9)) if late else timedelta(hours=3))
    if sent > city.now:
        return
    entry.sent_at, entry.status = sent, OutreachEntry.Status.SUBMITTED
    reviewed = sent + timedelta(days=city.dice.randrange(1, 7))
    if reviewed > city.now or (city.now - sent < NEW and city.chance(0.5)):
        return
    entry.reviewed_at = reviewed
    entry.reviewed_by = city.dice.choice(list(city.supervisors.values()))
    if city.now - sent < 3 * NEW and city.chance(0.2):
        entry.status, entry.review_note = OutreachEntry.Status.RETURNED, city.dice.choice(NOTES)
        return
    entry.status = OutreachEntry.Status.APPROVED
    if city.chance(0.4):
        entry.public_summary = SUMMARIES[entry.kind]
        entry.visibility = OutreachEntry.Visibility.PUBLIC


def _audits(city: City, rows: list[OutreachEntry]) -> list[OutreachAudit]:
    """The sample that chance drew; all but the newest are done."""
    audits = []
    for entry in rows:
        if entry.sent_at is None or not auditing.is_chosen(entry.pk):
            continue
        audit = OutreachAudit(entry=entry, chosen_at=entry.sent_at)
        if city.now - entry.sent_at > 4 * NEW:
            found = city.dice.choices(FOUND, weights=(6, 4, 2, 1))[0]
            audit.asked, audit.plausible, audit.substance, audit.outcome, audit.note = found
            audit.by = city.dice.choice(list(city.supervisors.values()))
            audit.done_at = entry.sent_at + timedelta(days=city.dice.randrange(8, 30))
        audits.append(audit)
    return audits
