from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.referrals import states
from partnerships.referrals.models.querysets import ReferralQuerySet
from partnerships.referrals.states import State, Verb
from portal.pages.clocks import Clock
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime

    from partnerships.referrals.models.contact import ReferralContact
    from partnerships.referrals.models.step import ReferralStep
    from portal.accounts.models import User
    from portal.pages.clocks import Kind


@dataclass(frozen=True)
class Actor:
    """Who acts: somebody signed in, or whoever holds the link that was mailed."""

    user: User | None = None
    by_link: bool = False


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="ReferralHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Referral(models.Model):
    """A request to an organization to help a person who agreed to it, in as few words as it takes.

    Who the person is, is not here (`ReferralContact`), and no health or case detail belongs here.
    """

    class Help(models.TextChoices):
        HOUSING = "housing", _("Housing")
        FOOD = "food", _("Food")
        MENTAL_HEALTH = "mental_health", _("Someone to talk to")
        SUBSTANCES = "substances", _("Alcohol or drugs")
        YOUTH = "youth", _("Young people")
        VICTIMS = "victims", _("Support after a crime")
        LEGAL = "legal", _("Legal advice")
        SENIORS = "seniors", _("Older people")
        JOBS = "jobs", _("Work and training")
        OTHER = "other", _("Something else")

    class Consent(models.TextChoices):
        IN_PERSON = "in_person", _("They said so to me")
        IN_WRITING = "in_writing", _("In writing")
        THREAD = "thread", _("In the thread of their concern")

    class Outcome(models.TextChoices):
        HELPED = "helped", _("Helped")
        NOT_REACHED = "not_reached", _("We could not reach them")
        NOT_WANTED = "not_wanted", _("They did not want it")
        PASSED_ON = "passed_on", _("Passed on to somebody else")
        OTHER = "other", _("Something else")

    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        related_name="referrals",
        verbose_name=_("organization"),
    )
    help = models.CharField(_("what kind of help"), max_length=16, choices=Help)
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("area"),
    )
    need = models.CharField(_("what is needed"), max_length=300)
    consent_how = models.CharField(_("how they agreed"), max_length=12, choices=Consent)
    consent_on = models.DateField(_("agreed on"))
    consent_words = models.CharField(_("what they agreed to"), max_length=300)

    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="referrals"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    answer_due_at = models.DateTimeField()
    contact_due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    answered_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # For a declined one, why; for a closed one, what came of it. Without personal data.
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome, blank=True)
    words = models.CharField(max_length=300, blank=True)
    contact_erased_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ReferralQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_words__gt=""), name="a_referral_has_consent_in_words"
            ),
            models.CheckConstraint(
                condition=Q(contact_due_at__gte=F("answer_due_at")),
                name="an_answer_comes_before_contact",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "accepted", "acting"], ended_at=None)
                | Q(state__in=["closed", "declined", "withdrawn"], ended_at__isnull=False),
                name="a_referral_that_is_over_says_when",
            ),
            models.CheckConstraint(
                condition=(Q(state="closed") & Q(outcome__gt=""))
                | (~Q(state="closed") & Q(outcome="")),
                name="a_closed_referral_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | Q(words__gt=""),
                name="a_declined_referral_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "answer_due_at"],
                condition=Q(ended_at=None),
                name="referrals_open",
            ),
            models.Index(fields=["sent_by", "-sent_at"], name="referrals_of_sender"),
            models.Index(
                fields=["ended_at"], condition=Q(contact_erased_at=None), name="referrals_to_erase"
            ),
        ]

    def __str__(self) -> str:
        return gettext("Request no. %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("desk_referrals:referral", args=[self.pk])

    @property
    def workspace_url(self) -> str:
        return reverse("workspace_referrals:referral", args=[self.pk])

    # Questions

    @property
    def is_open(self) -> bool:
        return self.state in states.OPEN

    @property
    def is_in_hand(self) -> bool:
        """The organization said yes and has not finished: it may read whom to call."""
        return self.state in states.IN_HAND

    def is_overdue(self, at: datetime | None = None) -> bool:
        return self.clock_at(at or timezone.now()).kind == "late"

    @property
    def reach(self) -> ReferralContact | None:
        """How to reach the person, if that is still here."""
        from partnerships.referrals.models.contact import ReferralContact

        return ReferralContact.objects.filter(referral=self).first()

    @property
    def clock(self) -> Clock:
        return self.clock_at(timezone.now())

    def clock_at(self, at: datetime) -> Clock:
        """What is waited for next, and for how long still."""
        if self.state == State.SENT:
            return Clock.between(self.sent_at, self.answer_due_at, now=at)
        if self.state == State.ACCEPTED:
            return Clock.between(self.sent_at, self.contact_due_at, now=at)
        kind: Kind = "met" if self.state in (State.ACTING, State.CLOSED) else "none"
        return Clock(kind, at).saying(State(self.state).label)

    # Verbs. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def accept(self, actor: Actor, at: datetime | None = None) -> Referral:
        """The organization will help. From here on it reads how to reach the person."""
        if self._done_already(Verb.ACCEPT):
            return self
        return self._step(Verb.ACCEPT, actor, at, answered_at=at or timezone.now())

    @transaction.atomic
    def decline(self, why: str, actor: Actor, at: datetime | None = None) -> Referral:
        """It cannot, and says why, so that the sender can ask somebody else."""
        if self._done_already(Verb.DECLINE):
            return self
        why = " ".join(why.split())
        self._may(Verb.DECLINE)
        if not why:
            raise NotPossible(gettext("Say why, so that we can ask somebody else."))
        at = at or timezone.now()
        return self._step(Verb.DECLINE, actor, at, answered_at=at, ended_at=at, words=why)

    @transaction.atomic
    def begin(self, actor: Actor, at: datetime | None = None) -> Referral:
        """The organization has spoken with the person."""
        if self._done_already(Verb.BEGIN):
            return self
        return self._step(Verb.BEGIN, actor, at, begun_at=at or timezone.now())

    @transaction.atomic
    def close(self, outcome: str, words: str, actor: Actor, at: datetime | None = None) -> Referral:
        """It is over, and this came of it."""
        if self._done_already(Verb.CLOSE):
            return self
        self._may(Verb.CLOSE)
        words = " ".join(words.split())
        if outcome not in self.Outcome:
            raise NotPossible(gettext("Choose what came of it."))
        if outcome == self.Outcome.HELPED and self.state == State.ACCEPTED:
            raise NotPossible(gettext("Write down the first contact first."))
        if outcome == self.Outcome.OTHER and not words:
            raise NotPossible(gettext("Say in a few words what came of it."))
        at = at or timezone.now()
        return self._step(Verb.CLOSE, actor, at, ended_at=at, outcome=outcome, words=words)

    @transaction.atomic
    def withdraw(self, actor: Actor, at: datetime | None = None) -> Referral:
        """The person, or whoever sent it, takes it back: how to reach them is erased at once."""
        if self._done_already(Verb.WITHDRAW):
            return self
        at = at or timezone.now()
        if self.is_open:
            self._step(Verb.WITHDRAW, actor, at, ended_at=at)
        self.erase_contact(actor, at)
        return self

    @transaction.atomic
    def erase_contact(self, actor: Actor | None = None, at: datetime | None = None) -> bool:
        """Erase how to reach the person. False when that was done before."""
        from partnerships.referrals.models.contact import ReferralContact

        self.lock()
        gone, _rows = ReferralContact.objects.filter(referral=self).delete()
        if not gone:
            return False
        at = at or timezone.now()
        self.contact_erased_at = at
        self._keep(actor or Actor(), "contact_erased_at")
        self.note("erased", by=actor.user if actor else None, at=at)
        return True

    def note(
        self,
        what: str,
        *,
        by: User | None = None,
        by_link: bool = False,
        words: str = "",
        at: datetime | None = None,
    ) -> ReferralStep:
        """Add a step to what happened."""
        return self.steps.create(
            what=what, by=by, by_link=by_link, words=words, at=at or timezone.now()
        )

    def refuse_nonsense(self, reach: ReferralContact) -> None:
        """What no request may be, in words."""
        if not self.need:
            raise NotPossible(gettext("Say in a few words what is needed."))
        if not self.consent_words:
            raise NotPossible(gettext("Write down what the person agreed to."))
        if self.consent_on > timezone.localdate(self.sent_at):
            raise NotPossible(gettext("They cannot have agreed on a day still to come."))
        if not reach.name:
            raise NotPossible(gettext("Say what to call them. A first name is enough."))
        if not (reach.phone or reach.email or reach.through_us):
            raise NotPossible(gettext("Say how to reach them, or choose “through us”."))
        if not self.organization.is_partner:
            raise NotPossible(gettext("This organization is no partner now. Choose another."))

    # Private

    def lock(self) -> None:
        """Two people, one request: the second waits, then decides on what the first did."""
        rows = Referral.objects.select_for_update(of=("self",))
        self.refresh_from_db(from_queryset=rows)

    def _may(self, verb: Verb) -> None:
        if not states.may(self.state, verb):
            raise NotPossible(states.why_not(self.state, verb))

    def _done_already(self, verb: Verb) -> bool:
        """Lock it, and see whether the same was done before."""
        self.lock()
        done = {
            Verb.ACCEPT: self.state == State.ACCEPTED,
            Verb.DECLINE: self.state == State.DECLINED,
            Verb.BEGIN: self.state == State.ACTING,
            Verb.CLOSE: self.state == State.CLOSED,
            Verb.WITHDRAW: self.state == State.WITHDRAWN,
        }
        return done[verb]

    def _step(self, verb: Verb, actor: Actor, at: datetime | None, **fields: Any) -> Referral:
        from partnerships.referrals import telling

        self._may(verb)
        self.state = states.after(self.state, verb)
        for name, value in fields.items():
            setattr(self, name, value)
        self._keep(actor, "state", *fields)
        what = {"accept": "accepted", "decline": "declined", "begin": "begun"}
        what |= {"close": "closed", "withdraw": "withdrawn"}
        self.note(
            what[verb],
            by=actor.user,
            by_link=actor.by_link,
            words=self.words if verb in (Verb.DECLINE, Verb.CLOSE) else "",
            at=at,
        )
        telling.stepped(self, verb)
        return self

    def _keep(self, actor: Actor, *fields: str) -> None:
        with pghistory.context(user=actor.user.pk if actor.user else None):
            self.save(update_fields=[*fields, "changed_at"])
