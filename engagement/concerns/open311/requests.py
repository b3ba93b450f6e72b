"""What everyone may read: the public concerns, by the rules of GeoReport v2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

import h3
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from engagement.concerns.models import Category, Concern, Step
from engagement.concerns.open311.documents import Answer
from engagement.concerns.open311.problems import Problem
from engagement.concerns.open311.services import UNSORTED
from engagement.concerns.states import CLOSED, OPEN
from portal.pages.models import Agency

if TYPE_CHECKING:
    from django.http import QueryDict

    from engagement.concerns.models.querysets import ConcernQuerySet

MOST = 1_000
DEEPEST = 50_000  # rows skipped; beyond that, dates lead further than pages
WINDOW = timedelta(days=90)
SECOND = timedelta(seconds=1)  # what we write as 18:00:00 may be 18:00:00.9
LONGEST = 4_000  # letters of a description, says the standard
# Where reckoning with dates ends; some ask for everything with the year 9999.
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
STATUSES = {"open": OPEN, "closed": CLOSED}
# What the public is told of the way a concern took, and what others call it.
TOLD = {
    Step.Verb.ACKNOWLEDGED: "activity",
    Step.Verb.STARTED: "activity",
    Step.Verb.PLANNED: "activity",
    Step.Verb.REOPENED: "opened",
    Step.Verb.CLOSED: "closed",
}


@dataclass(frozen=True)
class Asked:
    """What a caller wants to see."""

    ids: list[int] | None
    codes: list[str]
    statuses: list[str]
    start: datetime | None
    end: datetime | None
    updated_after: datetime | None
    updated_before: datetime | None
    page: int
    page_size: int
    extensions: bool

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        asked = cls(
            ids=_ids(query),
            codes=_several(query, "service_code"),
            statuses=_several(query, "status"),
            start=_moment(query, "start_date"),
            end=_moment(query, "end_date"),
            updated_after=_moment(query, "updated_after"),
            updated_before=_moment(query, "updated_before"),
            page=_number(query, "page", 1),
            page_size=min(_number(query, "page_size", MOST), MOST),
            extensions=query.get("extensions", "").lower() in {"true", "1"},
        )
        asked._check()
        return asked

    def _check(self) -> None:
        if unknown := [status for status in self.statuses if status not in STATUSES]:
            words = _("The status %(status)s is unknown. There are open and closed.")
            raise Problem(400, words % {"status": unknown[0][:40]})
        if self.start and self.end and self.start > self.end:
            raise Problem(400, _("The start_date is after the end_date."))
        if (self.page - 1) * self.page_size > DEEPEST:
            raise Problem(
                400, _("That page is too deep. Ask for an earlier end_date, or use updated_after.")
            )

    def narrow(self, concerns: ConcernQuerySet, now: datetime) -> ConcernQuerySet:
        """Newest first; by change, oldest first, so that whoever follows along misses nothing."""
        if self.ids is not None:
            return concerns.filter(pk__in=self.ids)
        if self.codes:
            concerns = self._of_kind(concerns)
        if len(set(self.statuses)) == 1:
            concerns = concerns.filter(state__in=STATUSES[self.statuses[0]])
        if self.start:
            concerns = concerns.filter(raised_at__gte=self.start)
        if self.end:
            concerns = concerns.filter(raised_at__lt=self.end + SECOND)
        if self.updated_after or self.updated_before:
            return self._changed(concerns)
        if not self.start:
            concerns = concerns.filter(raised_at__gte=(self.end or now) - WINDOW)
        return concerns.order_by("-raised_at", "-pk")

    def _of_kind(self, concerns: ConcernQuerySet) -> ConcernQuerySet:
        kinds = list(Category.objects.filter(slug__in=self.codes).values_list("pk", flat=True))
        if UNSORTED in self.codes:
            return concerns.filter(Q(category__in=kinds) | Q(category=None))
        return concerns.filter(category__in=kinds)  # of none: nothing is looked through

    def _changed(self, concerns: ConcernQuerySet) -> ConcernQuerySet:
        if self.updated_after:
            concerns = concerns.filter(changed_at__gte=self.updated_after)
        if self.updated_before:
            concerns = concerns.filter(changed_at__lt=self.updated_before + SECOND)
        return concerns.order_by("changed_at", "pk")

    @property
    def rows(self) -> slice:
        skipped = (self.page - 1) * self.page_size
        return slice(skipped, skipped + self.page_size)


def listed(query: QueryDict, now: datetime | None = None) -> Answer:
    asked = Asked.of(query)
    found = asked.narrow(_readable(extensions=asked.extensions), now or timezone.now())
    return Answer("service_requests", [_request(one, asked) for one in found[asked.rows]])


def one(number: str, query: QueryDict) -> Answer:
    asked = Asked.of(query)
    pk = _pk(number)
    concerns = _readable(extensions=asked.extensions)
    found = concerns.filter(pk=pk).first() if pk is not None else None
    if found is None:
        words = _(
            "There is no public request %(number)s. A request is public when the person who"
            " raised it agreed and an officer has read it."
        )
        raise Problem(404, words % {"number": number[:40]})
    return Answer("service_requests", [_request(found, asked)])


def instant(at: datetime | None) -> str | None:
    """As the standard writes it: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _readable(*, extensions: bool) -> ConcernQuerySet:
    found: ConcernQuerySet = Concern.objects.public().select_related("area", "category")
    if extensions:
        told = Step.objects.filter(verb__in=TOLD).order_by("at", "pk")
        found = found.prefetch_related(Prefetch("steps", told, to_attr="told"))
    return found


