from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from metrics.surveys.models import Wave
from metrics.surveys.results import folding

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Add up the answers of surveys anew, or check that what was added up is right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("waves", nargs="*", type=int, help="numbers of waves; without: all")
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; say what differs, and end with 1 if anything does",
        )

    def handle(self, *, waves: list[int], check: bool, **_options: object) -> None:
        chosen = Wave.objects.filter(pk__in=waves) if waves else Wave.objects.all()
        found = list(chosen.select_related("instrument").order_by("pk"))
        if unknown := set(waves) - {wave.pk for wave in found}:
            raise CommandError(f"There is no wave {min(unknown)}.", returncode=2)
        if check:
            self._check(found)
            return
        for wave in found:
            self.stdout.write(f"{wave.pk} {wave}: {folding.rebuild(wave):,} answers added up.")

    def _check(self, waves: list[Wave]) -> None:
        wrong = 0
        for wave in waves:
            differences = folding.check(wave)
            wrong += bool(differences)
            for each in differences:
                self.stdout.write(
                    f"{wave.pk} {wave}: “{each.item or 'everyone'}” is kept as {each.kept} answers"
                    f" that add up to {each.kept_total:g};"
                    f" counted: {each.counted}, {each.counted_total:g}."
                )
        if wrong:
            raise CommandError(f"Sums of {wrong} of {len(waves)} waves are wrong.", returncode=1)
        self.stdout.write(f"The sums of {len(waves)} waves are right.")
