"""What an officer who leaves an area tells the one who comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.scope import within_scope
from portal.areas.models.area import Area
from portal.areas.models.team import TeamMember
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from portal.accounts.models import User

SECTIONS = ("groups", "places", "works", "issues", "languages_spoken", "dates")


def _section(label: Any, hint: Any) -> models.TextField[str, str]:
    return models.TextField(label, blank=True, max_length=4000, help_text=hint)


class HandoverNoteQuerySet(models.QuerySet["HandoverNote"]):
    def begin(self, posting: TeamMember, by: User, said: Mapping[str, str]) -> HandoverNote:
        """The one note of a posting; begun with what the records of the area say."""
        words = {name: said.get(name, "") for name in SECTIONS}
        note, _created = self.get_or_create(
            posting=posting, defaults={"area": posting.area, "written_by": by, **words}
        )
        return note

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def unread(self) -> Self:
        return self.sent().filter(readings=None)

    def visible_to(self, user: User) -> Self:
        """A draft is its writer's and the supervisor's; what was sent, the colleagues' as well."""
        return self.filter(
            within_scope(user, "supervisor", "command", "administrator")
            | Q(written_by=user)
            | (Q(sent_at__isnull=False) & within_scope(user, "officer"))
        )


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="HandoverNoteHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class HandoverNote(models.Model):
    """What the next officer needs to know about an area: one for each posting that ends."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="handover_notes")
    posting = models.OneToOneField(
        TeamMember,
        models.CASCADE,
        related_name="handover_note",
        verbose_name=_("the posting that ends"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    groups = _section(
        _("Groups, and who speaks for them"),
        _("Watch groups, block clubs, congregations, schools. Roles, not private persons."),
    )
    places = _section(
        _("Key places"), _("Where people meet, what is open late, what worries them.")
    )
    works = _section(_("What works"), _("What you would do again, and what you would not."))
    issues = _section(_("Open issues"), _("What is not settled, and what was promised to whom."))
    languages_spoken = _section(_("Languages"), _("What people speak here, and who can interpret."))
    dates = _section(_("Next dates"), _("Meetings, visits and deadlines of the coming weeks."))
    sent_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = HandoverNoteQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("handover note")
        verbose_name_plural = _("handover notes")

    def __str__(self) -> str:
        return gettext("Handover note for %(area)s") % {"area": self.area}

    def get_absolute_url(self) -> str:
        return reverse("desk_areas:handover_note", args=[self.area.slug, self.pk])

    # Questions

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Heading and words of what was filled in."""
        fields = ((self._meta.get_field(name), getattr(self, name)) for name in SECTIONS)
        return [(str(field.verbose_name), words) for field, words in fields if words]  # type: ignore[union-attr]  # none of them is a relation

    # Verbs

    @transaction.atomic
    def write(self, said: Mapping[str, str], by: User) -> HandoverNote:
        """Keep the words of a draft."""
        self._lock()
        if self.is_sent:
            raise NotPossible(gettext("This note was handed over. It can no longer be changed."))
        for name in SECTIONS:
            setattr(self, name, said.get(name, "").strip())
        self.written_by = by
        self.save(update_fields=[*SECTIONS, "written_by", "changed_at"])
        return self

    @transaction.atomic
    def send(self, at: datetime | None = None) -> HandoverNote:
        """Hand it over: from now on it stands, and colleagues of the area read it."""
        self._lock()
        if self.is_sent:
            return self
        if not self.sections:
            raise NotPossible(gettext("Write at least one thing the next officer should know."))
        self.sent_at = at or timezone.now()
        self.save(update_fields=["sent_at", "changed_at"])
        return self

    @transaction.atomic
    def confirm_read(self, by: User, at: datetime | None = None) -> HandoverReading:
        """Whoever comes after says that they have read it."""
        self._lock()
        if not self.is_sent:
            raise NotPossible(gettext("This note has not been handed over yet."))
        if by.pk in (self.written_by_id, self.posting.user_id):
            raise NotPossible(gettext("Whoever comes after you confirms having read it."))
        reading, _created = self.readings.get_or_create(
            by=by, defaults={"at": at or timezone.now()}
        )
        return reading

    # Private

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=HandoverNote.objects.select_for_update(of=("self",)))


class HandoverReading(models.Model):
    """Somebody who came after has read the note."""

    note = models.ForeignKey(HandoverNote, models.CASCADE, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["note", "by"], name="one_reading_of_a_note_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.by}, {self.at:%Y-%m-%d}"
