from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import DateField, F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.training.models.course import Course
from portal.accounts.models import Role, User
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

# Who enters completions, for people of the areas in which they hold the role.
KEEPING = (Role.Kind.SUPERVISOR, Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)
OLDEST = timedelta(days=366 * 40)


class LastDay(Func):
    """SQL for the last day a completion counts; null where it counts for good."""

    template = "(%(expressions)s * interval '1 month')::date"
    arg_joiner = " + "
    output_field = DateField()


class CompletionQuerySet(models.QuerySet["Completion"]):
    def standing(self) -> Self:
        """Those that count: neither corrected nor taken back."""
        return self.filter(corrected_at=None, taken_back=False)

    def with_last_day(self) -> Self:
        """Each with `valid_until`, the last day it counts; None where it counts for good."""
        return self.annotate(valid_until=LastDay(F("completed_on"), F("course__valid_months")))

    def newest(self) -> Self:
        """The one that counts longest of each person and course."""
        newest = (
            self.standing()
            .order_by("person_id", "course_id", "-completed_on", "-pk")
            .distinct("person_id", "course_id")
        )
        return self.filter(pk__in=newest.values("pk")).with_last_day()

    def ending(self, first: date, last: date) -> Self:
        """Those whose last day lies between two days."""
        day = LastDay(F("completed_on"), F("course__valid_months"))
        return self.annotate(ends_on=day).filter(ends_on__gte=first, ends_on__lte=last)

    def of_people_of(self, user: User) -> Self:
        """Of everybody on staff in the areas this person answers for."""
        return self.filter(person__in=people_of(user))

    @transaction.atomic
    def enter(
        self, *, person: User, course: Course, on: date, by: User, note: str = ""
    ) -> Completion:
        """Write down that somebody completed a course. The same said twice is said once."""
        refuse_day(on)
        same = self.standing().filter(person=person, course=course, completed_on=on)
        if found := same.first():
            return found
        try:
            with transaction.atomic():
                return self.create(
                    person=person, course=course, completed_on=on, note=note, entered_by=by
                )
        except IntegrityError:  # somebody else wrote it down in the same moment
            return same.get()


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="CompletionHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Completion(models.Model):
    """Somebody on staff completed a course on a day. What was wrong is put right by a new row."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="courses_completed",
        verbose_name=_("person"),
    )
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="completions", verbose_name=_("course")
    )
    completed_on = models.DateField(_("completed on"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction"
    )
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A correction that says: this never happened.
    taken_back = models.BooleanField(default=False, editable=False)

    objects = CompletionQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it
        valid_until: date | None  # `with_last_day` adds it

    class Meta:
        ordering = ["-entered_at", "-pk"]
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "completed_on"],
                condition=Q(corrected_at=None, taken_back=False),
                name="one_completion_of_a_course_a_person_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_back=False) | Q(corrects__isnull=False),
                name="only_what_was_entered_is_taken_back",
            ),
        ]
        indexes = [
            models.Index(fields=["-entered_at", "-id"], name="completions_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.course}, {self.completed_on:%Y-%m-%d}"

    @property
    def counts(self) -> bool:
        return self.corrected_at is None and not self.taken_back

    @transaction.atomic
    def correct(
        self, *, by: User, on: date | None = None, note: str = "", happened: bool = True
    ) -> Completion:
        """A new row in the place of this one: with another day, or saying it never happened."""
        locked = Completion.objects.select_for_update(of=("self",))
        self.refresh_from_db(from_queryset=locked)
        if not self.counts:
            raise NotPossible(gettext("This was corrected already. Look at the newest entry."))
        day = on or self.completed_on
        refuse_day(day)
        others = Completion.objects.standing().filter(
            person=self.person_id, course=self.course_id, completed_on=day
        )
        if happened and others.exclude(pk=self.pk).exists():
            raise NotPossible(gettext("This course is entered for that day already."))
        self.corrected_at = timezone.now()
        with transaction.atomic():
            self.save(update_fields=["corrected_at"])
            return Completion.objects.create(
                person_id=self.person_id,
                course_id=self.course_id,
                completed_on=day,
                note=note,
                entered_by=by,
                corrects=self,
                taken_back=not happened,
            )


def refuse_day(day: date) -> None:
    """What no day of a completion may be, in words."""
    today = timezone.localdate()
    if day > today:
        raise NotPossible(gettext("That day is still to come. Enter it when it is past."))
    if day < today - OLDEST:
        raise NotPossible(gettext("That is more than forty years ago. Check the year."))


def people_of(user: User) -> models.QuerySet[User]:
    """Everybody on staff, now, in the areas in which this person may enter completions."""
    held = Role.objects.current().filter(
        within_scope(user, *KEEPING), kind__in=Role.STAFF, user__is_active=True
    )
    return User.objects.filter(pk__in=held.values("user")).order_by("name", "email")
