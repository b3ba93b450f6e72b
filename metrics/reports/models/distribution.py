from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User

# Those who answer for the whole city see every list: addresses are told to as few as can be.
KEEPERS = (Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)


class DistributionListQuerySet(models.QuerySet["DistributionList"]):
    def visible_to(self, user: User) -> Self:
        """One's own; all of them for those who answer for the whole city."""
        return self if user.scope(*KEEPERS) is None else self.filter(made_by=user)


class DistributionList(models.Model):
    """People who hear when a report is published."""

    name = models.CharField(_("name"), max_length=80)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DistributionListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("distribution list")
        verbose_name_plural = _("distribution lists")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:list", args=[self.pk])

    def add_colleague(self, user: User) -> ListedPerson:
        """Someone with an account need not confirm the address: it was proved when signing in."""
        person, _created = self.people.get_or_create(
            user=user,
            defaults={
                "email": user.email,
                "language": user.language,
                "confirmed_at": timezone.now(),
            },
        )
        return person

    def invite(self, email: str, language: str) -> ListedPerson:
        """Ask whoever reads that address. Nothing is sent there before they say yes."""
        from metrics.reports.telling import ask_to_confirm

        person, created = self.people.get_or_create(
            email=email.strip().lower(), defaults={"language": language}
        )
        if created:
            ask_to_confirm(person)
        return person


class ListedPersonQuerySet(models.QuerySet["ListedPerson"]):
    def reached(self) -> Self:
        """Those who confirmed, and whose account, if they have one, is still open."""
        return self.filter(confirmed_at__isnull=False).filter(
            Q(user=None) | Q(user__is_active=True)
        )


class ListedPerson(models.Model):
    """One address on a list: of a colleague, or of someone who confirmed it."""

    of = models.ForeignKey(DistributionList, models.CASCADE, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("address"))
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ListedPersonQuerySet.as_manager()

    class Meta:
        ordering = ["email"]
        verbose_name = _("person on a list")
        verbose_name_plural = _("people on lists")
        constraints = [
            models.UniqueConstraint(fields=["of", "email"], name="an_address_once_a_list"),
        ]

    def __str__(self) -> str:
        return self.email

    def confirm(self, at: datetime | None = None) -> bool:
        """Whether this was news."""
        waiting = ListedPerson.objects.filter(pk=self.pk, confirmed_at=None)
        return waiting.update(confirmed_at=at or timezone.now()) == 1
