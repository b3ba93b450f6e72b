from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import IntegrityError, models, transaction
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.referrals import clocks, states
from partnerships.referrals.states import State
from portal.accounts.models import Role
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from partnerships.organizations.models import Organization
    from partnerships.referrals.models import Referral
    from portal.accounts.models import User
    from portal.areas.models import Area

SENDING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)
OVERSEEING = (Role.Kind.SUPERVISOR, Role.Kind.COMMAND)


class ReferralQuerySet(models.QuerySet["Referral"]):
    def open(self) -> Self:
        return self.filter(state__in=states.OPEN)

    def unanswered(self) -> Self:
        return self.filter(state=State.SENT)

    def overdue(self, at: datetime | None = None) -> Self:
        """Past the day for an answer, or for the first contact."""
        at = at or timezone.now()
        answer = Q(state=State.SENT, answer_due_at__lt=at)
        contact = Q(state__in=(State.SENT, State.ACCEPTED), contact_due_at__lt=at)
        return self.filter(answer | contact)

    def with_contact_to_erase(self, before: datetime) -> Self:
        """Over since before then, and how to reach the person is still here."""
        return self.filter(ended_at__lt=before, contact__isnull=False)

    def at_desk_of(self, user: User) -> Self:
        """Their own; for supervisors and command staff also those of their areas."""
        if not user.has_role(*SENDING):
            return self.none()
        return self.filter(Q(sent_by=user) | within_scope(user, *OVERSEEING))

    def asked_of(self, organization: Organization) -> Self:
        return self.filter(organization=organization)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Whoever sent it, those who supervise there, and members of the organization."""
        if not user.is_authenticated:
            return self.none()
        theirs = Q(organization__in=user.organizations.values("pk"))
        at_work = self.model._default_manager.at_desk_of(user)
        return self.filter(theirs | Q(pk__in=at_work.values("pk")))

    def late_first(self, at: datetime | None = None) -> Self:
        """What is overdue, then what is open by its next day, then what is over, latest first."""
        at = at or timezone.now()
        late = Q(state=State.SENT, answer_due_at__lt=at) | Q(
            state__in=(State.SENT, State.ACCEPTED), contact_due_at__lt=at
        )
        rank = Case(
            When(late, then=Value(0)), When(state__in=states.OPEN, then=Value(1)), default=Value(2)
        )
        return self.annotate(rank=rank).order_by("rank", "-ended_at", "answer_due_at", "pk")

    def send(  # noqa: PLR0913  a request has that many sides, all named
        self,
        *,
        organization: Organization,
        help: str,  # noqa: A002  the field's own word
        need: str,
        consent_how: str,
        consent_on: date,
        consent_words: str,
        name: str,
        by: User,
        phone: str = "",
        email: str = "",
        through_us: bool = False,
        area: Area | None = None,
        submission: UUID | None = None,
        at: datetime | None = None,
    ) -> Referral:
        """Ask an organization to help somebody who agreed to it. The same form twice asks once."""
        from partnerships.referrals import telling
        from partnerships.referrals.models import ReferralContact

        if submission and (earlier := self.filter(submission=submission, sent_by=by).first()):
            return earlier
        at = at or timezone.now()
        asked: Any = self.model(
            organization=organization,
            help=help,
            area=area,
            need=" ".join(need.split()),
            consent_how=consent_how,
            consent_on=consent_on,
            consent_words=" ".join(consent_words.split()),
            sent_by=by,
            sent_at=at,
            answer_due_at=clocks.answer_due(at),
            contact_due_at=clocks.contact_due(at),
            submission=submission,
        )
        reach = ReferralContact(
            referral=asked, name=name.strip(), phone=phone.strip(), email=email.strip(),
            through_us=through_us,
        )  # fmt: skip
        asked.refuse_nonsense(reach)
        try:
            with transaction.atomic():
                asked.save(force_insert=True)
                reach.referral = asked
                reach.save(force_insert=True)
                asked.note("sent", by=by, at=at)
                telling.asked(asked)
        except IntegrityError:
            if submission and (earlier := self.filter(submission=submission, sent_by=by).first()):
                return earlier
            if submission and self.filter(submission=submission).exists():
                raise NotPossible(_("Load the page again, then send it.")) from None
            raise
        return asked  # type: ignore[no-any-return]
