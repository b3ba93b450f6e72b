"""What this room shows on pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from engagement.events import minutes_panels, together_panels  # noqa: F401  # they fill places, too
from engagement.events.models import Event, Rsvp, Session
from engagement.events.models.event import HOSTING
from engagement.events.roster import needs_of
from portal.accounts.scope import within_scope
from portal.areas import known
from portal.pages.kept import stamped_by
from portal.pages.panels import panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from partnerships.boards.models import Board
    from partnerships.resources.models import Grant
    from portal.areas.models import Area
    from portal.http import UserRequest

A_FEW = 3
A_FEW_MORE = 5
SOME = 10

stamped_by("SELECT max(changed_at) FROM events_event")
stamped_by(
    "SELECT concat(count(*), ' ', sum(voice_count), ' ', max(decided_at)) FROM events_suggestion"
)
# Seats saved and given up, for meetings that are not long over.
stamped_by("SELECT max(changed_at) FROM events_session WHERE starts_at > now() - interval '1 day'")


@panel("home", template="events/panels/home.html", order=20)
def come_and_talk(request: HttpRequest) -> dict[str, Any] | None:  # noqa: ARG001
    sessions = list(Session.objects.upcoming().select_related("event")[:A_FEW])
    return {"sessions": sessions} if sessions else None


@panel("area", template="events/panels/area.html", order=20)
def next_meetings(request: HttpRequest, *, area: Area) -> dict[str, Any]:  # noqa: ARG001
    sessions = Session.objects.upcoming().within(area).select_related("event")[:A_FEW]
    return {"sessions": list(sessions), "area": area}


@panel("board", template="events/panels/board.html", order=20)
def meetings_of_a_board(
    _request: HttpRequest, *, board: Board, recommendation: object = None, **_about: Any
) -> dict[str, Any] | None:
    """When it meets next, and the minutes of its last meetings."""
    if recommendation is not None:
        return None
    meetings = Session.objects.filter(event__board=board).select_related("event__minutes")
    coming, past = list(meetings.upcoming()[:A_FEW]), list(meetings.past()[:A_FEW])
    return {"coming": coming, "past": past}


@panel("desk", template="events/panels/desk.html", order=30)
def next_to_run(request: UserRequest, **about: Any) -> dict[str, Any] | None:  # noqa: ARG001
    mine = Session.objects.on().hosted_by(request.user).filter(ends_at__gt=timezone.now())
    session = mine.select_related("event").first()
    if session is None:
        return None
    return {"session": session, "needs": needs_of(session.rsvps.going())}


@panel("me", template="events/panels/me.html", order=20)
def my_seats(request: UserRequest, **about: Any) -> dict[str, Any]:  # noqa: ARG001
    seats = Rsvp.objects.of(request.user).select_related("session__event")
    return {"rsvps": list(seats)}


@panel("desk_event", template="events/panels/desk_event.html", order=60)
def words_and_people(request: UserRequest, *, event: Event) -> dict[str, Any]:  # noqa: ARG001
    return {"event": event, "states": event.translation_states()}


@panel("desk_event", template="events/panels/desk_series.html", order=10)
def its_series(request: UserRequest, *, event: Event) -> dict[str, Any]:  # noqa: ARG001
    """Its neighbors in the series, its course, and who finds it."""
    before, after = event.series.beside(event) if event.series else (None, None)
    return {"event": event, "before": before, "after": after}


@panel("desk_event", template="events/panels/desk_suggestions.html", order=20)
def wishes(request: UserRequest, *, event: Event) -> dict[str, Any]:  # noqa: ARG001
    return {"event": event, "waiting": event.suggestions.undecided().count()}


@panel("desk_event", template="events/panels/desk_kept.html", order=30)
def kept_seats(request: UserRequest, *, event: Event) -> dict[str, Any] | None:  # noqa: ARG001
    """Where seats can be kept: sessions to come, or the one a course keeps its seats on."""
    coming = [session for session in event.sessions.all() if not session.is_over()]
    if event.is_course:
        coming = sorted(event.sessions.all(), key=lambda session: session.pk)[:1]
    return {"sessions": coming} if coming and not event.is_cancelled else None


@panel("grant", template="events/panels/grant.html", order=20)
def held_with_it(request: UserRequest, *, grant: Grant) -> dict[str, Any] | None:
    """Meetings tagged to it: what is public, and what goes by a link where one works."""
    listed = Q(unlisted=False) | within_scope(request.user, *HOSTING)
    published = Event.objects.filter(listed, grants=grant, published_at__isnull=False)
    events = published.annotate(first_at=Min("sessions__starts_at")).select_related("area")
    found = list(events.order_by("-first_at", "-pk")[:SOME])
    return {"events": found} if found else None


@panel("handover", template=known.TEMPLATE, order=10)
def next_dates(_request: UserRequest, *, area: Area) -> dict[str, Any] | None:
    coming = Session.objects.upcoming().within(area).select_related("event")[:A_FEW_MORE]
    return known.lines(
        "dates",
        (
            known.Line(
                f"{date_format(timezone.localtime(each.starts_at), 'DATETIME_FORMAT')}: "
                f"{each.event.title}",
                each.get_absolute_url(),
            )
            for each in coming
        ),
    )


@panel("handover", template=known.TEMPLATE, order=10)
def where_people_meet(_request: UserRequest, *, area: Area) -> dict[str, Any] | None:
    """The places of past meetings, the most used first."""
    past = Session.objects.past().within(area).exclude(event__venue_name="").order_by()
    places = past.values("event__venue_name").annotate(times=Count("pk"), last=Max("starts_at"))
    return known.lines(
        "places",
        (
            known.Line(
                ngettext(
                    "%(place)s: one meeting, on %(day)s",
                    "%(place)s: %(times)d meetings, the last on %(day)s",
                    each["times"],
                )
                % {
                    "place": each["event__venue_name"],
                    "times": each["times"],
                    "day": date_format(timezone.localtime(each["last"])),
                }
            )
            for each in places.order_by("-times", "event__venue_name")[:A_FEW_MORE]
        ),
    )
