"""An area's priorities, for everyone; and the vote that chooses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from engagement.priorities.ballot_forms import VoteForm
from engagement.priorities.models import Ballot, BallotOption, Priority, Vote
from engagement.priorities.results import results
from engagement.priorities.voters import Voter, may_vote
from portal.areas.models import Area
from portal.pages.kept import kept
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from engagement.priorities.models.ballot_queryset import BallotQuerySet

A_PAGE = 20
SHOWN_OVER = 6
WAIT = 600  # seconds, for whoever was too fast


@require_safe
@login_not_required
@kept
def priorities(request: HttpRequest, slug: str) -> HttpResponse:
    """What the team works on first, what was done, and what came of earlier ones."""
    area = get_object_or_404(Area, slug=slug)
    theirs = Priority.objects.filter(area=area).with_votes().prefetch_related("updates")
    retired = theirs.retired().order_by("-retired_on", "-pk")
    context = {
        "area": area,
        "current": theirs.current().in_order(),
        "page": Paginator(retired, A_PAGE).get_page(request.GET.get("page")),
        "open_ballots": around(area).open(),
        "stale_days": settings.PRIORITY_STALE_DAYS,
    }
    return render(request, "priorities/priorities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """What is voted on here now, and what earlier votes came to."""
    area = get_object_or_404(Area, slug=slug)
    if request.method == "POST":
        return cast(request, area)
    return voting(request, area)


def cast(request: HttpRequest, area: Area) -> HttpResponse:
    """Count this person's vote on one ballot, or show it again with what is wrong."""
    number = request.POST.get("ballot", "")
    here = around(area).filter(pk=int(number[:18]) if number.isdecimal() else 0)
    ballot = get_object_or_404(here.prefetch_related(OPTIONS))
    form = VoteForm(request.POST, ballot=ballot, options=list(ballot.options.all()))
    if not form.is_valid():
        return voting(request, area, form)
    if not may_vote(request):
        messages.error(request, _("That is many at once. Wait ten minutes, then try again."))
        response = voting(request, area, form, status=429)
        response["Retry-After"] = str(WAIT)
        return response
    voter = Voter(request)
    try:
        ballot.cast(voter.on(ballot), form.cleaned_data["chosen"])
    except NotPossible as refused:
        messages.error(request, str(refused))
    else:
        day = date_format(ballot.closes_on, "DATE_FORMAT")
        messages.success(
            request, _("Your vote is counted. You can change it until %(day)s.") % {"day": day}
        )
    return voter.remembered(redirect("priorities:vote", area.slug))


OPTIONS = Prefetch("options", BallotOption.objects.in_words())


def voting(
    request: HttpRequest, area: Area, tried: VoteForm | None = None, *, status: int = 200
) -> HttpResponse:
    voter = Voter(request)
    here = around(area).select_related("area")
    ballots = list(here.open().prefetch_related(OPTIONS).order_by("closes_on", "pk"))
    mine = chosen_by(voter, ballots)
    forms = []
    for ballot in ballots:
        form = VoteForm(
            ballot=ballot,
            options=list(ballot.options.all()),
            initial={"chosen": initial(ballot, mine.get(ballot.pk))},
        )
        is_tried = tried is not None and tried.ballot.pk == ballot.pk
        forms.append({"form": tried if is_tried else form, "voted": ballot.pk in mine})
    over = here.over().order_by("-closes_on", "-pk")[:SHOWN_OVER]
    context = {
        "area": area,
        "forms": forms,
        "coming": here.coming().order_by("opens_on", "pk"),
        "over": results(over),
        "floor": settings.PUBLISH_FLOOR,
        "tried": tried,
    }
    return render(request, "priorities/vote.html", context, status=status)


def around(area: Area) -> BallotQuerySet:
    """The votes of the area itself and of what it lies in."""
    codes = area.path.rstrip("/").split("/")
    paths = ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes) + 1)]
    return Ballot.objects.filter(area__path__in=paths)


def chosen_by(voter: Voter, ballots: list[Ballot]) -> dict[int, list[int]]:
    """What this person chose before, by ballot."""
    if voter.is_new or not ballots:
        return {}
    hashes = Q()
    for ballot in ballots:
        hashes |= Q(ballot=ballot, voter_hash=voter.on(ballot))
    votes = Vote.objects.filter(hashes).prefetch_related("choices")
    return {vote.ballot_id: [option.pk for option in vote.choices.all()] for vote in votes}


def initial(ballot: Ballot, chosen: list[int] | None) -> list[int] | int | None:
    if not chosen:
        return None
    return chosen[0] if ballot.most_choices == 1 else chosen
