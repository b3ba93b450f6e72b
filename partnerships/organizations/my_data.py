from __future__ import annotations

from typing import TYPE_CHECKING

from portal.accounts.my_data import forgets, holds

if TYPE_CHECKING:
    from portal.accounts.models import User


@holds("organizations")
def organizations(user: User) -> list[str]:
    return [organization.name for organization in user.organizations.all()]


@forgets
def memberships(user: User) -> None:
    user.organizations.clear()
