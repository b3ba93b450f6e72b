"""Training at the desk: one's own, and, for who arranges courses, that of their areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from engagement.training.forms import CompletionForm, CorrectionForm, CourseForm, SheetForm
from engagement.training.holdings import own, to_arrange
from engagement.training.models import Completion, Course
from engagement.training.models.completion import people_of
from portal.records.export import csv_response

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from portal.http import UserRequest

A_PAGE = 50


@require_safe
def mine(request: UserRequest) -> HttpResponse:
    """What this person holds, until when, and what is due."""
    refuse_unless(request, "training.see_own")
    context = {"holdings": own(request.user), **_may(request)}
    return render(request, "training/mine.html", context)


@require_safe
def due(request: UserRequest) -> HttpResponse:
    """Who needs a required course within 60 days, in the areas this person answers for."""
    refuse_unless(request, "training.enter")
    owed = to_arrange(people_of(request.user))
    chosen = request.GET.get("course", "")
    courses = list({each.course.slug: each.course for each in owed}.values())
    if chosen:
        owed = [each for each in owed if each.course.slug == chosen]
    page = Paginator(owed, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "courses": courses, "chosen": chosen, **_may(request)}
    return render(request, "training/due.html", context)


@require_safe
def due_csv(request: UserRequest) -> HttpResponseBase:
    """The same list as a file, for whoever books the room."""
    refuse_unless(request, "training.enter")
    return csv_response(
        user=request.user,
        what="training due",
        name="training-due",
        head=[_("Course"), _("Name"), _("Email"), _("Area"), _("Valid until")],
        rows=(
            (
                str(each.course),
                each.person.name,
                each.person.email,
                str(each.area or _("Whole city")),
                each.until or "",
            )
            for each in to_arrange(people_of(request.user))
        ),
        filters={},
    )


@require_safe
def completions(request: UserRequest) -> HttpResponse:
    """What was entered for people of these areas, the newest first."""
    refuse_unless(request, "training.enter")
    found = (
        Completion.objects.of_people_of(request.user)
        .with_last_day()
        .select_related("person", "course", "entered_by")
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "training/completions.html", {"page": page, **_may(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "training.enter")
    form = CompletionForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid() and form.enter():
        messages.success(request, _("The completion is kept. Enter the next, or go back."))
        return redirect("training:enter")
    return render(request, "training/enter.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: UserRequest) -> HttpResponse:
    """Many completions at once: all of them, or none."""
    refuse_unless(request, "training.enter")
    posted = request.method == "POST"
    form = SheetForm(
        request.POST if posted else None, request.FILES if posted else None, by=request.user
    )
    if posted and form.is_valid():
        kept = form.keep()
        words = ngettext("%(n)d new completion is kept.", "%(n)d new completions are kept.", kept)
        messages.success(request, words % {"n": kept})
        return redirect("training:completions")
    courses = Course.objects.offered()
    return render(request, "training/sheet.html", {"form": form, "courses": courses})


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: UserRequest, pk: int) -> HttpResponse:
    """A new row in the place of one that is wrong."""
    refuse_unless(request, "training.enter")
    found = Completion.objects.of_people_of(request.user).select_related("person", "course")
    wrong = get_object_or_404(found, pk=pk)
    form = CorrectionForm(
        request.POST or None, initial={"on": wrong.completed_on, "note": wrong.note}
    )
    if request.method == "POST" and form.is_valid() and form.act(wrong, request.user):
        messages.success(request, _("The correction is kept."))
        return redirect("training:completions")
    return render(request, "training/correction.html", {"form": form, "completion": wrong})


@require_safe
def courses(request: UserRequest) -> HttpResponse:
    refuse_unless(request, "training.see_own")
    found = sorted(
        Course.objects.all(),
        key=lambda each: (not each.is_offered, not each.required, str(each).casefold()),
    )
    return render(request, "training/courses.html", {"courses": found, **_may(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def course(request: UserRequest, slug: str = "") -> HttpResponse:
    """A new course, or changes to one."""
    refuse_unless(request, "training.keep_courses")
    changed = get_object_or_404(Course, slug=slug) if slug else None
    form = CourseForm(request.POST or None, course=changed)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are saved."))
        return redirect("training:courses")
    return render(request, "training/course.html", {"form": form, "course": changed})


def refuse_unless(request: UserRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _may(request: UserRequest) -> dict[str, bool]:
    return {
        "may_enter": request.user.has_perm("training.enter"),
        "may_keep_courses": request.user.has_perm("training.keep_courses"),
    }
