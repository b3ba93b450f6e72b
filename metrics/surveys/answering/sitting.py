"""One person before one survey: what they said so far, and which page comes next."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from metrics.surveys.answering import hourly
from metrics.surveys.answering.doors import LEFT_BEHIND
from metrics.surveys.answering.questionnaire import LOTS, Questionnaire
from metrics.surveys.models import Draft, Question, Response
from metrics.surveys.models.response import PARTIAL
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.surveys.answering.doors import Door
    from metrics.surveys.answering.questionnaire import Answer, Page

A_DAY = timedelta(days=1)
KEY = re.compile(r"[\w-]{32}")
CLOCK = signing.TimestampSigner(salt="metrics.surveys.began")


@dataclass
class Sitting:
    """`key` is what this device calls itself; `draft` is what it said, kept here or not yet."""

    door: Door
    key: str
    draft: Draft
    is_begun: bool
    is_timed: bool
    clock: str = ""
    is_kept: bool = False

    @classmethod
    def resumed(cls, door: Door, post: Mapping[str, str], kept_key: str, at: datetime) -> Sitting:
        """What was begun on this device, else a fresh start."""
        keys = (post.get("cg.key", ""), kept_key)
        key = next(filter(KEY.fullmatch, keys), "")
        begun = Draft.objects.begun(door.secret, key, at) if key and not door.is_kiosk else []
        kept = next(iter(begun), None)
        within = LEFT_BEHIND if door.is_kiosk else A_DAY
        found = kept or Draft.unsealed(post.get("cg.kept", ""), door.wave, within)
        began = clocked(post.get("cg.began", ""))
        key = key or secrets.token_urlsafe(24)
        fresh = Draft(
            wave=door.wave,
            lot=int(sha256(key.encode()).hexdigest(), 16) % LOTS,
            began_at=began or at,
        )
        clock = post.get("cg.began", "") if began else ""
        draft = found or fresh
        draft.key_hash = Draft.hashed(door.secret, key)
        return cls(
            door, key, draft, found is not None, bool(found or began), clock, kept is not None
        )

    @property
    def questionnaire(self) -> Questionnaire:
        return Questionnaire.of(self.door.wave.instrument)

    @property
    def codes(self) -> dict[str, Answer]:
        """What was chosen, without what was written."""
        return {
            code: said for code, said in self.draft.answers.items() if not isinstance(said, str)
        }

    @property
    def words(self) -> dict[str, str]:
        return {code: said for code, said in self.draft.answers.items() if isinstance(said, str)}

    @property
    def pages(self) -> list[Page]:
        return [page.shuffled(self.draft.lot) for page in self.questionnaire.asked(self.codes)]

    def page(self, number: str = "") -> Page:
        """The page of this number, if it is asked; else the one this person came to."""
        wanted = int(number) if number.isdecimal() else self.draft.section
        pages = self.pages
        return next((page for page in pages if page.number == wanted), pages[0])

    def place(self, page: Page) -> int:
        """Which of the pages this person is asked it is, from 1."""
        return [each.number for each in self.pages].index(page.number) + 1

    def beside(self, page: Page, step: int) -> Page | None:
        """The next page (1) or the one before (-1), as the answers now lead."""
        place = self.place(page) - 1 + step
        pages = self.pages
        return pages[place] if 0 <= place < len(pages) else None

    def asks(self, said: Mapping[str, Answer]) -> set[str]:
        """The codes of all that is asked of somebody who says this besides what they said."""
        together = {**self.codes, **said}
        return {question.code for question in self.questionnaire.questions(together)}

    def say(self, offered: set[str], said: Mapping[str, Answer]) -> None:
        """Put these answers in place of what was said to the questions that were offered."""
        others = {code: old for code, old in self.draft.answers.items() if code not in offered}
        self.draft.answers = others | dict(said)

    def go_to(self, page: Page) -> None:
        self.draft.section = page.number

    def keep(self, at: datetime) -> None:
        """On this device's account; on a shared tablet nowhere but in the form.

        So it is where anyone may begin, until something was said, and when very many began in
        this hour: then nobody can come back later, and all else is as ever.
        """
        if self.is_kept or self.may_be_kept(at):
            self.draft.keep(self.draft.answers, at)
            self.is_kept = True

    def may_be_kept(self, at: datetime) -> bool:
        if self.door.is_kiosk:
            return False
        if self.door.invitation:
            return True
        if not self.is_worth_keeping:
            return False
        most = settings.SURVEY_DRAFTS_AN_HOUR
        return hourly.may(f"begun:{self.door.wave.pk}", most, at)

    @property
    def is_worth_keeping(self) -> bool:
        return bool(self.draft.answers or self.draft.area)

    @property
    def travels(self) -> bool:
        """In the form, because it is kept nowhere else."""
        return self.door.is_kiosk or (self.is_worth_keeping and not self.is_kept)

    def refuse_unless_enough(self) -> None:
        asked = self.questionnaire.questions(self.codes)
        if Response.share_answered(asked, self.codes) < PARTIAL:
            raise NotPossible(_("Answer at least half of the questions, then send."))

    @property
    def text(self) -> str:
        """Everything said, always in the same order."""
        return json.dumps(self.draft.answers, sort_keys=True)

    def send(self, language: str, at: datetime, flags: set[str]) -> None:
        """Take what was said, and forget the draft, at once or not at all."""
        self.forget()
        seconds = max(0, int((at - self.draft.began_at).total_seconds()))
        self.door.take(
            self.codes,
            words=self.words,
            area=self.draft.area,
            language=language,
            at=at,
            seconds=seconds if self.is_timed else None,
            lot=self.draft.lot if self.questionnaire.is_shuffled else None,
            flags=flags,
        )

    def forget(self) -> None:
        Draft.objects.filter(pk=self.draft.key_hash).delete()

    @property
    def began(self) -> str:
        """When the first page was opened, for the form to bring back."""
        if self.clock:
            return self.clock
        return CLOCK.sign("began")

    @property
    def has_words(self) -> bool:
        return any(
            each.kind == Question.Kind.OPEN for page in self.pages for each in page.questions
        )


def clocked(signed: str) -> datetime | None:
    """When the first page was opened, if we said so ourselves."""
    try:
        CLOCK.unsign(signed)
    except signing.BadSignature:
        return None
    seconds = signing.b62_decode(signed.split(":")[1])
    return datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone())
