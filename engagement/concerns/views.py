"""What residents open: raise a concern, come back to it, see what became of others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from engagement.concerns import flood, intake, look_over, on_behalf, receipts, timeline
from engagement.concerns.forms import RaiseForm
from engagement.concerns.look_over import reply_days
from engagement.concerns.untraced import leaves_no_trace
from portal.areas.models import TeamMember
from portal.files.uploads import takes_files

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from engagement.concerns.intake import Receipt
    from engagement.concerns.models import Concern


@require_http_methods(["GET", "HEAD", "POST"])
@leaves_no_trace
def new(request: HttpRequest) -> HttpResponse:
    """Screen one; sent, it leads to screen two. Nothing is kept yet."""
    partner = on_behalf.spoken_for(request.user, _partner_asked(request))
    if request.method != "POST":
        asked = {"near": request.GET.get("area", ""), "on_behalf": partner and partner.slug}
        return _screen_one(request, RaiseForm(initial=asked, organization=partner))
    if "change" in request.POST:
        said = {name: request.POST.getlist(name) for name in RaiseForm.base_fields}
        kept = {name: v if name == "when_worst" else "".join(v) for name, v in said.items()}
        return _screen_one(request, RaiseForm(initial=kept, organization=partner))
    form = RaiseForm(request.POST, organization=partner)
    if not form.is_valid():
        return _screen_one(request, form)
    return look_over.page(request, form, flood.token(request))


@require_http_methods(["GET", "HEAD", "POST"])
@leaves_no_trace
@takes_files
def receipt(request: HttpRequest) -> HttpResponse:
    """Screen two sent: the concern, and the code on the only page that ever shows it."""
    if request.method != "POST":
        return redirect("concerns:new")
    partner = on_behalf.spoken_for(request.user, _partner_asked(request))
    form = RaiseForm(request.POST, organization=partner)
    if not form.is_valid():
        return _screen_one(request, form)
    sealed = request.POST.get("token", "")
    token = intake.token_in(sealed)
    if not token:
        return look_over.page(request, form, flood.token(request))
    screen = look_over.Sent(request, form, token, sealed)
    if screen.is_odd():
        return look_over.page(request, form, flood.slow_token(), screen)
    if not screen.is_valid():
        return look_over.page(request, form, token, screen)
    sent = intake.send(sealed, form, screen.more, request.user, files=screen.kept)
    return _received(request, sent, files=len(screen.kept))


def _partner_asked(request: HttpRequest) -> str:
    return request.POST.get("on_behalf") or request.GET.get("for") or ""


def _screen_one(request: HttpRequest, form: RaiseForm) -> HttpResponse:
    return render(request, "concerns/new.html", {"form": form, "reply_days": reply_days()})


def _received(request: HttpRequest, receipt: Receipt, files: int) -> HttpResponse:
    concern = receipt.concern
    if not receipt.code:
        return render(request, "concerns/already.html", {"concern": concern})
    about = {
        "concern": concern,
        "code": receipts.grouped(receipt.code),
        "steps": timeline.first_steps(concern),
        "team": _team(concern),
        "files_count": files,
    }
    return render(request, "concerns/receipt.html", about)


def _team(concern: Concern) -> list[str]:
    """Who reads it, by name."""
    team = TeamMember.objects.current().filter(area=concern.area_id).select_related("user")
    return [f"{one.title} {one.user.name}".strip() for one in team[:5]] if concern.area_id else []
