from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.core.management.base import OutputWrapper

Item = TypeVar("Item")


def progress(
    items: Iterable[Item], what: str, total: int | None, stderr: OutputWrapper
) -> Iterator[Item]:
    """A bar for a person at a terminal; for a log, one plain line at the end."""
    if sys.stderr.isatty():
        yield from tqdm(items, desc=what, total=total, unit=" rows", unit_scale=True, leave=False)
        return
    began, count = time.monotonic(), 0
    for item in items:
        count += 1
        yield item
    seconds = time.monotonic() - began
    stderr.write(f"{what}: {count:,} rows in {seconds:.1f} seconds.", lambda words: words)
