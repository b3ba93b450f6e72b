"""The log as a file, for supervisors and command: what the list shows, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagement.outreach import listing, views
from engagement.outreach.models import OutreachEntry
from portal.records import export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import StreamingHttpResponse

    from engagement.outreach.filters import LogFilter
    from engagement.outreach.models import OutreachEntryQuerySet
    from portal.accounts.models import User
    from portal.http import UserRequest

AT_ONCE = 2_000  # rows fetched together


@require_safe
def csv(request: UserRequest) -> StreamingHttpResponse:
    views.refuse_unless(request, "outreach.export")
    form = views.asked(request)
    return export.csv_response(
        user=request.user,
        what="outreach",
        name=f"outreach-{timezone.localdate():%Y-%m-%d}",
        head=[
            *(_("Number"), _("Day"), _("Minutes"), _("Officers there"), _("Area"), _("Place")),
            *(_("What it was"), _("What it was for"), _("Whose idea"), _("Adults"), _("Under 18")),
            *(_("How counted"), _("Whom it was for"), _("Languages"), _("Access"), _("Topics")),
            *(_("What happened"), _("What residents want"), _("Questions not answered")),
            *(_("What got in the way"), _("Overtime hours"), _("Grant hours"), _("Decree")),
            *(_("Where it stands"), _("Sent"), _("Late"), _("Summary for everyone")),
        ],
        rows=rows(asked_for(form, request.user)),
        filters={name[:40]: value[:200] for name, value in list(request.GET.items())[:20]},
    )


def asked_for(form: LogFilter, user: User) -> OutreachEntryQuerySet:
    """What the list shows for this query; drafts travel in no file."""
    found = form.narrow(OutreachEntry.objects.visible_to(user)).submitted()
    if form.words:
        query = listing.search_query(form.words)
        found = found.filter(search=query) if query else found.none()
    return found.newest_first()


def rows(found: OutreachEntryQuerySet) -> Iterator[list[Any]]:
    """One line an entry, without who wrote it: nobody is counted by it."""
    yes, no = _("yes"), _("no")
    for one in found.select_related("area").iterator(chunk_size=AT_ONCE):
        yield [
            *(one.pk, one.happened_on, one.minutes, one.staff, one.area.name, one.place),
            *(one.get_kind_display(), one.get_purpose_display(), one.get_started_by_display()),
            *(one.adults, one.youth, one.get_counted_display(), ", ".join(one.segment_words)),
            *(one.languages, ", ".join(one.access_words), ", ".join(one.topic_words)),
            *(one.happened, one.wants, one.unanswered, one.obstacles),
            *(one.overtime_hours, one.grant_hours, one.mandate, one.get_status_display()),
            *(one.sent_at, yes if one.is_late else no, one.public_summary),
        ]
