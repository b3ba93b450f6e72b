"""An organization registers itself, and asks staff for a place at the table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.organizations.models import Membership, Organization
from partnerships.organizations.naming import free_slug, like
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from portal.accounts.models import User
    from portal.areas.models import Area

MOST_A_DAY = 3


@dataclass(frozen=True)
class Registration:
    name: str
    kind: str
    about: str
    website: str = ""
    email: str = ""
    phone: str = ""
    languages: list[str] = field(default_factory=list)
    areas: Iterable[Area] = ()


def register(said: Registration, by: User, submission: UUID | None = None) -> Organization:
    """Write it down; it waits for staff. The same form twice is one registration."""
    try:
        with transaction.atomic():
            return _register(said, by, submission)
    except IntegrityError:
        known: Organization | None = Organization.objects.filter(
            submission=submission, created_by=by
        ).first()
        if known is None:
            raise
        return known


def _register(said: Registration, by: User, submission: UUID | None) -> Organization:
    known: Organization | None = Organization.objects.filter(submission=submission).first()
    if submission and known is not None:
        if known.created_by_id != by.pk:
            raise NotPossible(_("This form was sent already. Open the page again."))
        return known
    mine = like(said.name, said.website).filter(memberships__user=by).first()
    if mine is not None:
        words = _("You registered %(name)s already. Find it in your workspace.")
        raise NotPossible(words % {"name": mine.name})
    lately = Organization.objects.filter(
        created_by=by, created_at__gt=timezone.now() - timedelta(days=1)
    )
    if lately.count() >= MOST_A_DAY:
        raise NotPossible(
            _("You registered three today. Please come back tomorrow, or write to us.")
        )
    organization: Organization = Organization.objects.create(
        name=said.name,
        slug=free_slug(said.name),
        kind=said.kind,
        about=said.about,
        website=said.website,
        email=said.email,
        phone=said.phone,
        languages=said.languages,
        created_by=by,
        submission=submission,
    )
    organization.areas.set(said.areas)
    organization.memberships.create(user=by, role=Membership.Role.OWNER)
    return organization
