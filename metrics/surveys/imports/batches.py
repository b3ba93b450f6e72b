"""Which wave a row belongs to, and whether its file has come in before."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from metrics.surveys.imports.making import checked, wave_for
from metrics.surveys.models import Batch, Wave
from metrics.surveys.results.folding import take_back
from portal.records.imports import Refused

if TYPE_CHECKING:
    from metrics.surveys.imports.mapping import Mapping
    from metrics.surveys.models import Instrument
    from portal.records.imports import Source


class Batches:
    """One batch a wave, made when the first row of the wave is met."""

    def __init__(
        self,
        mapping: Mapping,
        instrument: Instrument,
        source: Source,
        *,
        wave: str = "",
        replace: bool = False,
    ) -> None:
        self.mapping = mapping
        self.instrument = instrument
        self.name = str(source)[:200]
        with source.path.open("rb") as file:
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self.replace = replace
        self.only = self._named(wave) if wave else None
        self.found: dict[str, Batch | None] = {}
        # Own words stand apart from answers and stay when those are taken back.
        self.replaced = False
        if not wave and not mapping.waves:
            raise Refused("The mapping names no waves. Add “waves” to it, or give --wave.")

    def of(self, key: str) -> Batch | None:
        """Where this row goes; None where the same file has come into this wave before."""
        if self.only:
            key = ""
        if key not in self.found:
            self.found[key] = self._begun(self.only or self._planned(key))
        return self.found[key]

    @property
    def made(self) -> list[Batch]:
        return [batch for batch in self.found.values() if batch]

    def _planned(self, key: str) -> Wave:
        return wave_for(self.mapping.waves[key], self.instrument, self.mapping)

    def _named(self, slug: str) -> Wave:
        found = Wave.objects.filter(slug=slug).first()
        if found is None and slug.isdecimal():
            found = Wave.objects.filter(pk=int(slug)).first()
        if found is None:
            raise Refused(f"There is no wave {slug}.")
        return checked(found, self.instrument)

    def _begun(self, wave: Wave) -> Batch | None:
        before = list(wave.batches.select_for_update())
        if any(batch.sha256 == self.sha256 for batch in before):
            return None
        namesakes = [batch for batch in before if batch.source == self.name]
        if namesakes and not self.replace:
            raise Refused(
                f"{self.name} has come into {wave} before, with other contents. To put this one"
                " in its place, add --replace; if these are other people, rename the file."
            )
        for batch in namesakes:
            take_back(batch)
            batch.delete()
        self.replaced |= bool(namesakes)
        return Batch.objects.create(wave=wave, source=self.name, sha256=self.sha256)
