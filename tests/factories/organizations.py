import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from partnerships.organizations.models import Organization


class OrganizationFactory(DjangoModelFactory[Organization]):
    """A partner everyone may see, at work in the whole city."""

    class Meta:
        model = Organization

    name = factory.Sequence("Neighbors {}".format)
    slug = factory.LazyAttribute(lambda organization: slugify(organization.name))
    kind = "non_profit"
    approved_at = factory.LazyFunction(timezone.now)
