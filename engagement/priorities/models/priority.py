from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from engagement.priorities.models.querysets import PriorityQuerySet
from portal.pages.clocks import Clock
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

    from engagement.priorities.models.ballot import BallotOption
    from portal.accounts.models import User

LONG_AGO = timedelta(days=5 * 366)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="PriorityHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Priority(models.Model):
    """What an area's team works on first: the issue and since when, the action and its day."""

    class Chosen(models.TextChoices):
        MEETING = "meeting", _("At a meeting")
        VOTE = "vote", _("By a vote of residents")
        SURVEY = "survey", _("From a survey")
        DATA = "data", _("From what residents raised")
        OTHER = "other", _("In another way")

    area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="priorities", verbose_name=_("area")
    )
    issue = models.CharField(_("the issue"), max_length=300)
    issue_on = models.DateField(_("since"), default=timezone.localdate)
    # The latest of `updates`, kept here as well; empty until something is done.
    action = models.CharField(_("what was done last"), max_length=600, blank=True)
    action_on = models.DateField(_("done on"), null=True, blank=True)
    chosen = models.CharField(
        _("how it was chosen"), max_length=10, choices=Chosen, default=Chosen.OTHER
    )
    chosen_words = models.CharField(
        _("how, in a few words"),
        max_length=200,
        blank=True,
        help_text=_("Such as: chosen by 143 residents in October."),
    )
    event = models.ForeignKey(
        "events.Event", models.SET_NULL, null=True, blank=True, related_name="priorities"
    )
    problem = models.ForeignKey(
        "problems.Problem", models.SET_NULL, null=True, blank=True, related_name="priorities"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    retired_on = models.DateField(_("closed on"), null=True, blank=True)
    retire_reason = models.CharField(_("what came of it"), max_length=600, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    # The form's own number, so that pressing the button twice adds one.
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = PriorityQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it
        votes_for: int  # `with_votes` brings these
        voters: int
        option: BallotOption

    class Meta:
        ordering = ["position", "issue_on", "pk"]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints = [
            models.CheckConstraint(condition=Q(issue__gt=""), name="a_priority_names_its_issue"),
            models.CheckConstraint(
                condition=Q(action="", action_on=None)
                | (Q(action__gt="") & Q(action_on__isnull=False)),
                name="an_action_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None, retire_reason="")
                | (Q(retired_on__gte=F("issue_on")) & Q(retire_reason__gt="")),
                name="a_closed_priority_says_when_and_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "position"], condition=Q(retired_on=None), name="priorities_current"
            ),
            models.Index(F("changed_at").desc(), name="priorities_last_changed"),
        ]

    def __str__(self) -> str:
        return self.issue

    def get_absolute_url(self) -> str:
        page = reverse("priorities:priorities", args=[self.area.slug])
        return f"{page}#priority-{self.pk}"

    # Questions

    @property
    def is_current(self) -> bool:
        return self.retired_on is None

    @property
    def spoken_on(self) -> date:
        """When something was last said: the day of the action, or of the issue before the first."""
        return self.action_on or self.issue_on

    @property
    def next_by(self) -> date:
        """The day by which residents hear the next thing."""
        return self.spoken_on + timedelta(days=settings.PRIORITY_STALE_DAYS)

    @property
    def is_voted(self) -> bool:
        """Whether residents chose it in a vote; `with_votes` brings the numbers."""
        return hasattr(self, "option")

    def silent_days(self, on: date | None = None) -> int:
        return ((on or timezone.localdate()) - self.spoken_on).days

    def is_stale(self, on: date | None = None) -> bool:
        return self.is_current and self.silent_days(on) >= settings.PRIORITY_STALE_DAYS

    def is_to_nag(self, on: date | None = None) -> bool:
        return self.is_current and self.silent_days(on) >= settings.PRIORITY_NAG_DAYS

    @property
    def clock(self) -> Clock:
        """For how long nothing was said, drawn and in words."""
        days, now = self.silent_days(), timezone.now()
        share = min(days / settings.PRIORITY_STALE_DAYS, 1.0)
        if self.is_stale():
            words = ngettext("Not updated for %(n)d day", "Not updated for %(n)d days", days)
            return Clock("late", now, share, said=words % {"n": days})
        if self.is_to_nag():
            left = settings.PRIORITY_STALE_DAYS - days
            words = ngettext("News due in %(n)d day", "News due in %(n)d days", left)
            return Clock("soon", now, share, said=words % {"n": left})
        if self.action_on is None:
            words = ngettext("Set %(n)d day ago", "Set %(n)d days ago", days)
            return Clock("open", now, share, said=words % {"n": days} if days else gettext("New"))
        if not days:
            return Clock("open", now, share, said=gettext("Updated today"))
        words = ngettext("Updated %(n)d day ago", "Updated %(n)d days ago", days)
        return Clock("open", now, share, said=words % {"n": days})

    # Verbs. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def say(self, action: str, action_on: date, by: User | None) -> Priority:
        """What was done, and on which day. It joins the history that everyone can read."""
        from engagement.priorities import nagging

        self.lock()
        action = " ".join(action.split())
        if (self.action, self.action_on) == (action, action_on):
            return self
        self._refuse_if_retired()
        if not action:
            raise NotPossible(gettext("Say what was done. Everyone can read it."))
        if action_on > timezone.localdate():
            raise NotPossible(gettext("That day is still to come. Say what was done already."))
        if self.action_on and action_on < self.action_on:
            raise NotPossible(
                gettext("Something later is written down already. Choose that day or a later one.")
            )
        if action_on < self.issue_on:
            raise NotPossible(gettext("That was before it became a priority. Choose a later day."))
        self.updates.get_or_create(action=action, action_on=action_on, defaults={"by": by})
        self.action, self.action_on = action, action_on
        nagging.take_back(self)
        return self._keep(by, "action", "action_on")

    def move_to(self, position: int, by: User | None) -> Priority:
        """Give it a place of its own; `arrange` gives all of them theirs."""
        if self.position == position:
            return self
        self.position = position
        return self._keep(by, "position")

    @transaction.atomic
    def reword(self, issue: str, by: User) -> Priority:
        """Say the issue better; what it said before stays in the history."""
        self.lock()
        issue = " ".join(issue.split())
        if issue == self.issue:
            return self
        self._refuse_if_retired()
        if not issue:
            raise NotPossible(gettext("Say what the issue is."))
        self.issue = issue
        return self._keep(by, "issue")

    @transaction.atomic
    def retire(self, reason: str, by: User, on: date | None = None) -> Priority:
        """It is no longer a priority, and this is what came of it."""
        from engagement.priorities import nagging

        self.lock()
        reason = " ".join(reason.split())
        if not self.is_current and self.retire_reason == reason:
            return self
        self._refuse_if_retired()
        if not reason:
            raise NotPossible(gettext("Say what came of it. Everyone can read it."))
        on = on or timezone.localdate()
        if not self.issue_on <= on <= timezone.localdate():
            raise NotPossible(gettext("Choose a day since it became a priority, today at latest."))
        self.retired_on, self.retire_reason = on, reason
        nagging.take_back(self)
        return self._keep(by, "retired_on", "retire_reason")

    def refuse_nonsense(self) -> None:
        """What no priority may be, in words."""
        today = timezone.localdate()
        if not self.issue:
            raise NotPossible(gettext("Say what the issue is."))
        if self.issue_on > today:
            raise NotPossible(gettext("It cannot be a priority since a day that is to come."))
        if self.issue_on < today - LONG_AGO:
            raise NotPossible(gettext("Choose a day within the last five years."))

    # Private

    def lock(self) -> None:
        """Two people, one priority: the second waits, then decides on what the first did."""
        self.refresh_from_db(from_queryset=Priority.objects.select_for_update(of=("self",)))

    def _refuse_if_retired(self) -> None:
        if not self.is_current:
            raise NotPossible(gettext("This priority is closed already."))

    def _keep(self, by: User | None, *fields: str) -> Priority:
        """Save under the name of whoever did it."""
        with pghistory.context(user=by.pk if by else None):
            self.save(update_fields=[*fields, "changed_at"])
        return self
