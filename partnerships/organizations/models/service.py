from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models.organization import Organization
from portal.areas.languages import language_names

if TYPE_CHECKING:
    from portal.areas.models import Area


class ServiceQuerySet(models.QuerySet["Service"]):
    def offered(self) -> Self:
        """What people can turn to now: active, of a partner that is one."""
        return self.filter(
            status=Service.Status.ACTIVE,
            organization__approved_at__isnull=False,
            organization__lapsed_at=None,
            organization__left_at=None,
        )

    def near(self, area: Area) -> Self:
        """Offered in the area: by its own areas, or where it names none by its organization's."""
        steps = area.path.rstrip("/").split("/")
        around = ["/".join(steps[:deep]) + "/" for deep in range(1, len(steps) + 1)]
        here = type(area).objects.filter(Q(path__startswith=area.path) | Q(path__in=around))
        placed = self.model.areas.through.objects.values("service")
        served = Q(pk__in=placed.filter(area__in=here))
        theirs = Organization.objects.serving(area).values("pk")
        return self.filter(served | (~Q(pk__in=placed) & Q(organization__in=theirs)))

    def matching(self, words: str) -> Self:
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(description__icontains=word)
                | Q(organization__name__icontains=word)
            )
        return found


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Service(models.Model):
    """What an organization does for people: a food pantry, an evening class, a hotline."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Offered now")
        INACTIVE = "inactive", _("Not offered now")
        DEFUNCT = "defunct", _("Ended")
        CLOSED = "temporarily closed", _("Closed for a time")

    class Category(models.TextChoices):
        FOOD = "food", _("Food")
        HOUSING = "housing", _("Housing and shelter")
        MONEY = "money", _("Money and bills")
        JOBS = "jobs", _("Work and training")
        HEALTH = "health", _("Health")
        MIND = "mind", _("Mental health")
        RECOVERY = "recovery", _("Alcohol and drugs")
        LEGAL = "legal", _("Legal help")
        SAFETY = "safety", _("Violence and safety")
        FAMILY = "family", _("Families and children")
        YOUTH = "youth", _("Young people")
        SENIORS = "seniors", _("Older people")
        NEWCOMERS = "newcomers", _("Newcomers and languages")
        LEARNING = "learning", _("Learning")
        OTHER = "other", _("Other help")

    organization = models.ForeignKey("Organization", models.CASCADE, related_name="services")
    program = models.CharField(_("program"), max_length=200, blank=True)
    name = models.CharField(_("name of the service"), max_length=200)
    alternate_name = models.CharField(_("other name"), max_length=200, blank=True)
    description = models.TextField(_("what it is"), blank=True)
    url = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    status = models.CharField(_("state"), max_length=20, choices=Status, default=Status.ACTIVE)
    interpretation = models.TextField(_("interpreters"), blank=True)
    application_process = models.TextField(_("how to get it"), blank=True)
    fees = models.TextField(_("what it costs"), blank=True)
    eligibility = models.TextField(_("who can come"), blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("up to age"), null=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages"), default=list, blank=True
    )
    areas = models.ManyToManyField(
        "areas.Area", blank=True, related_name="services", verbose_name=_("areas")
    )
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category),
        verbose_name=_("kinds of help"),
        default=list,
        blank=True,
    )
    # The words of whichever taxonomy its file came with.
    terms = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    contacts = models.JSONField(_("contacts"), default=list, blank=True)
    phones = models.JSONField(_("phones"), default=list, blank=True)
    schedules = models.JSONField(_("hours"), default=list, blank=True)
    locations: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "Location", through="ServiceAtLocation", related_name="services", blank=True
    )
    source = models.CharField(max_length=120, blank=True, editable=False)
    external_id = models.CharField(max_length=120, blank=True, editable=False)
    hsds = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ServiceQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="one_service_an_external_id_and_source",
            ),
            models.CheckConstraint(
                condition=Q(minimum_age=None)
                | Q(maximum_age=None)
                | Q(maximum_age__gte=F("minimum_age")),
                name="a_service_is_for_ages_in_their_order",
            ),
        ]
        indexes = [models.Index(F("changed_at").desc(), name="services_last_changed")]

    def __str__(self) -> str:
        return self.name

    @property
    def language_names(self) -> list[str]:
        return language_names(self.languages)

    @property
    def category_names(self) -> list[str]:
        return [str(self.Category(one).label) for one in self.categories]


class ServiceAtLocation(models.Model):
    """A service as it is offered at one site, with hours and phones of its own."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="places")
    location = models.ForeignKey("Location", models.CASCADE, related_name="places")
    description = models.TextField(blank=True)
    phones = models.JSONField(default=list, blank=True)
    schedules = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=120, blank=True, editable=False)
    external_id = models.CharField(max_length=120, blank=True, editable=False)
    hsds = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "location"], name="a_service_is_once_at_a_location"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.location}"
