"""One wave at the desk: plan it, launch it, ask people, hold its mails, end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField, Count, F, Func, Value
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metrics.surveys.models import Sensitive, Wave
from metrics.surveys.waves import posters, quotas
from metrics.surveys.waves.forms import (
    WHAT_IT_SAYS,
    EndForm,
    HoldForm,
    ListForm,
    PlanForm,
    SensitiveForm,
)
from metrics.surveys.waves.inviting import invite as invite_people
from metrics.surveys.waves.letters import plan
from metrics.surveys.waves.rates import rates
from metrics.surveys.waves.warnings import warnings
from portal.notices.models import Message
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from metrics.surveys.waves.inviting import Invited
    from portal.http import UserRequest

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])
plans = permission_required("surveys.plan_waves", raise_exception=True)


def find(request: UserRequest, pk: int, permission: str = "") -> Wave:
    """404 for what must not be known, then 403."""
    waves = Wave.objects.visible_to(request.user).select_related("instrument", "area", "operator")
    wave = get_object_or_404(waves, pk=pk)
    if permission and not request.user.has_perm(permission, wave):
        raise PermissionDenied
    return wave


def find_draft(request: UserRequest, pk: int) -> Wave:
    """A draft is the planner's, also when somebody else will run the wave."""
    wave = find(request, pk)
    if not may_plan(request, wave):
        raise PermissionDenied
    return wave


def lock_draft(request: UserRequest, pk: int) -> Wave:
    """The same; whoever launches it meanwhile waits for us, or we for them."""
    find_draft(request, pk)
    Wave.objects.select_for_update().get(pk=pk)
    return find_draft(request, pk)


def may_plan(request: UserRequest, wave: Wave) -> bool:
    paths = request.user.scope("command", "administrator")
    if not request.user.has_perm("surveys.plan_waves"):
        return False
    there = wave.area.path if wave.area else ""
    return paths is None or any(there.startswith(path) for path in paths)


