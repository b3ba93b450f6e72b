from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from engagement.concerns import files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.concerns.models import Attachment

register = template.Library()


@register.simple_tag
def sent_files(attachments: Iterable[Attachment], place: str) -> list[files.Shown]:
    """Files as one reader opens them: "resident", "desk" or "public"."""
    return files.shown(attachments, place)
