from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.resources import schedule
from portal.accounts.models import Role
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from partnerships.resources.models.period import ReportingPeriod
    from portal.accounts.models import User

# Those who run them, those who do the work they pay for, and those who check.
RUNNING = (Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)
SEEING = (*RUNNING, Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.OVERSIGHT)


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: User) -> Self:
        """Everyone who works here, and oversight. Partners see their own gifts, not these."""
        return self.all() if user.has_role(*SEEING) else self.none()

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def running(self, on: date | None = None) -> Self:
        """Those that pay for something on that day."""
        on = on or timezone.localdate()
        return self.open().filter(starts_on__lte=on, ends_on__gte=on)

    def begin(self, grant: Grant, *, by: User, submission: UUID | None) -> Grant:
        """Keep a new grant with an address of its own. The same form sent twice is one grant."""
        if submission and (earlier := self.filter(submission=submission).first()):
            return earlier
        grant.created_by, grant.submission = by, submission
        grant.slug = self.free_address(grant.name)
        try:
            with transaction.atomic():
                grant.save(force_insert=True)
        except IntegrityError:
            if submission and (earlier := self.filter(submission=submission).first()):
                return earlier
            raise
        return grant

    def free_address(self, name: str) -> str:
        """The name as an address; with a number where another grant has it already."""
        begin = slugify(name)[:60] or "grant"
        taken = set(self.filter(slug__startswith=begin).values_list("slug", flat=True))
        numbered = (f"{begin}-{count}" for count in range(2, len(taken) + 3))
        return next(each for each in (begin, *numbered) if each not in taken)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="GrantHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Grant(models.Model):
    """Money for a purpose, with a funder who asks what became of it."""

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("address of its page"), max_length=80, unique=True)
    number = models.CharField(_("award number"), max_length=60, blank=True)
    funder = models.CharField(_("who pays"), max_length=160)
    purpose = models.TextField(_("what it is for"), max_length=2000)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    positions = models.PositiveSmallIntegerField(_("positions it pays for"), default=0)
    # What the application promised: funders ask about exactly this.
    plan_problem = models.TextField(_("the problem, as the plan says it"), blank=True)
    plan_goals = models.TextField(_("the goals of the plan"), blank=True)
    contact = models.CharField(_("who at the funder answers questions"), max_length=200, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    # The form's own number, so that pressing the button twice makes one grant.
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = GrantQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_grant_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_grant_gives_money"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("grants:grant", args=[self.slug])

    # Questions

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def is_running(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        return not self.is_closed and self.starts_on <= on <= self.ends_on

    # Verbs

    @transaction.atomic
    def plan_reports(self, rhythm: schedule.Rhythm, due_after: int) -> list[ReportingPeriod]:
        """Make the periods the funder asks for. Those that are there already stay as they are."""
        self.lock()
        self._refuse_when_closed()
        there = list(self.periods.all())
        spans = schedule.periods(self.starts_on, self.ends_on, rhythm, due_after)
        return [
            self.periods.create(starts_on=span.first, ends_on=span.last, due_on=span.due)
            for span in spans
            if not any(old.starts_on <= span.last and span.first <= old.ends_on for old in there)
        ]

    @transaction.atomic
    def close(self, by: User) -> Grant:
        """Nothing is owed to the funder any more. Closing twice changes nothing."""
        self.lock()
        if self.is_closed:
            return self
        if self.periods.filter(sent_on=None).exists():
            raise NotPossible(gettext("A report is still owed. Send it first, then close."))
        self.closed_at = timezone.now()
        return self._keep(by, "closed_at")

    @transaction.atomic
    def reopen(self, by: User) -> Grant:
        self.lock()
        self.closed_at = None
        return self._keep(by, "closed_at")

    # Private

    def lock(self) -> None:
        """Two people plan its reports: the second waits and finds them made."""
        self.refresh_from_db(from_queryset=Grant.objects.select_for_update())

    def _refuse_when_closed(self) -> None:
        if self.is_closed:
            raise NotPossible(gettext("This grant is closed. Open it again first."))

    def _keep(self, by: User, *fields: str) -> Grant:
        with pghistory.context(user=by.pk):
            self.save(update_fields=[*fields, "changed_at"])
        return self
