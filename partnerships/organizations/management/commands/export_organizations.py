from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from partnerships.organizations.hsds.spreading import datapackage, spread
from partnerships.organizations.hsds.writing import documents, is_placeholder
from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = (
        "Write partners, sites and services as Open Referral HSDS 3: one JSON file, or a folder"
        " of tables."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="the file (json) or folder (tabular) to write")
        parser.add_argument("--format", choices=["json", "tabular"], default="json")
        parser.add_argument("--source", default="", help="only what was imported under this name")
        parser.add_argument(
            "--public", action="store_true", help="only what everyone sees, without tax numbers"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        path, public = Path(options["path"]), options["public"]
        found = Organization.objects.order_by("pk")
        if public:
            found = found.approved()
        if options["source"]:
            found = found.filter(source=options["source"])
        whole = documents(found, public=public)
        try:
            if options["format"] == "json":
                number = _write_json(path, whole)
            else:
                number = found.count()
                _write_tables(path, whole)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{number:,} organizations written to {path}")


def _write_json(path: Path, whole: Any) -> int:
    """Beside its name first, so that nobody reads half of it."""
    part = path.with_name(path.name + ".part")
    number = 0
    with part.open("w", encoding="utf-8") as file:
        file.write("[")
        for document in whole:
            if is_placeholder(document):
                document.pop("placeholder")
            file.write(",\n" if number else "\n")
            json.dump(document, file, ensure_ascii=False)
            number += 1
        file.write("\n]\n")
    part.replace(path)
    return number


def _write_tables(folder: Path, whole: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files = spread(whole)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    package = json.dumps(datapackage(files), indent=2)
    (folder / "datapackage.json").write_text(package, encoding="utf-8")
