"""Reports that are asked for again and again, and whom to tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metrics.reports.finding import allowed
from metrics.reports.forms import ScheduleForm
from metrics.reports.list_forms import AddressForm, ColleagueForm, ListForm
from metrics.reports.models import DistributionList, ReportSchedule
from metrics.reports.rules import WRITERS
from metrics.reports.views import pack_for, packs_for

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def schedules(request: UserRequest) -> HttpResponse:
    allowed(request)
    some = ReportSchedule.objects.visible_to(request.user).select_related("area", "made_by")
    context = {"schedules": some, "packs": packs_for(request.user)}
    return render(request, "reports/schedules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_schedule(request: UserRequest, kind: str) -> HttpResponse:
    allowed(request)
    pack = pack_for(request.user, kind)
    form = ScheduleForm(
        request.POST or None,
        user=request.user,
        pack=pack,
        paths=request.user.scope(*WRITERS),
        initial={"language": request.user.language} | request.GET.dict(),
    )
    if form.is_valid():
        schedule = ReportSchedule(
            kind=kind,
            area=form.chosen_area(),
            answers=form.answers(),
            language=form.cleaned_data["language"],
            made_by=request.user,
            **form.rhythm(),
        )
        with transaction.atomic():
            schedule.start()
            schedule.lists.set(form.cleaned_data["lists"])
        messages.success(request, _("The report is asked for by itself from now on."))
        return redirect(schedule)
    return render(request, "reports/schedule.html", {"form": form, "pack": pack})


@require_POST
def pause(request: UserRequest, pk: int) -> HttpResponse:
    """Pause it, or let it go on from now."""
    allowed(request)
    schedule = get_object_or_404(ReportSchedule.objects.visible_to(request.user), pk=pk)
    if schedule.paused_at:
        schedule.start()
        messages.success(request, _("It goes on."))
    else:
        schedule.pause()
        messages.success(request, _("It is paused."))
    return redirect(schedule)


@require_POST
def schedule_deletion(request: UserRequest, pk: int) -> HttpResponse:
    """The reports it asked for stay."""
    allowed(request)
    schedule = get_object_or_404(ReportSchedule.objects.visible_to(request.user), pk=pk)
    schedule.delete()
    messages.success(request, _("The schedule is deleted. Its reports stay."))
    return redirect("reports:schedules")


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: UserRequest) -> HttpResponse:
    """The lists, and a form for a new one."""
    allowed(request)
    form = ListForm(request.POST or None)
    if form.is_valid():
        form.instance.made_by = request.user
        return redirect(form.save())
    some = DistributionList.objects.visible_to(request.user).select_related("made_by")
    context = {"lists": some.annotate(size=Count("people")), "form": form}
    return render(request, "reports/lists.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_list(request: UserRequest, pk: int) -> HttpResponse:
    """Who is on it. Two forms: a colleague, or an address that is asked first."""
    allowed(request)
    listed = get_object_or_404(DistributionList.objects.visible_to(request.user), pk=pk)
    outside = "email" in request.POST
    colleague = ColleagueForm(None if outside else request.POST or None)
    address = AddressForm(request.POST if outside else None, initial=_language(request))
    if colleague.is_valid():
        listed.add_colleague(colleague.cleaned_data["colleague"])
        messages.success(request, _("They are on the list."))
        return redirect(listed)
    if address.is_valid():
        with transaction.atomic():
            listed.invite(**address.cleaned_data)
        messages.success(request, _("We asked by mail. They are on the list once they say yes."))
        return redirect(listed)
    people = listed.people.select_related("user")
    context = {"list": listed, "people": people, "colleague": colleague, "address": address}
    return render(request, "reports/list.html", context)


def _language(request: UserRequest) -> dict[str, str]:
    return {"language": request.user.language}


@require_POST
def list_deletion(request: UserRequest, pk: int) -> HttpResponse:
    allowed(request)
    get_object_or_404(DistributionList.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, _("The list is deleted, and the addresses on it."))
    return redirect("reports:lists")


@require_POST
def person_removal(request: UserRequest, pk: int, person: int) -> HttpResponse:
    allowed(request)
    listed = get_object_or_404(DistributionList.objects.visible_to(request.user), pk=pk)
    get_object_or_404(listed.people, pk=person).delete()
    messages.success(request, _("They are off the list."))
    return redirect(listed)
