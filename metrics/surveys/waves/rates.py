"""How many answered, live.

AAPOR rates where people were invited from a list; participation, completion and break-off
where anyone could find the link. Such a link has no response rate: nobody knows who saw it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from math import isnan
from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from metrics.surveys.models import Invitation, Wave
from metrics.trust.rates import aapor
from portal.areas.models import Area

if TYPE_CHECKING:
    from metrics.trust.rates import Rates

    # How many answers, by whether they came on the web, and whether they are partial.
    Said = Counter[tuple[bool, bool]]

Outcome = Invitation.Outcome


@dataclass(frozen=True)
class Cases:
    """What became of those invited, by the letters of AAPOR's Standard Definitions.

    I complete, P partial, R declined, NC no answer, O other, UO came back, and those who do
    not belong to the population. `e` is the share of known cases that are eligible; with none
    known to be ineligible it is 1, the cautious choice.
    """

    I: int = 0  # noqa: E741
    P: int = 0
    R: int = 0
    NC: int = 0
    O: int = 0  # noqa: E741
    UH: int = 0
    UO: int = 0
    ineligible: int = 0

    @property
    def invited(self) -> int:
        return self.I + self.P + self.R + self.NC + self.O + self.UH + self.UO + self.ineligible

    @property
    def answers(self) -> int:
        return self.I + self.P

    @property
    def e(self) -> float:
        eligible = self.I + self.P + self.R + self.O
        known = eligible + self.ineligible
        return eligible / known if known else 1.0

    @property
    def rates(self) -> Rates:
        return aapor(
            I=self.I, P=self.P, R=self.R, NC=self.NC, O=self.O, UH=self.UH, UO=self.UO, e=self.e
        )

    @property
    def percents(self) -> dict[str, float | None]:
        """Each rate in percent by its AAPOR name; None where nobody is counted."""
        told = asdict(self.rates)
        return {name: None if isnan(rate) else 100 * rate for name, rate in told.items()}


@dataclass(frozen=True)
class Taken:
    """Answers that came in: whole ones, partial ones, and begun ones that were not sent."""

    complete: int = 0
    partial: int = 0
    begun: int = 0
    residents: int | None = None

    @property
    def answers(self) -> int:
        return self.complete + self.partial

    @property
    def started(self) -> int:
        return self.answers + self.begun

    @property
    def completion(self) -> float | None:
        """Of those who began, how many percent answered to the end."""
        return 100 * self.complete / self.started if self.started else None

    @property
    def break_off(self) -> float | None:
        """Of those who began, how many percent have not sent it."""
        return 100 * self.begun / self.started if self.started else None

    @property
    def per_thousand(self) -> float | None:
        """Answers per 1,000 people who live there: the participation rate."""
        return 1000 * self.answers / self.residents if self.residents else None


@dataclass(frozen=True)
class Place:
    """An area with its cases and answers; without one, those whose area is not known."""

    area: Area | None
    cases: Cases
    taken: Taken


@dataclass(frozen=True)
class WaveRates:
    is_list: bool
    cases: Cases
    taken: Taken
    places: list[Place] = field(default_factory=list)
    # By the word for the mode.
    modes: list[tuple[str, Taken]] = field(default_factory=list)
    by_reminder: list[tuple[int, int]] = field(default_factory=list)

    @property
    def apart(self) -> int:
        """Answers of people who were not invited: on a tablet, or on paper without a code.

        They are as good as any, and belong in no response rate.
        """
        return self.taken.answers - self.cases.answers


def rates(wave: Wave) -> WaveRates:
    """Counts of a wave from invitations and answers, or from what the end left of them.

    Five statements, however many people were asked.
    """
    outcomes = _outcomes(wave)
    answers: Counter[tuple[int | None, str, int, bool]] = Counter()
    grouped = wave.responses.order_by().values_list("area", "mode", "reminders", "is_partial")
    for *about, n in grouped.annotate(n=Count("pk")):
        answers[tuple(about)] += n
    begun = Counter(dict(wave.drafts.order_by().values_list("area").annotate(n=Count("pk"))))
    areas = {area.pk: area for area in Area.objects.all()}
    top = _tops(wave, areas)
    by_place: dict[int | None, tuple[Counter[str], Said]] = {}
    for area in top:
        by_place[area.pk] = Counter(), Counter()
    by_place[None] = Counter(), Counter()

    def place(pk: int | None) -> int | None:
        path = areas[pk].path if pk in areas else ""
        return next((area.pk for area in top if path.startswith(area.path)), None)

    for (area_pk, outcome), n in outcomes.items():
        by_place[place(area_pk)][0][outcome] += n
    for (area_pk, mode, _reminders, partial), n in answers.items():
        by_place[place(area_pk)][1][mode == Wave.Mode.WEB, partial] += n
    left = dict.fromkeys(by_place, 0)
    for area_pk, n in begun.items():
        left[place(area_pk)] += n
    places = [
        Place(
            areas.get(pk) if pk else None,
            _cases(wave, told, said),
            _taken(said, left[pk], areas[pk].population if pk else None),
        )
        for pk, (told, said) in by_place.items()
        if told or said or left[pk] or pk
    ]
    told, said = Counter[str](), Counter[tuple[bool, bool]]()
    for outcomes_there, said_there in by_place.values():
        told.update(outcomes_there)
        said.update(said_there)
    residents = [area.population for area in top]
    people = sum(n or 0 for n in residents) if residents and all(residents) else None
    return WaveRates(
        is_list=wave.invites,
        cases=_cases(wave, told, said),
        taken=_taken(said, sum(begun.values()), people),
        places=places,
        modes=_modes(answers),
        by_reminder=_by_reminder(answers),
    )


def _outcomes(wave: Wave) -> Counter[tuple[int | None, str]]:
    """How many invitations have which outcome, by area."""
    found: Counter[tuple[int | None, str]] = Counter()
    running = wave.invitations.order_by().values_list("area", "outcome").annotate(n=Count("pk"))
    left = wave.dispositions.order_by().values_list("area", "outcome")
    ended = list(left.annotate(n=Sum("invitations")))
    for area, outcome, n in [*running, *ended]:
        found[area, outcome] += n
    # Of older waves only the number of invitations was kept.
    kept = sum(n for _area, _outcome, n in ended)
    if older := max(0, wave.closed_invitations - kept):
        found[None, Outcome.WAITING] += older
    return found


def _tops(wave: Wave, areas: dict[int, Area]) -> list[Area]:
    """The parts by which a wave is told apart: of a city its districts, of an area its parts."""
    if wave.area is None:
        return [area for area in areas.values() if area.level == Area.Level.DISTRICT]
    parts = [area for area in areas.values() if area.parent_id == wave.area_id]
    return parts or [wave.area]


def _taken(said: Said, begun: int, residents: int | None) -> Taken:
    complete, partial = said[True, False] + said[False, False], said[True, True] + said[False, True]
    return Taken(complete, partial, begun, residents)


def _cases(wave: Wave, told: Counter[str], said: Said) -> Cases:
    """Letters from outcomes and answers.

    An answer cannot be put beside its invitation, so partial ones are counted among the
    answers. On the web only those invited answer; of other answers as many are theirs as
    invitations were used besides, and whole ones and partial ones alike. The rest came from
    people who were not invited.
    """
    complete, partial = said[True, False], said[True, True]
    others, others_partial = said[False, False] + said[False, True], said[False, True]
    theirs = others
    if wave.invites:
        theirs = min(others, max(0, told[Outcome.ANSWERED] - complete - partial))
    halves = round(theirs * others_partial / others) if others else 0
    complete, partial = complete + theirs - halves, partial + halves
    invited = sum(told.values())
    ineligible, declined = told[Outcome.INELIGIBLE], told[Outcome.DECLINED]
    returned = told[Outcome.UNDELIVERED]
    # Answers that are not counted here yet, or were given elsewhere, make nobody vanish.
    silent = max(0, invited - ineligible - declined - returned - complete - partial)
    return Cases(I=complete, P=partial, R=declined, NC=silent, UO=returned, ineligible=ineligible)


def _modes(answers: Counter[tuple[int | None, str, int, bool]]) -> list[tuple[str, Taken]]:
    by_mode: dict[str, Counter[bool]] = {}
    for (_area, mode, _reminders, partial), n in answers.items():
        by_mode.setdefault(mode, Counter())[partial] += n
    return [
        (str(Wave.Mode(mode).label), Taken(said[False], said[True]))
        for mode, said in sorted(by_mode.items())
    ]


def _by_reminder(
    answers: Counter[tuple[int | None, str, int, bool]],
) -> list[tuple[int, int]]:
    found: Counter[int] = Counter()
    for (_area, _mode, reminders, _partial), n in answers.items():
        found[reminders] += n
    return sorted(found.items())
