"""The queue at the desk: a page of it, its numbers, and the ways people like to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from engagement.concerns import handing, queue, walking
from engagement.concerns.bulk_forms import BulkForm
from engagement.concerns.models import Concern, SavedView
from engagement.concerns.models.constraints import WAITS
from engagement.concerns.queue_forms import QueueFilter, ViewForm
from engagement.concerns.reach import Reach

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from portal.http import UserRequest

PAGE = 100
LAST_PAGE = 50
CAP = 200


@dataclass(frozen=True)
class Leaf:
    """One page of a queue that is not counted to its end."""

    rows: list[queue.Row]
    number: int
    more: bool

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.more else 0


@dataclass(frozen=True)
class Count:
    """How many, counted no further than anyone needs to know."""

    n: int
    cap: int = CAP

    def __bool__(self) -> bool:
        return self.n > 0

    def __str__(self) -> str:
        return f"{self.cap}+" if self.n > self.cap else str(self.n)


@require_safe
def concerns(request: UserRequest) -> HttpResponse:
    """The queue: one's own by due date, then the team's, then what is answered."""
    reach = reach_of(request)
    saved = list(SavedView.objects.of(request.user))
    first = next((view for view in saved if view.opens_first), None)
    if first and not request.GET:
        return redirect(first)
    return shown(request, reach, request.GET, saved=saved)


@require_safe
def counts(request: UserRequest) -> HttpResponse:
    """The numbers above the queue, asked for by the page itself now and then."""
    about = {"counts": numbers(reach_of(request), timezone.now())}
    return render(request, "concerns/desk/counts.html", about)


@require_POST
def views(request: UserRequest) -> HttpResponse:
    """Keep what one looks at under a name."""
    reach = reach_of(request)
    form = ViewForm(request.POST)
    if not form.is_valid():
        query = QueryDict(request.POST.get("query", "")[:1000])
        return shown(request, reach, query, view_form=form)
    said = form.cleaned_data
    kept = QueryDict(said["query"], mutable=True)
    kept.pop("page", None)
    view = SavedView.objects.keep(
        request.user, said["name"], kept.urlencode(), first=said["opens_first"]
    )
    messages.success(request, _("Kept as “%(name)s”.") % {"name": view.name})
    return redirect(view)


@require_POST
def view_removal(request: UserRequest, pk: int) -> HttpResponse:
    """Forget a name."""
    reach_of(request)
    view = get_object_or_404(SavedView.objects.of(request.user), pk=pk)
    view.delete()
    messages.success(request, _("“%(name)s” is gone.") % {"name": view.name})
    return redirect(reverse("desk_concerns:queue") + "?show=")


def reach_of(request: UserRequest) -> Reach:
    if not request.user.has_perm("concerns.read_desk"):
        raise PermissionDenied
    return Reach.of(request.user)


def shown(request: UserRequest, reach: Reach, query: QueryDict, **about: Any) -> HttpResponse:
    """The page of the queue that `query` asks for, whole or only the changing part."""
    form = QueueFilter(query, reach=reach)
    now = timezone.now()
    kept = query.copy()
    kept.pop("page", None)
    may_work = request.user.has_perm("concerns.enter_concern")
    if "saved" not in about:
        about["saved"] = list(SavedView.objects.of(request.user))
    about = {
        "form": form,
        "leaf": leaf(form, query.get("page", ""), now),
        "counts": numbers(reach, now),
        "query": kept.urlencode(),
        "view_form": ViewForm(initial={"query": kept.urlencode()}),
        "may_work": may_work,
        "may_keep_templates": request.user.has_perm("concerns.keep_templates"),
        "colleagues": handing.colleagues(reach.areas) if may_work else [],
        "bulk_form": BulkForm(reach=reach, auto_id="bulk_%s"),
        "bulk_act": request.POST.get("act", ""),
        "picked": [],
        "outcome": None,
        "swap_counts": request.method == "POST",
        **about,
    }
    partial = request.headers.get("HX-Request") == "true"
    template = "concerns/desk/queue_part.html" if partial else "concerns/desk/queue.html"
    return render(request, template, about)


def leaf(form: QueueFilter, page: str, now: datetime) -> Leaf:
    number = min(int(page), LAST_PAGE) if page.isdecimal() and len(page) < 5 else 1  # noqa: PLR2004  digits
    number = max(number, 1)
    found = form.first(number * PAGE + 1)
    number = max(min(number, -(-len(found) // PAGE)), 1)
    here = walking.in_order(found[(number - 1) * PAGE : number * PAGE])
    more = len(found) > number * PAGE and number < LAST_PAGE
    return Leaf([queue.desk_row(concern, now) for concern in here], number, more)


def numbers(reach: Reach, now: datetime) -> dict[str, Count]:
    """Late, mine to answer, written back: counted a little way, in one statement."""
    waits = Concern.objects.annotate(waits=WAITS)
    late = walking.everyones(reach, waits.filter(walking.OWED, reply_due_at__lt=now))
    mine = walking.mine(reach, waits.filter(walking.OWED))
    back = walking.everyones(reach, waits.filter(waits=1))
    found = walking.counts(late, mine, back, cap=CAP + 1)
    return dict(zip(("late", "mine", "wrote_back"), map(Count, found), strict=True))
