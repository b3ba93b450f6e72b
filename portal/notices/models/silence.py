from __future__ import annotations

from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.notices.addresses import fingerprint
from portal.notices.topics import EVERYTHING


class SilenceQuerySet(models.QuerySet["Silence"]):
    def of(self, address: str) -> Self:
        """What somebody with this address wants to hear nothing of."""
        return self.filter(fingerprint=fingerprint(address))

    def about(self, topic: str) -> Self:
        """What keeps us from writing about this topic."""
        return self.filter(topic__in=(topic, EVERYTHING))

    @transaction.atomic
    def keep(self, reader: str, topic: str, reason: str = "") -> None:
        """Write no more about a topic to whoever has this fingerprint. Twice is once.

        What waits for them is taken back; what a worker already holds is stopped too.
        """
        from portal.notices.models.message import Message

        self.bulk_create(
            [Silence(fingerprint=reader, topic=topic, reason=reason)], ignore_conflicts=True
        )
        Message.objects.to_reader(reader).about(topic).take_back()

    def lift(self, reader: str, topic: str) -> None:
        """Write about it again, from now on."""
        self.filter(fingerprint=reader, topic=topic).delete()


class Silence(models.Model):
    """An address that asked us not to write: about one topic, or (`*`) at all.

    Only the fingerprint is kept, so this is no list of people.
    """

    fingerprint = models.CharField(max_length=32)
    topic = models.CharField(max_length=40)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fingerprint", "topic"], name="one_silence_per_topic"),
        ]

    def __str__(self) -> str:
        return self.topic
