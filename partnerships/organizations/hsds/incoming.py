"""Items become rows: added, brought up to date, or left alone, each by its id and source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from partnerships.organizations.hsds import fields, words
from partnerships.organizations.models import (
    Location,
    Membership,
    Organization,
    Service,
    ServiceAtLocation,
)
from partnerships.organizations.naming import free_slug
from portal.areas.models import Area
from portal.records.imports import RowError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from partnerships.organizations.hsds.items import Item
    from portal.records.imports import Tally

MODELS: dict[str, Any] = {
    "organization": Organization,
    "location": Location,
    "service": Service,
    "place": ServiceAtLocation,
}
PLACEHOLDER = "not in the file"


@dataclass
class Incoming:
    source: str
    tally: Tally
    approve: bool = False
    placeholders: bool = False
    kind: str = Organization.Kind.NON_PROFIT
    now: datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        self.known: dict[str, dict[str, int]] = {}
        for kind, model in MODELS.items():
            found = model.objects.filter(source=self.source).exclude(external_id="")
            self.known[kind] = dict(found.values_list("external_id", "pk"))
        # What this run has seen, and what it says, so that the same thing twice is one.
        self.seen: dict[tuple[str, str], int] = {}
        self.owners: dict[int, int] = {}  # site or service -> organization, by kind below
        self.parents: dict[str, str] = {}
        self.claimed = set(
            Membership.objects.filter(organization__source=self.source).values_list(
                "organization", flat=True
            )
        )
        self.kept: set[int] = set()
        self.areas = {area.name.casefold(): area.pk for area in Area.objects.only("pk", "name")}
        self.services_of: dict[str, int] = {}
        self.sites_of: dict[str, int] = {}

    def take(self, item: Item, *, again: Callable[[], None] | None = None) -> None:
        """One item; `again` is called where this run has had the same id before."""
        if (item.kind, item.id) in self.seen:
            if again:
                again()
            return
        getattr(self, f"_{item.kind}")(item)

    # One kind each

    def _organization(self, item: Item) -> None:
        values = fields.columns_of(fields.ORGANIZATION, item.values)
        _named(values, "organization")
        if parent := str(item.values.get("parent_organization_id") or ""):
            self.parents[item.id] = parent
        values["hsds"].pop("id", None)
        if not values.get("address"):
            values["address"] = ", ".join(
                part for part in fields.address(item.values.get("addresses")) if part
            )[:200]
        self._put(item, values)

    def _location(self, item: Item) -> None:
        owner = self._owner(item)
        values = fields.columns_of(fields.LOCATION, item.values)
        point, kept = fields.point_of(item.values)
        rest = values["hsds"]
        for key in ("latitude", "longitude", "id", "organization_id"):
            rest.pop(key, None)
        rest |= kept
        self.sites_of[item.id] = owner
        self._put(item, {**values, **point, "organization_id": owner}, owner)

    def _service(self, item: Item) -> None:
        owner = self._owner(item)
        values = fields.columns_of(fields.SERVICE, item.values)
        _named(values, "service")
        low, high = values["minimum_age"], values["maximum_age"]
        if low is not None and high is not None and low > high:
            raise RowError(f"It is for people from {low} to {high}, which is nobody.")
        values["hsds"].pop("id", None)
        values["terms"] = words.terms_of(item.values)
        guessed = words.categories_of(values["name"], values["description"], values["terms"])
        values["categories"] = item.values.get("categories") or guessed
        values["hsds"].pop("categories", None)
        self.services_of[item.id] = owner
        pk = self._put(item, {**values, "organization_id": owner}, owner)
        named = [
            str(each.get("name", "")) for each in fields.rows(item.values.get("service_areas"))[0]
        ]
        areas = {self.areas[name.casefold()] for name in named if name.casefold() in self.areas}
        if areas and owner not in self.claimed:
            Service.areas.through.objects.bulk_create(
                [Service.areas.through(service_id=pk, area_id=area) for area in areas],
                ignore_conflicts=True,
            )

    def _place(self, item: Item) -> None:
        service = self._row("service", item.of["service"])
        location = self._row("location", item.of["location"])
        owner = self.services_of.get(item.of["service"], 0)
        values = fields.columns_of(fields.PLACE, item.values)
        values["hsds"].pop("id", None)
        taken = ServiceAtLocation.objects.filter(service=service, location=location)
        if taken.exclude(source=self.source, external_id=item.id).exists():
            raise RowError(f"Service {item.of['service']} is at site {item.of['location']} twice.")
        self._put(item, {**values, "service_id": service, "location_id": location}, owner)

    # What they share

    def _owner(self, item: Item) -> int:
        number = item.of.get("organization", "")
        if not number:
            raise RowError(f"This {item.kind} says of no organization whose it is.")
        if ("organization", number) not in self.seen and self.placeholders:
            self._placeholder(number)
        return self._row("organization", number)

    def _row(self, kind: str, number: str) -> int:
        pk = self.seen.get((kind, number)) or self.known[kind].get(number)
        if pk is None:
            raise RowError(f"It belongs to {kind} {number or '(none)'}, which is not in the file.")
        return pk

    def _placeholder(self, number: str) -> None:
        pk = self.known["organization"].get(number)
        if pk is None:
            name = f"Organization {number}"
            row = Organization.objects.create(
                name=name,
                slug=free_slug(name),
                kind=self.kind,
                source=self.source,
                external_id=number,
                hsds={"placeholder": PLACEHOLDER},
            )
            pk = row.pk
            self.tally.added += 1
        self.seen["organization", number] = pk

    def _put(self, item: Item, values: dict[str, Any], owner: int | None = None) -> int:
        model = MODELS[item.kind]
        pk = self.known[item.kind].get(item.id)
        changed = False
        if pk is None:
            row = model(source=self.source, external_id=item.id, **values)
            if item.kind == "organization":
                row.slug, row.kind = free_slug(row.name), self.kind
                row.approved_at = self.now if self.approve else None
            row.save()
            pk = row.pk
        elif (owner or pk) in self.claimed:
            self.kept.add(owner or pk)
        else:
            changed = self._brought_up(model.objects.get(pk=pk), values)
        self.tally.count(created=item.id not in self.known[item.kind], changed=changed)
        self.known[item.kind][item.id] = pk
        self.seen[item.kind, item.id] = pk
        return int(pk)

    def _brought_up(self, row: Any, values: dict[str, Any]) -> bool:
        if self.approve and isinstance(row, Organization) and row.approved_at is None:
            values = {**values, "approved_at": self.now}
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save()
        return bool(changed)

    def tie_parents(self) -> None:
        """Parts to their wholes, once all are here; none is part of itself, however far round."""
        absent, round_about = 0, []
        for child, parent in self.parents.items():
            if ("organization", parent) not in self.seen and parent not in self.known[
                "organization"
            ]:
                absent += 1
            elif self._is_round(child):
                round_about.append(child)
            else:
                tied = Organization.objects.filter(pk=self._row("organization", child))
                if (
                    tied.exclude(pk__in=self.claimed)
                    .exclude(parent=self._row("organization", parent))
                    .update(parent=self._row("organization", parent), changed_at=self.now)
                ):
                    pass
        if absent:
            self.tally.more.append(
                f"{absent:,} are part of an organization that is not in the file; its id is kept."
            )
        if round_about:
            self.tally.more.append(
                f"These are, round about, part of themselves, so none is part of another:"
                f" {', '.join(sorted(round_about)[:10])}."
            )
        if self.kept:
            self.tally.more.append(
                f"{len(self.kept):,} are looked after by their own people and were left alone."
            )

    def _is_round(self, child: str) -> bool:
        passed = {child}
        at = self.parents.get(child)
        while at and at not in passed:
            passed.add(at)
            at = self.parents.get(at)
        return at == child or (at is not None and at in passed)


def _named(values: dict[str, Any], what: str) -> None:
    if not values["name"]:
        raise RowError(f"This {what} has no name.")
