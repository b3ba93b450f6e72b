"""For those who are not sure that this is the right place: who takes what, and the way there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from engagement.concerns.models import Diversion
from engagement.concerns.untraced import leaves_no_trace
from portal.pages.models import Agency

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Way:
    """Someone else who takes it, and what they do with it."""

    kind: str
    title: str
    who: str
    what: str
    url: str
    phone: str
    button: str


@require_safe
@leaves_no_trace
def start(request: HttpRequest) -> HttpResponse:
    """Sort out what belongs where, before anyone writes a word."""
    return render(request, "concerns/start.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
@leaves_no_trace
def elsewhere(request: HttpRequest, kind: str) -> HttpResponse:
    """Say who takes it. Going on counts one for today, and no person, then leads there."""
    if kind not in Diversion.Kind.values:
        raise Http404
    way = _way(kind, Agency.current())
    if request.method == "POST":
        Diversion.objects.count_one(kind)
        if way.url:
            return HttpResponseRedirect(way.url)
    response = render(
        request, "concerns/elsewhere.html", {"way": way, "counted": request.method == "POST"}
    )
    if way.url:  # a browser asks the policy also where a form is led on to
        response._csp_update = {"form-action": [way.url]}  # type: ignore[attr-defined]  # noqa: SLF001  how django-csp takes it
    return response


def _way(kind: str, agency: Agency) -> Way:
    oversight = agency.oversight_name or _("office that looks into complaints")
    help_line = agency.non_emergency_phone
    kinds = Diversion.Kind
    if kind == kinds.COMPLAINT:
        return Way(
            kind,
            _("A complaint about an officer"),
            _("The %(who)s takes it, not the police.") % {"who": oversight},
            _(
                "They look into what happened and answer you. You do not need the officer’s name:"
                " the place, the day and the hour help. We do not see what you write there."
            ),
            agency.oversight_url,
            help_line,
            _("Go on to the %(who)s") % {"who": oversight},
        )
    if kind == kinds.PRAISE:
        return Way(
            kind,
            _("Praise for an officer"),
            _("The %(who)s takes it too, and passes it on.") % {"who": oversight},
            _("Say what the officer did, where and when. A name helps, but is not needed."),
            agency.oversight_url,
            help_line,
            _("Go on to the %(who)s") % {"who": oversight},
        )
    if kind == kinds.TIP:
        tips = agency.tip_name or _("tip line")
        return Way(
            kind,
            _("A tip about a crime"),
            _("%(who)s takes tips with no name.") % {"who": tips},
            _("They pass on what you know. We cannot see who you are, and neither can they."),
            agency.tip_url,
            help_line,
            _("Go on to %(who)s") % {"who": tips},
        )
    return Way(
        kind,
        _("A crime happened"),
        _("The police take a report, and you get its number."),
        _(
            "You need that number for insurance. If it is happening now, or someone is hurt,"
            " call %(phone)s instead."
        )
        % {"phone": agency.emergency_phone},
        agency.report_crime_url,
        help_line,
        _("Make a report online"),
    )
