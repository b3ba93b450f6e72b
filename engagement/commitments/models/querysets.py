from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Role
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from engagement.commitments.models import Commitment
    from engagement.concerns.models import Concern
    from engagement.events.models import Event
    from engagement.outreach.models import OutreachEntry
    from engagement.problems.models import Problem
    from partnerships.boards.models import Recommendation
    from portal.accounts.models import User
    from portal.areas.models import Area

KEEPING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)
SOON = timedelta(days=14)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def unsettled(self) -> Self:
        """Still owed to residents: not kept yet, or kept or dropped and no one told."""
        return self.filter(told_on=None)

    def open(self) -> Self:
        return self.filter(status="open")

    def overdue(self, on: date | None = None) -> Self:
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def due_soon(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.open().filter(due_on__gte=on, due_on__lte=on + SOON)

    def kept(self) -> Self:
        return self.filter(status="kept")

    def dropped(self) -> Self:
        return self.filter(status="dropped")

    def untold(self) -> Self:
        """Kept or given up, and residents do not know yet."""
        return self.unsettled().exclude(status="open")

    def public(self) -> Self:
        """What everyone may read. What a sensitive concern led to is never among it."""
        return self.filter(is_public=True).filter(Q(concern=None) | Q(concern__sensitive=False))

    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def owned_by(self, user: User) -> Self:
        """Whoever wrote down a promise of someone outside looks after it."""
        return self.filter(Q(owner=user) | Q(owner=None, created_by=user))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Everyone sees what is public; staff also what they work on."""
        if not user.is_authenticated:
            return self.public()
        public = self.model._default_manager.public()
        return self.filter(Q(pk__in=public.values("pk")) | self._at_work(user))

    def workable_by(self, user: User) -> Self:
        """What this person sees at the desk: their areas, and what they answer for themselves."""
        return self.filter(self._at_work(user))

    def from_before(self, event: Event) -> Self:
        """What is still owed from earlier meetings: the next one begins with it.

        Earlier are those of the same series, or of the same area and kind where there is none,
        and what was promised before its first day. A meeting that is past began with what
        was not settled by that day, whatever came of it since.
        """
        today = timezone.localdate()
        day = event.first_day
        is_past = day is not None and day < today
        if event.series_id:
            same = Q(event__series=event.series_id)
        else:
            same = Q(event__area=event.area_id, event__kind=event.kind)
        made = Q(made_on__lt=day) if day is not None else Q(made_on__lte=today)
        owed = Q(told_on=None) | Q(told_on__gte=day) if is_past else Q(told_on=None)
        earlier = self.filter(same, made, owed).exclude(event=event.pk)
        return earlier.order_by("due_on", "pk")

    def late_first(self) -> Self:
        """Open ones by their day, then what residents do not know yet, then what is over."""
        order = models.Case(
            models.When(status="open", then=models.Value(0)),
            models.When(told_on=None, then=models.Value(1)),
            default=models.Value(2),
        )
        return self.annotate(order=order).order_by("order", "due_on", "pk")

    def promise(  # noqa: PLR0913  a promise has that many sides, all named
        self,
        *,
        what: str,
        due_on: date,
        by: User | None,
        owner: User | None = None,
        owner_words: str = "",
        area: Area | None = None,
        concern: Concern | None = None,
        event: Event | None = None,
        entry: OutreachEntry | None = None,
        problem: Problem | None = None,
        recommendation: Recommendation | None = None,
        is_public: bool | None = None,
        submission: UUID | None = None,
        made_on: date | None = None,
    ) -> Commitment:
        """Write down a promise. The same form sent twice is one promise.

        Unless said, it is for the area of where it was made, and public where that is.
        `made_on` is for one made on an earlier day, such as at a meeting written up later.
        """
        if submission and (earlier := self.sent_with(submission, by)):
            return earlier
        source = event or concern or entry or problem
        promised = self.model(
            what=" ".join(what.split()),
            owner=owner,
            owner_words=" ".join(owner_words.split()),
            area=area or (source.area if source else None),
            made_on=made_on or timezone.localdate(),
            due_on=due_on,
            first_due_on=due_on,
            concern=concern,
            event=event,
            entry=entry,
            problem=problem,
            recommendation=recommendation,
            created_by=by,
            submission=submission,
        )
        promised.refuse_nonsense(on_earlier_day=made_on is not None)
        promised.is_public = promised.may_be_public if is_public is None else is_public
        promised.refuse_telling_too_much()
        try:
            with transaction.atomic():
                promised.save(force_insert=True)
        except IntegrityError:
            if submission and (earlier := self.sent_with(submission, by)):
                return earlier
            if submission and self.filter(submission=submission).exists():
                raise NotPossible(_("Load the page again, then write it down.")) from None
            raise
        return promised

    def sent_with(self, submission: UUID, by: User | None) -> Commitment | None:
        """The promise that this person's form already made, if it did."""
        return self.filter(submission=submission, created_by=by).first()

    def _at_work(self, user: User) -> Q:
        from engagement.concerns.models import Concern

        if not user.has_role(*KEEPING):
            return Q(pk__in=[])
        reach = within_scope(user, *KEEPING) | Q(owner=user) | Q(created_by=user)
        # Asked of the one concern of each promise: a list of all would be read for a few.
        its_own = Concern.objects.filter(pk=OuterRef("concern"))
        told = Q(concern=None) | Exists(its_own.filter(sensitive=False))
        known = Exists(its_own & Concern.objects.workable_by(user))
        return reach & (told | known | Q(owner=user))
