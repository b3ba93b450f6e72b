from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from engagement.concerns import clocks, covering, places, receipts
from engagement.concerns.models import searching
from engagement.concerns.models.constraints import WAITS
from engagement.concerns.states import OPEN, State

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from django.contrib.auth.models import AnonymousUser

    from engagement.concerns.models import Concern
    from portal.accounts.models import User
    from portal.areas.models import Area

CONTACT = ("contact_name", "contact_email", "contact_phone")


def past_due(at: datetime) -> Q:
    """The promised time of a reply is over. It stands while we wait for the resident."""
    ran = Q(waiting_since=None) | Q(waiting_since__gt=F("reply_due_at"))
    return ran & Q(reply_due_at__lt=at)


class ConcernQuerySet(models.QuerySet["Concern"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def overdue(self, at: datetime | None = None) -> Self:
        """Open, without an answer, and past the promised time, which stands while we wait."""
        return self.unanswered().filter(past_due(at or timezone.now()))

    def unanswered(self) -> Self:
        return self.open().filter(answered_at=None)

    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def raised_between(self, start: datetime, end: datetime) -> Self:
        return self.filter(raised_at__gte=start, raised_at__lt=end)

    def public(self) -> Self:
        return self.filter(is_public=True)

    def done(self) -> Self:
        """Resolved, and somebody said how."""
        return self.filter(state=State.RESOLVED).exclude(outcome="")

    def with_contact(self) -> Self:
        """Whose owner left an address and may be written to."""
        return self.filter(anonymous=False, sensitive=False).exclude(contact_email="")

    def of_resident(self, user: User) -> Self:
        return self.filter(resident=user)

    @transaction.atomic
    def forget_resident(self) -> None:
        """Erase who raised these, also from what they were before each change."""
        these = list(self.values_list("pk", flat=True))
        nobody = {"resident": None} | dict.fromkeys(CONTACT, "")
        self.model.objects.filter(pk__in=these).update(**nobody)
        before = self.model._meta.get_field("events").related_model
        before._default_manager.filter(pgh_obj__in=these).update(**nobody)

    def of_officer(self, user: User) -> Self:
        """Given to this person, or lying in a beat they serve and given to nobody.

        So too for whoever they stand in for.
        """
        free = Q(assigned_to=None) & self._own_beats(user)
        return self.filter(Q(assigned_to=user) | covering.of_absent(user) | free)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What this person may know exists.

        Everyone: what is public. A resident: their own. Staff: their whole district,
        since a neighbor beat's officer covers, and what has no area yet. Sensitive
        concerns: supervisors, and the officer who has them.
        """
        visible = Q(is_public=True)
        if user.is_authenticated:
            visible |= Q(resident=user) | self._at_work(user)
        return self.filter(visible)

    def workable_by(self, user: User) -> Self:
        """What this person sees at the desk."""
        return self.filter(self._at_work(user))

    def due_first(self) -> Self:
        """By what we owe: answers by due date, then who wrote back, then the rest."""
        return self.annotate(waits=WAITS).order_by("waits", "reply_due_at", "pk")

    def matching(self, words: str) -> Self:
        """Those that say these words, in whichever form: "swings", -park, "bus stop", a or b."""
        return self.filter(search=searching.query(words))

    def by_code(self, code: str) -> Concern | None:
        """The concern a receipt code opens. The work is the same for a right and a wrong code."""
        return (
            self.exclude(receipt_hash="").filter(receipt_hash=receipts.hash_of_code(code)).first()
        )

    @transaction.atomic
    def submit(
        self, *, token: str = "", at: datetime | None = None, **what: Any
    ) -> tuple[Concern, str]:
        """Take a concern in, and return it with the code that opens it.

        `what` holds the fields of `Concern`. The clock starts, the area is found from
        the point unless it is given, and whoever left an email address gets a receipt.
        The same `token` twice raises `IntegrityError`: ask `sent_with(token)` first.
        """
        from engagement.concerns import letters
        from portal.areas.locate import locate

        at = at or timezone.now()
        token = token or receipts.new_token()
        code = receipts.code_from(token)
        concern = self.model(raised_at=at, **what)
        concern.reply_due_at = clocks.reply_due(at)
        concern.resolve_due_at = clocks.resolution_due(at)
        concern.receipt_hash = receipts.hash_of_code(code)
        concern.submission_hash = receipts.hash_of_token(token)
        concern.area_supplied = concern.area_id is not None
        if concern.latitude is not None and concern.longitude is not None:
            concern.area = concern.area or locate(concern.latitude, concern.longitude)
        concern.cell, concern.near_cell = places.cells(concern.latitude, concern.longitude)
        concern.save(force_insert=True)
        letters.received(concern)
        return concern, code

    def sent_with(self, token: str) -> Concern | None:
        """The concern that this form already made, if it did."""
        return self.filter(submission_hash=receipts.hash_of_token(token)).first()

    def _at_work(self, user: User) -> Q:
        """Rows that a member of staff, or of the oversight board, may read."""
        kinds = ("officer", "supervisor", "command", "oversight")
        paths = user.scope(*kinds)
        if paths == []:
            return Q(pk__in=[])
        reach = (
            Q(assigned_to=user)
            | covering.of_absent(user)
            | (_EVERYTHING if paths is None else Q(area=None))
        )
        for path in paths or []:
            reach |= Q(area__path__startswith=district_of(path))
        return reach & (Q(sensitive=False) | Q(assigned_to=user) | self._supervised(user))

    def _own_beats(self, user: User) -> Q:
        own = Q(pk__in=[])
        for path in user.scope("officer", "supervisor", "command") or []:
            own |= Q(area__path__startswith=path)
        return own

    def _supervised(self, user: User) -> Q:
        from portal.accounts.scope import within_scope

        return within_scope(user, "supervisor", "command")


# Named before it is built upon, so that the type checker follows.
_Manager = models.Manager.from_queryset(ConcernQuerySet)


class ConcernManager(_Manager["Concern"]):
    def get_queryset(self) -> ConcernQuerySet:
        """What the search looks through is for the database alone."""
        return ConcernQuerySet(self.model, using=self._db).defer("search")


# An empty Q would vanish from an "or" instead of letting everything through.
_EVERYTHING = Q(pk__isnull=False)


def district_of(path: str) -> str:
    """The path of the district that an area lies in."""
    return path.split("/", 1)[0] + "/"
