"""Make the counts behind suggested problems anew, or say whether they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from engagement.problems import cluster_counts, clusters

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Count concerns by place, kind and day again, and look where they repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="bring the counts up to date as every day, and say whether they are right",
        )

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        if check:
            cluster_counts.count()
            if wrong := cluster_counts.differences():
                raise CommandError(f"{wrong} counts differ. Run it without --check.")
            self.stdout.write("Every count is right.")
            return
        cluster_counts.rebuild()
        self.stdout.write(f"{clusters.find()} places stand out.")
