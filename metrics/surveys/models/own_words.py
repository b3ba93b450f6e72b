from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.surveys.models.wave import Wave
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from portal.accounts.models import User

# Always as long: the length of a name is a hint.
BLACK = "█████"
# As with responses: neither their place in the table nor the transaction that wrote them tells.
MIX = """
    WITH taken AS (DELETE FROM surveys_ownwords WHERE wave_id = %s AND state = 'held' RETURNING *)
    INSERT INTO surveys_ownwords SELECT taken.* FROM taken ORDER BY random()
"""


class OwnWordsQuerySet(models.QuerySet["OwnWords"]):
    def held(self) -> Self:
        """Nobody has decided about them, or whoever did took it back."""
        return self.filter(state=OwnWords.State.HELD)

    def shown(self) -> Self:
        return self.filter(state=OwnWords.State.SHOWN)

    def by_lot(self) -> Self:
        """In an order that tells nothing: each number was drawn at random."""
        return self.order_by("pk")

    def quotable(self, wave: Wave) -> Self:
        """What the results page may quote of a wave, in the order of the lot.

        Read and shown, from a wave with SCORE_FLOOR answers, to a question of which at least
        PUBLISH_FLOOR texts are shown: a few would point at those who wrote them. Quote `said`.
        """
        answered = wave.responses.order_by()[: settings.SCORE_FLOOR].count()
        if answered < settings.SCORE_FLOOR:
            return self.none()
        shown = self.filter(wave=wave).shown()
        by_question = shown.order_by().values("question").annotate(n=Count("pk"))
        enough = by_question.filter(n__gte=settings.PUBLISH_FLOOR).values("question")
        return shown.filter(question__in=enough).by_lot()

    @transaction.atomic
    def decide(
        self, state: OwnWords.State, by: User, *, why: str = "", at: datetime | None = None
    ) -> int:
        """Show or withhold those nobody has decided about; how many that were.

        Two readers at once: the second finds them decided, and leaves them so.
        """
        if (state == OwnWords.State.WITHHELD) != bool(why):
            raise NotPossible(_("Say why these words are not shown."))
        return _keep(self.held(), by, at, state=state, why=why)

    @transaction.atomic
    def take_back(self, by: User, at: datetime | None = None) -> int:
        """Hold again what was shown or withheld; how many. The history keeps what was decided."""
        held = OwnWords.State.HELD
        return _keep(self.exclude(state=held), by, at, state=held, why="", blacked_out=[])


@pghistory.track(
    pghistory.UpdateEvent(),
    fields=["state", "why", "blacked_out", "read_by", "read_at"],
    model_name="OwnWordsDecision",
    obj_field=pghistory.ObjForeignKey(related_name="decisions"),
)
class OwnWords(models.Model):
    """What someone wrote, kept apart from their other answers: no place, no day, no hour.

    Held until somebody has read it and decided that it may be shown.
    """

    class State(models.TextChoices):
        HELD = "held", gettext_lazy("To be read")
        SHOWN = "shown", gettext_lazy("May be shown")
        WITHHELD = "withheld", gettext_lazy("Not shown")

    class Why(models.TextChoices):
        NAMES = "names", gettext_lazy("Names a person")
        POINTS = "points", gettext_lazy("Points to a person")
        INSULTS = "insults", gettext_lazy("Insults someone")
        NOTHING = "nothing", gettext_lazy("Says nothing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="own_words")
    question = models.ForeignKey("surveys.Question", models.PROTECT, related_name="own_words")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    # Why it is withheld.
    why = models.CharField(max_length=10, choices=Why, blank=True)
    # Words that are black where it is shown.
    blacked_out = models.JSONField(default=list, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OwnWordsQuerySet.as_manager()

    if TYPE_CHECKING:
        decisions: Any  # pghistory adds them

    class Meta:
        verbose_name_plural = "own words"
        indexes = [models.Index(fields=["wave", "state"], name="own_words_to_read")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="withheld") & ~Q(why="")) | (~Q(state="withheld") & Q(why="")),
                name="own_words_are_withheld_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.state}"

    @staticmethod
    def mix(wave: Wave) -> None:
        """Put what is held into an order that tells nothing; what was read has one already."""
        with connection.cursor() as cursor:
            cursor.execute(MIX, [wave.pk])

    @property
    def said(self) -> str:
        """The words as anyone may read them: some may be black."""
        text = self.text
        for words in sorted(self.blacked_out, key=len, reverse=True):
            text = re.sub(re.escape(words), BLACK, text, flags=re.IGNORECASE)
        return text

    @transaction.atomic
    def show_without(self, words: Iterable[str], by: User, at: datetime | None = None) -> OwnWords:
        """Show it with these words black, wherever they stand and however they are written."""
        hidden = [stripped for each in words if (stripped := each.strip())]
        if not hidden:
            raise NotPossible(_("Write the words to black out, as they stand in the text."))
        for each in hidden:
            if not re.search(re.escape(each), self.text, flags=re.IGNORECASE):
                raise NotPossible(
                    _("“%(words)s” does not stand there. Copy the words as they are written.")
                    % {"words": each}
                )
        this = OwnWords.objects.filter(pk=self.pk).held()
        if not _keep(this, by, at, state=self.State.SHOWN, blacked_out=hidden):
            raise NotPossible(_("Somebody has decided about these words just now."))
        self.refresh_from_db()
        return self


def _keep(texts: OwnWordsQuerySet, by: User, at: datetime | None, **decided: Any) -> int:
    """Write the decision about these and who made it; how many there were."""
    chosen = list(texts.order_by("pk").select_for_update().values_list("pk", flat=True))
    with pghistory.context(user=by.pk):
        return OwnWords.objects.filter(pk__in=chosen).update(
            read_by=by, read_at=at or timezone.now(), **decided
        )
