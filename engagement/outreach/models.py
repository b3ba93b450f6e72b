from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role
from portal.accounts.scope import within_scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from engagement.concerns.models import Concern
    from portal.accounts.models import User
    from portal.areas.models import Area

LOGGING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)


class OutreachEntryQuerySet(models.QuerySet["OutreachEntry"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those of the areas one serves. Drafts are for their author alone."""
        within = within_scope(user, *LOGGING) & ~Q(status=OutreachEntry.Status.DRAFT)
        return self.filter(within | Q(lead=user))

    @transaction.atomic
    def log(
        self,
        entry: OutreachEntry,
        *,
        by: User,
        submission: UUID | None,
        concerns: Iterable[Concern] = (),
    ) -> OutreachEntry:
        """Keep a new entry with its links. The same form sent twice is one entry."""
        entry.lead, entry.submission = by, submission or uuid4()
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
        except IntegrityError:
            if earlier := self.filter(lead=by, submission=submission).first():
                return earlier
            raise
        entry.concerns.set(concerns)
        if entry.session:
            entry.organizations.set(entry.session.event.partners_there())
        return entry

    def submitted(self) -> Self:
        return self.exclude(status=OutreachEntry.Status.DRAFT)

    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def between(self, start: date, end: date) -> Self:
        """What happened from `start` to just before `end`."""
        return self.filter(happened_on__gte=start, happened_on__lt=end)


@pghistory.track(
    # What it was before each change; the row itself says what it is now.
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="OutreachHistory",
)
class OutreachEntry(models.Model):
    """One thing officers did with residents, logged by the officer who led it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Sent")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Sent back")

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Community meeting")
        PATROL = "patrol", _("Foot or bike patrol")
        BUSINESS = "business", _("Visit to a business")
        DOOR_KNOCK = "door_knock", _("Door to door")
        SCHOOL = "school", _("School")
        YOUTH = "youth", _("Youth program")
        PRESENTATION = "presentation", _("Presentation")
        OFFICE_HOURS = "office_hours", _("Coffee or office hours")
        CPTED = "cpted", _("Looking at a place’s safety")
        WATCH = "watch", _("Watch meeting")
        PROBLEM = "problem", _("Visit about a problem")
        PARTNER = "partner", _("Meeting with a partner")
        PUBLIC_EVENT = "public_event", _("Public event")
        ONLINE = "online", _("Online session")
        FOLLOW_UP = "follow_up", _("Follow-up with someone harmed")
        REFERRAL = "referral", _("Referral to help")
        OTHER = "other", _("Something else")

    class Purpose(models.TextChoices):
        RELATIONSHIP = "relationship", _("Getting to know people")
        PROBLEM_SOLVING = "problem_solving", _("Working on a problem")
        OTHER = "other", _("Something else")

    class StartedBy(models.TextChoices):
        RESIDENT = "resident", _("A resident")
        PARTNER = "partner", _("A partner")
        OFFICER = "officer", _("The officer")
        COMMAND = "command", _("Command staff")
        DECREE = "decree", _("A court order or agreement")

    class Counted(models.TextChoices):
        COUNTED = "counted", _("Counted")
        ESTIMATED = "estimated", _("Estimated")
        SIGN_IN = "sign_in", _("Sign-in total")

    class Topic(models.TextChoices):
        TRAFFIC = "traffic", _("Traffic and crossings")
        NOISE = "noise", _("Noise")
        LIGHTING = "lighting", _("Lighting and places that feel unsafe")
        THEFT = "theft", _("Theft and break-ins")
        VIOLENCE = "violence", _("Violence and gunfire")
        DRUGS = "drugs", _("Drugs and drinking in public")
        YOUTH = "youth", _("Young people")
        SENIORS = "seniors", _("Older people")
        HOUSING = "housing", _("Housing and people without homes")
        MENTAL_HEALTH = "mental_health", _("Mental health")
        BUSINESSES = "businesses", _("Shops and businesses")
        SCHOOLS = "schools", _("Schools")
        TREATMENT = "treatment", _("How police treat people")
        SERVICES = "services", _("City services")
        OTHER = "other", _("Something else")

    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="outreach_led")
    others = models.CharField(_("who else was there from the police"), max_length=240, blank=True)
    happened_on = models.DateField(_("day"), default=timezone.localdate)
    started_at = models.TimeField(_("start"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    staff = models.PositiveSmallIntegerField(_("officers there"), default=1)
    diverted = models.BooleanField(_("I was called away to another job"), default=False)
    kind = models.CharField(_("what it was"), max_length=20, choices=Kind, default=Kind.MEETING)
    purpose = models.CharField(
        _("what it was for"), max_length=20, choices=Purpose, default=Purpose.RELATIONSHIP
    )
    started_by = models.CharField(
        _("whose idea it was"), max_length=20, choices=StartedBy, default=StartedBy.OFFICER
    )
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="outreach", verbose_name=_("area")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    session = models.ForeignKey(
        "events.Session", models.SET_NULL, null=True, blank=True, related_name="outreach"
    )
    concerns = models.ManyToManyField("concerns.Concern", blank=True, related_name="outreach")
    organizations = models.ManyToManyField(
        "organizations.Organization", blank=True, related_name="outreach"
    )
    grants = models.ManyToManyField("resources.Grant", blank=True, related_name="outreach")
    adults = models.PositiveIntegerField(_("adults"), default=0)
    youth = models.PositiveIntegerField(_("under 18"), default=0)
    counted = models.CharField(
        _("how do you know?"), max_length=10, choices=Counted, default=Counted.COUNTED
    )
    languages = models.CharField(_("languages spoken"), max_length=120, blank=True)
    topics = ArrayField(models.CharField(max_length=20, choices=Topic), default=list)
    happened = models.TextField(_("what happened?"))
    obstacles = models.CharField(_("what got in the way?"), max_length=400, blank=True)
    # Warnings the author read and kept the text in spite of, for whoever reviews it.
    confirmed_warnings = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    # The form's own number, so that pressing the button twice logs it once.
    submission = models.UUIDField(null=True, blank=True, editable=False)

    objects = OutreachEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("outreach entry")
        verbose_name_plural = _("outreach entries")
        constraints = [
            models.UniqueConstraint(fields=["lead", "submission"], name="one_entry_per_form_sent"),
            models.CheckConstraint(
                condition=Q(adults__lte=100_000, youth__lte=100_000),
                name="a_crowd_is_smaller_than_a_city",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="outreach_lasts_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(staff__gte=1, staff__lte=500), name="someone_led_the_outreach"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "happened_on"], name="outreach_by_area_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:entry", args=[self.pk])

    @property
    def people(self) -> int:
        return self.adults + self.youth

    @property
    def topic_words(self) -> list[str]:
        known = dict(self.Topic.choices)
        return [str(known[topic]) for topic in self.topics if topic in known]
