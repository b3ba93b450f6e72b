from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from portal.pages.navigation import Link, leads_somewhere

register = template.Library()

TABS = (
    Link("today", "/workspace/", _("Today"), "sun"),
    Link("referrals", "/workspace/referrals/", _("Referrals"), "bubble"),
    Link("agreements", "/workspace/agreements/", _("Agreements"), "promise"),
    Link("problems", "/workspace/problems/", _("Problems"), "place"),
    Link("resources", "/workspace/resources/", _("Hours and gifts"), "time"),
    Link("page", "/workspace/page/", _("Our page"), "list"),
    Link("people", "/workspace/people/", _("Our people"), "people"),
    Link("notes", "/workspace/notes/", _("Our notes"), "pen"),
    Link("export", "/workspace/export/", _("For funders"), "print"),
)


@register.simple_tag
def workspace_tabs() -> list[Link]:
    """The tabs of the workspace; a room that is not built yet has none."""
    return [tab for tab in TABS if leads_somewhere(tab.path)]
