"""Mails what saved views show, at their time: the findings in words, and a link.

A view is claimed by its row, and its next mail is set in the transaction that writes this one
into the outbox; the key names the view and the time it was due. So a sweep that runs twice, or
dies half-way, tells nobody twice.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from metrics.dashboards import findings
from metrics.dashboards.board import Board
from metrics.dashboards.forms import FilterForm
from metrics.dashboards.models import SavedView
from metrics.dashboards.our_word import OurWord
from metrics.dashboards.rollups import reading
from metrics.dashboards.rules import BOARD_READERS
from metrics.dashboards.slices import Slice
from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User

log = logging.getLogger(__name__)


def mail_due(at: datetime | None = None) -> int:
    """Write the mails that are due by now; how many. One that fails does not keep back others."""
    at = at or timezone.now()
    due = SavedView.objects.due(at).order_by("mail_due_at", "pk").values_list("pk", flat=True)
    written = 0
    for pk in list(due):
        try:
            written += _mail(pk, at)
        except Exception:  # it stays due, and the next sweep tries again
            log.exception("A saved view could not be mailed.")
    return written


@transaction.atomic
def _mail(pk: int, at: datetime) -> bool:
    """Claim the view, write its mail and set the next; false where another worker was faster."""
    rows = SavedView.objects.select_for_update(of=("self",), skip_locked=True)
    view = rows.due(at).select_related("user").filter(pk=pk).first()
    if view is None or view.mail_due_at is None:
        return False
    reader, due_at = view.user, view.mail_due_at
    if not (reader.is_active and reader.has_perm("dashboards.view_board")):
        view.stop_mail()
        return False
    Message.objects.post(
        key=f"board-view-{view.pk}-{due_at:%Y%m%d%H%M}",
        to=reader.email,
        template="dashboards/view",
        context={
            "name": view.name,
            **told(view, reader, at),
            "link": absolute(view.get_absolute_url()),
            "views": absolute(reverse("dashboards:views")),
        },
        topic="work",
        language=reader.language,
        user=reader,
    )
    view.move_on(at)
    return True


def told(view: SavedView, reader: User, at: datetime) -> dict[str, object]:
    """What the board says of the view to this reader now, in their language."""
    with translation.override(reader.language):
        scope = reader.scope(*BOARD_READERS)
        form = FilterForm(QueryDict(view.query), paths=scope)
        if not form.is_valid():
            gone = _("This view asks for something that is not there any more. Make it again.")
            return {"where": "", "period": "", "sentences": [gone]}
        these = Slice.of(form.chosen_period(), area=form.chosen_area(), scope=scope, at=at)
        if reading.as_of() is None:
            sentences = [_("Nothing has been added up yet.")]
        else:
            sentences = [OurWord.of(these).finding, *findings.in_a_mail(Board.of(these))]
        return {"where": these.where, "period": str(these.period), "sentences": sentences}
