"""What oversight finds: legal demands, a records request, readings, files, and complaints counted.

Nobody here is real: no court, no firm and no reporter.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engagement.concerns import redacting
from engagement.concerns.models import Concern, Diversion
from metrics.dashboards.periods import months_before
from portal.accounts.models import User
from portal.records.models import (
    AccessLog,
    ComplaintCount,
    Export,
    LegalDemand,
    RecordsRequest,
)

if TYPE_CHECKING:
    from datetime import date

    from metrics.demo.city import City

# Kind, from whom, what it asks for, days ago, records, outcome, days until the answer, note.
DEMANDS: tuple[tuple[str, str, str, int, int | None, str, int, str], ...] = (
    (
        "subpoena", "A law firm for the owner of a loading yard",
        "Concerns about noise around the yard, March to June, with the answers.",
        301, 14, "partly", 19, "Words and days; no names, no numbers, nothing anonymous.",
    ),
    (
        "preservation", "The city attorney",
        "Keep what was written about the crossing at Mill Street until the claim is settled.",
        214, 31, "complied", 2, "Kept apart; nothing was handed over.",
    ),
    (
        "subpoena", "A landlord’s lawyer",
        "Who complained about the building on Alma Street.",
        170, 0, "refused", 8, "The concerns are anonymous. There is no name to hand over.",
    ),
    (
        "warrant", "The county court", "One concern with its photo.",
        92, 1, "complied", 1, "Sealed until the hearing.",
    ),
    (
        "court_order", "The county court", "The sign-in sheet of the meeting on the budget.",
        58, None, "withdrawn", 12, "There is no such sheet; the court took it back.",
    ),
    (
        "subpoena", "A law firm for a bus company", "Concerns about the turning bay since spring.",
        6, None, "", 0, "",
    ),
)  # fmt: skip
REQUESTS = (
    (
        "A reporter of the Ferry Ledger",
        "All concerns about speeding in the last quarter, what was answered and when.",
        9, "", 0, "",
    ),
    (
        "The block club of Canal Row",
        "Minutes of all meetings in Canal Row this year, and what was promised there.",
        64, "released", 7, "",
    ),
    (
        "Somebody who gave no name",
        "The names of those who complained about the music on Lantern Square.",
        121, "refused", 4, "Who raises a concern is not public. You get how many there were.",
    ),
)  # fmt: skip
READ = (
    ("opened a concern", "to answer it"),
    ("opened a concern", "to hand it over"),
    ("read the contact", "to call back"),
)
READINGS = 120
HIDDEN, LOOKED_AT = 6, 300
DAY = timedelta(days=1)


def build(city: City) -> None:
    staff = User.objects.filter(roles__kind="command").order_by("pk").first()
    overseer = User.objects.filter(roles__kind="oversight").order_by("pk").first()
    if staff is None or overseer is None:
        return
    _demands(city, staff)
    _requests(city, staff)
    _read(city)
    _left(city, overseer)
    _complaints(city, overseer)
    _hidden(city)
    city.advance(1)


def _demands(city: City, staff: User) -> None:
    rows = []
    for kind, whom, scope, ago, records, outcome, later, note in DEMANDS:
        received = city.today - ago * DAY
        rows.append(
            LegalDemand(
                kind=kind,
                from_whom=whom,
                scope=scope,
                received_on=received,
                records_touched=records,
                outcome=outcome,
                answered_on=received + later * DAY if outcome else None,
                note=note,
                entered_by=staff,
                entered_at=city.now - ago * DAY,
            )
        )
    LegalDemand.objects.bulk_create(rows)


def _requests(city: City, staff: User) -> None:
    for requester, what, ago, outcome, later, why in REQUESTS:
        day = city.today - ago * DAY
        request = RecordsRequest.objects.take_in(requester=requester, what=what, by=staff, on=day)
        request.note(staff, "Searched, and read what was found", minutes=95, fee=Decimal("12.50"))
        if outcome:
            request.close(outcome, why, staff, on=day + later * DAY)


def _read(city: City) -> None:
    concerns = list(Concern.objects.order_by("-raised_at")[:READINGS])
    officers = [officer for team in city.officers.values() for officer in team]
    officers += city.supervisors.values()
    rows = []
    for concern in concerns:
        what, why = city.dice.choice(READ)
        rows.append(
            AccessLog(
                user=city.dice.choice(officers),
                what=what,
                model=Concern._meta.label_lower,
                record=str(concern.pk),
                why=why,
                at=min(city.now, concern.raised_at + timedelta(hours=city.dice.randrange(1, 60))),
            )
        )
    AccessLog.objects.bulk_create(rows)


def _left(city: City, overseer: User) -> None:
    supervisors = list(city.supervisors.values())
    whats: tuple[tuple[str, User], ...] = (
        ("concerns csv", supervisors[0]),
        ("outreach csv", supervisors[-1]),
        ("oversight concerns csv", overseer),
        ("report pdf", supervisors[0]),
    )
    rows = []
    for number in range(12):
        what, who = whats[number % len(whats)]
        mark = hashlib.sha256(f"{city.seed} {number}".encode()).hexdigest()
        rows.append(
            Export(
                user=who,
                what=what,
                rows=city.dice.randrange(20, 900),
                sha256=mark,
                at=city.now - number * 6 * DAY,
            )
        )
    Export.objects.bulk_create(rows)


def _complaints(city: City, overseer: User) -> None:
    month = city.today.replace(day=1)
    rows, led = [], []
    for back in range(12):
        first: date = months_before(month, back)
        went = city.dice.randrange(3, 12)
        led += [_day(city, first, kind, went) for kind in Diversion.Kind.values]
        if back:
            arrived = max(went - (back % 4 == 1), 0)
            rows.append(
                ComplaintCount(
                    month=first,
                    received=arrived,
                    acknowledged=arrived - (back == 1),
                    entered_by=overseer,
                )
            )
    Diversion.objects.bulk_create(led, ignore_conflicts=True)
    ComplaintCount.objects.bulk_create(rows)


def _day(city: City, first: date, kind: str, went: int) -> Diversion:
    often: dict[str, Any] = {"complaint": went, "praise": 2, "tip": went + 4, "report": went * 5}
    return Diversion(on=min(first + 9 * DAY, city.today), kind=kind, times=often[kind])


def _hidden(city: City) -> None:
    """What looks like somebody is hidden in a few concerns, by the supervisor of the district."""
    left = HIDDEN
    for concern in Concern.objects.select_related("area").order_by("-raised_at")[:LOOKED_AT]:
        signs = redacting.found(concern)
        if not signs or not left:
            continue
        left -= 1
        district = city.areas.get(concern.area.code[:1]) if concern.area else None
        by = city.supervisors.get(district.code) if district else None
        first = next(iter(city.supervisors.values()))
        redacting.hide(concern, signs[0].found, signs[0].kind, by or first)
