"""How a problem ended, told to those whose concerns began it: in their thread, and by mail.

Neighbors who added their voice to such a concern, and left an address, hear what everyone may
read. Each is told an outcome once, however often the button is pressed; sensitive concerns never,
for others may read what is sent.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

import pghistory
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from engagement.concerns.models.support import Support
from portal.notices.links import absolute
from portal.notices.models import Message
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.concerns.models import Concern
    from engagement.concerns.models.querysets import ConcernQuerySet
    from engagement.problems.models import Problem
    from portal.accounts.models import User

SPACE = uuid.UUID("3a7be6f2-74d7-4a40-9d0e-0c1b1d1f6a55")


def listeners(problem: Problem) -> ConcernQuerySet:
    """The concerns whose owners are told."""
    found: ConcernQuerySet = problem.concerns.filter(sensitive=False).order_by("pk")
    return found


@transaction.atomic
def tell(problem: Problem, by: User) -> int:
    """Answer in every concern that is part of it; how many were told."""
    problem.lock()
    if problem.told_at:
        return problem.told_count or 0
    if problem.is_open:
        raise NotPossible(gettext("Close it first; then residents can be told how it ended."))
    if not problem.is_public:
        raise NotPossible(gettext("Show its page to everyone first: residents will want to read."))
    outcome, told = _outcome(problem), 0
    for concern in listeners(problem):
        key = uuid.uuid5(SPACE, f"{problem.pk}|{outcome}|{concern.pk}")
        concern.answer(by, _words(problem, concern), key=key)
        told += 1
    Message.objects.post_all(_to_voices(problem, outcome))
    problem.told_at, problem.told_count = timezone.now(), told
    problem.record("told", by, str(told))
    with pghistory.context(user=by.pk):
        return problem.keep_words(by, "told_at", "told_count").told_count or 0


def voices(problem: Problem) -> list[Support]:
    """Who said the same of its public concerns, each address once; not those told as owners."""
    told = listeners(problem)
    owners = {email.lower() for email in told.values_list("contact_email", flat=True)}
    found = Support.objects.reachable().filter(concern__in=told.public())
    by_address = {voice.contact_email.lower(): voice for voice in found.order_by("-pk")}
    return [voice for address, voice in by_address.items() if address not in owners]


def _to_voices(problem: Problem, outcome: str) -> list[Message]:
    return [
        Message.written(
            key=f"problem-{problem.pk}-ended-{outcome}-voice-{voice.pk}",
            to=voice.contact_email,
            template="problems/ended",
            context={"problem": problem, "link": absolute(problem.public_url)},
            topic="concerns",
            language=voice.language,
        )
        for voice in voices(problem)
    ]


def _outcome(problem: Problem) -> str:
    said = f"{problem.close_reason}|{problem.closed_on}|{problem.lessons}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _words(problem: Problem, concern: Concern) -> str:
    """In the language of whoever raised it."""
    with translation.override(concern.language):
        return gettext(
            "What you raised became part of a problem we worked on: “%(title)s”."
            " It is closed: %(how)s. What we learned: %(lessons)s\n\n"
            "You can read the whole story here: %(link)s"
        ) % {
            "title": problem.title,
            "how": problem.get_close_reason_display(),
            "lessons": problem.lessons,
            "link": absolute(problem.public_url),
        }
