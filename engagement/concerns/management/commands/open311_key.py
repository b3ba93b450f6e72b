from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from engagement.concerns.models import ApiKey

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Make a key with which another program may raise concerns, or revoke it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the program, and whom to call about it")
        parser.add_argument("--revoke", action="store_true", help="end all keys of this name")

    def handle(self, *_args: object, **options: Any) -> None:
        name = options["name"].strip()
        if not name or len(name) > 80:  # noqa: PLR2004 as the column is
            raise CommandError("Give a name of at most 80 letters.")
        if options["revoke"]:
            self._revoke(name)
            return
        _key, text = ApiKey.objects.make(name)
        self.stderr.write("The key is shown only now; its hash is what we keep.")
        self.stdout.write(text)

    def _revoke(self, name: str) -> None:
        keys = ApiKey.objects.in_force().filter(name=name)
        if not keys:
            raise CommandError(f"No key of this name is in force: {name}.")
        for key in keys:
            key.revoke()
            self.stdout.write(f"Revoked: {name}, made on {key.created_at:%Y-%m-%d}.")
