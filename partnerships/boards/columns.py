"""The register as a file, and what each of its columns means."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from partnerships.boards.filters import RegisterFilter
from partnerships.boards.models import Recommendation
from portal.notices.links import absolute
from portal.records.export import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from partnerships.boards.models.register import RecommendationQuerySet

# Names do not change with the reader's language: programs read them.
COLUMNS: dict[str, _StrPromise] = {
    "board": _("Name of the board."),
    "number": _("Year and number within the board and year, without gaps, such as 2026-07."),
    "made_on": _("Day the board made it. The clock starts here."),
    "first_due_on": _("Day the answer was first due."),
    "due_on": _("Day the answer is due; later than the first only if the board agreed to wait."),
    "status": _(
        "submitted, in_review, overdue, answered, in_progress, completed or withdrawn, on the day "
        "the file was made."
    ),
    "answered_on": _("Day of the first answer; empty if there is none."),
    "verdict": _("The latest answer: accept, partly or reject."),
    "reason": _("The reason given with the latest answer."),
    "answers": _("How many answers there are. More than one means it was corrected."),
    "title": _("The recommendation in one sentence."),
    "text": _("The recommendation in full."),
    "why": _("Why the board recommends it."),
    "topic": _("What it is about, as a code."),
    "area": _("The area it is about; empty for the whole city."),
    "actions_open": _("Actions still to be done."),
    "actions_done": _("Actions done."),
    "withdrawn_on": _("Day the board took it back."),
    "url": _("Its page here."),
}


class _Echo:
    """What `csv` writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


@require_safe
@login_not_required
def register_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The register with the same filters. It is public, so nobody is written down."""
    found = RegisterFilter(request.GET).narrow(Recommendation.objects.all())
    return _file(f"recommendations-{timezone.localdate():%Y-%m-%d}", [list(COLUMNS), *rows(found)])


@require_safe
@login_not_required
def dictionary_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:  # noqa: ARG001
    """What the columns mean, for whoever opens the register in a year."""
    about = [[name, str(words)] for name, words in COLUMNS.items()]
    return _file("recommendations-columns", [["column", "meaning"], *about])


def rows(found: RecommendationQuerySet) -> Iterator[list[Any]]:
    related = found.with_actions().select_related("board", "area")
    whole = related.prefetch_related("answers", "actions").order_by("made_on", "pk")
    for one in whole.iterator(chunk_size=500):
        answers, actions = list(one.answers.all()), list(one.actions.all())
        done = sum(action.done_on is not None for action in actions)
        yield [
            *(one.board.name, one.label, one.made_on, one.first_due_on, one.due_on),
            *(one.status.value, one.answered_on, one.verdict),
            *(answers[-1].reason if answers else "", len(answers)),
            *(one.title, one.text, one.why, one.topic, one.area.name if one.area else ""),
            *(len(actions) - done, done, one.withdrawn_on),
            absolute(one.get_absolute_url()),
        ]


def _file(name: str, lines: list[list[Any]]) -> StreamingHttpResponse:
    line = csv.writer(_Echo()).writerow
    written = (
        "\ufeff" * (not at) + line([safe(cell) for cell in row]) for at, row in enumerate(lines)
    )
    response = StreamingHttpResponse(written, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
