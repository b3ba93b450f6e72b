import factory
from factory.django import DjangoModelFactory

from engagement.outreach.models import OutreachEntry
from tests.factories.accounts import UserFactory
from tests.factories.areas import AreaFactory


class OutreachEntryFactory(DjangoModelFactory[OutreachEntry]):
    class Meta:
        model = OutreachEntry

    lead = factory.SubFactory(UserFactory)
    area = factory.SubFactory(AreaFactory)
    adults = 14
    youth = 2
    topics = ["traffic"]
    happened = "Two shop owners asked when the walk signal comes."
