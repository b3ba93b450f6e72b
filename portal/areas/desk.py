"""An area as those see it who serve there: what there is to know, and the team."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.areas import known
from portal.areas.forms import ContactForm, EndForm, NewPostingForm, PostingForm
from portal.areas.models import Area, HandoverNote, Portrait, TeamMember
from portal.files.uploads import takes_files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.areas.models.team import TeamMemberQuerySet
    from portal.http import UserRequest

# How long a posting that ended without a word is asked about.
LOOK_BACK = timedelta(days=365)


@require_safe
def know(request: UserRequest, slug: str) -> HttpResponse:
    """What our records say of the area, and what the last officer handed over."""
    area = allowed(request, slug, "areas.know")
    team, team_area = TeamMember.objects.answering(area)
    notes = HandoverNote.objects.visible_to(request.user).sent().filter(area=area)
    context = {
        "area": area,
        "team": team,
        "team_area": team_area,
        "sections": known.of(request, area),
        "note": notes.select_related("area", "posting__user").first(),
        "leads": request.user.has_perm("areas.keep_team", area),
    }
    return render(request, "areas/desk/know.html", context)


@require_safe
def team(request: UserRequest, slug: str) -> HttpResponse:
    area = allowed(request, slug, "areas.know")
    return team_page(request, area, ContactForm(instance=area))


@require_POST
def contact(request: UserRequest, slug: str) -> HttpResponse:
    """The team's own address and number."""
    area = allowed(request, slug, "areas.keep_team")
    form = ContactForm(request.POST, instance=area)
    if form.is_valid():
        form.save()
        messages.success(request, _("Residents see it now."))
        return redirect("desk_areas:team", area.slug)
    return team_page(request, area, form)


@require_http_methods(["GET", "HEAD", "POST"])
def new_posting(request: UserRequest, slug: str) -> HttpResponse:
    area = allowed(request, slug, "areas.keep_team")
    form = NewPostingForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid() and (posting := form.act()):
        words = _("%(name)s is on the team.") % {"name": posting}
        messages.success(request, words)
        return redirect("desk_areas:team", area.slug)
    return render(request, "areas/desk/new_posting.html", {"form": form, "area": area})


@csrf_exempt  # until the photo's way is set; then it is asked for as everywhere
@takes_files
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def posting(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """One member: hours, face, away. An officer keeps their own."""
    member = changeable(request, slug, pk)
    leads = request.user.has_perm("areas.keep_team", member.area)
    said = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PostingForm(*said, posting=member, leads=leads)
    if request.method == "POST" and form.is_valid() and form.act(request.user):
        messages.success(request, _("Saved. Residents see it now."))
        return redirect("desk_areas:team", slug)
    return posting_page(request, member, form, EndForm(auto_id="end_%s"))


@require_POST
def end(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """The posting ends; a note for whoever comes next is asked for."""
    member = changeable(request, slug, pk)
    if not request.user.has_perm("areas.keep_team", member.area):
        raise PermissionDenied
    form = EndForm(request.POST, auto_id="end_%s")
    if form.is_valid() and form.act(member, request.user):
        messages.success(request, _("The posting ends. Now ask for a handover note."))
        return redirect("desk_areas:handover", slug)
    return posting_page(request, member, PostingForm(posting=member, leads=True), form)


@require_POST
def portrait_removal(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    member = changeable(request, slug, pk)
    Portrait.objects.filter(member=member).delete()
    messages.success(request, _("The photo is gone. The initials stand there now."))
    return redirect("desk_areas:posting", slug, pk)


def team_page(request: UserRequest, area: Area, form: ContactForm) -> HttpResponse:
    today = timezone.localdate()
    postings = area.team.select_related("user", "covered_by__user", "portrait")
    members = list(postings.defer("portrait__content"))
    context = {
        "area": area,
        "form": form,
        "members": [member for member in members if not member.has_ended(today)],
        "past": [member for member in members if member.has_ended(today)][-5:],
        "leads": request.user.has_perm("areas.keep_team", area),
        "without_note": missing(area).exists(),
    }
    return render(request, "areas/desk/team.html", context)


def posting_page(
    request: UserRequest, member: TeamMember, form: PostingForm, end_form: EndForm
) -> HttpResponse:
    leads = request.user.has_perm("areas.keep_team", member.area)
    context = {"member": member, "area": member.area, "form": form, "end_form": end_form}
    return render(request, "areas/desk/posting.html", {**context, "leads": leads})


def missing(area: Area) -> TeamMemberQuerySet:
    """Postings of the area that ended, or are about to, with nothing handed over."""
    return area.team.left_without_note(timezone.localdate() - LOOK_BACK)


def allowed(request: UserRequest, slug: str, perm: str) -> Area:
    """Areas are no secret: who may not do this there is told so."""
    area = get_object_or_404(Area.objects.select_related("parent"), slug=slug)
    if not request.user.has_perm(perm, area):
        raise PermissionDenied
    return area


def changeable(request: UserRequest, slug: str, pk: int) -> TeamMember:
    postings = TeamMember.objects.select_related("area", "user", "portrait")
    member = get_object_or_404(postings.defer("portrait__content"), area__slug=slug, pk=pk)
    if not request.user.has_perm("areas.change_posting", member):
        raise PermissionDenied
    return member
