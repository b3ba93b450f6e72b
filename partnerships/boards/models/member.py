from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

SOON = timedelta(days=90)
PAUSE = timedelta(days=90)  # A shorter one does not begin the years in a row anew.


class BoardMemberQuerySet(models.QuerySet["BoardMember"]):
    def sitting(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), since_on__lte=on)

    def ending_soon(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.sitting(on).filter(until_on__lte=on + SOON)

    def taking_seats(self) -> Self:
        """A staff liaison helps the board and has no seat on it."""
        return self.exclude(role=BoardMember.Role.LIAISON)

    def chair_first(self) -> Self:
        order = models.Case(
            *(models.When(role=role, then=place) for place, role in enumerate(BoardMember.Role)),
        )
        return self.order_by(order, "name", "pk")


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="BoardMemberHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class BoardMember(models.Model):
    """A seat and who sits on it, from when to when; shown is what the member agreed to."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE = "vice", _("Vice chair")
        MEMBER = "member", _("Member")
        LIAISON = "liaison", _("Staff liaison")

    board = models.ForeignKey("boards.Board", models.CASCADE, related_name="members")
    # Their account here, if they have one: a chair files with it.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="board_seats",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name as shown"), max_length=120)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    organization = models.ForeignKey(
        "organizations.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="board_seats",
        verbose_name=_("organization"),
    )
    represents = models.CharField(_("speaks for"), max_length=160, blank=True)
    since_on = models.DateField(_("since"))
    until_on = models.DateField(_("term ends on"), null=True, blank=True)

    objects = BoardMemberQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="a_term_ends_after_it_begins",
                violation_error_message=_("A term has to end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"

    @property
    def sits_from(self) -> date:
        """The first day of the terms in a row of which this is the last."""
        first = self.since_on
        for term in self._earlier_terms():
            if term.until_on and term.until_on + PAUSE < first:
                break
            first = term.since_on
        return first

    @property
    def must_end_by(self) -> date | None:
        """The last day that the rules of the board allow; a liaison helps as long as it takes."""
        years = self.board.most_years
        if not years or self.role == self.Role.LIAISON:
            return None
        first = self.sits_from
        # A term from Feb. 29 is over with the last of February.
        day = first.replace(day=28) if (first.month, first.day) == (2, 29) else first
        ends = day.replace(year=first.year + years)
        return ends if day != first else ends - timedelta(days=1)

    def is_sitting(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        return self.since_on <= on and (self.until_on is None or self.until_on >= on)

    def ends_soon(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        return self.until_on is not None and on <= self.until_on <= on + SOON

    def _earlier_terms(self) -> BoardMemberQuerySet:
        """Of the same person on the same board: known by their account, or by their name."""
        person = Q(name__iexact=self.name)
        if self.user_id:
            person |= Q(user=self.user_id)
        earlier = BoardMember.objects.filter(person, board=self.board, since_on__lt=self.since_on)
        seats = earlier.taking_seats().exclude(pk=self.pk)
        return seats.order_by("-since_on", "-pk")
