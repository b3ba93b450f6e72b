"""The desk of a supervisor: what waits for review, and what is looked at once more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from engagement.outreach import views
from engagement.outreach.late import is_late
from engagement.outreach.models import OutreachAudit, OutreachEntry
from engagement.outreach.review_forms import AuditForm, ReviewForm
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.accounts.models import User
    from portal.http import UserRequest

A_PAGE = 50
CHECKS = 20
LATELY = timedelta(days=90)
DIGITS = 18


@dataclass
class Outcome:
    """What became of each: how many were approved, and why the others were not."""

    done: int = 0
    refused: list[tuple[OutreachEntry, str, str]] = field(default_factory=list)
    unknown: int = 0

    @property
    def words(self) -> str:
        if not self.done:
            return _("Nothing was approved.")
        return ngettext("%(n)d entry approved.", "%(n)d entries approved.", self.done) % {
            "n": self.done
        }

    @property
    def unknown_words(self) -> str:
        return ngettext(
            "%(n)d is not yours to review.", "%(n)d are not yours to review.", self.unknown
        ) % {"n": self.unknown}


@require_safe
def queue(request: UserRequest) -> HttpResponse:
    """What waits for review, what was sent late first."""
    return shown(request, reviewer(request))


@require_POST
def approvals(request: UserRequest) -> HttpResponse:
    """Approve all that are ticked. Each is its own: what is refused is listed."""
    user = reviewer(request)
    picked = versions(request.POST.getlist("pick")[:A_PAGE])
    if not picked:
        return shown(request, user, unticked=True)
    return shown(request, user, outcome=approve_all(user, picked))


@require_POST
def approval(request: UserRequest, pk: int) -> HttpResponse:
    entry = reviewable(request, pk)
    form = ReviewForm(request.POST)
    return done(request, entry, form, form.approve(entry, request.user), _("Approved."))


@require_POST
def giving_back(request: UserRequest, pk: int) -> HttpResponse:
    entry = reviewable(request, pk)
    form = ReviewForm(request.POST, must_say=entry.status == OutreachEntry.Status.APPROVED)
    words = _("Sent back. Its author reads your note.")
    return done(request, entry, form, form.give_back(entry, request.user), words)


@require_POST
def check(request: UserRequest, pk: int) -> HttpResponse:
    """What a second look at an entry of the sample found."""
    entry = reviewable(request, pk)
    audit = get_object_or_404(OutreachAudit, entry=entry)
    form = AuditForm(request.POST, auto_id="check_%s")
    if form.finish(audit, request.user):
        messages.success(request, _("Your check is kept."))
        return redirect(entry)
    return views.page(request, views.find_entry(request, pk), audit_form=form)


@require_POST
def showing(request: UserRequest, pk: int) -> HttpResponse:
    """Put the summary on the public pages, or take it off."""
    entry = reviewable(request, pk)
    to_everyone = request.POST.get("to") == "everyone"
    try:
        entry.show(request.user, to_everyone=to_everyone)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        said = _("Everyone can read the summary.") if to_everyone else _("Colleagues only.")
        messages.success(request, said)
    return redirect(entry)


@require_POST
def sending(request: UserRequest, pk: int) -> HttpResponse:
    """Its author sends what was a draft, or came back and is corrected."""
    views.refuse_unless(request, "outreach.log")
    entry = views.find_entry(request, pk)
    views.refuse_unless(request, "outreach.send_entry", entry)
    try:
        entry.send(request.user)
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Sent for review."))
    return redirect(entry)


def done(
    request: UserRequest, entry: OutreachEntry, form: ReviewForm, went: object, words: str
) -> HttpResponse:
    """Back to the queue, or the entry with what is wrong."""
    if went:
        messages.success(request, words)
        return redirect("outreach:review")
    return views.page(request, views.find_entry(request, entry.pk), review_form=form)


def shown(request: UserRequest, user: User, **about: Any) -> HttpResponse:
    entries = OutreachEntry.objects.reviewable_by(user)
    waiting = list(entries.waiting().late_first().select_related("area", "lead")[: A_PAGE + 1])
    checks = OutreachAudit.objects.workable_by(user).open()
    context = {
        "entries": waiting[:A_PAGE],
        "more": len(waiting) > A_PAGE,
        "checks": checks.select_related("entry__area", "entry__lead")[:CHECKS],
        "late": late_by_area(user),
        "outcome": None,
        "unticked": False,
        **about,
    }
    return render(request, "outreach/review.html", context)


def late_by_area(user: User) -> list[dict[str, Any]]:
    """How many were sent in ninety days, and how many late, by area; never by person."""
    lately = timezone.now() - LATELY
    sent = OutreachEntry.objects.reviewable_by(user).filter(sent_at__gte=lately)
    counts: Any = (
        sent.order_by().values("area__name").annotate(sent=Count("pk"), late=Count("pk", is_late()))
    )
    late: list[dict[str, Any]] = list(counts.filter(late__gt=0).order_by("area__name"))
    return late


def approve_all(user: User, picked: dict[int, str]) -> Outcome:
    """Each in a transaction of its own, the lowest number first."""
    found = OutreachEntry.objects.reviewable_by(user).select_related("area").in_bulk(list(picked))
    outcome = Outcome(unknown=len(picked) - len(found))
    for number in sorted(found):
        entry = found[number]
        try:
            with transaction.atomic():
                entry.approve(user, seen=picked[number])
        except NotPossible as refusal:
            outcome.refused.append((entry, str(entry), str(refusal.words)))
        else:
            outcome.done += 1
    return outcome


def versions(picks: list[str]) -> dict[int, str]:
    """What was ticked, `12:1790000000.000000`: the number and the version that was read."""
    pairs = (pick.partition(":") for pick in picks)
    return {
        int(number): seen[:30]
        for number, _colon, seen in pairs
        if number.isdecimal() and len(number) <= DIGITS
    }


def reviewer(request: UserRequest) -> User:
    if not request.user.has_perm("outreach.review"):
        raise PermissionDenied
    return request.user


def reviewable(request: UserRequest, pk: int) -> OutreachEntry:
    """The entry, for someone who may review it; 404 when it is not theirs to know."""
    views.refuse_unless(request, "outreach.log")
    entry = views.find_entry(request, pk)
    views.refuse_unless(request, "outreach.review_entry", entry)
    return entry
