import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagement.outreach.models import OutreachAudit, OutreachEntry
from tests.factories.accounts import UserFactory
from tests.factories.areas import AreaFactory


class OutreachEntryFactory(DjangoModelFactory[OutreachEntry]):
    """Sent, and nobody has reviewed it yet."""

    class Meta:
        model = OutreachEntry

    class Params:
        draft = factory.Trait(status="draft", sent_at=None)
        approved = factory.Trait(
            status="approved",
            reviewed_at=factory.LazyFunction(timezone.now),
            reviewed_by=factory.SubFactory(UserFactory),
        )
        returned = factory.Trait(
            status="returned",
            reviewed_at=factory.LazyFunction(timezone.now),
            reviewed_by=factory.SubFactory(UserFactory),
            review_note="How many people were there?",
        )
        public = factory.Trait(
            approved=True,
            visibility="public",
            public_summary="Neighbors asked for a walk signal on Front Street.",
        )

    lead = factory.SubFactory(UserFactory)
    area = factory.SubFactory(AreaFactory)
    status = "submitted"
    sent_at = factory.LazyFunction(timezone.now)
    adults = 14
    youth = 2
    topics = ["traffic"]
    happened = "Two shop owners asked when the walk signal comes."


class OutreachAuditFactory(DjangoModelFactory[OutreachAudit]):
    class Meta:
        model = OutreachAudit

    entry = factory.SubFactory(OutreachEntryFactory)
