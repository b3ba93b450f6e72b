"""`--map field=column`: which columns of somebody else's file fill which field of ours."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from portal.records.imports.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence


def mapping_of(pairs: Sequence[str], fields: Sequence[str]) -> dict[str, list[str]]:
    """Field of ours -> columns of theirs. A field mapped twice is filled from both, in order."""
    columns: dict[str, list[str]] = defaultdict(list)
    for field, column in pairs_of(pairs, "--map"):
        if field not in fields:
            raise Refused(f"--map: there is no field {field}. There are: {', '.join(fields)}.")
        columns[field].append(column)
    return dict(columns)


def pairs_of(pairs: Sequence[str], option: str) -> list[tuple[str, str]]:
    """The two sides of each `left=right`."""
    read = []
    for pair in pairs:
        left, equals, right = (side.strip() for side in pair.partition("="))
        if not left or not equals or not right:
            raise Refused(f'{option} "{pair}" should read name=name.')
        read.append((left, right))
    return read
