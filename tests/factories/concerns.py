from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagement.concerns import places
from engagement.concerns.models import Attachment, Category, Concern, ReplyTemplate, ThreadMessage


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category
        django_get_or_create = ["slug"]

    slug = "noise"
    name = "Noise"


class ConcernFactory(DjangoModelFactory[Concern]):
    """An anonymous concern that waits for its first answer."""

    class Meta:
        model = Concern

    text = "Motorbikes race on the river path after dark."
    raised_at = factory.LazyFunction(timezone.now)
    reply_due_at = factory.LazyAttribute(lambda concern: concern.raised_at + timedelta(hours=72))
    cell = factory.LazyAttribute(lambda c: places.cells(c.latitude, c.longitude)[0])
    near_cell = factory.LazyAttribute(lambda c: places.cells(c.latitude, c.longitude)[1])
    latitude = None
    longitude = None
    closed_at = factory.LazyAttribute(
        lambda c: (
            timezone.now()
            if c.state in ("resolved", "referred", "no_action", "duplicate")
            else None
        )
    )
    outcome = factory.LazyAttribute(lambda c: "We looked at it." if c.closed_at else "")
    state = "received"

    class Params:
        named = factory.Trait(
            anonymous=False, contact_name="Nadia", contact_email="nadia@example.org"
        )
        public = factory.Trait(wants_public=True, is_public=True)


class ThreadMessageFactory(DjangoModelFactory[ThreadMessage]):
    class Meta:
        model = ThreadMessage

    concern = factory.SubFactory(ConcernFactory)
    kind = "from_resident"
    text = "It happened again."


class AttachmentFactory(DjangoModelFactory[Attachment]):
    """A photo that came with a concern. Its bytes are not looked at here."""

    class Meta:
        model = Attachment

    concern = factory.SubFactory(ConcernFactory)
    kind = "photo"
    content_type = "image/jpeg"
    content = b"\xff\xd8 a picture"
    size = 11
    width = height = 100
    position = 1


class ReplyTemplateFactory(DjangoModelFactory[ReplyTemplate]):
    class Meta:
        model = ReplyTemplate
        django_get_or_create = ["language", "name"]

    language = "en"
    name = "On my way"
    text = "I am {officer}. I will look at {place} after {date}."
