"""Turns a template into a mail, in the reader's language, once and for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist
from django.utils import translation

from portal.notices import links, topics
from portal.pages.models import Agency

if TYPE_CHECKING:
    from collections.abc import Mapping


def compose(
    template: str, context: Mapping[str, Any], *, topic: str, language: str, fingerprint: str
) -> tuple[str, str, str]:
    """Subject, text and HTML (empty where `mail/<template>.html` does not exist)."""
    about = topics.find(topic)
    told = {
        **context,
        "agency": Agency.current(),
        "site_url": settings.SITE_URL,
        "why": about.why,
        "unsubscribe_url": links.unsubscribe_url(topic, fingerprint) if about.optional else "",
        "language": language,
    }
    with translation.override(language):
        subject = _render(f"mail/{template}.subject.txt", told, escape=False)
        text = _render(f"mail/{template}.txt", told, escape=False)
        try:
            html = _render(f"mail/{template}.html", told, escape=True)
        except TemplateDoesNotExist:
            html = ""
    return " ".join(subject.split()), text, html


def _render(name: str, context: dict[str, Any], *, escape: bool) -> str:
    template = Engine.get_default().get_template(name)
    return template.render(Context(dict(context), autoescape=escape)).strip() + "\n"
