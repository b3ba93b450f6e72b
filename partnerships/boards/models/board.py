from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

    from portal.accounts.models import User
    from portal.areas.models import Area

WATCHED = pghistory.AnyChange(exclude=["changed_at"])


class BoardQuerySet(models.QuerySet["Board"]):
    def current(self, on: date | None = None) -> Self:
        """Those that still meet."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on or timezone.localdate()))

    def of(self, area: Area) -> Self:
        """Those made for this area, or for a part of it."""
        return self.filter(area__path__startswith=area.path)

    def spoken_for_by(self, user: User, *roles: str, on: date | None = None) -> Self:
        """Boards on which this person sits now, in one of these roles."""
        from partnerships.boards.models.member import BoardMember

        seats = BoardMember.objects.sitting(on).filter(user=user, role__in=roles)
        return self.filter(pk__in=seats.values("board"))


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, condition=WATCHED),
    pghistory.DeleteEvent(),
    model_name="BoardHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Board(models.Model):
    """A group of residents and partners that advises the agency or looks over its shoulder."""

    class Kind(models.TextChoices):
        ADVISORY = "advisory", _("Advisory board")
        REVIEW = "review", _("Review panel")
        TASK_FORCE = "task_force", _("Task force")
        COUNCIL = "council", _("Council")
        SUBCOMMITTEE = "subcommittee", _("Subcommittee")

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("address of its page"), max_length=180, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subcommittees",
        verbose_name=_("part of"),
    )
    about = models.TextField(_("what it is for"), blank=True)
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="boards",
        verbose_name=_("area"),
        help_text=_("Leave empty for the whole city."),
    )
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    chosen_how = models.TextField(_("how members are chosen"), blank=True)
    # Years one may sit in a row, as its rules say; empty when they do not.
    most_years = models.PositiveSmallIntegerField(
        _("most years a member may sit"), null=True, blank=True
    )
    open_meetings = models.TextField(
        _("who may come to its meetings"),
        blank=True,
        help_text=_("When and where it meets, and how residents may speak."),
    )
    begun_on = models.DateField(_("began on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = BoardQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["name"]
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="a_board_is_no_part_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(begun_on=None) | Q(ended_on__gte=F("begun_on")),
                name="a_board_ends_after_it_began",
                violation_error_message=_("It cannot end before it began."),
            ),
        ]
        indexes = [models.Index(F("changed_at").desc(), name="boards_last_changed")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("boards:board", args=[self.slug])

    @property
    def is_current(self) -> bool:
        return self.ended_on is None or self.ended_on > timezone.localdate()
