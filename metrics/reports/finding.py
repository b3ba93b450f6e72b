"""Finding a report for someone: 404 where it is not theirs to see, 403 where not theirs to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from metrics.reports.models import Report

if TYPE_CHECKING:
    from portal.http import UserRequest


def found(request: UserRequest, pk: int, may: str = "") -> Report:
    """With its stage. `may` names what they must be allowed to do with it."""
    reports = Report.objects.visible_to(request.user).with_stages()
    report = get_object_or_404(reports.select_related("area", "requested_by"), pk=pk)
    if may and not request.user.has_perm(f"reports.{may}", report):
        raise PermissionDenied
    return report


def allowed(request: UserRequest, may: str = "request_report") -> None:
    if not request.user.has_perm(f"reports.{may}"):
        raise PermissionDenied
