from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.files.models import KeptFile
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

    from engagement.problems.models.problem import Problem
    from portal.accounts.models import User
    from portal.files.photos import Kept


class ProblemPhotoQuerySet(models.QuerySet["ProblemPhoto"]):
    def approved(self) -> Self:
        return self.exclude(approved_at=None)

    def public(self) -> Self:
        """What a member of staff let everyone see, of problems that everyone may read of."""
        return self.approved().exclude(problem__published_at=None)

    @transaction.atomic
    def keep(  # noqa: PLR0913  what a photo shows and when, all named
        self,
        problem: Problem,
        file: Kept,
        by: User,
        *,
        moment: str,
        caption: str,
        taken_on: date | None = None,
    ) -> ProblemPhoto:
        """Keep a photo that `photos.clean` has made safe. The same one twice is one."""
        problem.lock()
        if file.kind != "photo":
            raise NotPossible(gettext("Send a photo: JPEG, PNG or WebP."))
        if not caption.strip():
            raise NotPossible(gettext("Say what the photo shows, for those who cannot see it."))
        if taken_on and taken_on > timezone.localdate():
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        same = problem.photos.filter(moment=moment, size=len(file.content), content=file.content)
        if earlier := same.first():
            return earlier
        photo = self.create(
            problem=problem,
            moment=moment,
            caption=caption.strip(),
            taken_on=taken_on,
            added_by=by,
            **KeptFile.fields_of(file),
        )
        problem.keep_words(by)
        return photo


# Named before it is built upon, so that the type checker follows.
_Manager = models.Manager.from_queryset(ProblemPhotoQuerySet)


class ProblemPhotoManager(_Manager["ProblemPhoto"]):
    def get_queryset(self) -> ProblemPhotoQuerySet:
        """Lists never carry the bytes; whoever serves a photo asks for them."""
        return ProblemPhotoQuerySet(self.model, using=self._db).defer("content")


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    exclude=["content"],
    model_name="ProblemPhotoHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class ProblemPhoto(KeptFile):
    """What the place looked like, before or after. Its caption says it to those who cannot see."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    problem = models.ForeignKey("problems.Problem", models.CASCADE, related_name="photos")
    moment = models.CharField(_("when"), max_length=10, choices=Moment)
    caption = models.CharField(_("what it shows"), max_length=200)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ProblemPhotoManager] = ProblemPhotoManager()  # type: ignore[assignment]
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-moment", "taken_on", "pk"]  # “before” first
        constraints = [
            models.CheckConstraint(condition=Q(caption__gt=""), name="a_photo_says_what_it_shows"),
            models.CheckConstraint(
                condition=Q(content_type="image/jpeg"), name="a_problem_photo_is_a_photo"
            ),
        ]

    def __str__(self) -> str:
        return self.caption

    @property
    def public_url(self) -> str:
        return reverse("problems:photo", args=[self.name])

    @property
    def desk_url(self) -> str:
        return reverse("desk_problems:photo", args=[self.problem_id, self.name])

    @transaction.atomic
    def show(self, by: User, *, to_everyone: bool) -> ProblemPhoto:
        """Let everyone see it, or no longer."""
        self.problem.lock()
        if (self.approved_at is not None) == to_everyone:
            return self
        self.approved_at = timezone.now() if to_everyone else None
        self.approved_by = by if to_everyone else None
        with pghistory.context(user=by.pk):
            self.save(update_fields=["approved_at", "approved_by"])
        self.problem.keep_words(by)
        return self

    @transaction.atomic
    def take_away(self, by: User) -> None:
        """Delete it; that it was there stays in the history, without the picture."""
        self.problem.lock()
        with pghistory.context(user=by.pk):
            ProblemPhoto.objects.filter(pk=self.pk).delete()
        self.problem.keep_words(by)
