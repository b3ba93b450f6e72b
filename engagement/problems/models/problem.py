from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from engagement.problems import stages
from engagement.problems.models import choices
from engagement.problems.models.constraints import CONSTRAINTS
from engagement.problems.models.querysets import ProblemQuerySet
from portal.refusals import NotPossible
from portal.wordings import WordsField, in_languages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engagement.problems.models.turn import Turn
    from portal.accounts.models import User

TRIANGLE = ("offenders", "handlers", "targets", "guardians", "places", "managers")


def words(label: Any, **about: Any) -> models.TextField[str, str]:
    return models.TextField(label, blank=True, **about)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    exclude=["changed_at", "stepped_at"],
    model_name="ProblemHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Problem(models.Model):
    """Something that keeps happening, worked on together until it is solved or shown not to be."""

    Stage = choices.Stage
    Source = choices.ProblemSource
    CloseReason = choices.CloseReason
    Cheers = choices.Cheers

    title = models.CharField(_("the problem in one sentence"), max_length=200)
    slug = models.SlugField(_("address of its page"), max_length=120, unique=True)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="problems", verbose_name=_("area")
    )
    category = models.ForeignKey(
        "concerns.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("kind"),
    )
    # A neighborhood's cell (`concerns.places`), never a point: it names no door.
    cell = models.CharField(max_length=15, blank=True)
    place = models.CharField(_("where, in words"), max_length=200, blank=True)
    source = models.CharField(
        _("brought up by"), max_length=20, choices=choices.ProblemSource, default="officer"
    )
    stage = models.CharField(max_length=20, choices=choices.Stage, default=choices.Stage.SCANNING)
    since_on = models.DateField(_("worked on since"), default=timezone.localdate)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name=_("who leads the work"),
    )

    # Scanning: is it a problem at all? Which of the six are so, and a short note to each.
    cheers = ArrayField(
        models.CharField(max_length=20, choices=choices.Cheers), default=list, blank=True
    )
    cheers_notes = models.JSONField(default=dict, blank=True)
    cheers_on = models.DateField(null=True, blank=True)
    evidence = words(_("what we know so far"))

    # Analysis: the triangle's three sides, and who has a hand on each.
    offenders = words(_("who or what causes it"))
    handlers = words(_("who has influence on them"))
    targets = words(_("who or what is hurt"))
    guardians = words(_("who could protect them"))
    places = words(_("the place"))
    managers = words(_("who looks after the place"))
    hypothesis = words(_("why we think it happens"))

    # What everyone may read.
    public_summary = WordsField(_("what everyone reads"), lines=5, blank=True, default="")
    written_in = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    # How it ended.
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(max_length=20, choices=choices.CloseReason, blank=True)
    lessons = words(_("what we learned"))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    told_count = models.PositiveIntegerField(null=True, blank=True)

    # What it is about, and who is at it.
    concerns = models.ManyToManyField("concerns.Concern", blank=True, related_name="problems")
    events = models.ManyToManyField("events.Event", blank=True, related_name="problems")
    entries = models.ManyToManyField("outreach.OutreachEntry", blank=True, related_name="problems")
    organizations = models.ManyToManyField(
        "organizations.Organization", blank=True, related_name="problems"
    )
    grants = models.ManyToManyField("resources.Grant", blank=True, related_name="problems")

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # When what any page shows of it last changed, its steps, goals and photos included.
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    # When the work itself last took a step; correcting a word is none.
    stepped_at = models.DateTimeField(default=timezone.now, editable=False)
    # The form's own number, so that pressing the button twice begins once.
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ProblemQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-since_on", "-pk"]
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        constraints = CONSTRAINTS
        indexes = [
            models.Index(fields=["area", "stage"], name="problems_by_area_and_stage"),
            models.Index(F("changed_at").desc(), name="problems_last_changed"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("desk_problems:problem", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("problems:problem", args=[self.slug])

    @property
    def workspace_url(self) -> str:
        return reverse("workspace_problems:problem", args=[self.pk])

    # Questions

    @property
    def is_open(self) -> bool:
        return self.stage != choices.Stage.CLOSED

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def verdict(self) -> str:
        """What the CHEERS test says: “problem”, “incident”, or nothing before it was asked."""
        if self.cheers_on is None:
            return ""
        return "problem" if set(self.cheers) == set(choices.Cheers.values) else "incident"

    @property
    def is_told(self) -> bool:
        return self.told_at is not None

    @property
    def missing(self) -> list[str]:
        """What the next stage still needs, in words; empty when it may go on."""
        return stages.missing(self)

    # Verbs. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def describe(self, by: User, **said: Any) -> Problem:
        """Change what is written of it: scanning, analysis, who leads, where it is."""
        self.lock()
        self.refuse_closed()
        changed = [name for name, value in said.items() if _said(self, name) != _plain(value)]
        if not changed:
            return self
        for name in changed:
            setattr(self, name, said[name])
        self.refuse_nonsense()
        self.record("changed", by, ",".join(changed))
        return self.keep_words(by, *changed)

    @transaction.atomic
    def test(self, by: User, ticked: Iterable[str], notes: dict[str, str]) -> Problem:
        """Ask the six questions of CHEERS; the verdict follows from the answers."""
        self.lock()
        self.refuse_closed()
        asked = set(ticked)
        self.cheers = [letter for letter in choices.Cheers.values if letter in asked]
        self.cheers_notes = {
            letter: kept
            for letter in choices.Cheers.values
            if (kept := notes.get(letter, "").strip())
        }
        self.cheers_on = timezone.localdate()
        self.record("changed", by, "cheers")
        return self.keep_words(by, "cheers", "cheers_notes", "cheers_on")

    @transaction.atomic
    def advance(self, to: str, by: User, on: date | None = None) -> Problem:
        """Go on to the next stage, if nothing it needs is missing."""
        self.lock()
        if self.stage == to:
            return self
        stages.refuse_advance(self, to)
        return self._move(to, by, on=on)

    @transaction.atomic
    def go_back(self, to: str, why: str, by: User) -> Problem:
        """Return to an earlier stage, and say why: SARA is a circle."""
        self.lock()
        if self.stage == to:
            return self
        stages.refuse_back(self, to)
        if not why.strip():
            raise NotPossible(gettext("Say why it goes back."))
        return self._move(to, by, why)

    @transaction.atomic
    def close(
        self,
        reason: str,
        lessons: str,
        by: User,
        *,
        merged_into: Problem | None = None,
        on: date | None = None,
    ) -> Problem:
        """End it: how, and what was learned. Saying so to residents is `telling.tell`."""
        self.lock()
        lessons = lessons.strip()
        if not self.is_open and (self.close_reason, self.lessons) == (reason, lessons):
            return self
        stages.refuse_close(self, reason, lessons, merged_into)
        self.close_reason, self.lessons = reason, lessons
        self.merged_into = merged_into if reason == choices.CloseReason.MERGED else None
        self.closed_on = self.a_day_until_today(on)
        return self._move(
            choices.Stage.CLOSED,
            by,
            lessons,
            *("closed_on", "close_reason", "lessons", "merged_into"),
            on=on,
        )

    @transaction.atomic
    def reopen(self, why: str, by: User) -> Problem:
        """It came back, or was never gone: the work goes on where it was assessed."""
        self.lock()
        if self.is_open:
            return self
        if not why.strip():
            raise NotPossible(gettext("Say why it is opened again."))
        back = choices.Stage.ASSESSMENT if self.assessments.exists() else choices.Stage.SCANNING
        self.closed_on, self.close_reason, self.merged_into = None, "", None
        self.told_at = self.told_count = None
        return self._move(
            back, by, why, "closed_on", "close_reason", "merged_into", "told_at", "told_count"
        )

    @transaction.atomic
    def publish(self, by: User) -> Problem:
        """Give it a page that everyone may read."""
        self.lock()
        if self.is_public:
            return self
        if not in_languages(self.public_summary):
            raise NotPossible(gettext("Write first what everyone will read about it."))
        self.published_at = timezone.now()
        self.record("published", by)
        return self.keep_words(by, "published_at")

    @transaction.atomic
    def unpublish(self, by: User) -> Problem:
        """Take its page away from everyone."""
        self.lock()
        if not self.is_public:
            return self
        self.published_at = None
        self.record("unpublished", by)
        return self.keep_words(by, "published_at")

    @transaction.atomic
    def link(self, kind: str, things: Iterable[models.Model], by: User) -> int:
        """Tie concerns, events, entries, organizations or grants to it; how many are new."""
        self.lock()
        self.refuse_closed()
        tied = getattr(self, kind)
        known = set(tied.values_list("pk", flat=True))
        fresh = [thing for thing in things if thing.pk not in known]
        if fresh:
            tied.add(*fresh)
            self.record("linked", by, kind)
            self.stepped(by)
        return len(fresh)

    @transaction.atomic
    def unlink(self, kind: str, thing: models.Model, by: User) -> Problem:
        self.lock()
        self.refuse_closed()
        tied = getattr(self, kind)
        if tied.filter(pk=thing.pk).exists():
            tied.remove(thing)
            self.record("unlinked", by, kind)
            self.keep_words(by)
        return self

    # For what belongs to it: steps, goals, assessments and photos.

    def lock(self) -> None:
        """Two people, one problem: the second waits, then decides on what the first did."""
        self.refresh_from_db(from_queryset=Problem.objects.select_for_update(of=("self",)))

    def refuse_closed(self) -> None:
        if not self.is_open:
            raise NotPossible(gettext("This problem is closed. Open it again first."))

    def refuse_nonsense(self) -> None:
        if not self.title.strip():
            raise NotPossible(gettext("Say what the problem is, in one sentence."))
        if self.since_on > timezone.localdate():
            raise NotPossible(gettext("Work on it cannot have begun in the future."))
        if self.is_public and not in_languages(self.public_summary):
            raise NotPossible(gettext("Everyone reads this. Take the page away first."))

    def a_day_until_today(self, on: date | None) -> date:
        today = timezone.localdate()
        on = on or today
        if on > today:
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        if on < self.since_on:
            raise NotPossible(gettext("That was before the work on it began."))
        return on

    def stepped(self, by: User, *fields: str) -> Problem:
        """The work took a step."""
        self.stepped_at = timezone.now()
        return self.keep_words(by, "stepped_at", *fields)

    def keep_words(self, by: User, *fields: str) -> Problem:
        """Save under the name of whoever did it."""
        self.changed_at = timezone.now()
        with pghistory.context(user=by.pk):
            self.save(update_fields=[*fields, "changed_at"])
        return self

    def record(self, verb: str, by: User, about: str = "") -> Turn:
        return self.turns.create(verb=verb, stage=self.stage, by=by, words=about)

    # Private

    def _move(
        self, to: str, by: User, why: str = "", *fields: str, on: date | None = None
    ) -> Problem:
        self.turns.create(
            verb="moved", was_stage=self.stage, stage=to, by=by, words=why,
            on=self.a_day_until_today(on),
        )  # fmt: skip
        self.stage = to
        return self.stepped(by, "stage", *fields)


def _said(problem: Problem, name: str) -> Any:
    return _plain(getattr(problem, name))


def _plain(value: Any) -> Any:
    """Words in languages compare by what they say."""
    return in_languages(value) if isinstance(value, LazyI18nString) else value
