from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from partnerships.organizations.workspace import CHOSEN, memberships_of

if TYPE_CHECKING:
    from partnerships.organizations.models import Organization

register = template.Library()


@register.simple_tag(takes_context=True)
def worked_for(context: dict[str, Any]) -> Organization | None:
    """The organization one runs a survey for; None for staff and oversight, at their desk."""
    request, wave = context["request"], context.get("wave")
    user = request.user
    if user.has_role("officer", "supervisor", "command", "administrator", "oversight"):
        return None
    theirs = [one.organization for one in memberships_of(user)]
    if wave is not None and wave.operator_id:
        theirs = [one for one in theirs if one.pk == wave.operator_id] or theirs
    chosen = request.session.get(CHOSEN)
    return next((one for one in theirs if one.pk == chosen), theirs[0] if theirs else None)
