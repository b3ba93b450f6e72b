"""A report as long as the target speaks of: a district over many quarters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from metrics.dashboards.periods import Period
from metrics.dashboards.slices import Slice
from metrics.reports.document import Figure, Numbers
from metrics.reports.packs import packs

if TYPE_CHECKING:
    from metrics.reports.document import Block, Document, Section
    from metrics.reports.packs import Asked, Pack

CHARTS, PAGES = 20, 40
A_QUARTER = 6  # pages it has at least


def long_ones() -> dict[str, Pack]:
    """The packs, with a district report that tells of one quarter after the other."""
    usual = packs()
    kind = "district_quarterly"
    return usual | {kind: replace(usual[kind], write=partial(many_quarters, usual[kind]))}


def many_quarters(pack: Pack, asked: Asked) -> Document:
    """The reports of several quarters as one document, cut where it has enough charts."""
    whole = pack.write(asked)
    sections: list[Section] = []
    charts = told = 0
    day = asked.these.period.last
    while charts < CHARTS or told < PAGES // A_QUARTER:
        told += 1
        quarter = Period(day - timedelta(days=90), day)
        day = quarter.first - timedelta(days=1)
        these = Slice.of(quarter, area=asked.these.area, at=asked.these.at)
        for section in pack.write(replace(asked, these=these)).sections:
            blocks = [named(block, told) for block in section.blocks]
            drawn = [block for block in blocks if isinstance(block, Figure)]
            spare = drawn[max(0, CHARTS - charts) :]
            charts += len(drawn) - len(spare)
            left = tuple(block for block in blocks if block not in spare)
            sections.append(replace(section, blocks=left))
    return replace(whole, sections=tuple(sections))


def named(block: Block, at: int) -> Block:
    return replace(block, key=f"{block.key}-{at}") if isinstance(block, Figure | Numbers) else block
