"""The ways to a survey: an invitation of one's own, a link open to all, a shared tablet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing

from metrics.surveys.models import Response, Wave
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from metrics.surveys.answering.questionnaire import Answers
    from metrics.surveys.models import Invitation

KIOSK = "metrics.surveys.kiosk"
# Nobody touched the tablet for so long: the next person starts afresh.
IDLE = timedelta(seconds=90)


@dataclass(frozen=True)
class Door:
    """`secret` is what the address holds; `start` is where a shared tablet goes back to."""

    wave: Wave
    secret: str
    mode: str = Wave.Mode.WEB
    invitation: Invitation | None = None
    start: str = ""

    @property
    def is_kiosk(self) -> bool:
        return self.mode == Wave.Mode.KIOSK

    @property
    def asks_area(self) -> bool:
        return self.invitation is None and self.wave.asks_area

    @property
    def wants_work(self) -> bool:
        return self.invitation is None and not self.is_kiosk

    @property
    def area(self) -> Area | None:
        own = self.invitation.area if self.invitation else None
        return own or self.wave.area

    def areas(self) -> list[Area]:
        """Those one may live in: where the wave wants answers from, else its districts."""
        wanted = Area.objects.filter(pk__in=self.wave.quotas.values("area"))
        districts = Area.objects.districts()
        if self.wave.area:
            districts = districts.within(self.wave.area)
        return list(wanted.order_by("path") or districts.order_by("path"))

    def is_full(self, area: Area) -> bool:
        """Whether as many answers came from there as the wave wants."""
        quota = self.wave.quotas.filter(area=area).first()
        return quota is not None and self.wave.responses.within(area).count() >= quota.wanted

    def take(  # noqa: PLR0913 - as `Response.take`
        self,
        answers: Answers,
        *,
        words: Mapping[str, str],
        area: Area | None,
        language: str,
        at: datetime,
        seconds: int | None,
        lot: int | None,
        flags: Iterable[str],
    ) -> None:
        """Keep the answer; raise `NotAnswerable` where it cannot be taken any more."""
        if self.invitation:
            self.invitation.answer(
                answers, at, words=words, language=language, seconds=seconds, lot=lot, flags=flags
            )
            return
        Response.take(
            self.wave,
            answers,
            words=words,
            area=area or self.area,
            language=language,
            mode=self.mode,
            at=at,
            seconds=seconds,
            lot=lot,
            flags=flags,
        )


def kiosk_pass(wave: Wave) -> str:
    """What a tablet shows to ask people here. It ends with the wave."""
    return signing.Signer(salt=KIOSK).sign(wave.pk)


def may_be_kiosk(wave: Wave, shown: str) -> bool:
    try:
        return signing.Signer(salt=KIOSK).unsign(shown) == str(wave.pk)
    except signing.BadSignature:
        return False
