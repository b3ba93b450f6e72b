from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.concerns.models.step import Step
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.concerns.models.concern import Concern


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def on(self, concern: Concern) -> Verdict | None:
        """What was said about the way it ended last."""
        ending = self.ending_of(concern)
        return self.filter(ending=ending).first() if ending else None

    def ending_of(self, concern: Concern) -> Step | None:
        """The step that closed it last; there is none when another system did."""
        return concern.steps.filter(verb=Step.Verb.CLOSED).last()

    @transaction.atomic
    def give(self, concern: Concern, *, helped: bool, words: str = "") -> Verdict:
        """Say once whether the way it ended helped; the first word stands."""
        ending = self.ending_of(concern)
        if concern.is_open or ending is None:
            raise NotPossible(_("This concern is open again. You can say later whether it helped."))
        verdict, _made = self.get_or_create(
            ending=ending, defaults={"concern": concern, "helped": helped, "words": words}
        )
        return verdict


def _ending(concern: Concern) -> Step | None:
    return concern.steps.filter(verb=Step.Verb.CLOSED).last()


class Verdict(models.Model):
    """What the person who raised a concern says of how it ended. Once for each ending."""

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="verdicts")
    ending = models.OneToOneField("Step", models.CASCADE, related_name="verdict")
    helped = models.BooleanField()
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(_("It helped") if self.helped else _("It did not help"))
