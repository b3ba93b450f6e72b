from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from portal.accounts.models import Role

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from partnerships.boards.models.consultation import Consultation, Piece
    from portal.accounts.models import User
    from portal.areas.models import Area


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def open(self, on: date | None = None) -> Self:
        """Anyone may comment now."""
        on = on or timezone.localdate()
        return self.published().filter(opens_on__lte=on, closes_on__gte=on, answered_at=None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published ones, to everyone; drafts to those of the house that writes them."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(Q(published_at__isnull=False) | _run_by(user))

    def run_by(self, user: User) -> Self:
        return self.filter(_run_by(user))

    def of(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    @transaction.atomic
    def draft(
        self,
        by: User,
        passages: list[Piece],
        *,
        title: str,
        submission: UUID | None = None,
        **about: Any,
    ) -> Consultation:
        """Begin a consultation that nobody else sees yet. The same form twice is one."""
        if submission and (earlier := self.filter(submission=submission, created_by=by).first()):
            return earlier
        begun = self.model(
            title=" ".join(title.split()),
            slug=self._free_slug(title),
            by_oversight=not by.has_role(Role.Kind.COMMAND),
            created_by=by,
            submission=submission,
            **about,
        )
        begun.refuse_nonsense()
        begun.keep(by)
        begun.write(passages)
        return begun

    def _free_slug(self, title: str) -> str:
        stem = slugify(title)[:150] or "consultation"
        taken = set(self.model.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
        slug, n = stem, 1
        while slug in taken:
            n += 1
            slug = f"{stem}-{n}"
        return slug


def _run_by(user: User) -> Q:
    """Command runs those of the police, oversight its own: neither opens the other's drafts."""
    ours = Q(pk__in=[])
    if user.has_role(Role.Kind.COMMAND):
        ours |= Q(by_oversight=False)
    if user.has_role(Role.Kind.OVERSIGHT):
        ours |= Q(by_oversight=True)
    return ours
