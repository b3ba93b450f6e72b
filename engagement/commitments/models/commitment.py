from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.commitments import lines, states, telling
from engagement.commitments.models.querysets import CommitmentQuerySet
from engagement.commitments.states import State, Verb
from engagement.outreach.models import OutreachEntry
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

    from portal.accounts.models import User
    from portal.pages.clocks import Clock
    from portal.pages.promises import PromiseLine

# Nobody can be held to a day further off than this.
FARTHEST = timedelta(days=3 * 366)
# Outreach after which no one would want to read about themselves.
CONFIDENTIAL = (OutreachEntry.Kind.FOLLOW_UP, OutreachEntry.Kind.REFERRAL)


def _at_most_one(*names: str) -> Q:
    """All of them empty but one, whichever it is; or all of them."""
    return reduce(or_, (Q(**{name: None for name in names if name != one}) for one in names))


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="CommitmentHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Commitment(models.Model):
    """A promise: what, who answers for it, by when, and whether the residents were told."""

    class Status(models.TextChoices):
        OPEN = "open", _("Not done yet")
        KEPT = "kept", _("Kept")
        DROPPED = "dropped", _("We cannot do this")

    what = models.CharField(_("what we promise"), max_length=400)
    # Whoever answers for it: one of us, or in words, such as “Public Works”.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("who answers for it"),
    )
    owner_words = models.CharField(_("someone else who answers for it"), max_length=120, blank=True)
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("area"),
    )
    made_on = models.DateField(_("promised on"), default=timezone.localdate)
    due_on = models.DateField(_("due on"))
    # What was first promised, however often the day moved since.
    first_due_on = models.DateField(editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # What came of it; for a dropped one, why.
    result = models.CharField(_("what came of it"), max_length=600, blank=True)
    told_on = models.DateField(_("residents told on"), null=True, blank=True)
    told_how = models.CharField(_("how they were told"), max_length=240, blank=True)
    is_public = models.BooleanField(_("shown to everyone"), default=True)
    # Where it was made; at most one of these.
    concern = models.ForeignKey(
        "concerns.Concern", models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    event = models.ForeignKey(
        "events.Event", models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    entry = models.ForeignKey(
        "outreach.OutreachEntry", models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    problem = models.ForeignKey(
        "problems.Problem", models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    recommendation = models.ForeignKey(
        "boards.Recommendation", models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    # The form's own number, so that pressing the button twice promises once.
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = CommitmentQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.CheckConstraint(
                condition=_at_most_one("concern", "event", "entry", "problem", "recommendation"),
                name="a_commitment_was_made_in_one_place",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(owner_words__gt=""),
                name="someone_answers_for_a_commitment",
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_on=None, result="")
                | (~Q(status="open") & Q(closed_on__isnull=False, result__gt="")),
                name="a_closed_commitment_says_when_and_what",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None)
                | Q(closed_on__isnull=False, told_on__gte=models.F("closed_on")),
                name="residents_are_told_after_it_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("made_on")),
                name="a_commitment_is_due_after_it_is_made",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(status="open"), name="commitments_open"),
            models.Index(
                fields=["area", "due_on"],
                condition=Q(told_on=None),
                name="commitments_not_yet_told",
            ),
            models.Index(F("changed_at").desc(), name="commitments_last_changed"),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("desk_commitments:commitment", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("commitments:promise", args=[self.pk])

    @property
    def public_source(self) -> str:
        """Where it was made, as far as everyone may know."""
        if self.event:
            return gettext("at the meeting “%(title)s”") % {"title": self.event.title}
        if self.concern:
            return gettext("about a concern of a neighbor")
        if self.entry:
            kind = self.entry.get_kind_display()
            return gettext("while out: %(kind)s") % {"kind": kind}
        return ""

    @property
    def public_source_url(self) -> str:
        """The page about where it was made, if everyone may open that."""
        if self.event and not self.event.is_draft and not self.event.unlisted:
            return self.event.get_absolute_url()
        if self.concern and self._concern_is_public:
            return reverse("concerns:concern", args=[self.concern.pk])
        return ""

    # Questions

    @property
    def state(self) -> State:
        return State.TOLD if self.told_on else State(self.status)

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_kept(self) -> bool:
        return self.status == self.Status.KEPT

    @property
    def is_dropped(self) -> bool:
        return self.status == self.Status.DROPPED

    @property
    def is_late(self) -> bool:
        return self.is_overdue()

    def is_overdue(self, on: date | None = None) -> bool:
        return self.is_open and self.due_on < (on or timezone.localdate())

    @property
    def was_moved(self) -> bool:
        return self.due_on != self.first_due_on

    @property
    def may_be_public(self) -> bool:
        """Whether it is public unless someone says otherwise: where it was made is, too."""
        if self.concern:
            return not self.concern.anonymous and self._concern_is_public
        if self.event:
            return not self.event.unlisted
        if self.problem:
            return self.problem.is_public
        return self.entry is None or self.entry.kind not in CONFIDENTIAL

    @property
    def _concern_is_public(self) -> bool:
        return self.concern is not None and self.concern.is_public and not self.concern.sensitive

    @property
    def answers(self) -> str:
        """Who answers for it, for colleagues."""
        return self.owner_words or str(self.owner or "")

    @property
    def public_answers(self) -> str:
        """Who answers for it, for everyone: a team or an office, never an officer by name."""
        if self.owner_words:
            return self.owner_words
        if self.area:
            return gettext("the %(area)s team") % {"area": self.area.name}
        return gettext("the police")

    @cached_property
    def line(self) -> PromiseLine:
        """The promise drawn. A day's promise has until the day is over."""
        return lines.drawn(self)

    @property
    def clock(self) -> Clock:
        """The same in few words, for lists of colleagues."""
        if self.state in (State.KEPT, State.DROPPED):
            return self.line.clock.saying(gettext("Not told yet"))
        return self.line.clock

    # Verbs. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def postpone(self, to: date, why: str, by: User) -> Commitment:
        """Move the day, openly."""
        self.lock()
        if to == self.due_on and self.postponements.filter(due_on=to, why=_tidy(why)).exists():
            return self
        self._may(Verb.POSTPONE)
        if not why.strip():
            raise NotPossible(gettext("Say why the day moves. Everyone can read it."))
        if to <= self.due_on:
            raise NotPossible(gettext("Choose a day later than the one it is due on now."))
        if to < timezone.localdate():
            raise NotPossible(gettext("That day is over. Choose one that is still to come."))
        self._refuse_too_far(to)
        self.postponements.create(was_due_on=self.due_on, due_on=to, why=_tidy(why), by=by)
        self.due_on = to
        return self._keep_words(by, "due_on")

    @transaction.atomic
    def keep(self, result: str, by: User, on: date | None = None) -> Commitment:
        """It is done, and this is what came of it."""
        self.lock()
        if self.is_kept and self.result == _tidy(result):
            return self
        self._may(Verb.KEEP)
        if not result.strip():
            raise NotPossible(gettext("Say what was done, in words residents can check."))
        return self._close(self.Status.KEPT, result, by, on)

    @transaction.atomic
    def drop(self, why: str, by: User, on: date | None = None) -> Commitment:
        """It will not be done, and this is why."""
        self.lock()
        if self.is_dropped and self.result == _tidy(why):
            return self
        self._may(Verb.DROP)
        if not why.strip():
            raise NotPossible(gettext("Say why we cannot do it. Residents will ask."))
        return self._close(self.Status.DROPPED, why, by, on)

    @transaction.atomic
    def tell(
        self, how: str, by: User, on: date | None = None, *, by_mail: bool = True
    ) -> Commitment:
        """Residents know how it ended: those who asked or came are written to, once each."""
        self.lock()
        if self.told_on and self.told_how == _tidy(how):
            return self
        self._may(Verb.TELL)
        if not how.strip():
            raise NotPossible(gettext("Say how residents were told."))
        on = self._a_day_until_today(on, not_before=self.closed_on)
        self.told_on, self.told_how = on, _tidy(how)
        if by_mail:
            telling.tell(self, by)
        return self._keep_words(by, "told_on", "told_how")

    @transaction.atomic
    def reopen(self, by: User) -> Commitment:
        """It was not so after all: the promise stands again, with the day it had."""
        self.lock()
        self._may(Verb.REOPEN)
        self.status, self.closed_on, self.result = self.Status.OPEN, None, ""
        self.told_on, self.told_how = None, ""
        return self._keep_words(by, "status", "closed_on", "result", "told_on", "told_how")

    @transaction.atomic
    def show(self, by: User, *, to_everyone: bool) -> Commitment:
        """Put it on the public page, or take it off."""
        self.lock()
        if self.is_public == to_everyone:
            return self
        self.is_public = to_everyone
        self.refuse_telling_too_much()
        return self._keep_words(by, "is_public")

    def refuse_nonsense(self, *, on_earlier_day: bool) -> None:
        """What no promise may be, in words."""
        today = timezone.localdate()
        if not self.what:
            raise NotPossible(gettext("Say what we promise."))
        if self.owner is None and not self.owner_words:
            raise NotPossible(gettext("Say who answers for it."))
        if self.made_on > today:
            raise NotPossible(gettext("A promise cannot be made in the future."))
        if self.due_on < today and not on_earlier_day:
            raise NotPossible(gettext("That day is over. Choose one that is still to come."))
        if self.due_on < self.made_on:
            raise NotPossible(gettext("It cannot be due before it was promised."))
        self._refuse_too_far(self.due_on)

    def refuse_telling_too_much(self) -> None:
        if self.is_public and self.concern is not None and self.concern.sensitive:
            raise NotPossible(gettext("What a sensitive concern led to is never public."))

    # Private

    def lock(self) -> None:
        """Two people, one promise: the second waits, then decides on what the first did."""
        self.refresh_from_db(from_queryset=Commitment.objects.select_for_update(of=("self",)))
        self.__dict__.pop("line", None)

    def _may(self, verb: Verb) -> None:
        if not states.may(self.state, verb):
            raise NotPossible(states.why_not(self.state, verb))

    def _close(self, status: Status, result: str, by: User, on: date | None) -> Commitment:
        self.closed_on = self._a_day_until_today(on, not_before=self.made_on)
        self.status, self.result = status, _tidy(result)
        return self._keep_words(by, "status", "closed_on", "result")

    def _keep_words(self, by: User, *fields: str) -> Commitment:
        """Save under the name of whoever did it. What was to remind of it is out of date."""
        with pghistory.context(user=by.pk):
            self.save(update_fields=[*fields, "changed_at"])
        telling.take_back_reminders(self)
        return self

    def _a_day_until_today(self, on: date | None, *, not_before: date | None) -> date:
        today = timezone.localdate()
        on = on or today
        if on > today:
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        if not_before and on < not_before:
            day = date_format(not_before, "DATE_FORMAT")
            raise NotPossible(gettext("That cannot have been before %(day)s.") % {"day": day})
        return on

    def _refuse_too_far(self, day: date) -> None:
        if day > timezone.localdate() + FARTHEST:
            raise NotPossible(
                gettext("That is too far away for a promise. Choose a day within three years.")
            )


def _tidy(words: str) -> str:
    return words.strip()
