from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

if TYPE_CHECKING:
    from portal.accounts.models import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    @transaction.atomic
    def keep(self, user: User, name: str, query: str, *, first: bool = False) -> SavedView:
        """Keep a way to look at the queue; the same name again replaces what it meant."""
        if first:
            self.of(user).update(opens_first=False)
        view, _made = self.update_or_create(
            user=user, name=name, defaults={"query": query, "opens_first": first}
        )
        return view


class SavedView(models.Model):
    """A way one person likes to look at the queue: a name, and what follows the question mark."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="queue_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    opens_first = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="one_view_per_name"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(opens_first=True), name="one_view_opens_first"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('desk_concerns:queue')}?{self.query or 'show='}"
