from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.agreements import states
from partnerships.agreements.models.consent import Consent
from partnerships.agreements.models.querysets import AgreementQuerySet
from partnerships.agreements.models.sides import Side
from partnerships.agreements.models.signature import Signature, SignedFile
from partnerships.agreements.states import Verb
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from partnerships.agreements.models.goal import SharedGoal
    from partnerships.agreements.states import State
    from portal.accounts.models import User
    from portal.files.photos import Kept

# Longer than this is no term, it is forever.
LONGEST = timedelta(days=10 * 366)
REMIND_DAYS = (90, 30, 7)
MOST_GOALS = 10


def remind_days() -> list[int]:
    return list(REMIND_DAYS)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="AgreementHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Agreement(models.Model):
    """What the police and an organization agreed: who does what, to what end, until when."""

    class Purpose(models.TextChoices):
        EVENTS = "events", _("Meetings and events together")
        REFERRALS = "referrals", _("Help for people")
        PROBLEMS = "problems", _("Working on problems together")
        YOUTH = "youth", _("Programs for young people")
        SPACE = "space", _("Rooms and equipment")
        NUMBERS = "numbers", _("Sharing numbers")
        OTHER = "other", _("Something else")

    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        related_name="agreements",
        verbose_name=_("organization"),
    )
    title = models.CharField(_("title"), max_length=160)
    purpose = models.CharField(_("about"), max_length=12, choices=Purpose)
    aim = models.TextField(_("what it is for"), max_length=1500)
    ours = models.TextField(_("what the police do"), max_length=3000)
    theirs = models.TextField(_("what the partner does"), max_length=3000)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    remind_days = ArrayField(
        models.PositiveSmallIntegerField(), default=remind_days, verbose_name=_("remind before")
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name=_("replaces"),
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    # When the second side signed.
    signed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_side = models.CharField(max_length=10, choices=Side, blank=True)
    withdrawn_why = models.CharField(_("why"), max_length=600, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = AgreementQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["ends_on", "pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="an_agreement_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_side="", withdrawn_why="")
                | Q(withdrawn_on__isnull=False, withdrawn_side__gt="", withdrawn_why__gt=""),
                name="a_withdrawal_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(proposed_at__isnull=False),
                name="an_agreement_is_proposed_before_it_is_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "ends_on"], name="agreements_of_organization"),
            models.Index(F("changed_at").desc(), name="agreements_last_changed"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreements:agreement", args=[self.pk])

    @property
    def workspace_url(self) -> str:
        return reverse("workspace_agreements:agreement", args=[self.pk])

    # Questions

    def state_on(self, on: date) -> State:
        return states.of(
            proposed=self.proposed_at is not None,
            signed=self.signed_on is not None,
            withdrawn=self.withdrawn_on is not None,
            replaced=any(
                each.signed_on and not each.withdrawn_on and each.starts_on <= on
                for each in self.replacements.all()
            )
            if self.pk
            else False,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            on=on,
        )

    @property
    def state(self) -> State:
        return self.state_on(timezone.localdate())

    def signature_of(self, side: Side) -> Signature | None:
        return next((each for each in self.signatures.all() if each.side == side), None)

    @property
    def our_signature(self) -> Signature | None:
        return self.signature_of(Side.AGENCY)

    @property
    def their_signature(self) -> Signature | None:
        return self.signature_of(Side.PARTNER)

    def overlap(self) -> Agreement | None:
        """Another one about the same that holds on some of these days, and is not replaced."""
        return Agreement.objects.overlapping(self).first()

    # Verbs. Each locks the row, refuses in words, and is safe to repeat.

    @transaction.atomic
    def rewrite(self, by: User, **words: Any) -> Agreement:
        """Change the words of a draft."""
        self.lock()
        self._may(Verb.EDIT)
        for name, value in words.items():
            setattr(self, name, value)
        self.refuse_nonsense()
        return self._keep(by, *words)

    @transaction.atomic
    def propose(self, by: User) -> Agreement:
        """Ask the partner. From here on it can read it."""
        from partnerships.agreements import telling

        self.lock()
        if self.proposed_at:
            return self
        self._may(Verb.PROPOSE)
        if self.ends_on < timezone.localdate():
            raise NotPossible(gettext("Its last day is over. Choose a later one first."))
        self.proposed_at = timezone.now()
        self._keep(by, "proposed_at")
        telling.proposed(self)
        return self

    @transaction.atomic
    def take_back(self, by: User) -> Agreement:
        """To change it after all. What one side signed, it signs again."""
        self.lock()
        if self.proposed_at is None:
            return self
        self._may(Verb.TAKE_BACK)
        self.signatures.all().delete()
        self.proposed_at = None
        return self._keep(by, "proposed_at")

    @transaction.atomic
    def sign(  # noqa: PLR0913  who, for whom, how and when, all named
        self,
        side: Side,
        *,
        role: str,
        by: User,
        on: date | None = None,
        how: Signature.How = Signature.How.HERE,
        file: Kept | None = None,
    ) -> Agreement:
        """One side puts its name to it. Once both have, it holds from its first day on."""
        self.lock()
        role, today = " ".join(role.split()), timezone.localdate()
        if file:
            self._keep_file(file, by)
        if self.signature_of(side):
            return self
        self._may(Verb.SIGN)
        on = on or today
        if not role:
            raise NotPossible(gettext("Say in which role you sign, such as “Director”."))
        if on > today:
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        self.signatures.create(side=side, role=role, by=by, signed_on=on, how=how)
        signed = list(self.signatures.all())
        if len(signed) == len(Side):
            self.signed_on = max(each.signed_on for each in signed)
        return self._keep(by, "signed_on")

    @transaction.atomic
    def comment(self, side: Side, text: str, by: User, submission: UUID | None = None) -> Agreement:
        """Say what should change. The text of the agreement itself stays as it is."""
        self.lock()
        if submission and self.words.filter(submission=submission).exists():
            return self
        self._may(Verb.COMMENT)
        if not text.strip():
            raise NotPossible(gettext("Write what you would like to change."))
        self.words.create(side=side, text=text.strip(), by=by, submission=submission)
        return self

    @transaction.atomic
    def sign_on_paper(self, roles: dict[Side, str], file: Kept, on: date, by: User) -> Agreement:
        """Staff keep the paper that one side or both have signed."""
        self.lock()
        self._keep_file(file, by)
        for side, role in roles.items():
            self.sign(side, role=role, by=by, on=on, how=Signature.How.PAPER)
        return self

    @transaction.atomic
    def add_goal(self, goal: SharedGoal, by: User) -> Agreement:
        """One more thing both sides want to change."""
        self.lock()
        self._may(Verb.EDIT)
        if self.goals.count() >= MOST_GOALS:
            raise NotPossible(gettext("Ten goals are enough for one agreement."))
        if self.goals.filter(words=goal.words, measure=goal.measure).exists():
            return self
        goal.agreement = self
        goal.save()
        return self._keep(by)

    @transaction.atomic
    def remove_goal(self, number: int, by: User) -> Agreement:
        self.lock()
        self._may(Verb.EDIT)
        self.goals.filter(pk=number).delete()
        return self._keep(by)

    @transaction.atomic
    def measure(self, number: int, current: Decimal, as_of: date, by: User) -> Agreement:
        """Where a goal stands on a day."""
        self.lock()
        self._may(Verb.MEASURE)
        if as_of > timezone.localdate():
            raise NotPossible(gettext("That day is still to come. Choose today or an earlier one."))
        self.goals.filter(pk=number).update(current=current, as_of=as_of)
        return self._keep(by)

    @transaction.atomic
    def withdraw(self, side: Side, why: str, by: User, *, consents_too: bool = False) -> Agreement:
        """Either side may, at any time, with its reason. It ends today."""
        from partnerships.agreements import telling

        self.lock()
        if self.withdrawn_on and self.withdrawn_side == side:
            return self
        self._may(Verb.WITHDRAW)
        if not why.strip():
            raise NotPossible(gettext("Say why, in a sentence. The other side reads it."))
        self.withdrawn_on, self.withdrawn_side = timezone.localdate(), side
        self.withdrawn_why = why.strip()
        self._keep(by, "withdrawn_on", "withdrawn_side", "withdrawn_why")
        if consents_too:
            for item in Consent.Item.values:
                Consent.objects.take_back(self.organization, item, by)
        telling.withdrawn(self)
        return self

    def refuse_nonsense(self) -> None:
        """What no agreement may be, in words."""
        if self.ends_on < self.starts_on:
            raise NotPossible(gettext("It cannot end before it begins."))
        if self.ends_on - self.starts_on > LONGEST:
            raise NotPossible(gettext("Choose a term of at most ten years. It can be renewed."))
        if self.replaces and self.replaces.organization_id != self.organization_id:
            raise NotPossible(gettext("It can only replace one of the same organization."))
        if other := self.overlap():
            about = {"title": other.title, "until": date_format(other.ends_on, "DATE_FORMAT")}
            raise NotPossible(
                gettext(
                    "“%(title)s” is about the same and holds until %(until)s. Choose it under"
                    " “Replaces”, or choose other days."
                )
                % about
            )

    # Private

    def lock(self) -> None:
        """Two people, one agreement: the second waits, then decides on what the first did."""
        rows = Agreement.objects.select_for_update(of=("self",))
        self.refresh_from_db(from_queryset=rows)
        self.__dict__.pop("_prefetched_objects_cache", None)

    def _may(self, verb: Verb) -> None:
        if not states.may(self.state, verb):
            raise NotPossible(states.why_not(verb))

    def _keep_file(self, file: Kept, by: User) -> None:
        if file.content_type != "application/pdf":
            raise NotPossible(gettext("Send the signed paper as a PDF."))
        fields = SignedFile.fields_of(file)
        if not self.files.filter(content=fields["content"]).exists():
            self.files.create(by=by, **fields)

    def _keep(self, by: User, *fields: str) -> Agreement:
        with pghistory.context(user=by.pk):
            self.save(update_fields=[*fields, "changed_at"])
        return self
