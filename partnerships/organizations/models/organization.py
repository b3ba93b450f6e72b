from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.organizations import letters
from partnerships.organizations.models.querysets import OrganizationQuerySet
from partnerships.organizations.states import ALLOWED, State, Verb
from portal.areas.languages import language_names
from portal.refusals import NotPossible

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
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

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
        """Show it to everyone; its people may speak for it now. Twice changes nothing."""
        at = at or timezone.now()
        with transaction.atomic():
            fresh = self._locked()
            if not fresh.is_partner:
                refuse_unless(fresh, Verb.APPROVE)
                fresh.approved_at, fresh.declined_at, fresh.lapsed_at = at, None, None
                fresh.reason = ""
                fresh.save()
                letters.approved(fresh)
        return self._like(fresh)

    def decline(self, reason: str, at: datetime | None = None) -> Organization:
        """Not a partner; its people read why."""
        return self._end(Verb.DECLINE, "declined_at", reason, at)

    def lapse(self, reason: str, at: datetime | None = None) -> Organization:
        """No longer a partner, for a reason its people read; the page stays and says so."""
        return self._end(Verb.LAPSE, "lapsed_at", reason, at)

    def _end(self, verb: Verb, column: str, reason: str, at: datetime | None) -> Organization:
        if not reason.strip():
            raise NotPossible(_("Say why. Its people read exactly this."))
        with transaction.atomic():
            fresh = self._locked()
            if getattr(fresh, column) is None:
                refuse_unless(fresh, verb)
                setattr(fresh, column, at or timezone.now())
                fresh.reason = reason.strip()[:600]
                fresh.save()
                letters.ended(fresh, verb)
        return self._like(fresh)

    def leave(self, at: datetime | None = None) -> Organization:
        """Leave: how to reach it and its notes are erased, its name stays with joint work."""
        with transaction.atomic():
            fresh = self._locked()
            if fresh.left_at is None:
                fresh.left_at = at or timezone.now()
                fresh.email = fresh.phone = fresh.website = fresh.address = fresh.tax_id = ""
                fresh.about, fresh.hsds = "", {}
                fresh.save()
                for each in (fresh.memberships, fresh.invitations, fresh.join_requests):
                    each.all().delete()
                fresh.services.all().delete()
                fresh.locations.all().delete()
                apps.get_model("organizations", "Note").objects.filter(organization=fresh).delete()
                apps.get_model("organizations", "Logo").objects.filter(organization=fresh).delete()
                forget_history(fresh)
        return self._like(fresh)

    def _locked(self) -> Organization:
        found: Organization = Organization.objects.select_for_update().get(pk=self.pk)
        return found

    def _like(self, fresh: Organization) -> Organization:
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(fresh, field.attname))
        return self


def refuse_unless(organization: Organization, verb: Verb) -> None:
    """`NotPossible` where the state of it does not allow this."""
    if organization.state not in ALLOWED[verb]:
        words = _("This is not possible now: %(name)s is “%(state)s”.")
        raise NotPossible(
            str(words) % {"name": organization.name, "state": organization.state.label}
        )


def forget_history(organization: Organization) -> None:
    """What was erased must not lie in the history either."""
    empty = dict.fromkeys(("email", "phone", "website", "address", "tax_id", "about"), "")
    organization.history.update(**empty, hsds={})
    for name in ("MembershipEvent", "LocationEvent", "ServiceEvent"):
        event = apps.get_model("organizations", name)
        event.objects.filter(organization_id=organization.pk).delete()
