"""A million people weighted to four margins, by us and by R's survey package."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from metrics.trust import estimates, weights
from tests.performance.rows import Row, at_least

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.performance.house import House
    from tests.performance.rows import Size

MARGINS = {"a": 6, "b": 2, "c": 5, "d": 22}  # ages, sexes, race or ethnicity, districts
SCRIPT = Path(__file__).with_suffix(".R")
# R 4.2.2 with survey 4.1-1 took so long for a million on two cores, on 2026-11-21.
R_TOOK = 35.0
TARGET = 20
MOST = 1_000_000  # people; what the target speaks of


def measure(_house: House, size: Size) -> Iterator[Row]:
    n = min(size.many_responses, MOST)
    codes, targets, y = sample(n)
    took, raked, mean = min(
        (ours(codes, targets, y) for _ in range(size.rounds)), key=lambda turn: turn[0]
    )
    what = f"Raking {n:,} people over {len(MARGINS)} margins, a mean with its standard error"
    target = f"{TARGET} times faster than R’s survey package, equal to 1e-6"
    if not shutil.which("Rscript"):
        ratio = R_TOOK * n / 1_000_000 / took
        said = f"{ratio:.0f} times ({took:.2f} s; R is not here, it took {R_TOOK:.0f} s a million)"
        yield Row(what, target, said, at_least(ratio, TARGET))
        return
    theirs, value, se, apart = by_r(codes, targets, y, raked.values)
    apart = max(apart, abs(value - mean.value), abs(se - mean.se))
    ratio = theirs / took
    yield Row(
        what,
        target,
        f"{ratio:.0f} times ({took:.2f} s to {theirs:.1f} s), furthest apart {apart:.1e}",
        at_least(ratio, TARGET) and apart < 1e-6,
    )


def sample(n: int) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], np.ndarray]:
    """People who answered, a little off the population in everything, and what they said."""
    chance = np.random.default_rng(7)
    targets = {name: chance.dirichlet(np.full(k, 20.0)) for name, k in MARGINS.items()}
    codes = {
        name: chance.choice(
            len(share),
            n,
            p=(share * np.linspace(0.7, 1.3, len(share)))
            / np.sum(share * np.linspace(0.7, 1.3, len(share))),
        ).astype(np.int32)
        for name, share in targets.items()
    }
    trust = 4 + 0.4 * codes["a"] - 0.3 * codes["c"] + chance.normal(0, 2, n)
    return codes, targets, np.clip(np.round(trust), 0, 10)


def ours(codes, targets, y) -> tuple[float, weights.Raked, estimates.Estimate]:
    began = time.perf_counter()
    raked = weights.rake(codes, targets)
    mean = estimates.mean(y, raked.values, calibrated_to=raked)
    return time.perf_counter() - began, raked, mean


def by_r(codes, targets, y, w) -> tuple[float, float, float, float]:
    """Seconds, mean, standard error, and how far R's weights are from ours."""
    with tempfile.TemporaryDirectory() as folder:
        for name, code in codes.items():
            code.astype("<i4").tofile(Path(folder) / name)
            targets[name].astype("<f8").tofile(Path(folder) / f"target_{name}")
        y.astype("<f8").tofile(Path(folder) / "y")
        w.astype("<f8").tofile(Path(folder) / "w")
        told = subprocess.run(
            ["Rscript", SCRIPT, folder, str(len(y))], check=True, capture_output=True, text=True
        ).stdout
    seconds, value, se, apart = (float(number) for number in told.split())
    return seconds, value, se, apart
