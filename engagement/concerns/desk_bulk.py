"""One act on many concerns. Each is its own: what is refused is listed, the others go through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from engagement.concerns import desk_queue, handing, merging
from engagement.concerns.bulk_forms import BulkForm
from engagement.concerns.models import Concern
from engagement.concerns.queue import title_of
from engagement.concerns.queue_forms import picked
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@dataclass
class Outcome:
    """What became of each: how many went through, and why the others did not."""

    done: int = 0
    refused: list[tuple[Concern, str, str]] = field(default_factory=list)
    unknown: int = 0
    said: str = ""

    @property
    def words(self) -> str:
        if not self.done:
            return _("Nothing was changed.")
        return ngettext("%(n)d concern changed.", "%(n)d concerns changed.", self.done) % {
            "n": self.done
        }

    @property
    def unknown_words(self) -> str:
        return ngettext(
            "%(n)d is not yours to change.", "%(n)d are not yours to change.", self.unknown
        ) % {"n": self.unknown}


@require_POST
def acts(request: UserRequest) -> HttpResponse:
    """Do one thing with all that are ticked."""
    if not request.user.has_perm("concerns.enter_concern"):
        raise PermissionDenied
    reach = desk_queue.reach_of(request)
    query = QueryDict(request.POST.get("query", "")[:1000])
    form = BulkForm(request.POST, reach=reach, auto_id="bulk_%s")
    numbers = picked(request.POST.getlist("pick"), desk_queue.PAGE)
    if not numbers:
        form.add_error(None, _("Tick at least one concern first."))
    if not form.is_valid():
        return desk_queue.shown(request, reach, query, bulk_form=form, picked=numbers)
    outcome = done_with(request, form, numbers)
    return desk_queue.shown(request, reach, query, outcome=outcome)


def done_with(request: UserRequest, form: BulkForm, numbers: list[int]) -> Outcome:
    """Each in a transaction of its own, the lowest number first."""
    found = Concern.objects.workable_by(request.user).select_related("area").in_bulk(numbers)
    outcome = Outcome(unknown=len(numbers) - len(found))
    held = held_before(request)
    for number in sorted(found):
        concern = found[number]
        if not request.user.has_perm("concerns.work_concern", concern):
            outcome.unknown += 1
            continue
        try:
            with transaction.atomic():
                do(request, form, concern, held.get(number))
        except NotPossible as refusal:
            concern.refresh_from_db()
            outcome.refused.append((concern, title_of(concern), str(refusal.words)))
        else:
            outcome.done += 1
    return outcome


def do(request: UserRequest, form: BulkForm, concern: Concern, held: int | None) -> None:
    """The act that was chosen. What a colleague did since the page was drawn comes first."""
    user, said = request.user, form.cleaned_data
    match said["act"]:
        case "acknowledge":
            concern.acknowledge(user)
        case "assign":
            concern.lock()
            if held is not None and held != (concern.assigned_to_id or 0):
                has_it = concern.assigned_to or _("nobody")
                raise NotPossible(_("Meanwhile %(name)s has it.") % {"name": has_it})
            handing.give(concern, said["to"], user, said["note"])
        case "close":
            concern.lock()
            if not concern.is_open:
                raise NotPossible(concern.why_not(said["state"]))
            concern.close(user, said["state"], said["reason"])
        case "merge":
            merging.merge(concern, main_for(request, said["main"]), user, said["reason"])


def main_for(request: UserRequest, number: int) -> Concern:
    """The concern that others are joined to: one that this person may act on."""
    found = Concern.objects.workable_by(request.user).select_related("area").filter(pk=number)
    main = found.first()
    if main is None or not request.user.has_perm("concerns.work_concern", main):
        raise NotPossible(_("There is no concern %(number)s at your desk.") % {"number": number})
    return main


def held_before(request: UserRequest) -> dict[int, int]:
    """Who had each when the page was drawn, from `had=12-5`; 0 is nobody."""
    pairs = [pair.split("-") for pair in request.POST.getlist("had")[: desk_queue.PAGE]]
    return {
        int(pair[0]): int(pair[1])
        for pair in pairs
        if len(pair) == 2 and all(part.isdecimal() and len(part) <= 18 for part in pair)  # noqa: PLR2004  a number and another
    }
