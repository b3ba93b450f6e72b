from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role
from portal.areas.languages import language_names

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from portal.accounts.models import User
    from portal.areas.models import Area


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def approved(self) -> Self:
        return self.exclude(approved_at=None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Approved ones, to everyone; the others to their members and to administrators."""
        if not user.is_authenticated:
            return self.approved()
        if user.has_role(Role.Kind.ADMINISTRATOR):
            return self.all()
        return self.filter(Q(approved_at__isnull=False) | Q(pk__in=user.organizations.values("pk")))

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


@pghistory.track(
    pghistory.UpdateEvent(row="OLD"),
    pghistory.DeleteEvent(),
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Organization(models.Model):
    """A group the police work with, with a seat of its own at the table."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("School")
        NON_PROFIT = "non_profit", _("Non-profit")
        FAITH = "faith", _("Faith group")
        BUSINESS = "business", _("Business")
        HEALTH = "health", _("Health or social service")
        NEIGHBORHOOD = "neighborhood", _("Neighborhood association")
        CULTURAL = "cultural", _("Cultural group")
        GOVERNMENT = "government", _("Local government")
        YOUTH = "youth", _("Youth group")

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("address of its page"), max_length=180, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    about = models.TextField(
        _("what it does"), blank=True, help_text=_("Two or three sentences, as it would say it.")
    )
    languages = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("Codes with commas between, such as “en, es, vi”."),
    )
    areas = models.ManyToManyField(
        "areas.Area",
        blank=True,
        related_name="organizations",
        verbose_name=_("areas"),
        help_text=_("None means the whole city."),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        through="Membership",
        related_name="organizations",
        verbose_name=_("members"),
        help_text=_("Whoever may speak for it here. They are not shown to the public."),
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public email address"), blank=True)
    phone = models.CharField(_("public phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    approved_at = models.DateTimeField(
        _("approved"), null=True, blank=True, help_text=_("Until then only its members see it.")
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:organization", args=[self.slug])

    @property
    def language_names(self) -> list[str]:
        return language_names(self.languages)

    def approve(self, at: datetime | None = None) -> Organization:
        """Show it to everyone. Approving twice changes nothing."""
        at = at or timezone.now()
        approved = Organization.objects.filter(pk=self.pk, approved_at=None)
        if approved.update(approved_at=at):
            self.approved_at = at
        return self


class Membership(models.Model):
    """Whoever may speak for an organization here, and what they may do in its name."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        EDITOR = "editor", _("Editor")
        VIEWER = "viewer", _("Viewer")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.EDITOR)
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"], name="one_membership_a_person_and_organization"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