def _request(concern: Concern, asked: Asked) -> dict[str, Any]:
    agency, category = Agency.current(), concern.category
    latitude, longitude = _middle(concern.cell)
    body = {
        "service_request_id": str(concern.pk),
        "status": "open" if concern.is_open else "closed",
        "status_notes": concern.outcome or str(concern.get_state_display()),
        "service_name": str(category) if category else _("Something else"),
        "service_code": category.slug if category else UNSORTED,
        "description": Truncator(concern.public_text).chars(LONGEST),
        "agency_responsible": agency.police_name,
        "service_notice": None,
        "requested_datetime": instant(concern.raised_at),
        "updated_datetime": instant(concern.changed_at),
        "expected_datetime": None,
        "address": ", ".join([concern.area.name, agency.place] if concern.area else [agency.place]),
        "address_id": None,
        "zipcode": None,
        "lat": latitude,
        "long": longitude,
        "media_url": None,
    }
    return body | _extensions(concern) if asked.extensions else body


def _extensions(concern: Concern) -> dict[str, Any]:
    """What the standard has no field for."""
    steps: list[Step] = vars(concern)["told"]
    notes = [_note(concern.raised_at, "opened", _("The concern arrived"))]
    for step in steps:
        kind = TOLD[Step.Verb(step.verb)]
        notes.append(_note(step.at, kind, str(step.get_after_display())))
    return {
        "extended_attributes": {
            "state": concern.state,
            "state_name": str(concern.get_state_display()),
            "area": concern.area.slug if concern.area else None,
            "cell": concern.cell or None,
            "language": concern.language,
            "reply_due_datetime": instant(concern.reply_due_at),
            "answered_datetime": instant(concern.answered_at),
            "closed_datetime": instant(concern.closed_at),
        },
        "notes": notes,
    }


def _note(at: datetime, kind: str, summary: str) -> dict[str, Any]:
    return {"datetime": instant(at), "type": kind, "summary": summary}


def _middle(cell: str) -> tuple[float | None, float | None]:
    """The middle of a cell of about 0.7 square kilometres: where it is, and nobody's door."""
    if not cell:
        return None, None
    latitude, longitude = h3.cell_to_latlng(cell)
    return round(latitude, 5), round(longitude, 5)


def _several(query: QueryDict, name: str) -> list[str]:
    """Given with commas, or more than once."""
    found = [part.strip() for value in query.getlist(name) for part in value.split(",")]
    return [part for part in found if part and "\x00" not in part][:MOST]


def _ids(query: QueryDict) -> list[int] | None:
    """The numbers asked for by name. What cannot be one of ours is simply not found."""
    asked = _several(query, "service_request_id")
    return [pk for number in asked if (pk := _pk(number)) is not None] if asked else None


def _pk(number: str) -> int | None:
    ours = number.isascii() and number.isdecimal() and len(number) <= 18  # noqa: PLR2004 a bigint
    return int(number) if ours else None


def _moment(query: QueryDict, name: str) -> datetime | None:
    # A plus sign that nobody escaped arrives as a space.
    text = query.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        words = _("%(name)s is no date we can read. Write it like 2026-01-31T00:00:00Z.")
        raise Problem(400, words % {"name": name}) from None
    return min(max(at, EARLIEST), LATEST)


def _number(query: QueryDict, name: str, default: int) -> int:
    text = query.get(name, "").strip()
    if not text:
        return default
    number = _pk(text)
    if not number:
        words = _("%(name)s should be a whole number from 1 on.")
        raise Problem(400, words % {"name": name})
    return number
