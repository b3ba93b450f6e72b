from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as gettext_now
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime

    from engagement.events.models.event import Event
    from portal.accounts.models import User

MOST_OPEN = 100  # for one meeting; nobody reads more than that


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def shown(self) -> Self:
        """All but those whose words are hidden."""
        return self.exclude(state=Suggestion.State.HIDDEN)

    def taken(self) -> Self:
        return self.filter(state=Suggestion.State.TAKEN)

    def undecided(self) -> Self:
        return self.filter(state=Suggestion.State.OPEN)

    @transaction.atomic
    def make(
        self, event: Event, text: str, *, voter: str, form: str, language: str = ""
    ) -> Suggestion:
        """Suggest something to talk about; the person who does so is its first voice.

        The same form again changes nothing. What someone has said before in the same words
        gets a voice instead. Both return the suggestion there is.
        """
        event.lock()
        if earlier := self.filter(form_hash=form).first():
            return earlier
        event.refuse_unless_suggestible()
        theirs = self.filter(event=event)
        if same := theirs.shown().filter(text__iexact=text).first():
            if same.takes_voices:
                same.add_voice(voter)
            return same
        if theirs.undecided().count() >= MOST_OPEN:
            raise NotPossible(
                gettext_now(
                    "Many things are suggested already. Find the one that comes nearest and "
                    "say that you want it too."
                )
            )
        made = self.create(
            event=event,
            text=text,
            form_hash=form,
            language=language or settings.LANGUAGE_CODE,
        )
        made.add_voice(voter)
        return made


@pghistory.track(
    pghistory.UpdateEvent(
        row=pghistory.Old, condition=pghistory.AnyChange(exclude=["voice_count"])
    ),
    pghistory.DeleteEvent(),
    model_name="SuggestionHistory",
)
class Suggestion(models.Model):
    """What a resident would like a meeting to talk about, and what became of that wish."""

    class State(models.TextChoices):
        OPEN = "open", _("Not decided yet")
        TAKEN = "taken", _("On the agenda")
        NOT_TAKEN = "not_taken", _("Not this time")
        HIDDEN = "hidden", _("Not shown")

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="suggestions")
    text = models.CharField(_("what should we talk about?"), max_length=300)
    language = models.CharField(
        max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # Why it is not taken, or not shown: said to everyone.
    reason = models.CharField(_("why"), max_length=300, blank=True)
    voice_count = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The form's own number, sealed, so that pressing the button twice suggests once.
    form_hash = models.CharField(max_length=64, unique=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-voice_count", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "taken"]) | Q(reason__gt=""),
                name="a_suggestion_not_taken_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_taken(self) -> bool:
        return self.state == self.State.TAKEN

    @property
    def is_hidden(self) -> bool:
        return self.state == self.State.HIDDEN

    @property
    def takes_voices(self) -> bool:
        return self.state in {self.State.OPEN, self.State.TAKEN}

    @transaction.atomic
    def add_voice(self, voter: str) -> bool:
        """Count one more person who wants it; False when this person was counted before."""
        self.lock()
        if not self.takes_voices:
            raise NotPossible(
                gettext_now("This was decided meanwhile. The reason stands beside it.")
            )
        _voice, is_new = self.voices.get_or_create(voter_hash=voter)
        if is_new:
            Suggestion.objects.filter(pk=self.pk).update(voice_count=F("voice_count") + 1)
            self.voice_count += 1
        return is_new

    def take(self, by: User, at: datetime | None = None) -> None:
        """Put it on the agenda."""
        self._decide(self.State.TAKEN, "", by, at)

    def decline(self, by: User, reason: str, at: datetime | None = None) -> None:
        """Leave it out this time, and say why."""
        self._decide(self.State.NOT_TAKEN, reason, by, at)

    def hide(self, by: User, reason: str, at: datetime | None = None) -> None:
        """Show its words to nobody outside any more; that it was there, and why, stays."""
        self._decide(self.State.HIDDEN, reason, by, at)

    def reconsider(self, by: User, at: datetime | None = None) -> None:
        """Take the decision back."""
        self._decide(self.State.OPEN, "", by, at)

    def lock(self) -> None:
        """Voices and decisions come one after the other."""
        self.refresh_from_db(from_queryset=Suggestion.objects.select_for_update())

    @transaction.atomic
    def _decide(self, state: str, reason: str, by: User, at: datetime | None) -> None:
        self.lock()
        reason = reason.strip()
        if state in {self.State.NOT_TAKEN, self.State.HIDDEN} and not reason:
            raise NotPossible(gettext_now("Say why. Everyone can read it."))
        if (self.state, self.reason) == (state, reason):
            return
        self.state, self.reason = state, reason
        self.decided_at, self.decided_by = at or timezone.now(), by
        self.save(update_fields=["state", "reason", "decided_at", "decided_by"])


class Voice(models.Model):
    """One person wants it talked about too. Kept as a hash that names no one."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="voices")
    voter_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "voter_hash"], name="one_voice_a_person_and_suggestion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id}"
