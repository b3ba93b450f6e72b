"""The code of an open wave, for cameras, and its address, for fingers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.notices.links import absolute

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from metrics.surveys.models import Wave


def address(wave: Wave) -> str:
    return absolute(reverse("open_surveys:answer", args=[wave.link_code]))


def drawn(wave: Wave) -> SafeString:
    """As SVG within a page, dark on light whatever the theme: cameras want it so.

    A quarter of it may be torn or wet (error correction Q).
    """
    image = segno.make_qr(address(wave), error="q").svg_inline(
        scale=8, dark="#000", light="#fff", omitsize=True, svgclass="cg-ticket__code",
        title=_("The address of this survey as a code for the camera"),
    )  # fmt: skip
    return mark_safe(image)  # drawn here from an address of ours


def languages(wave: Wave) -> list[dict[str, str]]:
    """In every language: what the survey is called, and what to say above the code."""
    titles = dict(wave.instrument.translations.values_list("language", "title"))
    words = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words.append(
                {
                    "code": code,
                    "title": titles.get(code, wave.title),
                    "ask": _("Tell us how safe you feel, and how the police treat you."),
                    "how": _("Scan the code with your phone, or type the address."),
                    "kept": _("No name, no login. No one can see who answered what."),
                }
            )
    return words
