from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from engagement.concerns.models import searching
from engagement.outreach.late import is_late
from engagement.outreach.states import State
from portal.accounts.models import Role
from portal.accounts.scope import within_scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from engagement.concerns.models import Concern
    from engagement.outreach.models.entry import OutreachEntry
    from portal.accounts.models import User
    from portal.areas.models import Area

LOGGING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)
REVIEWING = (Role.Kind.SUPERVISOR, Role.Kind.COMMAND)


class OutreachEntryQuerySet(models.QuerySet["OutreachEntry"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those of the areas one serves. Drafts are for their author alone."""
        within = within_scope(user, *LOGGING) & ~Q(status=State.DRAFT)
        return self.filter(within | Q(lead=user))

    def reviewable_by(self, user: User) -> Self:
        """Sent ones of the areas this person supervises; never their own."""
        return self.submitted().filter(within_scope(user, *REVIEWING)).exclude(lead=user)

    @transaction.atomic
    def log(
        self,
        entry: OutreachEntry,
        *,
        by: User,
        submission: UUID | None,
        concerns: Iterable[Concern] = (),
    ) -> OutreachEntry:
        """Keep a new entry with its links, and send it. The same form sent twice is one entry.

        If the form was kept as a draft before, the draft becomes the entry.
        """
        kept = self._written(entry, by, submission, concerns)
        if kept.status == State.DRAFT:
            kept.send(by)
        return kept

    @transaction.atomic
    def draft(
        self,
        entry: OutreachEntry,
        *,
        by: User,
        submission: UUID | None,
        concerns: Iterable[Concern] = (),
    ) -> OutreachEntry:
        """Keep what is written so far, for its author alone. One draft for each form.

        A form that was sent meanwhile stays as it was sent.
        """
        return self._written(entry, by, submission, concerns)

    def _written(
        self,
        entry: OutreachEntry,
        by: User,
        submission: UUID | None,
        concerns: Iterable[Concern],
    ) -> OutreachEntry:
        """The entry saved as a draft, over an earlier draft of the same form; or what was sent."""
        entry.lead, entry.submission = by, submission or uuid4()
        entry.status, entry.sent_at = State.DRAFT, None
        entry.language = by.language or settings.LANGUAGE_CODE
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
        except IntegrityError:
            earlier = self.select_for_update().filter(lead=by, submission=submission).first()
            if earlier is None:
                raise
            if earlier.status != State.DRAFT:
                return earlier
            entry.pk, entry.created_at = earlier.pk, earlier.created_at
            entry.save(force_update=True)
        entry.concerns.set(concerns)
        if entry.session:
            entry.organizations.add(*entry.session.event.partners_there())
        return entry

    def drafts(self) -> Self:
        return self.filter(status=State.DRAFT)

    def submitted(self) -> Self:
        """Sent, whatever a reviewer has said since."""
        return self.exclude(status=State.DRAFT)

    def waiting(self) -> Self:
        """Sent, and no one has said yet whether it is right."""
        return self.filter(status=State.SUBMITTED)

    def returned(self) -> Self:
        return self.filter(status=State.RETURNED)

    def approved(self) -> Self:
        return self.filter(status=State.APPROVED)

    def public(self) -> Self:
        """What everyone may read of: approved, and with a summary for everyone."""
        return self.approved().filter(visibility="public")

    def late(self) -> Self:
        """Sent later after it happened than agreed."""
        return self.filter(is_late())

    def late_first(self) -> Self:
        late: Any = models.Case(models.When(is_late(), then=0), default=1)
        return self.alias(late=late).order_by("late", "sent_at", "pk")

    def matching(self, words: str) -> Self:
        return self.filter(search=searching.query(words))

    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def between(self, start: date, end: date) -> Self:
        """What happened from `start` to just before `end`."""
        return self.filter(happened_on__gte=start, happened_on__lt=end)

    def newest_first(self) -> Self:
        return self.order_by(F("happened_on").desc(), F("pk").desc())


# Named before it is built upon, so that the type checker follows.
_Manager = models.Manager.from_queryset(OutreachEntryQuerySet)


class OutreachManager(_Manager["OutreachEntry"]):
    def get_queryset(self) -> OutreachEntryQuerySet:
        """What the search looks through is for the database alone."""
        return OutreachEntryQuerySet(self.model, using=self._db).defer("search")
