"""Counts of people: how a file writes a cell, and how cells become rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from portal.areas.models.population import TRAITS
from portal.records.imports import Refused, RowError, Staging
from portal.records.imports.values import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from portal.records.imports import Record, Tally

LONGEST = dict(zip(TRAITS, (40, 40, 80), strict=True))  # as the columns are
AGREE = 0.02  # sums of one area told apart in different ways may differ by this share


class Cell(NamedTuple):
    """Traits that tell people apart; a blank one means all."""

    age_band: str = ""
    sex: str = ""
    race_ethnicity: str = ""


def cell_of(words: str) -> Cell:
    """`age_band:18-24,sex:male` as written after a column in --map; "total" is everyone."""
    if words in {"", "total"}:
        return Cell()
    traits: dict[str, str] = {}
    for part in words.split(","):
        trait, colon, value = (side.strip() for side in part.partition(":"))
        if trait not in TRAITS or not colon or not value:
            raise Refused(f'--map: "{part}" should read age_band:…, sex:… or race_ethnicity:….')
        traits[trait] = value
    return Cell(**traits)


def cells_of(lines: Sequence[str]) -> dict[str, Cell]:
    """Column -> cell, from lines such as `Male 18 to 24=age_band:18-24,sex:male`."""
    wide = {}
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        column, equals, words = (side.strip() for side in line.rpartition("="))
        if not equals or not column:
            raise Refused(f'--map "{line}" should read column=age_band:…,sex:….')
        wide[column] = cell_of(words)
    if len(set(wide.values())) < len(wide):
        raise Refused("--map: two columns describe the same people.")
    return wide


def wide_counts(record: Record, wide: Mapping[str, Cell]) -> Iterator[tuple[Cell, int]]:
    for column, cell in wide.items():
        yield cell, whole_number(record.values.get(column, ""), column)


def long_count(record: Record, people_field: str) -> tuple[Cell, int]:
    cell = Cell(*(_trait(record, trait) for trait in TRAITS))
    return cell, whole_number(record.values.get(people_field, ""), people_field)


def _trait(record: Record, trait: str) -> str:
    value = record.values.get(trait, "").strip()
    if len(value) > LONGEST[trait]:
        raise RowError(f"Its {trait} is too long.")
    return "" if value.casefold() in {"all", "total"} else value


class Counts:
    """Cells on their way in: staged, made unique, moved, added up."""

    def __init__(self) -> None:
        self.staging = Staging(
            "incoming_population",
            {
                "line": "bigint",
                "area_id": "bigint",
                **dict.fromkeys(TRAITS, "text"),
                "people": "integer",
            },
        )

    def repeated(self) -> Iterator[tuple[int, int]]:
        """Lines that count people whom an earlier line has counted, with that earlier line."""
        return self.staging.stream("""
            SELECT DISTINCT line, first FROM (
                SELECT line, min(line) OVER (
                    PARTITION BY area_id, age_band, sex, race_ethnicity
                ) AS first FROM incoming_population
            ) seen WHERE line > first ORDER BY line
        """)

    def drop_repeated(self) -> None:
        self.staging.rows("""
            DELETE FROM incoming_population late USING incoming_population early
            WHERE early.line < late.line AND early.area_id = late.area_id
              AND (early.age_band, early.sex, early.race_ethnicity)
                = (late.age_band, late.sex, late.race_ethnicity)
        """)

    def move(self, source: str, tally: Tally) -> None:
        """Put every cell in place, and take away those of the same kind the file no longer has."""
        total = self.staging.rows("SELECT count(*) FROM incoming_population")[0][0]
        removed = len(self.staging.rows(STALE))
        added, changed = self.staging.rows(MOVE, [source])[0]
        tally.added += added
        tally.changed += changed
        tally.unchanged += total - added - changed
        if removed:
            tally.more.append(f"Older counts of the same kind, removed: {removed:,}.")

    def set_populations(self) -> None:
        """Everyone in each area: the count of all if there is one, else the surest sum."""
        self.staging.rows(POPULATIONS)

    def disagreements(self) -> list[str]:
        """Ways of telling people apart whose sums differ from the count of all."""
        return [
            f"Counts by {ways} add up to {share:.0%} of everyone. Is anyone counted twice?"
            for ways, share in self.staging.rows(SHARES)
            if share is not None and abs(share - 1) > AGREE
        ]


STALE = """
    DELETE FROM areas_population old
    WHERE EXISTS (
        SELECT FROM incoming_population new
        WHERE new.area_id = old.area_id
          AND (new.age_band = '', new.sex = '', new.race_ethnicity = '')
            = (old.age_band = '', old.sex = '', old.race_ethnicity = '')
    ) AND NOT EXISTS (
        SELECT FROM incoming_population new
        WHERE new.area_id = old.area_id
          AND (new.age_band, new.sex, new.race_ethnicity)
            = (old.age_band, old.sex, old.race_ethnicity)
    ) RETURNING 1
"""
MOVE = """
    WITH moved AS (
        INSERT INTO areas_population AS here
            (area_id, age_band, sex, race_ethnicity, people, source)
        SELECT area_id, age_band, sex, race_ethnicity, people, %s FROM incoming_population
        ON CONFLICT (area_id, age_band, sex, race_ethnicity) DO UPDATE
        SET people = excluded.people, source = excluded.source
        WHERE (here.people, here.source) IS DISTINCT FROM (excluded.people, excluded.source)
        RETURNING xmax = 0 AS added
    ) SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM moved
"""
# Of several ways to add up an area: the count of all, then those without race and ethnicity,
# where one person may be counted twice, then those with the fewest traits.
POPULATIONS = """
    UPDATE areas_area SET population = best.people, changed_at = now() FROM (
        SELECT DISTINCT ON (area_id) area_id, people FROM (
            SELECT area_id, race_ethnicity <> '' AS by_race, sum(people) AS people,
                   (age_band <> '')::int + (sex <> '')::int + (race_ethnicity <> '')::int AS traits
            FROM areas_population
            WHERE area_id IN (SELECT area_id FROM incoming_population)
            GROUP BY area_id, age_band <> '', sex <> '', race_ethnicity <> ''
        ) sums ORDER BY area_id, traits > 0, by_race, traits
    ) best WHERE areas_area.id = best.area_id AND population IS DISTINCT FROM best.people
"""
SHARES = """
    SELECT concat_ws(' and ', CASE WHEN age_band <> '' THEN 'age' END,
                     CASE WHEN sex <> '' THEN 'sex' END,
                     CASE WHEN race_ethnicity <> '' THEN 'race or ethnicity' END) AS ways,
           sum(cells.people)::float / nullif(
               sum(everyone.people) FILTER (WHERE first_of_area), 0) AS share
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY area_id, age_band <> '', sex <> '', race_ethnicity <> ''
        ) = 1 AS first_of_area
        FROM areas_population WHERE area_id IN (SELECT area_id FROM incoming_population)
    ) cells JOIN LATERAL (
        SELECT people FROM areas_population all_of_them
        WHERE all_of_them.area_id = cells.area_id
          AND age_band = '' AND sex = '' AND race_ethnicity = ''
    ) everyone ON true
    WHERE (age_band, sex, race_ethnicity) <> ('', '', '')
    GROUP BY ways
"""
