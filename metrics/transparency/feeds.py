"""News for feed readers: each publication, and each version of a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import feedgenerator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from metrics.transparency.models import PolicyVersion, Publication
from metrics.transparency.rendering import ahead
from portal.notices.links import absolute

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 40


@require_safe
@login_not_required
@ahead
def rss(_request: HttpRequest) -> HttpResponse:
    """RSS 2.0 with a link to itself, newest first. An entry stands for words that never change."""
    here = absolute(reverse("transparency:feed"))
    feed = feedgenerator.Rss201rev2Feed(
        title=_("Published numbers and policies"),
        link=absolute(reverse("transparency:home")),
        description=_("Each quarter’s numbers, second editions with their reason, and policies."),
        language=get_language(),
        feed_url=here,
    )
    for entry in sorted(_entries(), key=lambda each: each["pubdate"], reverse=True)[:MOST]:
        feed.add_item(**entry)
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
    )


def _entries() -> list[dict[str, Any]]:
    published: list[dict[str, Any]] = [
        {
            "title": _("Numbers of %(quarter)s") % {"quarter": each.quarter}
            if each.edition == 1
            else _("Numbers of %(quarter)s, edition %(n)s")
            % {"quarter": each.quarter, "n": each.edition},
            "link": absolute(each.get_absolute_url()),
            "description": each.note or _("The numbers of a quarter, as they stay."),
            "pubdate": each.published_at,
        }
        for each in Publication.objects.published().light().order_by("-published_at")[:MOST]
    ]
    policies: list[dict[str, Any]] = [
        {
            "title": _("Policy: %(title)s") % {"title": each.title},
            "link": absolute(each.get_absolute_url()),
            "description": str(each.note) or _("A policy was published."),
            "pubdate": each.published_at,
        }
        for each in PolicyVersion.objects.select_related("policy").order_by("-published_at")[:MOST]
    ]
    entries = [*published, *policies]
    return [
        entry | {"unique_id": entry["link"], "unique_id_is_permalink": True} for entry in entries
    ]
