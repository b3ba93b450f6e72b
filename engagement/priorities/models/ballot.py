from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.priorities.models.ballot_queryset import BallotQuerySet
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engagement.priorities.models.priority import Priority
    from portal.accounts.models import User


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="BallotHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Ballot(models.Model):
    """Residents of an area choose what comes first, from its first day to its last."""

    area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="ballots", verbose_name=_("area")
    )
    title = models.CharField(_("the question"), max_length=160)
    opens_on = models.DateField(_("first day"), default=timezone.localdate)
    closes_on = models.DateField(_("last day"))
    most_choices = models.PositiveSmallIntegerField(_("how many each may choose"), default=2)
    # Closed before its last day, and why.
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = BallotQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.CheckConstraint(condition=Q(title__gt=""), name="a_ballot_asks_something"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="a_ballot_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(most_choices__range=(1, 3)), name="a_voter_chooses_one_to_three"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_why="")
                | (Q(closed_on__isnull=False) & Q(closed_why__gt="")),
                name="a_ballot_closed_early_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-closes_on"], name="ballots_of_an_area"),
            models.Index(F("changed_at").desc(), name="ballots_last_changed"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('priorities:vote', args=[self.area.slug])}#ballot-{self.pk}"

    # Questions

    def is_open(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        return self.closed_on is None and self.opens_on <= on <= self.closes_on

    def is_over(self, on: date | None = None) -> bool:
        return self.closed_on is not None or self.closes_on < (on or timezone.localdate())

    @property
    def ended_on(self) -> date:
        return self.closed_on or self.closes_on

    # Verbs

    @transaction.atomic
    def cast(self, voter: str, chosen: Iterable[int], on: date | None = None) -> Vote:
        """Count one person once; voting again changes what they chose.

        All who vote on one ballot do so one after the other, and after whoever closes it.
        """
        self.lock()
        if self.is_over(on):
            raise NotPossible(gettext("This vote is over. What came of it stands below."))
        if not self.is_open(on):
            raise NotPossible(gettext("This vote has not begun yet."))
        options = list(self.options.filter(pk__in=set(chosen)))
        if not options:
            raise NotPossible(gettext("Choose what should come first."))
        if len(options) > self.most_choices:
            raise NotPossible(gettext("Choose at most %(count)d.") % {"count": self.most_choices})
        vote, _new = self.votes.get_or_create(
            voter_hash=voter, defaults={"cast_on": on or timezone.localdate()}
        )
        vote.choices.set(options)
        return vote

    @transaction.atomic
    def close(self, why: str, by: User, on: date | None = None) -> Ballot:
        """End it before its last day, and say why."""
        self.lock()
        why = " ".join(why.split())
        if self.closed_on and self.closed_why == why:
            return self
        if self.is_over(on):
            raise NotPossible(gettext("This vote is over already."))
        if not why:
            raise NotPossible(gettext("Say why it ends early. Everyone can read it."))
        self.closed_on, self.closed_why = on or timezone.localdate(), why
        with pghistory.context(user=by.pk):
            self.save(update_fields=["closed_on", "closed_why", "changed_at"])
        return self

    @transaction.atomic
    def establish(self, by: User, on: date | None = None) -> list[Priority]:
        """What residents chose becomes priorities of the area; those it became already stay."""
        from engagement.priorities.models.priority import Priority
        from engagement.priorities.results import results

        self.lock()
        (result,) = results([self], on)
        if not result.is_over:
            raise NotPossible(gettext("This vote is not over yet."))
        if not result.is_shown:
            raise NotPossible(
                gettext("Too few people voted. Choose in another way, and say which way it was.")
            )
        made = []
        for row in result.chosen:
            if row.option.priority is None:
                there = Priority.objects.current().filter(
                    area=self.area_id, issue__iexact=row.option.words
                )
                row.option.priority = there.first() or Priority.objects.set_for(
                    self.area, issue=row.option.words, by=by, chosen=Priority.Chosen.VOTE
                )
                row.option.save(update_fields=["priority"])
                made.append(row.option.priority)
        self.save(update_fields=["changed_at"])
        return made

    def lock(self) -> None:
        self.refresh_from_db(
            from_queryset=Ballot.objects.select_for_update(of=("self",), no_key=True)
        )


class OptionQuerySet(models.QuerySet["BallotOption"]):
    def in_words(self) -> Self:
        """With what `shown` needs."""
        return self.select_related("category")

    def counted(self) -> Self:
        """With `vote_count`, the most wanted first; equals as they stood on the ballot."""
        return self.annotate(vote_count=Count("votes")).order_by("-vote_count", "position", "pk")


class BallotOption(models.Model):
    """One thing that residents may choose, where it came from, and the priority it became."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="options")
    words = models.CharField(_("what residents choose"), max_length=200)
    position = models.PositiveSmallIntegerField(default=1)
    category = models.ForeignKey(
        "concerns.Category", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    suggestion = models.ForeignKey(
        "events.Suggestion", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    priority: models.OneToOneField[Priority | None, Priority | None] = models.OneToOneField(
        "priorities.Priority", models.SET_NULL, null=True, blank=True, related_name="option"
    )

    objects = OptionQuerySet.as_manager()
    if TYPE_CHECKING:
        vote_count: int  # `counted` brings it

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "words"], name="one_option_in_these_words"),
            models.CheckConstraint(condition=Q(words__gt=""), name="an_option_says_something"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def shown(self) -> str:
        """In the reader's language where it is a kind of concern that has a name there."""
        if self.category is not None and self.words == self.category.name:
            return str(self.category)
        return self.words


class Vote(models.Model):
    """What one person chose. Kept as a hash that names no one, and the day alone."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    voter_hash = models.CharField(max_length=64, editable=False)
    cast_on = models.DateField(default=timezone.localdate, editable=False)
    choices = models.ManyToManyField(BallotOption, related_name="votes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "voter_hash"], name="one_vote_a_person_and_ballot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}"
