"""The instruments that come with the portal. Their words stand in instruments/shipped/*.json."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrics.surveys.instruments.document import Document

FILES = Path(__file__).parent / "instruments" / "shipped"


@dataclass(frozen=True)
class Shipped:
    """One of them, in one version."""

    slug: str
    version: int = 1

    @cached_property
    def document(self) -> Document:
        from metrics.surveys.instruments.reading import read

        return read((FILES / f"{self.slug}-{self.version}.json").read_bytes())


EVENT_FEEDBACK = Shipped("event-feedback")
PARTNER_FEEDBACK = Shipped("partner-feedback")
COMMUNITY_TRUST = Shipped("community-trust")
PULSE = Shipped("pulse")
AFTER_CONTACT = Shipped("after-contact")

EVERY = (COMMUNITY_TRUST, PULSE, AFTER_CONTACT, EVENT_FEEDBACK, PARTNER_FEEDBACK)
