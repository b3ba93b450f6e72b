import factory
from factory.django import DjangoModelFactory

from portal.notices.addresses import fingerprint
from portal.notices.models import Message


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    key = factory.Sequence("mail-{}".format)
    to = factory.Sequence("neighbor{}@example.org".format)
    fingerprint = factory.LazyAttribute(lambda message: fingerprint(message.to))
    topic = "events"
    language = "en"
    subject = "Your seat is saved"
    text = "See you on Thursday.\n"
