from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from engagement.events import minutes_due, minutes_mail
from engagement.events.models.minutes_line import MinutesLine
from portal.refusals import NotPossible
from portal.wordings import WordsField, in_languages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from engagement.events.models.event import Event
    from partnerships.organizations.models import Organization
    from portal.accounts.models import User
    from portal.areas.models import Area
    from portal.pages.clocks import Clock


@dataclass(frozen=True)
class Attendance:
    """How many came, as far as it may be said: a few people could be told apart."""

    adults: int
    youth: int

    @property
    def words(self) -> str:
        people, floor = self.adults + self.youth, settings.PUBLISH_FLOOR
        if 0 < people < floor:
            return gettext("Fewer than %(n)d people came.") % {"n": floor}
        came = ngettext("%(n)d person came.", "%(n)d people came.", people) % {"n": people}
        if min(self.adults, self.youth) < floor:
            return came
        young = ngettext(
            "%(n)d of them was under 18.", "%(n)d of them were under 18.", self.youth
        ) % {"n": self.youth}
        return f"{came} {young}"


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def overdue(self, at: datetime | None = None) -> Self:
        """Begun, but not published in time. Those not begun: `minutes_due.overdue`."""
        return self.filter(event__in=minutes_due.overdue(at))

    def begin(self, event: Event, by: User) -> Minutes:
        """The minutes of this meeting, whoever began them."""
        minutes, _made = self.get_or_create(event=event, defaults={"written_by": by})
        minutes.event = event
        return minutes

    def before(self, event: Event) -> Self:
        """Published ones of the meetings before this one, the last first.

        Before are those of the same series, or of the same area and kind where there is none.
        """
        first = event.sessions.order_by("starts_at").values("starts_at")[:1]
        if event.series_id:
            same = Q(event__series=event.series_id)
        else:
            same = Q(event__area=event.area_id, event__kind=event.kind, event__series=None)
        listed = Q(event__unlisted=False, event__cancelled_at=None)
        earlier = self.published().filter(same, listed, event__sessions__starts_at__lt=first)
        begun = models.Max("event__sessions__starts_at")
        return earlier.exclude(event=event.pk).annotate(begun=begun).order_by("-begun", "-event_id")


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, condition=pghistory.AnyChange(exclude=["changed_at"])),
    pghistory.DeleteEvent(),
    model_name="MinutesHistory",
)
class Minutes(models.Model):
    """What was said and settled at a meeting, in plain language. Published within 14 days."""

    event = models.OneToOneField("events.Event", models.CASCADE, related_name="minutes")
    summary = WordsField(_("what we talked about"), blank=True, lines=8)
    organizations = models.ManyToManyField(
        "organizations.Organization", blank=True, related_name="minutes"
    )
    # People came and talked, and that was all: said openly instead of left out.
    nothing_settled = models.BooleanField(
        _("nothing was decided, asked or promised"), default=False
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The meeting is closed: people counted, lines written. Publishing may come later.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Something was changed after everyone could read it.
    corrected_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(closed_at__isnull=False),
                name="a_meeting_is_closed_before_its_minutes_are_published",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at=None) | Q(published_at__isnull=False),
                name="only_published_minutes_are_corrected",
            ),
        ]
        indexes = [models.Index(F("changed_at").desc(), name="minutes_last_changed")]

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return reverse("events:minutes", args=[self.event.slug])

    # Questions

    def translation_note(self) -> dict[str, bool] | None:
        """Nothing where the summary was not put into the reader's language: it is as written."""
        language = get_language() or settings.LANGUAGE_CODE
        return self.event.translation_note() if in_languages(self.summary).get(language) else None

    @property
    def area(self) -> Area | None:
        """Where the meeting was; permissions look here."""
        return self.event.area

    @property
    def written_in(self) -> str:
        return self.event.written_in

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def due_on(self) -> date | None:
        """14 days after the last sitting; None while no one knows when that is."""
        over_at = minutes_due.over_at(self.event)
        return minutes_due.due_on(over_at) if over_at else None

    @property
    def decisions(self) -> list[MinutesLine]:
        return [line for line in self.lines.all() if line.kind == MinutesLine.Kind.DECISION]

    @property
    def questions(self) -> list[MinutesLine]:
        return [line for line in self.lines.all() if line.kind == MinutesLine.Kind.QUESTION]

    @property
    def open_questions(self) -> list[MinutesLine]:
        return [line for line in self.questions if not line.answer]

    @property
    def attendance(self) -> Attendance | None:
        """Everyone counted, over all sittings; None where no one counted."""
        counted = self.event.sessions.aggregate(adults=Sum("adults_came"), youth=Sum("youth_came"))
        if counted["adults"] is None and counted["youth"] is None:
            return None
        return Attendance(counted["adults"] or 0, counted["youth"] or 0)

    def clock(self, at: datetime | None = None) -> Clock:
        return minutes_due.clock(minutes_due.over_at(self.event), self.published_at, at)

    def missing(self) -> list[str]:
        """What must still be said before everyone can read it, a sentence each."""
        wanted = []
        if self.attendance is None:
            wanted.append(gettext("Say how many people came."))
        if not str(self.summary).strip():
            wanted.append(gettext("Write what you talked about, in a few plain sentences."))
        settled = self.nothing_settled or self.lines.exists() or self.event.commitments.exists()
        if not settled:
            wanted.append(
                gettext(
                    "Add a decision, a question or a promise, or tick that nothing was decided."
                )
            )
        return wanted

    # Verbs. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def write(
        self,
        by: User,
        *,
        summary: str,
        organizations: Iterable[Organization] = (),
        nothing_settled: bool = False,
        at: datetime | None = None,
    ) -> Minutes:
        """Keep what was written, as a draft, or as a correction once everyone can read it."""
        self.lock()
        chosen = {organization.pk for organization in organizations}
        there = set(self.organizations.values_list("pk", flat=True))
        before = (in_languages(self.summary), self.nothing_settled, there)
        self.summary = in_languages(self.summary) | {self.written_in: summary.strip()}
        self.nothing_settled = nothing_settled
        self.organizations.set(chosen)
        if before != (in_languages(self.summary), nothing_settled, chosen):
            self.touch(by, at, "summary", "nothing_settled", corrects=True)
        return self

    @transaction.atomic
    def note(
        self, kind: str, text: str, by: User, *, answer: str = "", at: datetime | None = None
    ) -> MinutesLine:
        """Write down a decision or a question. The same words twice are one line."""
        self.lock()
        text, answer = " ".join(text.split()), answer.strip()
        if not text:
            raise NotPossible(gettext("Write it down first."))
        if earlier := self.lines.filter(kind=kind, text=text).first():
            return earlier
        self._refuse_before_it_begins(at)
        last = self.lines.aggregate(last=models.Max("position"))["last"]
        line = self.lines.create(
            kind=kind,
            text=text,
            answer=answer,
            answered_at=(at or timezone.now()) if answer else None,
            position=0 if last is None else last + 1,
        )
        self.touch(by, at, corrects=True)
        return line

    @transaction.atomic
    def strike(self, line: MinutesLine, by: User, at: datetime | None = None) -> None:
        """Take a line out again; the history keeps it."""
        self.lock()
        with pghistory.context(user=by.pk):
            gone = self.lines.filter(pk=line.pk).delete()[0]
        if gone:
            self.touch(by, at, corrects=True)

    @transaction.atomic
    def close(self, by: User, at: datetime | None = None) -> Minutes:
        """The meeting is over and written down. Twice is once."""
        self.lock()
        at = at or timezone.now()
        if self.is_closed:
            return self
        self._refuse_unless_over(at)
        if self.attendance is None:
            raise NotPossible(gettext("Say how many people came."))
        self.closed_at, self.closed_by = at, by
        self.save(update_fields=["closed_at", "closed_by", "changed_at"])
        return self

    @transaction.atomic
    def publish(self, by: User, at: datetime | None = None) -> Minutes:
        """Let everyone read them, and write to those who came. Twice is once.

        There is no way back; what was wrong is corrected in the open.
        """
        self.lock()
        at = at or timezone.now()
        if self.is_published:
            return self
        self._refuse_unless_over(at)
        if missing := self.missing():
            raise NotPossible(" ".join(missing))
        self.close(by, at)
        self.published_at, self.published_by = at, by
        self.save(update_fields=["published_at", "published_by", "changed_at"])
        minutes_mail.tell_those_who_came(self)
        return self

    def lock(self) -> None:
        """Two officers, one meeting: the second waits, then sees what the first wrote."""
        event = self.event
        self.refresh_from_db(from_queryset=Minutes.objects.select_for_update(of=("self",)))
        self.event = event

    def touch(self, by: User, at: datetime | None, *fields: str, corrects: bool) -> None:
        """Save under whose name it changed, and, once everyone can read it, that it did."""
        if self.is_published and corrects:
            self.corrected_at = at or timezone.now()
        with pghistory.context(user=by.pk):
            self.save(update_fields=[*fields, "corrected_at", "changed_at"])

    # Private

    def _refuse_unless_over(self, at: datetime) -> None:
        if self.event.is_draft:
            raise NotPossible(gettext("This meeting was never open. There is nothing to close."))
        if self.event.is_cancelled:
            raise NotPossible(gettext("This meeting was called off, so it has no minutes."))
        self._refuse_before_it_begins(at)

    def _refuse_before_it_begins(self, at: datetime | None) -> None:
        if not self.event.sessions.filter(starts_at__lte=at or timezone.now()).exists():
            raise NotPossible(gettext("This meeting has not begun yet."))
