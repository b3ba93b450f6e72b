"""Mails of this room: each once, by its key, and never a number in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

from portal.notices.links import absolute
from portal.notices.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.reports.models import DistributionList, ListedPerson, Publication, Report


def written(report: Report) -> None:
    """Tell whoever made the schedule that a report is ready to read, or why it is not."""
    reader = report.requested_by
    if not reader.is_active:
        return
    with translation.override(reader.language):
        context = {
            "what": report.label,
            "where": report.where,
            "period": str(report.period),
            "ready": report.is_ready,
            "reason": report.error,
            "link": absolute(report.get_absolute_url()),
        }
    Message.objects.post(
        key=f"report-{report.pk}-{report.state}",
        to=reader.email,
        template="reports/written",
        context=context,
        topic="work",
        language=reader.language,
        user=reader,
    )


def published(publication: Publication, lists: Iterable[DistributionList]) -> int:
    """Tell those on the lists, each once however many lists they are on; how many."""
    from metrics.reports.models import ListedPerson

    people = ListedPerson.objects.reached().filter(of__in=list(lists)).select_related("user")
    readers = {person.email.lower(): person for person in people}
    letters = [
        Message.written(
            key=f"report-published-{publication.pk}-{person.pk}",
            to=person.email,
            template="reports/published",
            context={
                "title": publication.title,
                "newer": publication.version > 1,
                "link": absolute(publication.get_absolute_url()),
            },
            topic="reports",
            language=person.language,
            user=person.user,
        )
        for person in readers.values()
    ]
    Message.objects.post_all(letters)
    return len(letters)


def ask_to_confirm(person: ListedPerson) -> None:
    link = absolute(reverse("public_reports:confirmation", args=[person.token]))
    Message.objects.post(
        key=f"report-list-{person.pk}-confirm",
        to=person.email,
        template="reports/confirm",
        context={"list": person.of.name, "link": link},
        topic="reports",
        language=person.language,
        quiet=False,
    )
