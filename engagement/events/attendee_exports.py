"""Who comes, as a file or on paper. Each time someone takes it, that is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from engagement.events.desk_views import find_event
from engagement.events.models import Attendance, Rsvp
from engagement.events.roster import Roster
from portal.records import export
from portal.records.models import record_access

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from engagement.events.models import Event, Question
    from engagement.events.models.rsvp_queryset import RsvpQuerySet
    from portal.accounts.models import User
    from portal.http import UserRequest

AT_ONCE = 1_000  # rows fetched together
# People the co-hosts do not hear of unless they agreed.
FOR_HOSTS = "hosts"
# Lines at the end of a printed roster, and badges left empty, for those who walk in.
EMPTY_LINES, EMPTY_BADGES = 10, 8
LANGUAGES = dict(settings.LANGUAGES)


@require_GET
def csv(request: UserRequest, pk: int) -> HttpResponseBase:
    return export.csv_response(**table(request, find_event(request, pk)))


@require_GET
def xlsx(request: UserRequest, pk: int) -> HttpResponseBase:
    return export.xlsx_response(**table(request, find_event(request, pk)))


@require_GET
def print_roster(request: UserRequest, pk: int) -> HttpResponse:
    event = find_event(request, pk)
    record_access(request.user, "print the roster", event)
    context = {"event": event, "sheets": sheets(event), "empty_lines": range(EMPTY_LINES)}
    return render(request, "events/print_roster.html", context)


@require_GET
def print_badges(request: UserRequest, pk: int) -> HttpResponse:
    """A badge a person, also for those someone brings, whose names nobody asked for."""
    event = find_event(request, pk)
    record_access(request.user, "print badges", event)
    seats = {(seat.name.casefold(), seat.email.casefold()): seat for seat in expected(event)}
    # Whoever comes to every evening wears one badge.
    badges = [badge for seat in seats.values() for badge in [seat.name, *[""] * seat.guests]]
    context = {"event": event, "badges": badges + [""] * EMPTY_BADGES}
    return render(request, "events/print_badges.html", context)


def sheets(event: Event) -> list[Roster]:
    """One for each sitting that is held."""
    found = []
    for session in event.sessions.filter(cancelled_at=None):
        session.event = event
        found.append(Roster.of(session))
    return found


def expected(event: Event) -> list[Rsvp]:
    """Those who hold a seat, by the alphabet; who waits gets a badge at the door."""
    seats = [guest.seat for sheet in sheets(event) for guest in sheet.expected if guest.seat.name]
    return sorted(seats, key=lambda seat: seat.name.casefold())


def table(request: UserRequest, event: Event) -> dict[str, Any]:
    for_hosts = request.GET.get("for") == FOR_HOSTS
    answers = Rsvp.objects.filter(session__event=event).select_related("session")
    if for_hosts:
        answers = answers.active().filter(shared_with_hosts=True)
    questions = list(event.questions.in_order())
    for question in questions:
        question.event = event
    with_email = may_see_email(request.user, event) and not for_hosts
    return {
        "user": request.user,
        "what": "attendees",
        "name": f"attendees-{event.slug}"[:120] + ("-for-hosts" if for_hosts else ""),
        "head": head(questions, with_email=with_email),
        "rows": rows(event, answers, questions, with_email=with_email),
        "filters": {"event": event.pk} | ({"for": FOR_HOSTS} if for_hosts else {}),
    }


def may_see_email(user: User, event: Event) -> bool:
    return user.has_perm("events.run", event)


def head(questions: list[Question], *, with_email: bool) -> list[str]:
    return [
        _("When"),
        _("Name"),
        _("People"),
        _("Coming?"),
        _("Needs"),
        _("Language"),
        *(str(question) for question in questions),
        _("Shared with hosts"),
        _("Checked in"),
        *([_("Email")] if with_email else []),
    ]


def rows(
    event: Event,
    answers: RsvpQuerySet,
    questions: list[Question],
    *,
    with_email: bool,
) -> Iterator[list[Any]]:
    yes, no = _("yes"), _("no")
    # In a course it is how many evenings they came to.
    evenings = Attendance.objects.counted(event) if event.is_course else {}
    ordered = answers.order_by("session__starts_at", "answered_at", "pk")
    for answer in ordered.iterator(chunk_size=AT_ONCE):
        yield [
            answer.session.starts_at,
            answer.name,
            answer.seats,
            answer.get_state_display(),
            "; ".join([*answer.ask_words, *filter(None, [answer.needs])]),
            answer.speaks or str(LANGUAGES.get(answer.language, answer.language)),
            *(question.answer_words(answer.answers) for question in questions),
            yes if answer.shared_with_hosts else no,
            evenings.get(answer.pk, 0) if event.is_course else moment(answer.checked_in_at),
            *([answer.email] if with_email else []),
        ]


def moment(at: datetime | None) -> str:
    return date_format(localtime(at), "Y-m-d H:i") if at else ""
