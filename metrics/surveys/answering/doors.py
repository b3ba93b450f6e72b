"""The ways to a survey: an invitation of one's own, a link open to all, a shared tablet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.utils.translation import gettext as _

from metrics.surveys.errors import Enough
from metrics.surveys.models import Quota, Response, Wave
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from metrics.surveys.answering.questionnaire import Answers
    from metrics.surveys.models import Invitation

KIOSK = "metrics.surveys.kiosk"
# Nobody touched the tablet for so long: the next person starts afresh. Its script counts
# touches and warns; without one only the page itself can be timed, and reading takes longer.
IDLE = timedelta(seconds=90)
IDLE_WITHOUT_SCRIPT = timedelta(minutes=5)
IDLE_WHEN_SENT = timedelta(seconds=10)
# What a page brings back later than this is somebody else's.
LEFT_BEHIND = timedelta(minutes=15)


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

    def is_full(self, area: Area | None) -> bool:
        """Whether as many answers came from there as the wave wants."""
        if area is None or self.invitation:
            return False
        return any(quota.is_met for quota in self.wave.quotas.over(area))

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
        """Keep the answer; raise `NotAnswerable` where it cannot be taken any more.

        Within a transaction: whoever answers for the same quota waits for us, or we for them.
        """
        if self.invitation:
            self.invitation.answer(
                answers, at, words=words, language=language, seconds=seconds, lot=lot, flags=flags
            )
            return
        area = area or self.area
        quotas = self.wave.quotas.over(area) if area else Quota.objects.none()
        if any(quota.is_met for quota in quotas.select_for_update(of=("self",))):
            raise Enough(_("We have enough answers from %(area)s") % {"area": area})
        Response.take(
            self.wave,
            answers,
            words=words,
            area=area,
            language=language,
            mode=self.mode,
            at=at,
            seconds=seconds,
            lot=lot,
            flags=flags,
        )


def kiosk_pass(wave: Wave) -> str:
    """What a tablet shows to ask people here. It ends with the wave."""
    return signing.Signer(salt=KIOSK).sign(str(wave.pk))


def may_be_kiosk(wave: Wave, shown: str) -> bool:
    try:
        return signing.Signer(salt=KIOSK).unsign(shown) == str(wave.pk)
    except signing.BadSignature:
        return False
