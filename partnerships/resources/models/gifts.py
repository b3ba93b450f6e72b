"""What organizations give: money, space, goods and time.

Each is said by one side and confirmed by the other, so that a funder can believe the sum.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

import pghistory
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models import Organization
from partnerships.resources.models.grant import SEEING, Grant
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from portal.accounts.models import User

UNDO_WITHIN = timedelta(days=1)
OLDEST = timedelta(days=3 * 366)
G = TypeVar("G", bound="Gift")


class GiftQuerySet(models.QuerySet[G]):
    def of(self, organization: Organization) -> Self:
        return self.filter(organization=organization)

    def visible_to(self, user: User) -> Self:
        """Those of the organizations one speaks for; all of them, to who works here."""
        if user.has_role(*SEEING):
            return self.all()
        return self.filter(organization__in=user.organizations.values("pk"))

    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def of_year(self, year: int) -> Self:
        return self.filter(given_on__year=year)

    def record(self, gift: G, *, by: User, submission: UUID | None) -> G:
        """Write down what was given. The same form sent twice is one gift."""
        if submission and (earlier := self.sent_with(submission, by)):
            return earlier
        gift.recorded_by, gift.submission = by, submission
        gift.by_partner = gift.organization.members.contains(by)
        gift.refuse_nonsense()
        try:
            with transaction.atomic():
                gift.save(force_insert=True)
        except IntegrityError:
            if submission and (earlier := self.sent_with(submission, by)):
                return earlier
            raise
        return gift

    def sent_with(self, submission: UUID, by: User) -> G | None:
        return self.filter(submission=submission, recorded_by=by).first()


class Gift(models.Model):
    """Something an organization gave on a day, and who says so."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="%(class)s_set")
    given_on = models.DateField(_("day"), default=timezone.localdate)
    grant = models.ForeignKey(
        Grant,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_set",
        verbose_name=_("counts for the grant"),
    )
    # Which side wrote it down: the other one confirms it.
    by_partner = models.BooleanField(default=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The form's own number, so that pressing the button twice counts it once.
    submission = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-given_on", "-pk"]

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    def may_be_undone(self, by: User, at: datetime | None = None) -> bool:
        """Whoever wrote it down has a day to take it back, until the other side counts on it."""
        fresh = (at or timezone.now()) - self.recorded_at < UNDO_WITHIN
        return fresh and not self.is_confirmed and self.recorded_by_id == by.pk

    @transaction.atomic
    def confirm(self, by: User) -> Self:
        """The other side says that it is so. Saying it twice changes nothing."""
        self.lock()
        if self.is_confirmed:
            return self
        if self.by_partner and self.organization.members.contains(by):
            raise NotPossible(gettext("The police confirm what you wrote down."))
        if not self.by_partner and not self.organization.members.contains(by):
            raise NotPossible(gettext("The partner confirms what we wrote down."))
        self.confirmed_by, self.confirmed_at = by, timezone.now()
        with pghistory.context(user=by.pk):
            self.save(update_fields=["confirmed_by", "confirmed_at"])
        return self

    @transaction.atomic
    def undo(self, by: User) -> None:
        """Take it back. Its history stays."""
        self.lock()
        if not self.may_be_undone(by):
            raise NotPossible(
                gettext("This can be taken back only within a day, and not once it is confirmed.")
            )
        with pghistory.context(user=by.pk):
            self.delete()

    def refuse_nonsense(self) -> None:
        """What no gift may be, in words."""
        if self.given_on > timezone.localdate():
            raise NotPossible(gettext("That day is still to come. Write it down when it is past."))
        if self.given_on < timezone.localdate() - OLDEST:
            raise NotPossible(gettext("That is more than three years ago. Check the year."))

    def lock(self) -> None:
        rows = type(self)._default_manager.select_for_update(of=("self",))
        self.refresh_from_db(from_queryset=rows)


class ContributionQuerySet(GiftQuerySet["Contribution"]):
    pass


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="ContributionHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Contribution(Gift):
    """Money, a room, food: what a partner put in, in words and perhaps in dollars."""

    class Kind(models.TextChoices):
        MONEY = "money", _("Money")
        SPACE = "space", _("Space")
        STAFF = "staff", _("Staff")
        GOODS = "goods", _("Goods")
        FOOD = "food", _("Food")
        TIME = "time", _("Time")
        OTHER = "other", _("Something else")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    words = models.CharField(_("what was given"), max_length=300)
    value = models.DecimalField(
        _("worth about"), max_digits=10, decimal_places=2, null=True, blank=True
    )

    objects = ContributionQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta(Gift.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["recorded_by", "submission"], name="one_contribution_per_form_sent"
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0), name="a_contribution_costs_nothing_less"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "given_on"], name="contributions_by_partner"),
        ]

    def __str__(self) -> str:
        return self.words


class VolunteerHoursQuerySet(GiftQuerySet["VolunteerHours"]):
    pass


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="VolunteerHoursHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class VolunteerHours(Gift):
    """Time that people of a partner gave, counted together and never by person."""

    hours = models.DecimalField(_("hours in all"), max_digits=7, decimal_places=1)
    people = models.PositiveIntegerField(_("people"), default=1)
    what = models.CharField(_("what they did"), max_length=300)

    objects = VolunteerHoursQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta(Gift.Meta):
        verbose_name = _("volunteer hours")
        verbose_name_plural = _("volunteer hours")
        constraints = [
            models.UniqueConstraint(
                fields=["recorded_by", "submission"], name="hours_once_per_form_sent"
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0, people__gte=1), name="volunteers_gave_some_time"
            ),
            models.CheckConstraint(
                condition=Q(hours__lte=models.F("people") * 24),
                name="nobody_volunteers_more_than_a_day_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "given_on"], name="volunteer_hours_by_partner"),
        ]

    def __str__(self) -> str:
        return self.what

    def refuse_nonsense(self) -> None:
        super().refuse_nonsense()
        if self.hours > self.people * 24:
            raise NotPossible(
                gettext("That is more than a day each. Check the hours and the people.")
            )
