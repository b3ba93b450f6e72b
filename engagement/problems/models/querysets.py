from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from engagement.problems.models.choices import Stage
from partnerships.organizations.models import Organization
from portal.accounts.models import Role
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from engagement.concerns.models import Concern
    from engagement.events.models import Event
    from engagement.problems.models import Problem
    from portal.accounts.models import User
    from portal.areas.models import Area

WORKING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)
READING = (*WORKING, Role.Kind.OVERSIGHT)
STALE = timedelta(days=60)


class ProblemQuerySet(models.QuerySet["Problem"]):
    def open(self) -> Self:
        return self.exclude(stage=Stage.CLOSED)

    def closed(self) -> Self:
        return self.filter(stage=Stage.CLOSED)

    def stale(self, at: datetime | None = None) -> Self:
        """Worked on, they say, and no step for sixty days."""
        return self.open().filter(stepped_at__lt=(at or timezone.now()) - STALE)

    def public(self) -> Self:
        """What everyone may read."""
        return self.exclude(published_at=None)

    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def led_by(self, user: User) -> Self:
        return self.filter(lead=user)

    def shared_with(self, organization: Organization) -> Self:
        """What this organization works on with us. One that is not approved works on nothing."""
        partner = Organization.objects.approved().filter(pk=organization.pk)
        return self.filter(organizations__in=partner)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Everyone sees what is public; staff also what they work on."""
        if not user.is_authenticated:
            return self.public()
        return self.filter(Q(published_at__isnull=False) | self._at_work(user))

    def workable_by(self, user: User) -> Self:
        """What this person sees at the desk: their areas, and what they lead themselves."""
        return self.filter(self._at_work(user))

    def begin(  # noqa: PLR0913  a problem has that many sides, all named
        self,
        *,
        title: str,
        area: Area,
        by: User | None,
        lead: User | None = None,
        concerns: Iterable[Concern] = (),
        event: Event | None = None,
        source: str = "officer",
        since_on: date | None = None,
        submission: UUID | None = None,
        **said: Any,
    ) -> Problem:
        """Open a problem, from concerns, from a meeting, or from nothing but a thought.

        The same form twice is one problem. `said` holds further fields of `Problem`, such as
        `category`, `place` or `evidence`; the cell is where most of the concerns are.
        """
        if submission and (earlier := self.sent_with(submission, by)):
            return earlier
        concerns = list(concerns)
        said.setdefault("cell", _most_common(one.cell for one in concerns))
        if "category" not in said:
            said["category_id"] = _most_common(one.category_id for one in concerns) or None
        begun = self.model(
            title=" ".join(title.split()),
            area=area,
            lead=lead or by,
            source=source,
            since_on=since_on or timezone.localdate(),
            created_by=by,
            submission=submission,
            **said,
        )
        begun.refuse_nonsense()
        try:
            with transaction.atomic():
                begun.slug = self._free_slug(begun.title)
                begun.save(force_insert=True)
                begun.concerns.set(concerns)
                if event is not None:
                    begun.events.add(event)
                begun.turns.create(verb="begun", stage=begun.stage, by=by, on=begun.since_on)
        except IntegrityError:
            if submission and (earlier := self.sent_with(submission, by)):
                return earlier
            raise NotPossible(_("Load the page again, then begin it.")) from None
        return begun

    def sent_with(self, submission: UUID, by: User | None) -> Problem | None:
        """The problem that this person's form already began, if it did."""
        return self.filter(submission=submission, created_by=by).first()

    def _free_slug(self, title: str) -> str:
        """From the title; with a number where it is taken."""
        slug = slugify(title)[:100].strip("-") or "problem"
        taken = set(
            self.model._default_manager.filter(slug__startswith=slug).values_list("slug", flat=True)
        )
        number, free = 2, slug
        while free in taken:
            free, number = f"{slug}-{number}", number + 1
        return free

    def _at_work(self, user: User) -> Q:
        if not user.has_role(*READING):
            return Q(pk__in=[])
        return within_scope(user, *READING) | Q(lead=user)


def _most_common(things: Iterable[Any]) -> Any:
    """What stands most often among them, leaving out what is empty; or an empty text."""
    counted = Counter(thing for thing in things if thing)
    return counted.most_common(1)[0][0] if counted else ""
