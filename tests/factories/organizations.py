import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from partnerships.organizations.models import Location, Organization, Service


class OrganizationFactory(DjangoModelFactory[Organization]):
    """A partner everyone may see, at work in the whole city."""

    class Meta:
        model = Organization

    name = factory.Sequence("Neighbors {}".format)
    slug = factory.LazyAttribute(lambda organization: slugify(organization.name))
    kind = "non_profit"
    approved_at = factory.LazyFunction(timezone.now)


class LocationFactory(DjangoModelFactory[Location]):
    """A site with an address."""

    class Meta:
        model = Location

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence("Site {}".format)
    address_1 = "4 Mill Street"


class ServiceFactory(DjangoModelFactory[Service]):
    """A service offered now."""

    class Meta:
        model = Service

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence("Service {}".format)
    categories = factory.LazyFunction(lambda: ["food"])


def a_seat_for(person, organization, role="owner"):
    """A seat in the workspace."""
    return organization.memberships.create(user=person, role=role)


def grace_of(person, role="owner"):
    """Grace Church, whom this person speaks for."""
    church, _new = Organization.objects.get_or_create(
        slug="grace",
        defaults={"name": "Grace Church", "kind": "faith", "approved_at": timezone.now()},
    )
    church.memberships.update_or_create(user=person, defaults={"role": role})
    return church
