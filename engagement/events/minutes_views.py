"""What everyone reads after a meeting. No account is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from engagement.events import minutes_shown
from engagement.events.models import Minutes
from engagement.events.views import find_event
from portal.pages.kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_GET
@kept
def show_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    event = find_event(request, slug)
    minutes = get_object_or_404(Minutes.objects.published(), event=event)
    minutes.event = event
    context = {"event": event, "shown": minutes_shown.of(minutes)}
    return render(request, "events/minutes.html", context)
