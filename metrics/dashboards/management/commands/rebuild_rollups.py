from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from metrics.dashboards.models import Tally
from metrics.dashboards.rollups import keeping
from metrics.dashboards.rollups.subjects import SUBJECTS
from portal.areas.models import Area

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from metrics.dashboards.rollups.keeping import Difference

MOST_LINES = 100


class Command(BaseCommand):
    help = "Add up the record anew for the dashboards, or check that what was added up is right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--subject",
            action="append",
            choices=sorted(SUBJECTS),
            help="only this one; may be given more than once",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; say what differs, and end with 1 if anything does",
        )

    def handle(self, *, subject: list[str] | None, check: bool, **_options: object) -> None:
        names = subject or list(SUBJECTS)
        with tqdm(names, unit=" subjects", disable=not sys.stderr.isatty(), leave=False) as bar:
            wrong: list[Difference] = []
            for name in bar:
                bar.set_description(name)
                if check:
                    wrong += keeping.differences(name)
                else:
                    keeping.rebuild(name)
        if not check:
            self.stdout.write(f"{len(names)} subjects added up: {Tally.objects.count():,} tallies.")
        elif wrong:
            self._tell(wrong)
        else:
            self.stdout.write(f"The rollups of {len(names)} subjects are right.")

    def _tell(self, wrong: list[Difference]) -> None:
        places = dict(Area.objects.values_list("pk", "name"))
        for each in wrong[:MOST_LINES]:
            day = each.day or "now"
            where = places.get(each.area_id, "no place") if each.area_id else "no place"
            kind = f" “{each.of}”" if each.of else ""
            self.stdout.write(
                f"{each.fact}{kind}, {where}, {day}: kept {each.kept}, counted {each.counted}."
            )
        if len(wrong) > MOST_LINES:
            self.stdout.write(f"And {len(wrong) - MOST_LINES:,} more.")
        raise CommandError(f"{len(wrong):,} counts are wrong.", returncode=1)
