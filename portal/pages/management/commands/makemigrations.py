"""Django's own command; a room's first tables become one step."""

from typing import Any

from django.core.management.commands import makemigrations

from portal.migrating import in_one_step


class Command(makemigrations.Command):
    """`makemigrations`, with the tables of a first migration made together."""

    def write_migration_files(self, changes: dict[str, Any], *args: Any, **options: Any) -> None:
        for migrations in changes.values():
            for migration in migrations:
                if migration.initial:
                    migration.operations = in_one_step(migration.operations)
        super().write_migration_files(changes, *args, **options)
