from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import h3
import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.problems.models.problem import Problem
    from portal.accounts.models import User

LOOKING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)
# A dismissed one comes back when there are half as many again.
GROWN = 1.5


class ClusterQuerySet(models.QuerySet["Cluster"]):
    def waiting(self) -> Self:
        """Suggested, and nobody has said what becomes of it."""
        return self.filter(state="suggested")

    def settled(self) -> Self:
        return self.filter(state__in=["taken", "dismissed"])

    def workable_by(self, user: User) -> Self:
        return self.filter(within_scope(user, *LOOKING))

    def clearest_first(self) -> Self:
        return self.order_by("chance", "-count", "pk")


@pghistory.track(
    pghistory.UpdateEvent(
        row=pghistory.Old, condition=pghistory.AnyChange("state", "reason", "problem")
    ),
    pghistory.DeleteEvent(),
    model_name="ClusterHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Cluster(models.Model):
    """Neighbors raise the same thing in one corner more often than they used to.

    It speaks of places and kinds of concerns, never of a person, and leads to nothing by itself.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("To be looked at")
        TAKEN = "taken", _("Worked on as a problem")
        DISMISSED = "dismissed", _("Not a problem")
        FADED = "faded", _("No longer stands out")

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="clusters")
    # The middle cell of the neighborhood: it and the six around it.
    cell = models.BigIntegerField(editable=False)
    category = models.ForeignKey("concerns.Category", models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    since_on = models.DateField()
    until_on = models.DateField()
    count = models.PositiveIntegerField()
    raisers = models.PositiveIntegerField()
    expected = models.FloatField()
    # How often chance alone would bring as many, were nothing going on (`cluster_statistics`).
    chance = models.FloatField()
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    problem = models.ForeignKey(
        "problems.Problem", models.SET_NULL, null=True, blank=True, related_name="clusters"
    )
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    settled_count = models.PositiveIntegerField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    found_on = models.DateField(default=timezone.localdate)

    objects = ClusterQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["chance", "-count", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cell", "category"], name="one_cluster_a_corner_and_category"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("since_on")), name="a_cluster_has_a_window"
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | Q(reason__gt=""),
                name="a_dismissed_cluster_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["suggested", "faded"]) | Q(settled_count__isnull=False),
                name="a_settled_cluster_keeps_its_count",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "chance"],
                condition=Q(state="suggested"),
                name="clusters_to_look_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.place}" if self.place else str(self.category)

    def get_absolute_url(self) -> str:
        return f"{reverse('desk_problems:clusters')}#cluster-{self.pk}"

    # Questions

    @property
    def cells(self) -> list[int]:
        """The corner: the middle cell and the six around it."""
        return [h3.str_to_int(cell) for cell in h3.grid_disk(h3.int_to_str(self.cell), 1)]

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.SUGGESTED

    @property
    def is_taken(self) -> bool:
        return self.state == self.State.TAKEN

    @property
    def is_dismissed(self) -> bool:
        return self.state == self.State.DISMISSED

    def has_grown(self, count: int) -> bool:
        """Whether so many are half as many again as when it was settled."""
        return self.settled_count is not None and count >= GROWN * self.settled_count

    # Verbs

    @transaction.atomic
    def take(self, problem: Problem, by: User) -> Cluster:
        """It is worked on as this problem from now on."""
        self.lock()
        if self.is_taken and self.problem_id == problem.pk:
            return self
        self._refuse_unless_waiting()
        return self._settle(self.State.TAKEN, by, problem=problem)

    @transaction.atomic
    def dismiss(self, reason: str, by: User) -> Cluster:
        """It is no problem, and this is why. It comes back if it grows by half."""
        self.lock()
        reason = " ".join(reason.split())
        if self.is_dismissed and self.reason == reason:
            return self
        self._refuse_unless_waiting()
        if not reason:
            raise NotPossible(gettext("Say why it is no problem. Colleagues will read it."))
        return self._settle(self.State.DISMISSED, by, reason=reason)

    def lock(self) -> None:
        self.refresh_from_db(from_queryset=Cluster.objects.select_for_update(of=("self",)))

    # Private

    def _refuse_unless_waiting(self) -> None:
        if not self.is_waiting:
            raise NotPossible(gettext("Someone settled this meanwhile. Look at the list again."))

    def _settle(
        self, state: State, by: User, *, reason: str = "", problem: Problem | None = None
    ) -> Cluster:
        self.state, self.reason, self.problem = state, reason, problem
        self.settled_count, self.settled_at, self.settled_by = self.count, timezone.now(), by
        with pghistory.context(user=by.pk):
            self.save(
                update_fields=[
                    "state", "reason", "problem", "settled_count", "settled_at", "settled_by",
                ]
            )  # fmt: skip
        return self


class ClusterCount(models.Model):
    """How many concerns of a kind were raised in a cell on a day.

    Made from the concerns and nothing else (`cluster_counts`): it can be made again at any time,
    which is why the database need not watch over what it points to.
    """

    pk = models.CompositePrimaryKey("cell", "category", "day")
    cell = models.BigIntegerField()
    category = models.ForeignKey(
        "concerns.Category",
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    day = models.DateField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="a_count_counts_something"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.number}"


class ClusterMark(models.Model):
    """How far the counts have read (`cluster_counts`). One row."""

    one = models.BooleanField(primary_key=True, default=True)
    # All that comes before these is counted, whatever was being written meanwhile.
    settled_concern = models.BigIntegerField(default=0)
    settled_change = models.BigIntegerField(default=0)
    # The last seen; sure once all that was being written then has ended. `seen_at` is when that
    # was, in microseconds since 1970.
    seen_concern = models.BigIntegerField(default=0)
    seen_change = models.BigIntegerField(default=0)
    seen_at = models.BigIntegerField(default=0)
    # Days before this one are not kept.
    first_day = models.DateField(null=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(one=True), name="the_mark_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.settled_concern}"
