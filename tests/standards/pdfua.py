"""PDF/UA-1 (ISO 14289-1) as far as the tags of a file tell: the machine part of Matterhorn 1.1.

No validator of PDF/UA comes with Python or Debian; these are the checkpoints that a report can
fail. Fonts, contrast and the order of reading are left to people.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdf

if TYPE_CHECKING:
    from collections.abc import Iterator


def faults(content: bytes) -> list[str]:
    """What is wrong with the file, a line each; empty where nothing is."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    return [*_of_the_file(reader, root), *_of_the_tags(root)]


def _of_the_file(reader: pypdf.PdfReader, root: Any) -> Iterator[str]:
    xmp = root["/Metadata"].get_data() if "/Metadata" in root else b""
    says = (b"pdfuaid:part>1<", b'pdfuaid:part="1"')
    held = {
        "06-001: it is not marked as tagged": root.get("/MarkInfo", {}).get("/Marked"),
        "01-005: it has no tags": "/StructTreeRoot" in root,
        "11-006: it names no language": root.get("/Lang"),
        "06-003: it has no title": reader.metadata and reader.metadata.title,
        "07-001: its window shows the name of the file": root.get("/ViewerPreferences", {}).get(
            "/DisplayDocTitle"
        ),
        "05-001: it does not say that it is PDF/UA-1": any(word in xmp for word in says),
        "It has no bookmarks": reader.outline,
        "26-001: it is locked": not reader.is_encrypted,
    }
    yield from (fault for fault, holds in held.items() if not holds)
    for number, page in enumerate(reader.pages, start=1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"28-008: links of page {number} are not in the order of the tags"
        if not all(_embedded(font) for font in _fonts(page)):
            yield f"31-009: a font of page {number} is not embedded"


def _fonts(page: Any) -> list[Any]:
    resources = page.get("/Resources", {}).get_object()
    return [font.get_object() for font in resources.get("/Font", {}).get_object().values()]


def _embedded(font: Any) -> bool:
    holder = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = holder.get("/FontDescriptor", {}).get_object()
    return any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))


def _of_the_tags(root: Any) -> Iterator[str]:
    roles = root.get("/StructTreeRoot", {}).get("/RoleMap", {})
    before = 0
    for tag in structure(root.get("/StructTreeRoot", {}).get("/K", [])):
        kind = str(roles.get(tag["/S"], tag["/S"]))
        if kind in {"/Figure", "/Formula"} and not tag.get("/Alt"):
            yield f"13-004: a {kind[1:].lower()} says nothing to those who cannot see it"
        if kind == "/Table":
            yield from _of_a_table(tag)
        if len(kind) == len("/H1") and kind.startswith("/H") and kind[2].isdigit():
            level = int(kind[2])
            if level > before + 1:
                yield f"14-003: a heading of level {level} follows one of level {before}"
            before = level


def _of_a_table(table: Any) -> Iterator[str]:
    rows = [tag for tag in structure(table["/K"]) if tag["/S"] == "/TR"]
    cells = [[cell["/S"] for cell in structure(row["/K"]) if cell["/S"] in CELLS] for row in rows]
    if not any("/TH" in row for row in cells):
        yield "15-003: a table has no head"
    if len({len(row) for row in cells}) > 1:
        yield "Rows of a table are of different lengths"


CELLS = ("/TH", "/TD")


def structure(node: Any, found: list[Any] | None = None) -> list[Any]:
    """Every structure element below, depth first."""
    found = [] if found is None else found
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            structure(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            structure(node["/K"], found)
    return found
