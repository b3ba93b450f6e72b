"""News of the register, for feed readers: what boards ask, and what they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.boards.models import Recommendation
from partnerships.boards.public import rows_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

MOST = 50


class News(Feed[Recommendation, None]):
    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Recommendations of boards, and their answers")

    def link(self) -> str:
        return reverse("boards:register")

    def items(self) -> list[Recommendation]:
        return list(rows_of(Recommendation.objects.order_by("-changed_at", "-pk"))[:MOST])

    def item_title(self, item: Recommendation) -> str:
        return f"{item.label} {item.title} ({item.status.label})"

    def item_description(self, item: Recommendation) -> str:
        return item.text

    def item_author_name(self, item: Recommendation) -> str:
        return item.board.name

    def item_updateddate(self, item: Recommendation) -> datetime:
        return item.changed_at


@require_safe
@login_not_required
def atom(request: HttpRequest) -> HttpResponse:
    """The fifty that changed last."""
    return News()(request)
