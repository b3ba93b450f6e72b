from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Exists, F, Max, OuterRef, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.boards.states import Status
from portal.accounts.models import Role
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from partnerships.boards.models.board import Board
    from partnerships.boards.models.recommendation import Recommendation
    from portal.accounts.models import User
    from portal.areas.models import Area

# So many days may lie between the board's vote and its filing here.
HANDED_IN = timedelta(days=30)


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_on=None)

    def waiting(self) -> Self:
        """Owed an answer still."""
        return self.filter(answered_on=None, withdrawn_on=None)

    def overdue(self, on: date | None = None) -> Self:
        return self.waiting().filter(due_on__lt=on or timezone.localdate())

    def of(self, area: Area) -> Self:
        """Those about this area, or about a part of it."""
        return self.filter(area__path__startswith=area.path)

    def answerable_by(self, user: User) -> Self:
        return self.filter(within_scope(user, Role.Kind.COMMAND))

    def late_first(self) -> Self:
        """Waiting ones by their day, so that overdue ones lead; then the latest answers."""
        order = Case(
            When(answered_on=None, withdrawn_on=None, then=Value(0)),
            When(withdrawn_on=None, then=Value(1)),
            default=Value(2),
        )
        day = Case(When(answered_on=None, withdrawn_on=None, then=F("due_on")))
        return self.order_by(order, day, F("answered_on").desc(nulls_last=True), "-pk")

    def with_actions(self) -> Self:
        """Knows of each, without asking again, whether anything is still to do, or was done."""
        from partnerships.boards.models.replies import RecommendationAction

        actions = RecommendationAction.objects.filter(recommendation=OuterRef("pk"))
        return self.annotate(
            has_open=Exists(actions.filter(done_on=None)),
            has_done=Exists(actions.exclude(done_on=None)),
        )

    def that_are(self, status: str, on: date | None = None) -> Self:
        """Those of one status, as `Recommendation.status_at` tells it."""
        on = on or timezone.localdate()
        today = self.waiting().filter(due_on__gte=on)
        told = self.with_actions().exclude(answered_on=None).standing()
        found = {
            Status.WITHDRAWN: self.exclude(withdrawn_on=None),
            Status.OVERDUE: self.overdue(on),
            Status.SUBMITTED: today.filter(taken_up_on=None),
            Status.IN_REVIEW: today.exclude(taken_up_on=None),
            Status.IN_PROGRESS: told.filter(has_open=True),
            Status.COMPLETED: told.filter(has_open=False, has_done=True),
            Status.ANSWERED: told.filter(has_open=False, has_done=False),
        }
        return found[Status(status)]

    @transaction.atomic
    def file(  # noqa: PLR0913  a recommendation has that many parts, all named
        self,
        board: Board,
        *,
        title: str,
        text: str,
        why: str,
        by: User | None,
        evidence: str = "",
        topic: str = "other",
        area: Area | None = None,
        made_on: date | None = None,
        submission: UUID | None = None,
    ) -> Recommendation:
        """File what a board recommends: its number is the board's next one, its clock starts.

        The board's row is locked, so that two who file at once get two numbers in a row. The
        same form sent twice is one recommendation.
        """
        board = type(board).objects.select_for_update().get(pk=board.pk)
        if submission and (earlier := self.filter(board=board, submission=submission).first()):
            return earlier
        today = timezone.localdate()
        made_on = made_on or today
        if not board.is_current:
            raise NotPossible(_("This board no longer meets, so it recommends nothing new."))
        if made_on > today:
            raise NotPossible(_("A recommendation cannot be made in the future."))
        if made_on < today - HANDED_IN:
            raise NotPossible(_("The clock starts on this day, so it may be at most 30 days ago."))
        due_on = made_on + timedelta(days=settings.RECOMMENDATION_ANSWER_DAYS)
        numbered = self.model.objects.filter(board=board, year=made_on.year)
        last = numbered.aggregate(last=Max("number"))["last"] or 0
        return self.create(
            board=board,
            year=made_on.year,
            number=last + 1,
            title=" ".join(title.split()),
            text=text.strip(),
            why=why.strip(),
            evidence=evidence.strip(),
            topic=topic,
            area=area or board.area,
            made_on=made_on,
            due_on=due_on,
            first_due_on=due_on,
            filed_by=by,
            submission=submission,
        )

    def named(self, slug: str, label: str) -> Self:
        """The one of a board with this number, such as 2026-07."""
        year, _dash, number = label.partition("-")
        if not (year.isdecimal() and number.isdecimal() and len(label) <= 9):  # noqa: PLR2004
            return self.none()
        return self.filter(board__slug=slug, year=int(year), number=int(number))
