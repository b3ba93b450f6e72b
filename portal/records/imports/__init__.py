"""What every import command shares: reading safely, refusing plainly, all or nothing."""

from portal.records.imports.command import ImportCommand
from portal.records.imports.errors import Refused, RowError
from portal.records.imports.mapping import mapping_of, pairs_of
from portal.records.imports.records import Record, Records
from portal.records.imports.sources import Source, open_source
from portal.records.imports.staging import Staging
from portal.records.imports.tally import Tally

__all__ = [
    "ImportCommand",
    "Record",
    "Records",
    "Refused",
    "RowError",
    "Source",
    "Staging",
    "Tally",
    "mapping_of",
    "open_source",
    "pairs_of",
]
