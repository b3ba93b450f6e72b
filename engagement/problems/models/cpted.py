from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.problems import cpted
from portal.accounts.models import Role
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from portal.accounts.models import User

WORKING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)


class CptedVisitQuerySet(models.QuerySet["CptedVisit"]):
    def workable_by(self, user: User) -> Self:
        return self.filter(within_scope(user, *WORKING) | Q(officer=user))

    def make(
        self,
        *,
        officer: User,
        answers: dict[str, tuple[str, str]],
        submission: UUID | None = None,
        **about: Any,
    ) -> CptedVisit:
        """Keep a walk through a place: by question, its answer and what is recommended.

        The same form twice is one visit.
        """
        mine = self.filter(submission=submission, officer=officer)
        if submission and (earlier := mine.first()):
            return earlier
        visit = self.model(officer=officer, submission=submission, **about)
        visit.refuse_nonsense()
        try:
            with transaction.atomic():
                visit.save(force_insert=True)
                visit.items.bulk_create(
                    CptedItem(
                        visit=visit,
                        question=question,
                        answer=answers.get(question, ("", ""))[0],
                        recommendation=answers.get(question, ("", ""))[1].strip(),
                    )
                    for question in cpted.QUESTIONS
                )
        except IntegrityError:
            if submission and (earlier := mine.first()):
                return earlier
            raise
        return visit


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    exclude=["changed_at"],
    model_name="CptedVisitHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class CptedVisit(models.Model):
    """A walk through a place with whoever looks after it: what invites trouble, and what helps."""

    problem = models.ForeignKey(
        "problems.Problem", models.PROTECT, null=True, blank=True, related_name="visits"
    )
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="cpted_visits", verbose_name=_("area")
    )
    place = models.CharField(_("which place"), max_length=200)
    # A role, such as “manager on duty”; never a name.
    contact_role = models.CharField(_("who walked along"), max_length=120, blank=True)
    note = models.TextField(_("what else was seen"), blank=True)
    on = models.DateField(_("day of the visit"), default=timezone.localdate)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = CptedVisitQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("safety walk")
        verbose_name_plural = _("safety walks")
        constraints = [
            models.CheckConstraint(condition=Q(place__gt=""), name="a_visit_says_where"),
        ]

    def __str__(self) -> str:
        return self.place

    def get_absolute_url(self) -> str:
        return reverse("desk_problems:cpted_visit", args=[self.pk])

    def refuse_nonsense(self) -> None:
        if self.on > timezone.localdate():
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        if not self.place.strip():
            raise NotPossible(gettext("Say which place it was."))


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="CptedItemHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class CptedItem(models.Model):
    """One question of the walk, its answer, and what should be done."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NONE = "na", _("Does not apply")

    visit = models.ForeignKey(CptedVisit, models.CASCADE, related_name="items")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=4, choices=Answer, blank=True)
    recommendation = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                F("visit"), F("question"), name="a_visit_asks_each_question_once"
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(recommendation__gt=""),
                name="only_what_was_recommended_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def asked(self) -> str:
        """The question in words."""
        return str(cpted.QUESTIONS[self.question])

    @transaction.atomic
    def finish(self, by: User, on: date | None = None) -> CptedItem:
        """What was recommended is done. Twice is once."""
        self.refresh_from_db(from_queryset=CptedItem.objects.select_for_update(of=("self",)))
        if self.done_on:
            return self
        if not self.recommendation:
            raise NotPossible(gettext("Nothing was recommended here."))
        on = on or timezone.localdate()
        if on > timezone.localdate():
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        self.done_on = on
        with pghistory.context(user=by.pk):
            self.save(update_fields=["done_on"])
        return self
