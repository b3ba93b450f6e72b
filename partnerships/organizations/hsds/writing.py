"""Our rows as documents of HSDS 3."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Prefetch

from partnerships.organizations.hsds import fields
from partnerships.organizations.hsds.incoming import PLACEHOLDER
from partnerships.organizations.models import Location, Service, ServiceAtLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partnerships.organizations.models import (
        Organization,
        OrganizationQuerySet,
        ServiceQuerySet,
    )

AT_ONCE = 200


def documents(organizations: OrganizationQuerySet, *, public: bool) -> Iterator[dict[str, Any]]:
    """One for each organization, with all it has; a few hundred in memory at a time."""
    places = ServiceAtLocation.objects.select_related("location")
    services = Service.objects.order_by("pk").prefetch_related(Prefetch("places", places))
    whole = organizations.select_related("parent").prefetch_related(
        Prefetch("services", services), Prefetch("locations", Location.objects.order_by("pk"))
    )
    for organization in whole.iterator(chunk_size=AT_ONCE):
        yield organization_of(organization, public=public)


def organization_of(organization: Organization, *, public: bool) -> dict[str, Any]:
    document = summary_of(organization, public=public)
    document["locations"] = [location_of(each) for each in organization.locations.all()]
    document["services"] = [
        service_of(each)
        for each in organization.services.all()
        if not public or each.status != "defunct"
    ]
    return document


def summary_of(organization: Organization, *, public: bool) -> dict[str, Any]:
    """The organization by itself, as it stands within a service."""
    document = fields.document_of(fields.ORGANIZATION, organization)
    document["id"] = number_of(organization)
    if organization.parent is not None:
        document.setdefault("parent_organization_id", number_of(organization.parent))
    if public:
        document.pop("tax_id", None)
        document.pop("placeholder", None)
    return document


def location_of(location: Location) -> dict[str, Any]:
    document = {"id": number_of(location), **fields.document_of(fields.LOCATION, location)}
    for name in ("latitude", "longitude"):
        if (degree := getattr(location, name)) is not None:
            written, _rest = fields.point_of(document)
            if written[name] != degree:
                document[name] = degree
    return document


def service_of(service: Service) -> dict[str, Any]:
    document = {"id": number_of(service), **fields.document_of(fields.SERVICE, service)}
    if not service.source:
        document.setdefault("status", service.status)
    document["service_at_locations"] = [
        {
            "id": number_of(place),
            **fields.document_of(fields.PLACE, place),
            "location": location_of(place.location),
        }
        for place in service.places.all()
    ]
    return document


def services(found: ServiceQuerySet) -> Iterator[dict[str, Any]]:
    """Each service with its organization and its sites."""
    places = ServiceAtLocation.objects.select_related("location")
    whole = found.select_related("organization__parent").prefetch_related(
        Prefetch("places", places)
    )
    for service in whole:
        yield {
            **service_of(service),
            "organization": summary_of(service.organization, public=True),
        }


def number_of(row: Any) -> str:
    """The id its file gave it; for what began here, one made of our address, always the same."""
    if row.external_id:
        return str(row.external_id)
    return str(
        uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/{row._meta.model_name}/{row.pk}")
    )


def is_placeholder(document: dict[str, Any]) -> bool:
    return document.get("placeholder") == PLACEHOLDER
