from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import template
from django.forms import CheckboxInput
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.pages import clocks, navigation
from portal.pages import panels as shared

if TYPE_CHECKING:
    from datetime import date

    from django.forms import BoundField

    from portal.accounts.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: dict[str, Any], place: str, **about: Any) -> SafeString:
    """What other rooms show in this place of the page."""
    request = context["request"]
    found = shared.filled(place, request, **about)
    return mark_safe("".join(render_to_string(name, each, request) for name, each in found))


@register.simple_tag
def menu(name: str) -> list[navigation.Link]:
    return navigation.menu(name)


@register.simple_tag
def rooms_of(user: User) -> list[navigation.Link]:
    return navigation.rooms_of(user)


@register.filter
def is_one_box(field: BoundField) -> bool:
    """A single checkbox, whose label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def leads_somewhere(path: str) -> bool:
    """Whether the site has that page yet."""
    return navigation.leads_somewhere(path)


@register.simple_tag(takes_context=True)
def current(context: dict[str, Any], path: str) -> SafeString:
    """Marks a link when the page, or a page below it, is the one being read."""
    request = context.get("request")
    if request and request.path.startswith(path):
        return mark_safe(' aria-current="page"')
    return SafeString("")


@register.filter
def marked(path: str) -> str:
    """Which links at the top of the page are marked as current there."""
    links = [*(link.path for link in navigation.MENUS["main"]), "/accounts/login/"]
    return ",".join(link for link in links if path.startswith(link))


@register.filter
def percent(place: float) -> str:
    """A length in a drawing; never localized, because SVG reads only points."""
    return f"{place:g}%"


@register.filter
def tel(phone: str) -> str:
    return "tel:" + re.sub(r"[^\d+]", "", phone)


@register.simple_tag
def phone(number: str) -> SafeString:
    return format_html('<a class="cg-nowrap" href="{}">{}</a>', tel(number), number)


@register.filter
def due(at: datetime) -> str:
    """“Due in 4 days”; put the date close by."""
    return clocks.due_words(at, timezone.now())


@register.filter
def since(at: datetime) -> str:
    """“5 hours ago” in the one unit a person would use."""
    return _("%(time)s ago") % {"time": clocks.span(timezone.now() - at)}


@register.filter
def day(at: date) -> str:
    """“Thu, Nov 19”, and the year where it is not this one. For lists; sentences use words."""
    on = timezone.localtime(at).date() if isinstance(at, datetime) else at
    if on.year == timezone.localdate().year:
        return date_format(on, "SHORT_WEEKDAY_FORMAT")
    return date_format(on, "SHORT_DATE_WORDS_FORMAT")


@register.filter
def short_name(person: User) -> str:
    """“Theo L.”, which fits beside the wordmark on a phone."""
    first, *rest = person.name.split() or [person.email.partition("@")[0]]
    return f"{first} {rest[-1][0]}." if rest else first


@register.filter
def initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2] if word).upper()


@register.simple_tag(takes_context=True)
def workplace(context: dict[str, Any]) -> str:
    """“Desk: Millrace”, “Command: whole city”: where the person at work is."""
    user = context["user"]
    room = _("Desk")
    if user.has_role("command"):
        room = _("Command")
    elif user.has_role("oversight") and not user.works_here:
        room = _("Oversight")
    areas = [role.area.name for role in user.current_roles if role.area]
    return f"{room}: {', '.join(areas[:2]) or _('whole city')}"
