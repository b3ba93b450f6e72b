from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from metrics.dashboards.rollups.keeping import refresh
from metrics.demo import build
from metrics.demo.city import City
from portal.areas.models import Area

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Build Linden Ferry, a believable city that does not exist, in an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--residents", type=int, default=4_000, help="neighbors with an account"
        )
        parser.add_argument("--responses", type=int, default=1_500, help="survey answers")
        parser.add_argument("--years", type=int, default=1, help="how far back it goes")
        parser.add_argument("--seed", type=int, default=20, help="another seed, another city")

    def handle(self, **options: int) -> None:
        for name in ("residents", "responses", "years"):
            if options[name] < 1:
                raise CommandError(f"--{name} must be 1 or more.", returncode=2)
        if Area.objects.exists():
            raise CommandError(
                "This database already holds areas. The demo city needs an empty one.",
                returncode=2,
            )
        city = City(
            now=timezone.now().replace(microsecond=0),
            residents=options["residents"],
            responses=options["responses"],
            years=options["years"],
            seed=options["seed"],
        )
        quiet = not sys.stderr.isatty()
        with tqdm(total=city.size, unit=" rows", disable=quiet, leave=False) as bar:
            city.advance = bar.update
            with transaction.atomic():
                for title, step in build.STEPS:
                    bar.set_description(title)
                    step(city)
            bar.set_description("Adding up")
            refresh()
        self.stdout.write(
            f"Linden Ferry stands: {len(city.areas)} areas, {len(city.neighbors):,} neighbors, "
            f"{city.concerns:,} concerns, {city.meetings} meetings, {city.responses:,} answers."
        )
