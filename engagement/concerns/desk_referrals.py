"""From a concern to a partner who can help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from engagement.concerns import handing_over
from engagement.concerns.desk import note_reading, workable
from partnerships.referrals.forms import ReferralForm
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.concerns.models import Concern
    from partnerships.referrals.models import Referral
    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest, pk: int) -> HttpResponse:
    """Ask an organization to help whoever raised it, if they agreed."""
    concern = workable(request, pk)
    if not request.user.has_perm("referrals.send"):
        raise PermissionDenied
    initial = {"area": concern.area_id}
    form = ReferralForm(request.POST or None, user=request.user, from_concern=True, initial=initial)
    if request.method == "POST" and form.is_valid() and (made := sent(form, concern)):
        messages.success(request, _("Sent. You hear from us when they answer."))
        return redirect(made)
    note_reading(request, concern)
    return render(request, "concerns/desk/referral.html", {"form": form, "concern": concern})


def sent(form: ReferralForm, concern: Concern) -> Referral | None:
    try:
        return handing_over.hand_over(concern, form.user, **form.said)
    except NotPossible as refused:
        where = "consent_words" if concern.sensitive else None
        form.add_error(where, str(refused))
        return None
