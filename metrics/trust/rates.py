"""Response rates by the Standard Definitions of AAPOR (10th edition, 2023).

Only for people who were invited from a list or a probability sample; an open link has a
participation rate, never a response rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan


@dataclass(frozen=True)
class Rates:
    """Each rate by its AAPOR name, also as `rates["RR1"]`; nan where nobody is counted."""

    RR1: float
    RR2: float
    RR3: float
    RR4: float
    RR5: float
    RR6: float
    COOP1: float
    COOP2: float
    COOP3: float
    COOP4: float
    REF1: float
    REF2: float
    REF3: float
    CON1: float
    CON2: float
    CON3: float

    def __getitem__(self, name: str) -> float:
        return float(getattr(self, name))


def aapor(  # noqa: PLR0913 - the eight letters of the standard
    *,
    I: float,  # noqa: E741, N803
    P: float = 0,  # noqa: N803
    R: float = 0,  # noqa: N803
    NC: float = 0,  # noqa: N803
    O: float = 0,  # noqa: E741, N803
    UH: float = 0,  # noqa: N803
    UO: float = 0,  # noqa: N803
    e: float = 1,
) -> Rates:
    """Rates from counts of cases, by the letters of the standard.

    Complete (I) and partial (P) interviews, refusals (R), people not reached (NC), other
    reasons (O), and cases of unknown eligibility (UH, UO).

    `e` is the share of the unknown who are taken to be eligible; 1 is the cautious choice.
    """
    if not all(isfinite(count) and count >= 0 for count in (I, P, R, NC, O, UH, UO)):
        raise ValueError("Counts of cases are numbers, and none is below zero.")
    if not 0 <= e <= 1:
        raise ValueError("The share of eligible cases among the unknown lies between 0 and 1.")
    known = I + P + R + NC + O
    every, likely = known + UH + UO, known + e * (UH + UO)
    reached = I + P + R + O
    return Rates(
        RR1=_ratio(I, every),
        RR2=_ratio(I + P, every),
        RR3=_ratio(I, likely),
        RR4=_ratio(I + P, likely),
        RR5=_ratio(I, known),
        RR6=_ratio(I + P, known),
        COOP1=_ratio(I, reached),
        COOP2=_ratio(I + P, reached),
        COOP3=_ratio(I, reached - O),
        COOP4=_ratio(I + P, reached - O),
        REF1=_ratio(R, every),
        REF2=_ratio(R, likely),
        REF3=_ratio(R, known),
        CON1=_ratio(reached, every),
        CON2=_ratio(reached, likely),
        CON3=_ratio(reached, known),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else nan
