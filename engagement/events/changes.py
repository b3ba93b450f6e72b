"""A change that someone typed, written to the days it reaches, and told to those who come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.events.models import Event
from engagement.events.models.event import HOSTING
from portal.accounts.scope import within_scope
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.events.desk_forms import EventForm
    from engagement.events.models import Series
    from portal.accounts.models import User

TIMES = frozenset({"starts", "ends"})


class Changed(NamedTuple):
    told: int
    # Days of the series that were changed by themselves before, and stay as they are.
    passed_by: list[Event]


def days_reached(event: Event, scope: str | None, user: User) -> list[Event]:
    """In order, and only those this person may run."""
    reached = Event.objects.reached_from(event, scope or Event.Scope.ONLY)
    return list(reached.filter(within_scope(user, *HOSTING)))


@transaction.atomic
def call_off(days: list[Event], reason: str) -> int:
    """Each of these days; how many people were told."""
    return sum(event.cancel(reason) for event in days)


@transaction.atomic
def publish(days: list[Event]) -> int:
    """Those of these days that are drafts; how many everyone can see now."""
    drafts = [event for event in days if event.is_draft]
    for event in drafts:
        event.publish()
    return len(drafts)


@transaction.atomic
def list_for_all(days: list[Event], *, listed: bool) -> None:
    for event in days:
        event.list_for_all(listed=listed)


@transaction.atomic
def change(form: EventForm, user: User) -> Changed:
    """Write down what the form holds. Raises `ValidationError` by field, and changes nothing."""
    scope = form.cleaned_data.get("scope") or Event.Scope.ONLY
    if scope == Event.Scope.ONLY:
        return Changed(change_one(form), [])
    return change_many(form, days_reached(form.instance, scope, user), scope)


def change_one(form: EventForm) -> int:
    event = form.save(commit=False)
    if event.series_id and form.has_changed():
        event.apart = True
    # Only what the form holds: someone may have called it off meanwhile.
    event.save(update_fields=[*form.columns, "apart", "changed_at"])
    form.save_m2m()
    data = form.cleaned_data
    if "starts_at" in data:
        event.hold(data["starts_at"], data["ends_at"])
    seats(event, data["capacity"])
    if event.is_draft or not form.matters_to_attendees:
        return 0
    return event.tell_everyone("moved")


def seats(event: Event, capacity: int | None) -> None:
    session = event.sessions.order_by("pk").first()
    if session is None:
        return
    session.event = event
    try:
        session.set_capacity(capacity)
    except NotPossible as reason:
        raise ValidationError({"capacity": str(reason)}) from None


def change_many(form: EventForm, days: list[Event], scope: str) -> Changed:
    event, changed = form.instance, set(form.changed_data) - {"scope"}
    if "on" in changed:
        raise ValidationError(
            {"on": _("One day alone can move to another date. Choose “Only this day”.")}
        )
    passed_by = [day for day in days if day.apart and day.pk != event.pk]
    followers = [day for day in days if day not in passed_by]
    if not changed or event.series is None:
        return Changed(0, [])
    if "capacity" in changed:
        change_seats(followers, form.cleaned_data["capacity"])
    series = event.series
    if scope == Event.Scope.FOLLOWING and event.series_day:
        series = series.split(event.series_day)
    if TIMES & changed:
        change_times(form, series, followers)
    told = 0
    for day in followers:
        write(form, day, changed)
        if form.matters_to_attendees and not day.is_draft:
            told += day.tell_everyone("moved")
    return Changed(told, passed_by)


def write(form: EventForm, day: Event, changed: set[str]) -> None:
    """The words that changed, in the language they were typed in; others stay as they are."""
    columns = [name for name in form.columns if name in changed]
    for field in Event._meta.concrete_fields:
        if field.name in columns:
            field.save_form_data(day, form.cleaned_data[field.name])
    day.save(update_fields=[*columns, "changed_at"])
    if "partners" in changed:
        day.partners.set(form.cleaned_data["partners"])
    if "grants" in changed:
        day.grants.set(form.cleaned_data["grants"])


def change_times(form: EventForm, series: Series, days: list[Event]) -> None:
    series.starts, series.ends = form.cleaned_data["starts"], form.cleaned_data["ends"]
    series.save(update_fields=["starts", "ends"])
    for day in days:
        if day.series_day is None or day.apart:
            day.move(form.cleaned_data["starts_at"], form.cleaned_data["ends_at"])
            continue
        planned = series.day(day.series_day)
        if planned.problem:
            raise ValidationError({"starts": planned.problem})
        day.move(planned.starts_at, planned.ends_at)


def change_seats(days: list[Event], capacity: int | None) -> None:
    """All of them or none; where more is taken, the days are named."""
    full = []
    sessions = [session for day in days for session in day.sessions.order_by("pk")[:1]]
    for session in sorted(sessions, key=lambda session: session.pk):
        try:
            session.set_capacity(capacity)
        except NotPossible:
            on = date_format(timezone.localtime(session.starts_at))
            full.append(f"{on} ({session.seats_taken + session.reserved})")
    if full:
        words = _("More seats are taken on these days: %(days)s. Choose that many or more.")
        raise ValidationError({"capacity": words % {"days": ", ".join(full)}})
