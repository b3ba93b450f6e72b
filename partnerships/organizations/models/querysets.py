from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from portal.accounts.models import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.organizations.models.organization import Organization  # noqa: F401  named above
    from portal.accounts.models import User
    from portal.areas.models import Area


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def approved(self) -> Self:
        """Partners now: approved, and neither lapsed nor gone."""
        return self.filter(approved_at__isnull=False, lapsed_at=None, left_at=None)

    def waiting(self) -> Self:
        """Staff has not decided about them yet."""
        return self.filter(approved_at=None, declined_at=None, left_at=None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those once approved, to everyone; the others to their members and to administrators.

        Who lapsed or left keeps a page, which says so: it is named where it worked with us.
        """
        if not user.is_authenticated:
            return self.exclude(approved_at=None)
        if user.has_role(Role.Kind.ADMINISTRATOR):
            return self.all()
        return self.filter(Q(approved_at__isnull=False) | Q(pk__in=user.organizations.values("pk")))

    def listed_to(self, user: User | AnonymousUser) -> Self:
        """What of it stands in the directory."""
        return self.visible_to(user).filter(lapsed_at=None, left_at=None, declined_at=None)

    def worked_for_by(self, user: User) -> Self:
        """Those in whose name this person may be here, the one joined first in front."""
        return self.filter(memberships__user=user, left_at=None).order_by(
            "memberships__since", "name"
        )

    def serving(self, area: Area) -> Self:
        """Those at work in the area, in a part of it, or in the whole city."""
        steps = area.path.rstrip("/").split("/")
        around = ["/".join(steps[:deep]) + "/" for deep in range(1, len(steps) + 1)]
        here = Q(path__startswith=area.path) | Q(path__in=around)
        placed = self.model.areas.through.objects.values("organization")
        near = placed.filter(area__in=type(area).objects.filter(here))
        return self.filter(Q(pk__in=near) | ~Q(pk__in=placed))

    def matching(self, words: str) -> Self:
        """Those whose name or description holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(about__icontains=word))
        return found
