"""One page before a meeting: what people raise there, what we owe, and what was said last time.

For staff alone. It names no resident and quotes none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagement.events.models import Session
from metrics.dashboards import findings
from metrics.dashboards.board import Board
from metrics.dashboards.charts import Table, in_words
from metrics.dashboards.slices import Slice
from metrics.reports.document import Facts, Narrative, Numbers, Paragraph
from metrics.reports.packs import Pack
from metrics.reports.packs.binding import bind
from metrics.reports.packs.days import written
from metrics.reports.packs.sections import priorities, promises, replies

if TYPE_CHECKING:
    from engagement.events.models import Event
    from metrics.reports.document import Block, Document
    from metrics.reports.packs import Asked

AHEAD = timedelta(days=60)
FEW = 4  # lines of each kind that one sheet can hold
LONG = 110  # characters of a line; the whole of it stands in the record


class BriefForm(forms.Form):
    """Which meeting it is for, if for one."""

    meeting = forms.ChoiceField(label=gettext_lazy("Meeting"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        coming = Session.objects.upcoming().filter(starts_at__lt=timezone.now() + AHEAD)
        field.choices = [
            ("", gettext_lazy("No meeting: about the area")),
            *((str(each.pk), _named(each)) for each in coming.select_related("event")),
        ]
        field.error_messages["invalid_choice"] = gettext_lazy("Choose a meeting from the list.")


def _named(session: Session) -> str:
    return f"{session.event.title}, {written(timezone.localdate(session.starts_at))}"


@dataclass(frozen=True)
class Before:
    """The meeting before: what was settled there, and what is still owed from it."""

    event: Event
    day: str
    decided: list[str]
    unanswered: list[str]


def write(asked: Asked) -> Document:
    meeting = _meeting(asked)
    these = _where(asked, meeting)
    board = Board.of(these)
    title = _("%(area)s: before the meeting") % {"area": these.where}
    brief = bind(
        asked,
        title=title if meeting is None else _("Before “%(meeting)s”") % {"meeting": meeting.event},
        summary=(
            Paragraph(findings.topics(board), of=("raised",)),
            replies.late(board),
            promises.finding(promises.by_place(these)),
            Paragraph(findings.trust(board), of=()),
        ),
        sections=(
            (_("What people raise here"), (_raised(board),)),
            (_("What we owe"), _owed(these)),
            (_("The last meeting"), _last(these, meeting)),
            (_("Priorities here"), _priorities(these)),
            (_("Three things to say"), _points()),
        ),
    )
    return replace(brief, one_sheet=True)


def _meeting(asked: Asked) -> Session | None:
    """None where none was chosen, or it is gone since."""
    number = str(asked.answers.get("meeting") or "")
    found = Session.objects.filter(pk=int(number)) if number.isdecimal() else Session.objects.none()
    return found.select_related("event__area", "event__series").first()


def _where(asked: Asked, meeting: Session | None) -> Slice:
    """The area that was asked about. Whoever asked about the whole city means the meeting's own."""
    these = asked.these
    if meeting is None or these.area is not None or meeting.event.area is None:
        return these
    return Slice.of(these.period, area=meeting.event.area, at=these.at)


def _raised(board: Board) -> Block:
    shown = [topic for topic in board.topics if topic.count][:FEW]
    if not shown:
        return Paragraph(_("No concern was raised in this period."), of=())
    return Numbers(
        "raised",
        Table(
            caption=_("What is raised most"),
            head=(_("Topic"), _("Raised"), _("In as many days before")),
            rows=tuple((topic.name, topic.count, topic.before) for topic in shown),
        ),
    )


def _owed(these: Slice) -> tuple[Block, ...]:
    late = promises.late_now(these)
    if not late:
        return (Paragraph(_("No promise is late here."), of=()),)
    table = Numbers("late", promises.late_table(late[:FEW]))
    if (more := len(late) - FEW) <= 0:
        return (table,)
    words = ngettext("%(n)s more is late.", "%(n)s more are late.", more)
    return (table, Paragraph(words % {"n": in_words(more)}, of=()))


def _last(these: Slice, meeting: Session | None) -> tuple[Block, ...]:
    before = _before(these, meeting)
    if before is None:
        return (Paragraph(_("No meeting was held here before."), of=()),)
    pairs = [(_("Meeting"), _("%(title)s, %(day)s") % {"title": before.event, "day": before.day})]
    pairs += [(_("Decided"), line) for line in before.decided[:FEW]]
    pairs += [(_("Asked and not answered yet"), line) for line in before.unanswered[:FEW]]
    if not before.decided and not before.unanswered:
        pairs.append((_("Minutes"), _("Nothing that was decided or asked is written down.")))
    for each in before.event.commitments.all()[:FEW]:
        pairs.append((_("Promised"), f"{_short(each.what)} ({each.get_status_display()})"))
    return (Facts(_("What came of it"), tuple(pairs), of=()),)


def _before(these: Slice, meeting: Session | None) -> Before | None:
    """Of the same series where the meeting has one, else the last one held there."""
    until = min(meeting.starts_at, these.at) if meeting else these.at
    held = Session.objects.on().filter(these.inside("event__area__path"), ends_at__lte=until)
    if meeting and meeting.event.series_id:
        held = held.filter(event__series=meeting.event.series_id)
    last = held.select_related("event__minutes").order_by("-starts_at", "-pk").first()
    if last is None:
        return None
    minutes = getattr(last.event, "minutes", None)
    lines = list(minutes.lines.all()) if minutes else []
    return Before(
        event=last.event,
        day=written(timezone.localdate(last.starts_at)),
        decided=[_short(line.text) for line in lines if not line.is_question],
        unanswered=[_short(line.text) for line in lines if line.is_question and not line.answer],
    )


def _priorities(these: Slice) -> tuple[Block, ...]:
    current = [each for each in priorities.held(these) if each.is_current][:FEW]
    if not current:
        return (Paragraph(_("No priority is set here."), of=()),)
    rows = tuple(
        (_short(each.issue), _short(each.action) or _("Nothing yet"), written(each.action_on))
        for each in current
    )
    head = (_("Priority"), _("What was done last"), _("On"))
    return (Numbers("first", Table(caption=_("Worked on now"), head=head, rows=rows)),)


def _short(text: str) -> str:
    return Truncator(text).chars(LONG)


def _points() -> tuple[Narrative, ...]:
    return (
        Narrative("heard", _("What we heard, and what we did"), _("One thing, two sentences.")),
        Narrative("missed", _("What we did not keep, and why"), _("Say the miss before they do.")),
        Narrative(
            "ask", _("What we ask of those who come"), _("One question worth their evening.")
        ),
    )


PACK = Pack(
    kind="meeting_brief",
    label=gettext_lazy("Brief before a meeting"),
    about=gettext_lazy(
        "One page for one area or one meeting: what people raise, what is late, what was promised."
    ),
    write=write,
    period="this-quarter",
    form=BriefForm,
    publishable=False,
)
