"""Kinds of help, guessed from the words a file uses; people set them right in the workspace."""

from __future__ import annotations

import re
from typing import Any

from partnerships.organizations.models import Service

_KINDS = {
    "food": "food|meals?|pantry|nutrition|groceries|hunger|soup",
    "housing": "housing|homeless\\w*|shelters?|rent|eviction|foreclosure|tenants?|landlords?",
    "money": "financial|bills?|debt|bankruptcy|energy assistance|benefits|tax(es)?|income support",
    "jobs": "jobs?|employment|workforce|career|vocational|training program|resume",
    "health": "health|clinic|medical|dental|hiv|doctor|nurse|fitness",
    "mind": "mental|counsell?ing|therapy|psychiatric|behavioral|grief",
    "recovery": "substance|alcohol|drugs?|addiction|recovery|overdose",
    "legal": "legal|law|lawyers?|attorney|court|expungement|representation|rights",
    "safety": "violence|domestic|victims?|safety|crisis|abuse|reentry",
    "family": "famil\\w+|child\\w*|head start|parent\\w*|childcare|pregnan\\w+",
    "youth": "youth|teens?|after.?school|young people|mentoring|out of school",
    "seniors": "senior\\w*|older adults?|aging|elder\\w*",
    "newcomers": "immigra\\w+|refugees?|citizenship|english as|esl|newcomers?|asylum",
    "learning": "education\\w*|literacy|classes|tutoring|ged|school readiness|library",
}
PATTERNS = {kind: re.compile(rf"\b({words})\b", re.IGNORECASE) for kind, words in _KINDS.items()}
MOST = 4


def categories_of(name: str, description: str, terms: list[str]) -> list[str]:
    """By name and taxonomy first; the description speaks only where those say nothing."""
    for text in (" ".join([name, *terms]), description[:1000]):
        found = [kind for kind, pattern in PATTERNS.items() if pattern.search(text)]
        if found:
            return found[:MOST]
    return [Service.Category.OTHER.value]


def terms_of(document: dict[str, Any]) -> list[str]:
    """Names of taxonomy terms, wherever the version of HSDS puts them."""
    found = []
    for attribute in document.get("attributes") or []:
        term = attribute.get("taxonomy_term") if isinstance(attribute, dict) else None
        found.append(term.get("name") if isinstance(term, dict) else None)
    terms = document.get("taxonomy_terms") or []
    found += [term.get("name") if isinstance(term, dict) else term for term in terms]
    return list(dict.fromkeys(str(name)[:200] for name in found if name))
