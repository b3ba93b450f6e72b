"""Policies as everyone reads them: what holds, every version, and what changed between two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from metrics.transparency.models import Policy
from metrics.transparency.rendering import ahead

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WORDS = re.compile(r"\s+|[^\s]+")
LONGEST = 20_000  # words; longer texts are shown beside one another instead


@dataclass(frozen=True)
class Piece:
    """Words that stayed, were added or were taken out."""

    kind: str  # same, added, gone
    text: str


@require_safe
@login_not_required  # policies are public
@ahead
def policies(request: HttpRequest) -> HttpResponse:
    found = [policy for policy in Policy.objects.with_versions() if policy.newest]
    found.sort(key=str)
    return render(request, "transparency/policies.html", {"policies": found})


@require_safe
@login_not_required
@ahead
def policy(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The newest version, or one of those before, with what it changed."""
    found = get_object_or_404(Policy.objects.with_versions(), slug=slug)
    versions = list(found.versions.all())
    at = next((place for place, each in enumerate(versions) if number in (None, each.number)), None)
    if at is None:
        raise Http404
    this, before = versions[at], versions[at + 1] if at + 1 < len(versions) else None
    about = {
        "policy": found,
        "version": this,
        "before": before,
        "versions": versions,
        "changes": changes(str(before.body), str(this.body)) if before else [],
        "today": timezone.localdate(),
    }
    return render(request, "transparency/policy.html", about)


def changes(before: str, after: str) -> list[Piece]:
    """Word by word. Empty where nothing changed, or the texts are too long to compare so."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if before == after or max(len(old), len(new)) > LONGEST:
        return []
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if gone := "".join(old[a:b]):
            pieces.append(Piece("gone", gone))
        if added := "".join(new[c:d]):
            pieces.append(Piece("added", added))
    return pieces
