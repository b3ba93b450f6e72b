"""Where a person of command looks at exactly what will go out, and lets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metrics.transparency import freezing
from metrics.transparency.comparing import compared, definitions_changed
from metrics.transparency.datasets import TOPICS
from metrics.transparency.forms import PublishingForm
from metrics.transparency.models import Publication
from metrics.transparency.pages import _told
from metrics.transparency.quarters import Quarter
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

LOOK_BACK = 8  # whole quarters that can be prepared


def allowed(request: UserRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


@require_safe
def publications(request: UserRequest) -> HttpResponse:
    """Every quarter that is over, with its editions and its draft."""
    allowed(request, "transparency.see_drafts")
    about = {
        "quarters": _quarters(),
        "may_publish": request.user.has_perm("transparency.publish"),
    }
    return render(request, "transparency/command/list.html", about)


@require_POST
def preparation(request: UserRequest, quarter: Quarter) -> HttpResponse:
    """Count a quarter, in place of the draft there was."""
    allowed(request, "transparency.publish")
    try:
        freezing.prepare(quarter)
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("publications:list")
    messages.success(request, _("Counted. Read it before it goes out."))
    return redirect("publications:draft", quarter)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: UserRequest, quarter: Quarter) -> HttpResponse:
    """Exactly what would go out; on a post, it does."""
    allowed(
        request, "transparency.see_drafts" if request.method != "POST" else "transparency.publish"
    )
    found = get_object_or_404(Publication.objects.of(quarter).drafts())
    form = PublishingForm(
        request.POST if request.method == "POST" else None, initial={"seen": found.sha256}
    )
    if request.method == "POST" and form.is_valid():
        try:
            found.publish(request.user, form.cleaned_data["note"], form.cleaned_data["seen"])
        except NotPossible as refused:
            found.refresh_from_db()
            form.add_error("note" if found.edition > 1 else None, str(refused))
        else:
            messages.success(request, _("Published. Everyone can read these numbers now."))
            return redirect("publications:list")
    status = 422 if form.is_bound else 200
    return render(
        request, "transparency/command/draft.html", _about(request, found, form), status=status
    )


def _about(request: UserRequest, found: Publication, form: PublishingForm) -> dict[str, Any]:
    before = Publication.objects.of(found.quarter.before()).published().order_by("-edition").first()
    last = found.earlier().first()
    return {
        "publication": found,
        "topics": [_told(topic, found) for topic in TOPICS],
        "held": sum(each["held"] for each in found.content["datasets"].values()),
        "before": before,
        "differences": compared(found, before) if before else [],
        "last": last,
        "corrected": [each for each in compared(found, last) if each.is_other] if last else [],
        "changed": definitions_changed(found, before) if before else [],
        "form": form,
        "may_publish": request.user.has_perm("transparency.publish"),
    }


def _quarters() -> list[dict[str, Any]]:
    found: dict[Quarter, list[Publication]] = {}
    for each in Publication.objects.light().select_related("published_by"):
        found.setdefault(each.quarter, []).append(each)
    quarter = Quarter.last_whole(timezone.localdate())
    for _each in range(LOOK_BACK):
        found.setdefault(quarter, [])
        quarter = quarter.before()
    return [
        {
            "quarter": quarter,
            "draft": next((each for each in editions if not each.is_published), None),
            "editions": [each for each in editions if each.is_published],
        }
        for quarter, editions in sorted(found.items(), reverse=True)
    ]
