"""How people come to speak for an organization: invited by an owner, or asking one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models.membership import Membership

LASTS = timedelta(days=7)


class Invitation(models.Model):
    """A place kept for someone, until they take it or seven days are over."""

    organization = models.ForeignKey("Organization", models.CASCADE, related_name="invitations")
    email = models.EmailField(_("email address"))
    role = models.CharField(max_length=10, choices=Membership.Role, default=Membership.Role.EDITOR)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(accepted_at=None),
                name="one_open_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}, {self.get_role_display()}"


class JoinRequest(models.Model):
    """Someone says that they belong to an organization which is here already."""

    organization = models.ForeignKey("Organization", models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    words = models.CharField(_("who you are there"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(decided_at=None),
                name="one_open_request_a_person_and_organization",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organization}"
