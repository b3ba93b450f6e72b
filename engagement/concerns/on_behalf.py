"""A partner speaks for a member of theirs who stays unnamed.

The concern is anonymous like any other and names the organization, no person: neither the member
nor whoever typed it. So it cannot be said later who in the organization wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.accounts.models import User


def spoken_for(user: User | AnonymousUser, slug: str) -> Organization | None:
    """The organization, if this person may speak in its name; else there is none."""
    if not slug or not user.is_authenticated:
        return None
    found = Organization.objects.filter(slug=slug[:180]).first()
    return found if found and user.has_perm("organizations.speak_for", found) else None
