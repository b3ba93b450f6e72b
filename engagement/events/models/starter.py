from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.events.models.event import Event
from engagement.events.translating import State
from portal.refusals import NotPossible
from portal.wordings import WordsField, in_languages

if TYPE_CHECKING:
    from engagement.events.models.session import Session

# What a starter and a meeting both have, word for word.
SAME = (
    *("written_in", "kind", "format", "venue_name", "venue_address", "directions"),
    *("access", "languages", "host", "contact"),
)
HOURS = 24
LONGEST = HOURS * 60 - 1


class StarterQuerySet(models.QuerySet["Starter"]):
    @transaction.atomic
    def keep(self, event: Event, name: str) -> Starter:
        """What of a meeting the next one can begin from: never people, never a day."""
        if self.filter(name__iexact=name).exists():
            raise NotPossible(gettext("There is a starter of this name. Choose another name."))
        session = event.sessions.first()
        begins = timezone.localtime(session.starts_at) if session else None
        return self.create(
            name=name,
            **{field: getattr(event, field) for field in SAME},
            **{field: words_worth_keeping(event, field) for field in event.OWN},
            starts=begins.time().replace(second=0, microsecond=0) if begins else None,
            minutes=length_of(session) if session else 90,
            capacity=session.capacity if session else None,
            questions=[
                {
                    "kind": question.kind,
                    "text": in_languages(question.text),
                    "choices": in_languages(question.choices),
                }
                for question in event.questions.in_order()
            ],
        )


class Starter(models.Model):
    """A meeting half written, to begin the next one from."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    written_in = models.CharField(
        max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    title = WordsField(_("title"), max_length=160)
    kind = models.CharField(max_length=20, choices=Event.Kind, default=Event.Kind.BEAT_MEETING)
    format = models.CharField(max_length=10, choices=Event.Format, default=Event.Format.IN_PERSON)
    purpose = WordsField(blank=True, lines=3)
    agenda = WordsField(blank=True, lines=6)
    venue_name = models.CharField(max_length=160, blank=True)
    venue_address = models.CharField(max_length=240, blank=True)
    directions = models.CharField(max_length=240, blank=True)
    starts = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    access = ArrayField(
        models.CharField(max_length=20, choices=Event.Access), default=list, blank=True
    )
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    host = models.CharField(max_length=160, blank=True)
    contact = models.CharField(max_length=160, blank=True)
    # What it asks of those who come: [{"kind": …, "text": {language: words}, "choices": {…}}].
    questions = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StarterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def ends(self) -> time | None:
        """On the same day, however long it takes."""
        if self.starts is None:
            return None
        hours, minutes = divmod(60 * self.starts.hour + self.starts.minute + self.minutes, 60)
        return time(hours, minutes) if hours < HOURS else None

    def rename(self, name: str) -> None:
        if Starter.objects.filter(name__iexact=name).exclude(pk=self.pk).exists():
            raise NotPossible(gettext("There is a starter of this name. Choose another name."))
        self.name = name
        self.save(update_fields=["name"])


def length_of(session: Session) -> int:
    minutes = int((session.ends_at - session.starts_at) / timedelta(minutes=1))
    return min(max(minutes, 1), LONGEST)


def words_worth_keeping(event: Event, field: str) -> dict[str, str]:
    """The original, and translations that a person made and that are not older than it."""
    good = {State.ORIGINAL, State.HUMAN}
    words = in_languages(getattr(event, field))
    return {code: said for code, said in words.items() if event.translation_state(code) in good}
