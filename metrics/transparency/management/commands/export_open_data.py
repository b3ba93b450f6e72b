from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from metrics.transparency.exporting import NotEmpty, export

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Write every published table, its dictionary, policies and the licence into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--force", action="store_true", help="replace what is there")

    def handle(self, *, folder: Path, force: bool, **_options: object) -> None:
        try:
            hashes = export(folder, force=force)
        except (NotEmpty, OSError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{len(hashes):,} files written to {folder}.")
