"""Counts with noise that hides any one person, and how well it hides them.

For exchanging counts outside; what we publish is protected by `disclosure`. The noise is
drawn exactly, in whole numbers: floating-point Laplace noise tells which count it was added to
(Mironov 2012, *ACM CCS*).
"""

from __future__ import annotations

from fractions import Fraction
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


def epsilon(scale: float, sensitivity: float = 1) -> float:
    """What noise of this scale gives away at most: no outcome is e^ε times likelier for anyone.

    `sensitivity` is how much one person can change the number: 1 for a count of people. True of
    Laplace noise on any number (Dwork, McSherry, Nissim and Smith 2006, *TCC*) and of the
    discrete on whole numbers (Ghosh, Roughgarden and Sundararajan 2009, *STOC*).
    """
    _refuse_unless(scale)
    if not sensitivity > 0:
        raise ValueError("Someone must be able to change the number.")
    return sensitivity / scale


def mass(noise: int, scale: float) -> float:
    """How likely discrete Laplace noise is: (1-a)/(1+a)·a^|noise|, with a = e^(-1/scale)."""
    _refuse_unless(scale)
    a = exp(-1 / scale)
    return (1 - a) / (1 + a) * exp(-abs(noise) / scale)


def noisy(count: int, scale: float | Fraction, chance: Random) -> int:
    """The count and discrete Laplace noise; it may fall below zero.

    Pass `random.SystemRandom()` for anything that leaves the house. Each number may be asked for
    once: whoever sees many draws averages them. Canonne, Kamath and Steinke 2020, *NeurIPS*,
    algorithm 2.
    """
    _refuse_unless(float(scale))
    wide, fine = Fraction(scale).as_integer_ratio()
    while True:
        rest = chance.randrange(wide)
        if not _exp_minus(Fraction(rest, wide), chance):
            continue
        whole = 0
        while _exp_minus(Fraction(1), chance):
            whole += 1
        size = (rest + wide * whole) // fine
        below = chance.randrange(2)
        if size or not below:  # zero has one sign, or it would come twice as often
            return count - size if below else count + size


def _exp_minus(power: Fraction, chance: Random) -> bool:
    """True with probability e^-power, for a power of 0 to 1: their algorithm 1."""
    turn = 1
    while chance.randrange(power.denominator * turn) < power.numerator:
        turn += 1
    return turn % 2 == 1


def _refuse_unless(scale: float) -> None:
    if not 0 < scale < float("inf"):
        raise ValueError("The scale of the noise is a number above zero.")
