"""The addresses that a calendar program or a feed reader takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from engagement.events.models import Event
from portal.notices.links import absolute

if TYPE_CHECKING:
    from engagement.events.forms import FilterForm
    from portal.areas.models import Area


class Following(NamedTuple):
    """The same meetings in three ways: to open, to copy, to read as news."""

    name: str
    webcal: str
    address: str
    atom: str


def following(form: FilterForm) -> Following:
    """What is shown now, to come; the short address where it is all of an area or of a kind."""
    chosen, language = form.cleaned_data, reading()
    area, kind = form.area_chosen, chosen.get("kind")
    name = calendar_name(area, kind)
    others = [chosen.get(key) for key in ("q", "language", "access")]
    atom = reverse("events:atom") + form.kept("on", "when", lang=language)
    if any(others) or bool(area) == bool(kind):
        path = reverse("events:feed") + form.kept("on", "when", lang=language)
    elif area:
        path = with_language(reverse("events:area_feed", args=[area.slug]))
    else:
        path = with_language(reverse("events:kind_feed", args=[kind]))
    return to(name, path, atom)


def of_area(area: Area) -> Following:
    path = with_language(reverse("events:area_feed", args=[area.slug]))
    return to(calendar_name(area, None), path, reverse("events:atom") + f"?area={area.slug}")


def to(name: str, path: str, atom: str) -> Following:
    address = absolute(path)
    return Following(name, "webcal:" + address.partition(":")[2], address, atom)


def calendar_name(area: Area | None, kind: str | None) -> str:
    """What the calendar is called beside one's own."""
    what = str(dict(Event.Kind.choices).get(kind or "") or _("Meetings"))
    return f"{what}, {area.name}" if area else what


def reading() -> str:
    """The reader's language, where calendar programs would not get it by themselves."""
    language = get_language() or settings.LANGUAGE_CODE
    return "" if language == settings.LANGUAGE_CODE else language


def with_language(path: str) -> str:
    return f"{path}?lang={language}" if (language := reading()) else path
