"""A file somebody asked for and a worker makes. The row is the job; the broker only nudges."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3


class ClaimLost(Exception):  # noqa: N818  # a turn of events, not a fault
    """Somebody cancelled the job or took it over. Whoever works on it stops."""


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting to start")
    RUNNING = "running", _("Being put together")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be put together")
    CANCELLED = "cancelled", _("Cancelled")


ON_ITS_WAY = (State.QUEUED, State.RUNNING)
J = TypeVar("J", bound="Job")


class JobQuerySet(models.QuerySet[J]):
    def on_their_way(self) -> Self:
        return self.filter(state__in=ON_ITS_WAY)

    def waiting(self, at: datetime | None = None) -> Self:
        """In nobody's hands: never begun, or left by a worker that went silent."""
        left = Q(state=State.RUNNING, claimed_until__lt=at or timezone.now())
        return self.filter(Q(state=State.QUEUED) | left)

    @transaction.atomic
    def claim(self, at: datetime | None = None) -> J | None:
        """Take the one that has waited longest, or None. No two workers get the same one."""
        at = at or timezone.now()
        free = self.waiting(at).select_for_update(skip_locked=True, of=("self",))
        free = free.order_by("requested_at", "pk")
        while job := free.first():
            if job.attempts < MOST_ATTEMPTS:
                job.take(at)
                return job
            job.give_up(at)
        return None

    def without_content(self) -> Self:
        """For lists and pages: the file itself stays where it is."""
        return self.defer("content")


class Job(models.Model):
    """Asked for, made by a worker who holds `claim` until `claimed_until`, and kept."""

    State = State

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who asked")
    )
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    # How far it is: so many of so many, and what is being worked on.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=80, blank=True)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    content = models.BinaryField(null=True, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        abstract = True
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="running") | Q(claim__isnull=False, claimed_until__isnull=False),
                name="a_running_%(class)s_is_in_someones_hands",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(sha256=""), name="a_ready_%(class)s_has_its_hash"
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""), name="a_failed_%(class)s_says_why"
            ),
            models.CheckConstraint(
                condition=Q(done__lte=models.F("total")), name="a_%(class)s_does_no_more_than_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_on_its_way(self) -> bool:
        return self.state in ON_ITS_WAY

    @property
    def is_ready(self) -> bool:
        return self.state == State.READY

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    def take(self, at: datetime) -> None:
        self.claim, self.claimed_until = uuid.uuid4(), at + LEASE
        self.state, self.done, self.step = State.RUNNING, 0, ""
        self.attempts += 1
        self.save(update_fields=["claim", "claimed_until", "state", "done", "step", "attempts"])

    def advance(
        self, done: int, total: int, step: _StrOrPromise = "", at: datetime | None = None
    ) -> None:
        """Say how far it is, and hold on to it. Raises ClaimLost when it is no longer ours."""
        until = (at or timezone.now()) + LEASE
        words = str(step)[:80]
        self._mine(done=min(done, total), total=total, step=words, claimed_until=until)

    def keep(self, content: bytes, at: datetime | None = None, **more: Any) -> None:
        """Keep the file. Only the one who holds the claim can."""
        self._mine(
            state=State.READY,
            done=self.total,
            step="",
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            finished_at=at or timezone.now(),
            claim=None,
            claimed_until=None,
            error="",
            **more,
        )

    def fail(self, why: str, at: datetime | None = None) -> None:
        self._mine(
            state=State.FAILED,
            error=why,
            finished_at=at or timezone.now(),
            claim=None,
            claimed_until=None,
        )

    def give_up(self, at: datetime) -> None:
        """Nobody managed to finish it. Trying again for ever would hide that."""
        self.state, self.claim, self.claimed_until = State.FAILED, None, None
        self.error = _now("We started %(times)d times and never got to the end.") % {
            "times": self.attempts
        }
        self.finished_at = at
        self.save(update_fields=["state", "error", "finished_at", "claim", "claimed_until"])

    def cancel(self, at: datetime | None = None) -> bool:
        """Stop it while it is on its way; whoever works on it finds out at the next step."""
        ended: dict[str, Any] = {"claim": None, "claimed_until": None}
        ended |= {"state": State.CANCELLED, "finished_at": at or timezone.now()}
        mine = type(self)._default_manager.filter(pk=self.pk, state__in=ON_ITS_WAY)
        if mine.update(**ended) != 1:
            return False
        for name, value in ended.items():
            setattr(self, name, value)
        return True

    def _mine(self, **changes: Any) -> None:
        """Change the row only while the claim is ours."""
        rows = type(self)._default_manager.filter(pk=self.pk, state=State.RUNNING, claim=self.claim)
        if not self.claim or rows.update(**changes) != 1:
            raise ClaimLost
        for name, value in changes.items():
            setattr(self, name, value)
