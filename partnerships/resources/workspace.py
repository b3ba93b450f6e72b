"""A partner's own page: what it gave, added up by year, for its own funders, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnerships.organizations.workspace import may_edit, organization_of
from partnerships.resources import totals
from partnerships.resources.forms import ContributionForm, HoursForm
from partnerships.resources.gifts import find_gift, form_of
from partnerships.resources.models import Contribution, VolunteerHours
from portal.records.export import csv_response
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse, StreamingHttpResponse

    from partnerships.organizations.models import Organization
    from partnerships.resources.models.gifts import Gift
    from portal.http import UserRequest

A_PAGE = 30


@require_safe
def resources(request: UserRequest) -> HttpResponse:
    return page(request, organization_of(request))


@require_POST
def record(request: UserRequest, kind: str) -> HttpResponse:
    organization = organization_of(request)
    if not may_edit(request.user, organization):
        raise PermissionDenied
    form = form_of(kind)(request.POST, organization=organization, auto_id=f"{kind}_%s")
    if form.is_valid() and form.record(request.user):
        messages.success(request, _("Written down. You can undo it within a day."))
        return redirect("workspace_resources:list")
    return page(request, organization, **{f"{kind}_form": form})


@require_POST
def undoing(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    return act(request, kind, pk, lambda gift: gift.undo(request.user), _("Taken back."))


@require_POST
def confirmation(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """What the police wrote down of us is so."""
    return act(request, kind, pk, lambda gift: gift.confirm(request.user), _("Confirmed."))


def act(request: UserRequest, kind: str, pk: int, verb: Any, done: str) -> HttpResponse:
    organization = organization_of(request)
    gift = find_gift(request, kind, pk)
    if gift.organization_id != organization.pk:
        raise Http404
    if not may_edit(request.user, organization):
        raise PermissionDenied
    try:
        verb(gift)
    except NotPossible as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, done)
    return redirect("workspace_resources:list")


@require_safe
def export_csv(request: UserRequest) -> StreamingHttpResponse:
    """All of it as a file; who takes it is written down."""
    organization = organization_of(request)
    return csv_response(
        user=request.user,
        what="resources",
        name=f"given-{timezone.localdate():%Y-%m-%d}",
        head=[
            *(_("Day"), _("Kind"), _("What"), _("Hours"), _("People"), _("Worth")),
            *(_("Grant"), _("Written down at"), _("Confirmed at")),
        ],
        rows=rows(organization),
        filters={"organization": organization.slug},
    )


def rows(organization: Organization) -> Iterator[list[Any]]:
    for time in VolunteerHours.objects.of(organization).select_related("grant").iterator(500):
        given = [time.given_on, _("Volunteer hours"), time.what, time.hours, time.people, ""]
        yield given + ending(time)
    for gift in Contribution.objects.of(organization).select_related("grant").iterator(500):
        kind = str(gift.get_kind_display())
        yield [gift.given_on, kind, gift.words, "", "", gift.value, *ending(gift)]


def ending(gift: Gift) -> list[Any]:
    return [gift.grant.name if gift.grant else "", gift.recorded_at, gift.confirmed_at]


def page(request: UserRequest, organization: Organization, **forms: Any) -> HttpResponse:
    hours = VolunteerHours.objects.of(organization)
    gifts = Contribution.objects.of(organization)
    context = {
        "organization": organization,
        "years": totals.by_year(hours, gifts),
        "hours": shown(request, hours, "hours"),
        "gifts": shown(request, gifts, "gifts"),
        "may_edit": may_edit(request.user, organization),
        "hours_form": HoursForm(organization=organization, auto_id="hours_%s"),
        "contribution_form": ContributionForm(organization=organization, auto_id="contribution_%s"),
        **forms,
    }
    return render(request, "resources/workspace.html", context)


def shown(request: UserRequest, gifts: Any, name: str) -> Any:
    """A page of rows, each with what one may do with it now."""
    page = Paginator(gifts.select_related("grant"), A_PAGE).get_page(request.GET.get(name))
    for gift in page.object_list:
        gift.can_undo = gift.may_be_undone(request.user)
        gift.can_confirm = not gift.by_partner and not gift.is_confirmed
    return page
