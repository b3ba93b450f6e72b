from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.organizations.models.organization import Organization
    from portal.accounts.models import User


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """To members of its organization, and to nobody else, whatever their role.

        Whoever also works for the agency reads none of them, member or not.
        """
        if not user.is_authenticated or any(
            role.kind in user.roles.model.GUARDED for role in user.roles_held
        ):
            return self.none()
        return self.filter(organization__memberships__user=user)

    def of(self, organization: Organization) -> Self:
        return self.filter(organization=organization)


class Note(models.Model):
    """What members write for each other. It is kept out of search, exports, history and logs."""

    organization = models.ForeignKey("Organization", models.CASCADE, related_name="+")
    text = models.TextField(_("note"), max_length=8000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        # Never its words: this is what logs and error reports print.
        return f"Note {self.pk}"
