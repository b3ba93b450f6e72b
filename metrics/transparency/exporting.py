"""Everything that is published as a folder of files, to be kept on a shelf elsewhere."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from metrics.transparency import sheets
from metrics.transparency.files import written
from metrics.transparency.models import PolicyVersion, Publication
from portal.wordings import in_languages

if TYPE_CHECKING:
    from collections.abc import Iterator


class NotEmpty(Exception):  # noqa: N818  # it is a sentence for a person
    """There is something in the folder already."""


def export(folder: Path, *, force: bool = False) -> dict[str, str]:
    """Write every edition, every policy and the licence; the hashes of the files by their names.

    All of it or nothing: it is written beside the folder and then put in its place.
    """
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise NotEmpty(f"{folder} is a file.")
    if folder.exists() and any(folder.iterdir()) and not force:
        raise NotEmpty(f"{folder} is not empty. Choose another, or say --force to replace it.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        hashes = _fill(draft)
        draft.chmod(0o755)
        _replace(folder, draft)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return hashes


def _replace(folder: Path, draft: Path) -> None:
    """Put the draft where the folder is; what was there goes last."""
    old = None
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent)) / "old"
        os.rename(folder, old)  # noqa: PTH104  Path.rename would not say what it does on a folder
    try:
        os.rename(draft, folder)  # noqa: PTH104
    except OSError:
        if old:
            os.rename(old, folder)  # noqa: PTH104
        raise
    if old:
        shutil.rmtree(old.parent)


def _fill(draft: Path) -> dict[str, str]:
    hashes = {}
    with translation.override(settings.LANGUAGE_CODE):
        for name, content in _files():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            hashes[name] = hashlib.sha256(content).hexdigest()
    index = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    (draft / "SHA256SUMS").write_text(index)  # as sha256sum --check reads it
    return hashes


def _files() -> Iterator[tuple[str, bytes]]:
    licence = settings.OPEN_DATA_LICENCE
    yield "LICENCE.txt", f"{licence['name']}\n{licence['url']}\n".encode()
    for publication in Publication.objects.published().defer("counts").iterator(chunk_size=4):
        where = f"{publication.quarter.slug}/{publication.edition}"
        yield f"{where}/all.json", written(publication, "all", "json")[0]
        for slug in publication.content["datasets"]:
            yield f"{where}/{slug}.csv", written(publication, slug, "csv")[0]
            rows = sheets.dictionary(publication.content, slug)
            about = sheets.written(sheets.DICTIONARY, rows)
            yield f"{where}/{slug}.dictionary.csv", about.encode()
    for version in PolicyVersion.objects.select_related("policy"):
        said = {
            "title": in_languages(version.title),
            "body": in_languages(version.body),
            "note": in_languages(version.note),
            "in_force_from": version.in_force_from.isoformat(),
            "sha256": version.sha256,
        }
        text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
        yield f"policies/{version.policy.slug}/{version.number}.json", text.encode()