@reads_and_writes
@plans
def new(request: UserRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        wave = form.save()
        messages.success(request, _("The plan is kept. Nobody is asked before you launch it."))
        return redirect("desk_waves:wave", wave.pk)
    return render(request, "surveys/waves/plan.html", {"form": form})


@reads_and_writes
@transaction.atomic
def edit(request: UserRequest, pk: int) -> HttpResponse:
    wave = lock_draft(request, pk)
    if not wave.is_draft:
        messages.info(request, _("It was launched, so its plan is fixed."))
        return redirect("desk_waves:wave", wave.pk)
    form = PlanForm(request.POST or None, instance=wave, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are saved."))
        return redirect("desk_waves:wave", wave.pk)
    return render(request, "surveys/waves/plan.html", {"form": form, "wave": wave})


@reads_and_writes
@transaction.atomic
def wanted(request: UserRequest, pk: int) -> HttpResponse:
    """How many answers are wanted from each district, while it is a draft."""
    wave = lock_draft(request, pk)
    if not wave.is_draft:
        messages.info(request, _("It was launched, so its plan is fixed."))
        return redirect("desk_waves:wave", wave.pk)
    form = quotas.QuotaForm(request.POST or None, wave=wave)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are saved."))
        return redirect("desk_waves:wave", wave.pk)
    return render(request, "surveys/waves/quotas.html", {"form": form, "wave": wave})


@require_safe
def show(request: UserRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("surveys.see_waves"):
        raise PermissionDenied
    wave = find(request, pk)
    return render(request, "surveys/waves/wave.html", about(request, wave))


def about(request: UserRequest, wave: Wave, **more: Any) -> dict[str, Any]:
    """What the page of a wave shows; counts only to those who may see its numbers."""
    user = request.user
    sees = user.has_perm("surveys.see_numbers", wave)
    plans_it = wave.is_draft and may_plan(request, wave)
    runs = not wave.is_draft and user.has_perm("surveys.run_wave", wave)
    sent = [] if not wave.invites or not sees or wave.is_draft else mails(wave)
    context = {
        "wave": wave,
        "says": WHAT_IT_SAYS.get(Wave.SampleType(wave.sample_type), ""),
        "sees": sees,
        "plans": plans_it,
        "runs": runs,
        "enters": not wave.is_draft and user.has_perm("surveys.enter_answers", wave),
        "reads_words": not wave.is_draft and user.has_perm("surveys.read_own_words", wave),
        "rates": rates(wave) if sees and not wave.is_draft else None,
        "quotas": quotas.progress(wave) if sees or wave.is_draft else [],
        "mails": sent,
        "warnings": list(warnings(wave)) if plans_it else [],
        "address": posters.address(wave) if wave.link_code else "",
        "due": plan(wave, timezone.now()) if wave.is_draft and wave.invites else [],
        "hold_form": HoldForm(),
        "end_form": EndForm(),
    }
    return context | more


def mails(wave: Wave) -> list[dict[str, Any]]:
    """Of each mail of the plan: how many went out, wait, are held, or came back."""
    counted = wave.mails().order_by().annotate(what=part_of_key(4), nth=part_of_key(5))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    rows = counted.values_list("what", "nth", "state").annotate(n=Count("pk"))
    for what_, nth_, state, n in rows:
        none = dict.fromkeys(Message.State.values, 0)
        mail = found.setdefault((what_, nth_), {"what": what_, "nth": nth_, **none})
        mail[state] += n
    order = ["invitation", "reminder", "thanks"]
    # How many thanks wait would say how many answered by the minute; they go out at the end.
    return [found[key] for key in sorted(found, key=lambda key: (order.index(key[0]), key[1]))]


def part_of_key(number: int) -> Func:
    """The key of a mail is `survey/<wave>/<invitation>/reminder/2`."""
    divided = (F("key"), Value("/"), Value(number))
    return Func(*divided, function="split_part", output_field=CharField())


@require_POST
def launch(request: UserRequest, pk: int) -> HttpResponse:
    wave = find_draft(request, pk)
    try:
        if wave.launch():
            messages.success(request, _("It is launched. Its plan is fixed from now on."))
        else:
            messages.info(request, _("It was launched already."))
    except NotPossible as refused:
        messages.error(request, str(refused.words))
    return redirect("desk_waves:wave", wave.pk)


@require_POST
def delete(request: UserRequest, pk: int) -> HttpResponse:
    wave = find_draft(request, pk)
    try:
        wave.discard()
    except NotPossible as refused:
        messages.error(request, str(refused.words))
        return redirect("desk_waves:wave", wave.pk)
    messages.success(request, _("The draft is deleted."))
    return redirect("desk_surveys:list")


@reads_and_writes
def invite(request: UserRequest, pk: int) -> HttpResponse:
    """A list of addresses; each is asked once, or it is said why not."""
    wave = find(request, pk, "surveys.run_wave")
    form = ListForm(request.POST or None, request.FILES or None, wave=wave)
    told: Invited | None = None
    if request.method == "POST" and form.is_valid():
        try:
            told = invite_people(wave, form.people)
        except NotPossible as refused:
            form.add_error(None, str(refused.words))
        else:
            form = ListForm(wave=wave)
    context = {"wave": wave, "form": form, "told": told}
    return render(request, "surveys/waves/invite.html", context)


@require_POST
def hold(request: UserRequest, pk: int) -> HttpResponse:
    """Hold its mails, or let them go."""
    wave = find(request, pk, "surveys.run_wave")
    if "release" in request.POST:
        wave.let_go()
        messages.success(request, _("Its mails go out again."))
        return redirect("desk_waves:wave", wave.pk)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return render(request, "surveys/waves/wave.html", about(request, wave, hold_form=form))
    wave.hold(form.cleaned_data["because"])
    messages.success(request, _("No mail of this wave goes out until you let them go."))
    return redirect("desk_waves:wave", wave.pk)


@require_POST
def close(request: UserRequest, pk: int) -> HttpResponse:
    """End it now, or on another day."""
    wave = find(request, pk, "surveys.run_wave")
    form = EndForm(request.POST)
    now = timezone.now()
    if "now" not in request.POST and not form.is_valid():
        return render(request, "surveys/waves/wave.html", about(request, wave, end_form=form))
    try:
        wave.move_end(now if "now" in request.POST else form.cleaned_data["last_day"], now)
    except NotPossible as refused:
        messages.error(request, str(refused.words))
    else:
        messages.success(
            request,
            _("It has ended. Answers begun before are taken for one hour more.")
            if "now" in request.POST
            else _("It ends on another day now."),
        )
    return redirect("desk_waves:wave", wave.pk)


@require_safe
def poster(request: UserRequest, pk: int) -> HttpResponse:
    wave = find(request, pk, "surveys.run_wave")
    if not wave.link_code:
        raise Http404
    context = {
        "wave": wave,
        "image": posters.drawn(wave),
        "address": posters.address(wave),
        "languages": posters.languages(wave),
    }
    return render(request, "surveys/waves/poster.html", context)


@reads_and_writes
@plans
def sensitive(request: UserRequest) -> HttpResponse:
    """An address that must not be asked, such as after a death in the family."""
    form = SensitiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        if "lift" in request.POST:
            lifted = Sensitive.objects.lift(address)
            told = _("This address may be asked again.") if lifted else _("It was not on it.")
        else:
            Sensitive.objects.keep(address, request.user)
            told = _("This address is asked nothing any more. What waited for it is taken back.")
        messages.success(request, told)
        return redirect("desk_waves:sensitive")
    return render(request, "surveys/waves/sensitive.html", {"form": form})
