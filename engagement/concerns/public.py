"""What everyone may read: concerns whose owners agreed, and what was done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from engagement.concerns import flood, intake, timeline
from engagement.concerns.forms import PublicFilter
from engagement.concerns.models import Concern
from engagement.concerns.pages import LongList
from engagement.concerns.queue import public_row
from engagement.concerns.untraced import leaves_no_trace
from portal.pages.kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 20


@require_safe
@login_not_required
@kept
def concerns(request: HttpRequest) -> HttpResponse:
    form = PublicFilter(request.GET)
    found = form.narrow(Concern.objects.public()).select_related("area", "category")
    page = LongList(found, PAGE).get_page(request.GET.get("page"))
    rows = [public_row(concern) for concern in page]
    return render(request, "concerns/list.html", {"form": form, "page": page, "rows": rows})


@require_safe
@leaves_no_trace
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """One public concern: what was said, where it stands, and a way to say the same."""
    found = Concern.objects.public().select_related("area", "category")
    concern = get_object_or_404(found, pk=pk)
    about = {
        "concern": concern,
        "row": public_row(concern),
        "steps": timeline.in_public(concern, concern.steps.all()),
        "attachments": concern.attachments.on_public_page(),
        "token": intake.seal(request.user, flood.token(request)) if concern.is_open else "",
    }
    return render(request, "concerns/concern.html", about)
