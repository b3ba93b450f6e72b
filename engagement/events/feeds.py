"""What is coming up, for calendar programs and feed readers to follow.

The same address always means the same meetings; `lang` says in which language they are told,
because calendar programs do not say whom they read for.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_GET

from engagement.events import calendars
from engagement.events.following import calendar_name
from engagement.events.forms import FilterForm
from engagement.events.models import Event, Session
from engagement.events.views import find_event, sessions_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from engagement.events.models.session import SessionQuerySet

MOST = 100  # of the newest, in a feed of news


@login_not_required
@require_GET
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = find_event(request, slug)
    entries = [calendars.entry(session) for session in sessions_of(event)]
    response = HttpResponse(calendars.calendar(entries), content_type=calendars.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


def language_of(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or ""


def form_of(request: HttpRequest, **chosen: str) -> FilterForm:
    """What the address narrows the meetings to; an area or a kind that is not there is 404."""
    asked = QueryDict(mutable=True)
    asked.update(request.GET)
    for name, value in chosen.items():
        asked[name] = value
    form = FilterForm(asked)
    if asked.get("area") and not form.area_chosen:
        raise Http404
    if asked.get("kind") and not form.cleaned_data.get("kind"):
        raise Http404
    return form


def sessions_for(request: HttpRequest, **chosen: str) -> SessionQuerySet:
    return form_of(request, **chosen).narrow(Session.objects.announced())


def feed_etag(request: HttpRequest, **chosen: str) -> str:
    """Changes with any entry, when one is over and drops out, and with the language."""
    state = sessions_for(request, **chosen).aggregate(
        Count("pk"), Max("changed_at"), Max("event__changed_at"), Max("event__sequence")
    )
    said = repr([language_of(request), *sorted(state.items())])
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def feed_changed(_request: HttpRequest, **_chosen: str) -> datetime | None:
    """When any meeting last changed or was over; one that moves away changes two feeds."""
    over = Max("ends_at", filter=Q(ends_at__lte=timezone.now()))
    state = Session.objects.aggregate(Max("changed_at"), Max("event__changed_at"), over=over)
    return max((moment for moment in state.values() if moment), default=None)


@login_not_required
@require_GET
@condition(etag_func=feed_etag, last_modified_func=feed_changed)
def feed(request: HttpRequest, **chosen: str) -> HttpResponseBase:
    """What is coming up, for a calendar program to follow."""
    language, form = language_of(request), form_of(request, **chosen)
    sessions = form.narrow(Session.objects.announced()).select_related("event")
    with translation.override(language):
        name = name_of(form)
    return StreamingHttpResponse(
        calendars.feed(sessions.iterator(chunk_size=500), name=name, language=language),
        content_type=calendars.MEDIA_TYPE,
    )


@login_not_required
@require_GET
def area_feed(request: HttpRequest, area: str) -> HttpResponseBase:
    return feed(request, area=area)


@login_not_required
@require_GET
def kind_feed(request: HttpRequest, kind: str) -> HttpResponseBase:
    return feed(request, kind=kind)


def name_of(form: FilterForm) -> str:
    return calendar_name(form.area_chosen, form.cleaned_data.get("kind"))


class MeetingsFeed(Feed[Event, FilterForm]):
    """Meetings as they are announced, the newest first."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FilterForm:
        return form_of(request)

    def title(self, form: FilterForm) -> str:
        return calendars.clean(name_of(form))

    def link(self, form: FilterForm) -> str:
        return reverse("events:list") + form.kept()

    def subtitle(self, _form: FilterForm) -> str:
        return _("Meetings and other chances to talk with your police, as they are announced.")

    def items(self, form: FilterForm) -> list[Event]:
        coming = form.narrow(Session.objects.upcoming()).order_by().values("event")
        found = Event.objects.filter(pk__in=coming).prefetch_related("sessions")
        return list(found.order_by("-published_at", "-pk")[:MOST])

    def item_title(self, event: Event) -> str:
        return calendars.clean(event.title)

    def item_description(self, event: Event) -> str:
        days = [session.day for session in event.sessions.all() if not session.is_over()]
        lines = [*days[:1], event.place, str(event.purpose)]
        return calendars.clean("\n".join(line for line in lines if line))

    def item_link(self, event: Event) -> str:
        return event.get_absolute_url()

    def item_pubdate(self, event: Event) -> datetime | None:
        return event.published_at

    def item_updateddate(self, event: Event) -> datetime:
        return event.changed_at


@login_not_required
@require_GET
@condition(etag_func=feed_etag, last_modified_func=feed_changed)
def atom(request: HttpRequest) -> HttpResponse:
    with translation.override(language_of(request)):
        return MeetingsFeed()(request)
