"""A first mapping out of a codebook (column,label,values), for a person to go on with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from portal.records.imports import Records, Refused, open_source
from portal.records.imports.looking import look

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDED = ("column", "label", "values")
DONT_KNOW = re.compile(r"don.?t know|not sure|unsure|no opinion", re.IGNORECASE)
RATHER_NOT = re.compile(r"refus|rather not|prefer not", re.IGNORECASE)
ABSENT = re.compile(r"^n\.?/?a\.?$|not applicable|missing|no answer|skipped", re.IGNORECASE)
STARTS_WITH_ITS_CODE = re.compile(r"^q?\d+[a-z]?_(\d+_)?(?=[a-z])", re.IGNORECASE)
LONGEST_LABEL = 300
TODO = "TO BE WRITTEN"


def drafted(codebook: str) -> str:
    """JSON with a question for each row of the codebook that has coded values.

    What a codebook does not say (waves, mode, area, who is who) stands there to be filled in.
    Refused where the file is no codebook.
    """
    source = open_source(codebook)
    records = Records.of(source, look(source))
    records.require(*NEEDED)
    questions = [found for record in records for found in _question(record.values)]
    if not questions:
        raise Refused(f"{source} has no row with values such as 1=Poor;2=Good;9=Don't know.")
    draft = {
        "about": "A draft. Keep the questions you need; answer what says TO BE WRITTEN.",
        "instrument": {
            "slug": slugify(source.path.stem)[:50],
            "version": 1,
            "kind": "general",
            "title": TODO,
            "source": TODO,
            "indices": [],
        },
        "absent": ["", "NA"],
        "mode": {"always": "web"},
        "area": {"column": TODO, "level": "district"},
        "waves": {
            "title": TODO, "opens_on": TODO, "closes_on": TODO, "sample_type": "probability",
        },
        "questions": questions,
    }  # fmt: skip
    return json.dumps(draft, indent=2, ensure_ascii=False) + "\n"


def _question(row: dict[str, str]) -> Iterator[dict[str, Any]]:
    labels: dict[str, str] = {}
    missing: dict[str, list[str]] = {}
    for pair in row.get("values", "").split(";"):
        code, equals, label = (side.strip() for side in pair.partition("="))
        if not equals or not code.isdecimal() or not label:
            continue
        if kind := _kind_of_missing(label):
            missing.setdefault(kind, []).append(code)
        elif int(code) < 77:  # noqa: PLR2004  room for rather not and don’t know
            labels[code] = label
    if len(labels) < 2:  # noqa: PLR2004  one answer is no question
        return
    codes = sorted(int(code) for code in labels)
    column = row["column"].strip()
    in_order = codes == list(range(codes[0], codes[-1] + 1)) and len(codes) > 2  # noqa: PLR2004
    ask = STARTS_WITH_ITS_CODE.sub("", row["label"].strip()).replace("_", " ")
    yield {
        "code": slugify(column).replace("-", "_")[:40],
        "column": column,
        "kind": "likert" if in_order else "single",
        "codes": codes,
        "ask": {"en": (ask[:1].upper() + ask[1:])[:LONGEST_LABEL]},
        "labels": {"en": {str(code): labels[str(code)] for code in codes}},
        **missing,
    }


def _kind_of_missing(label: str) -> str:
    kinds = {"dont_know": DONT_KNOW, "rather_not": RATHER_NOT, "absent": ABSENT}
    return next((kind for kind, words in kinds.items() if words.search(label)), "")
