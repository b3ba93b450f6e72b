from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.agreements import states
from portal.accounts.models import Role
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from partnerships.agreements.models import Agreement
    from partnerships.organizations.models import Organization
    from portal.accounts.models import User

READING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND, Role.Kind.OVERSIGHT)
KEEPING = (Role.Kind.SUPERVISOR, Role.Kind.COMMAND)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Each method counts from a day; what holds follows from records, so nothing goes stale."""

    def signed(self) -> Self:
        return self.exclude(signed_on=None).filter(withdrawn_on=None)

    def standing(self, on: date | None = None) -> Self:
        """Signed, not withdrawn, and not replaced by another that has begun."""
        on = on or timezone.localdate()
        later = self.model._default_manager.filter(
            replaces=OuterRef("pk"), signed_on__isnull=False, withdrawn_on=None, starts_on__lte=on
        )
        return self.signed().filter(~Exists(later))

    def in_force(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.standing(on).filter(starts_on__lte=on, ends_on__gte=on)

    def ending(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.in_force(on).filter(ends_on__lte=on + states.SOON)

    def lapsed(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.standing(on).filter(ends_on__lt=on)

    def waiting(self) -> Self:
        """Proposed, and not signed by both."""
        return self.exclude(proposed_at=None).filter(signed_on=None, withdrawn_on=None)

    def drafts(self) -> Self:
        return self.filter(proposed_at=None, signed_on=None, withdrawn_on=None)

    def of(self, organization: Organization) -> Self:
        return self.filter(organization=organization)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Staff and oversight see all of them; a partner its own, once it was asked."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*READING):
            drafts = Q() if user.has_role(*KEEPING) else Q(proposed_at__isnull=False)
            return self.filter(drafts)
        asked = Q(proposed_at__isnull=False)
        return self.filter(asked, organization__in=user.organizations.values("pk"))

    def overlapping(self, other: Agreement) -> Self:
        """Others of the same organization and purpose that hold, or will, on some of its days."""
        same = self.signed().filter(organization=other.organization_id, purpose=other.purpose)
        days = Q(starts_on__lte=other.ends_on, ends_on__gte=other.starts_on)
        return same.filter(days).exclude(pk__in=[pk for pk in (other.pk, other.replaces_id) if pk])

    def with_all(self) -> Self:
        """With what a row shows, in a constant number of statements."""
        return self.select_related("organization").prefetch_related("signatures", "replacements")

    def latest_end(self) -> date | None:
        found: date | None = self.aggregate(last=models.Max("ends_on"))["last"]
        return found

    def draft(self, *, by: User, submission: UUID | None = None, **words: Any) -> Agreement:
        """Begin to write one. The same form sent twice is one agreement."""
        if submission and (earlier := self.filter(submission=submission, created_by=by).first()):
            return earlier
        drafted = self.model(created_by=by, submission=submission, **words)
        drafted.refuse_nonsense()
        try:
            with transaction.atomic():
                drafted.save(force_insert=True)
        except IntegrityError:
            if earlier := self.filter(submission=submission, created_by=by).first():
                return earlier
            raise NotPossible(_("Load the page again, then write it down.")) from None
        return drafted


def within_days(on: date, days: int) -> tuple[date, date]:
    return on, on + timedelta(days=days)
