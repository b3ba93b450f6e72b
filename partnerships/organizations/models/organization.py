from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models.querysets import OrganizationQuerySet
from partnerships.organizations.states import State
from portal.areas.languages import language_names

if TYPE_CHECKING:
    from datetime import datetime


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
    alternate_name = models.CharField(_("other name"), max_length=160, blank=True)
    legal_status = models.CharField(_("legal status"), max_length=120, blank=True)
    year_incorporated = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    # For the agency's books; on no page and in no public file.
    tax_id = models.CharField(_("tax number"), max_length=60, blank=True)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public email address"), blank=True)
    phone = models.CharField(_("public phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    approved_at = models.DateTimeField(
        _("approved"), null=True, blank=True, help_text=_("Until then only its members see it.")
    )
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True, editable=False)
    # Why it was declined, or lapsed: its members read exactly this.
    reason = models.CharField(max_length=600, blank=True, editable=False)
    lapsed_at = models.DateTimeField(_("lapsed"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    # From where it was imported, and what it is called there.
    source = models.CharField(max_length=120, blank=True, editable=False)
    external_id = models.CharField(max_length=120, blank=True, editable=False)
    # What its file says and no column holds, so that it goes out as it came in.
    hsds = models.JSONField(default=dict, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    # The form's own number, so that pressing the button twice registers once.
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="one_organization_an_external_id_and_source",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | (Q(approved_at=None) & Q(reason__gt="")),
                name="a_declined_organization_is_told_why",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="no_organization_is_part_of_itself",
            ),
        ]
        indexes = [models.Index(F("changed_at").desc(), name="organizations_last_changed")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:organization", args=[self.slug])

    @property
    def language_names(self) -> list[str]:
        return language_names(self.languages)

    @property
    def state(self) -> State:
        if self.left_at:
            return State.LEFT
        if self.lapsed_at:
            return State.LAPSED
        if self.approved_at:
            return State.APPROVED
        return State.DECLINED if self.declined_at else State.WAITING

    @property
    def is_partner(self) -> bool:
        """Whether those who speak for it may do so now."""
        return self.state == State.APPROVED

    def approve(self, at: datetime | None = None) -> Organization:
        """Show it to everyone. Approving twice changes nothing."""
        at = at or timezone.now()
        approved = Organization.objects.filter(pk=self.pk, approved_at=None)
        if approved.update(approved_at=at):
            self.approved_at = at
        return self
