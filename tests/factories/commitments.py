from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagement.commitments.models import Commitment


class CommitmentFactory(DjangoModelFactory[Commitment]):
    """A public promise of a week ago, due in a week. `late=True` was due yesterday."""

    class Meta:
        model = Commitment

    class Params:
        late = factory.Trait(
            due_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
        )
        is_kept = factory.Trait(
            status="kept", closed_on=factory.LazyFunction(timezone.localdate), result="It is up."
        )
        is_dropped = factory.Trait(
            status="dropped",
            closed_on=factory.LazyFunction(timezone.localdate),
            result="The street belongs to the county, and the county said no.",
        )
        is_told = factory.Trait(
            told_on=factory.LazyFunction(timezone.localdate), told_how="At the next meeting"
        )

    what = factory.Sequence("Put a walk signal at crossing {}".format)
    owner_words = "Public Works"
    made_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=8))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    first_due_on = factory.LazyAttribute(lambda promise: promise.due_on)
