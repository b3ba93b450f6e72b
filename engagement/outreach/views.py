"""The log at the desk: the list, one entry, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from engagement.concerns.models import Concern
from engagement.outreach import history, listing, states
from engagement.outreach.filters import LogFilter
from engagement.outreach.models import OutreachAudit, OutreachEntry
from engagement.outreach.review_forms import AuditForm, ReviewForm
from engagement.outreach.states import Verb

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def list_entries(request: UserRequest) -> HttpResponse:
    """The log, newest first: one's own, and those of the areas one serves."""
    form = asked(request)
    leaf = listing.leaf(
        form.narrow(OutreachEntry.objects.all()),
        request.user,
        form.areas,
        words=form.words,
        mark=listing.Mark.read(request.GET.get("after", "")),
    )
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "form": form,
        "leaf": leaf,
        "query": query.urlencode(),
        "may_export": request.user.has_perm("outreach.export"),
    }
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "outreach/list_part.html" if partial else "outreach/list.html", context)


@require_safe
def show_entry(request: UserRequest, pk: int) -> HttpResponse:
    refuse_unless(request, "outreach.log")
    return page(request, find_entry(request, pk))


@require_safe
def show_history(request: UserRequest, pk: int) -> HttpResponse:
    """Every version, for its author and those who review it."""
    refuse_unless(request, "outreach.log")
    entry = find_entry(request, pk)
    refuse_unless(request, "outreach.read_history", entry)
    return render(request, "outreach/history.html", {"entry": entry, "steps": history.of(entry)})


def page(request: UserRequest, entry: OutreachEntry, **forms_by_name: Any) -> HttpResponse:
    """One entry, with what this reader may do with it."""
    user = request.user
    may_review = user.has_perm("outreach.review_entry", entry)
    may_approve = may_review and states.may(entry.status, Verb.APPROVE)
    audit = OutreachAudit.objects.filter(entry=entry).first() if may_review else None
    context = {
        "entry": entry,
        "concerns": Concern.objects.workable_by(user).filter(outreach=entry),
        "organizations": entry.organizations.all(),
        "grants": entry.grants.all(),
        "may_change": user.has_perm("outreach.change_entry", entry),
        "may_send": user.has_perm("outreach.send_entry", entry)
        and states.may(entry.status, Verb.SEND),
        "may_review": may_review,
        "may_approve": may_approve,
        "may_give_back": may_review and states.may(entry.status, Verb.GIVE_BACK),
        "may_read_history": user.has_perm("outreach.read_history", entry),
        "audit": audit,
        "review_form": ReviewForm(initial={"seen": entry.seen}, must_say=not may_approve),
        "audit_form": AuditForm(auto_id="check_%s"),
        **forms_by_name,
    }
    return render(request, "outreach/entry.html", context)


def asked(request: UserRequest) -> LogFilter:
    refuse_unless(request, "outreach.log")
    return LogFilter(request.GET, user=request.user, areas=listing.areas_of(request.user))


def find_entry(request: UserRequest, pk: int) -> OutreachEntry:
    entries = OutreachEntry.objects.visible_to(request.user)
    related = entries.select_related("area", "lead", "reviewed_by", "session__event")
    return get_object_or_404(related, pk=pk)


def refuse_unless(request: UserRequest, permission: str, thing: object = None) -> None:
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied
