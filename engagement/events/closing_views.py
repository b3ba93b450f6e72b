"""Where a meeting is closed, and where staff see which minutes are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from engagement.events import minutes_due, plain_words
from engagement.events.closing_forms import ClosingForm, texts_of
from engagement.events.desk_views import refuse_unless
from engagement.events.models import Event, Minutes
from engagement.events.models.event import HOSTING
from engagement.events.notes_views import find_held
from portal.accounts.scope import within_scope
from portal.areas.models import Area
from portal.records import privacy
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.events.models.event_queryset import EventQuerySet
    from portal.http import UserRequest
    from portal.pages.clocks import Clock

A_PAGE = 50


def close(request: UserRequest, pk: int) -> HttpResponse:
    event = find_held(request, pk)
    minutes = minutes_of(event)
    form = ClosingForm(request.POST or None, event=event, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        minutes = form.save(request.user)
        return go_on(request, minutes, request.POST.get("then", ""))
    return render(request, "events/close.html", about(form, minutes))


def go_on(request: UserRequest, minutes: Minutes, then: str) -> HttpResponse:
    """What is typed is kept already. If the rest is refused, the page says why."""
    event = minutes.event
    try:
        if then == "publish":
            minutes.publish(request.user)
        elif then == "close":
            minutes.close(request.user)
    except NotPossible as reason:
        messages.error(request, _("The draft is kept. %(why)s") % {"why": reason})
        return redirect("desk_events:close", event.pk)
    said = {
        "publish": _("Everyone can read the minutes now. Those who came get one mail."),
        "close": _("The meeting is closed. Publish the minutes when they are ready."),
        "correct": _("Corrected. The page says that it was, and when."),
    }
    messages.success(request, said.get(then, _("The draft is kept. Nobody outside sees it.")))
    if then == "promise":
        return redirect("desk_events:notes", event.pk)
    return redirect("desk_events:event" if then == "close" else "desk_events:close", event.pk)


def about(form: ClosingForm, minutes: Minutes) -> dict[str, object]:
    summary = str(minutes.summary)
    known = Area.objects.values_list("name", flat=True)
    return {
        "form": form,
        "event": form.event,
        "minutes": minutes,
        "clock": minutes.clock(),
        "lines": list(minutes.lines.all()) if minutes.pk else [],
        "promises": list(form.event.commitments.select_related("owner", "area")),
        "missing": minutes.missing() if minutes.pk else [],
        "hints": plain_words.read(summary).hints,
        "warnings": [
            finding.words
            for text in (summary, *texts_of(minutes))
            for finding in privacy.warnings(text, known)
        ],
    }


def minutes_of(event: Event) -> Minutes:
    """Those that are begun, else a blank sheet that no one saved yet."""
    minutes = Minutes.objects.filter(event=event).first() or Minutes(event=event)
    minutes.event = event
    return minutes


@require_GET
def list_minutes(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "events.prepare")
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "overdue"
    mine = within_scope(request.user, *HOSTING)
    areas = Area.objects.filter(within_scope(request.user, *HOSTING, path="path"))
    events = SHOWS[show]().filter(mine)
    area = areas.filter(slug=request.GET.get("area", "")).first()
    if area:
        events = events.filter(area__path__startswith=area.path)
    rows = events.select_related("area", "minutes")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    clocked = [(event, clock_of(event)) for event in page]
    context = {"page": page, "rows": clocked, "show": show, "areas": areas, "area": area}
    return render(request, "events/minutes_list.html", context)


def published() -> EventQuerySet:
    done = Event.objects.filter(minutes__published_at__isnull=False)
    return minutes_due.with_end(done).order_by("-minutes__published_at", "-pk")


SHOWS = {"overdue": minutes_due.overdue, "due": minutes_due.due, "published": published}


def clock_of(event: Event) -> Clock:
    minutes = event.published_minutes
    published_at = minutes.published_at if minutes else None
    return minutes_due.clock(minutes_due.over_at(event), published_at)
