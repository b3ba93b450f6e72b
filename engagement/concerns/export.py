"""The queue as a file: what is asked for there, as far as the reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, CharField, F, Q, Value, When
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from engagement.concerns.models import Category, Concern
from engagement.concerns.models.querysets import CONTACT, district_of
from engagement.concerns.queue_forms import QueueFilter
from engagement.concerns.reach import Reach
from engagement.concerns.rules import KINDS
from portal.accounts.scope import within_scope
from portal.records import export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import TextChoices
    from django.http import QueryDict
    from django.http.response import HttpResponseBase

    from engagement.concerns.models.querysets import ConcernQuerySet
    from portal.accounts.models import User
    from portal.http import UserRequest

AT_ONCE = 2_000  # rows fetched together


class Column(NamedTuple):
    heading: str
    path: str
    shown: Callable[[Any], Any] | None = None


@require_GET
def csv(request: UserRequest) -> HttpResponseBase:
    found = asked_for(request.GET, _reader(request))
    return export.csv_response(**_table(request, found))


@require_GET
def xlsx(request: UserRequest) -> HttpResponseBase:
    found = asked_for(request.GET, _reader(request))
    if found.order_by()[export.XLSX_ROWS : export.XLSX_ROWS + 1].exists():
        messages.error(
            request,
            _("An Excel file takes at most %(most)s rows. Show fewer, or take the CSV file.")
            % {"most": number_format(export.XLSX_ROWS, force_grouping=True)},
        )
        return redirect(f"{reverse('desk_concerns:queue')}?{request.GET.urlencode()}")
    return export.xlsx_response(**_table(request, found))


def asked_for(query: QueryDict, user: User) -> ConcernQuerySet:
    """What the queue shows for this query, less what should not travel in a file."""
    form = QueueFilter(query, reach=Reach.of(user))
    found = form.narrow(Concern.objects.workable_by(user))
    free = Q(sensitive=False) | within_scope(user, "supervisor", "command")
    return found.filter(free).order_by("-raised_at", "-pk")


def may_see_contact(user: User) -> Q | None:
    """`rules.see_contact` for many rows at once; None where it is true of no row."""
    paths = user.scope(*KINDS)
    if paths is None:
        return Q(pk__isnull=False)
    if not paths:
        return None
    reach = Q(area=None) | Q(assigned_to=user)
    for path in paths:
        reach |= Q(area__path__startswith=district_of(path))
    return reach


def _reader(request: UserRequest) -> User:
    if not request.user.has_perm("concerns.read_desk"):
        raise PermissionDenied
    return request.user


def _table(request: UserRequest, found: ConcernQuerySet) -> dict[str, Any]:
    columns = list(_columns(request.user))
    asked = {name: value for name, value in request.GET.dict().items() if value}
    return {
        "user": request.user,
        "what": "concerns",
        "name": f"concerns-{timezone.localdate().isoformat()}",
        "head": [column.heading for column in columns],
        "rows": _rows(found, columns, request.user),
        "filters": {name[:40]: value[:200] for name, value in list(asked.items())[:20]},
    }


def _rows(found: ConcernQuerySet, columns: list[Column], user: User) -> Iterator[list[Any]]:
    """Row by row from a cursor of the server's, whatever their number."""
    # Words that an officer covered stay covered: whoever needs them opens the concern.
    said = Case(When(redacted_text="", then=F("text")), default=F("redacted_text"))
    found = found.annotate(said=said)
    if seen := may_see_contact(user):
        hidden = Value("", CharField())
        found = found.annotate(
            **{f"shown_{name}": Case(When(seen, then=F(name)), default=hidden) for name in CONTACT}
        )
    shown = [column.shown for column in columns]
    values = found.values_list(*(column.path for column in columns))
    for row in values.iterator(chunk_size=AT_ONCE):
        yield [show(value) if show else value for show, value in zip(shown, row, strict=True)]


def _columns(user: User) -> Iterator[Column]:
    """The columns this person may take, in their language."""
    yield from (
        Column(_("Number"), "pk"),
        Column(_("Raised"), "raised_at"),
        Column(_("Area"), "area__name"),
        Column(_("About"), "category", _names_of_categories().get),
        Column(_("Where it stands"), "state", _names(Concern.State)),
        Column(_("What is happening"), "said"),
        Column(_("Where"), "place"),
        Column(_("When it is worst"), "when_worst", _when),
        Column(_("What would help"), "wish"),
        Column(_("Answer due"), "reply_due_at"),
        Column(_("Read"), "acknowledged_at"),
        Column(_("Answered"), "answered_at"),
        Column(_("Closed"), "closed_at"),
        Column(_("What was done"), "outcome"),
        Column(_("Who has it"), "assigned_to__name"),
        Column(_("How it came"), "source", _names(Concern.Source)),
        Column(_("Language"), "language"),
        Column(_("Anonymous"), "anonymous", _yes_or_no()),
        Column(_("Sensitive"), "sensitive", _yes_or_no()),
        Column(_("Public"), "is_public", _yes_or_no()),
    )
    if may_see_contact(user):
        yield Column(_("Name"), "shown_contact_name")
        yield Column(_("Email"), "shown_contact_email")
        yield Column(_("Phone"), "shown_contact_phone")


def _names_of_categories() -> dict[int, str]:
    return {category.pk: str(category) for category in Category.objects.all()}


def _names(choices: type[TextChoices]) -> Callable[[str], str]:
    labels = {choice.value: str(choice.label) for choice in choices}
    return lambda value: labels.get(value, value)


def _when(value: list[str]) -> str:
    return ", ".join(str(Concern.WhenWorst(each).label) for each in value or ())


def _yes_or_no() -> Callable[[bool], str]:
    yes, no = _("yes"), _("no")
    return lambda value: yes if value else no
