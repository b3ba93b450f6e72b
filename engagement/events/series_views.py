"""Where staff plan meetings that come again, and courses; all their days are seen before saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from engagement.events import beginning as begin
from engagement.events import changes, courses
from engagement.events.desk_views import refuse_unless, said
from engagement.events.models import Series
from engagement.events.series_forms import CourseForm, DaysForm, SeriesForm
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.events.models import Event
    from engagement.events.models.series import Renewed
    from portal.http import UserRequest


def new_series(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "events.prepare")
    beginning = begin.asked_for(request.GET, request.user)
    form = SeriesForm(request.POST or None, user=request.user, initial=beginning.initial)
    if request.method == "POST" and form.is_valid() and ready(request, form):
        series = save_series(form, beginning, request)
        n = series.days.count()
        words = ngettext("%(n)d day is saved as a draft.", "%(n)d days are saved as drafts.", n)
        messages.success(request, words % {"n": n})
        return redirect(series)
    context = {"form": form, "beginning": beginning, **begin.choices_for(request.user)}
    return render(request, "events/series_form.html", context)


def new_course(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "events.prepare")
    beginning = begin.asked_for(request.GET, request.user)
    form = CourseForm(request.POST or None, user=request.user, initial=beginning.initial)
    if request.method == "POST" and form.is_valid() and ready(request, form):
        course = save_course(form, beginning, request)
        messages.success(request, _("The draft is saved. Nobody outside sees it yet."))
        return redirect("desk_events:course", course.pk)
    context = {"form": form, "beginning": beginning, **begin.choices_for(request.user)}
    return render(request, "events/series_form.html", context | {"course": True})


@require_GET
def show_series(request: UserRequest, pk: int) -> HttpResponse:
    series = find_series(request, pk)
    days = series.days.prefetch_related("sessions").order_by("series_day")
    known = {event.series_day for event in days}
    left_out = [day for day in series.plan() if day.on not in known]
    context = {
        "series": series,
        "days": days,
        "left_out": left_out,
        "title": pattern_of(series).title,
        "has_drafts": any(event.is_draft and not event.is_cancelled for event in days),
    }
    return render(request, "events/series.html", context)


def change_days(request: UserRequest, pk: int) -> HttpResponse:
    series = find_series(request, pk)
    form = DaysForm(request.POST or None, was=series)
    if request.method == "POST" and form.is_valid() and ready(request, form):
        try:
            later, renewed = renew(form)
        except NotPossible as reason:
            form.add_error("reason", str(reason))
        else:
            messages.success(request, what_became(renewed))
            return redirect(later)
    context = {"form": form, "series": series, "title": pattern_of(series).title}
    return render(request, "events/series_days.html", context | {"gone": gone(form)})


@require_POST
def publish_series(request: UserRequest, pk: int) -> HttpResponse:
    series = find_series(request, pk)
    drafts = series.days.filter(
        published_at=None, cancelled_at=None, sessions__ends_at__gt=timezone.now()
    )
    shown = changes.publish(list(drafts.distinct()))
    words = ngettext(
        "Everyone can see %(n)d day now and save a seat.",
        "Everyone can see %(n)d days now and save a seat.",
        shown,
    )
    messages.success(request, words % {"n": shown})
    return redirect(series)


def ready(request: UserRequest, form: SeriesForm | DaysForm) -> bool:
    """Only days that someone has looked at are saved."""
    if not form.wants_to_save:
        return False
    if not form.was_seen:
        messages.info(request, _("The days are different now. Look at them, then save."))
    return form.was_seen


@transaction.atomic
def save_series(form: SeriesForm, beginning: begin.Nothing, request: UserRequest) -> Series:
    planned = form.series
    if planned is None:
        raise NotPossible(_("Say which days it is on."))
    series = Series.objects.begin(
        form.save(commit=False),
        planned,
        capacity=form.cleaned_data["capacity"],
        partners=form.cleaned_data["partners"],
        by=request.user,
        submission=form.cleaned_data["submission"],
    )
    for event in series.days.filter(questions=None):  # Sent twice, it is carried once.
        beginning.carry(event)
    return series


@transaction.atomic
def save_course(form: CourseForm, beginning: begin.Nothing, request: UserRequest) -> Event:
    course = courses.begin(
        form.save(commit=False),
        form.held,
        by=request.user,
        capacity=form.cleaned_data["capacity"],
        partners=form.cleaned_data["partners"],
        submission=form.cleaned_data["submission"],
    )
    if not course.questions.exists():
        beginning.carry(course)
    return course


@transaction.atomic
def renew(form: DaysForm) -> tuple[Series, Renewed]:
    planned = form.series
    if planned is None:
        raise NotPossible(_("Say which days it is on."))
    series = form.was.split(planned.first_day)
    pattern = pattern_of(series)
    series.follow(planned)
    return series, series.renew(pattern, reason=form.cleaned_data["reason"])


def pattern_of(series: Series) -> Event:
    """The day that new ones are made like: the last that was not changed by itself."""
    days = series.days.filter(cancelled_at=None).order_by("apart", "-series_day")
    return days.first() or series.days.order_by("-series_day")[0]


def gone(form: DaysForm) -> list[Event]:
    """The days to come that the rule in the form no longer has."""
    if not form.is_bound or form.series is None:
        return []
    held = {day.on for day in form.held}
    days = form.was.to_come(timezone.now()).filter(series_day__gte=form.series.first_day)
    return [event for event in days if event.series_day not in held]


def what_became(renewed: Renewed) -> str:
    parts = [
        ngettext("%(n)d new day.", "%(n)d new days.", renewed.made) % {"n": renewed.made},
        ngettext("%(n)d day has other times.", "%(n)d days have other times.", renewed.moved)
        % {"n": renewed.moved},
        ngettext("%(n)d day is no more.", "%(n)d days are no more.", renewed.gone)
        % {"n": renewed.gone},
    ]
    counts = (renewed.made, renewed.moved, renewed.gone)
    words = [_("The days are saved."), *(part for part, n in zip(parts, counts, strict=True) if n)]
    return said(" ".join(words), renewed.told)


def find_series(request: UserRequest, pk: int) -> Series:
    """One whose every day this person may run; a series elsewhere is not known to them."""
    refuse_unless(request, "events.prepare")
    series = get_object_or_404(Series.objects.hosted_by(request.user), pk=pk)
    for event in series.days.select_related("area"):
        if not request.user.has_perm("events.run", event):
            raise PermissionDenied
    return series
