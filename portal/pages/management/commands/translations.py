from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.pages import translations

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from pathlib import Path


class Command(BaseCommand):
    help = "Keeps the translated texts: --update the catalogs, --check them, --compile them."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--update", action="store_true", help="add new texts to the catalogs")
        act.add_argument("--check", action="store_true", help="fail when a text is not translated")
        act.add_argument("--compile", action="store_true", help="write what the site reads")
        parser.add_argument("--root", default=settings.BASE_DIR, help="of the sources")

    def handle(self, *_args: object, **options: Any) -> None:
        root = settings.BASE_DIR.__class__(options["root"])
        for locale, path in catalogs(root):
            if options["update"]:
                self.update(root, locale, path)
            elif options["check"]:
                self.check_one(root, locale, path)
            elif path.exists():
                self.stdout.write(str(translations.compile_catalog(path, locale)))

    def update(self, root: Path, locale: str, path: Path) -> None:
        catalog = translations.update(root, path, locale)
        waiting = translations.waiting(catalog)
        self.stdout.write(f"{locale}: {len(catalog)} texts, {waiting} to translate, in {path}")

    def check_one(self, root: Path, locale: str, path: Path) -> None:
        problems = translations.check(root, path, locale)
        for problem in problems:
            self.stderr.write(f"{locale}, {problem.kind}: {problem.text}")
        if problems:
            raise CommandError(f"{len(problems)} texts need a translator ({locale}).", returncode=1)
        self.stdout.write(f"{locale}: every text is translated.")


def catalogs(root: Path) -> list[tuple[str, Path]]:
    """Language and file of every language but the one the texts are written in."""
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [(code, root / "locale" / code / "LC_MESSAGES" / "django.po") for code in languages]
