"""What the pages of the builder show, made from a document; no query is left for a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from metrics.surveys.instruments import hints
from metrics.surveys.instruments.forms import LANGUAGES
from metrics.surveys.models import Question

if TYPE_CHECKING:
    from metrics.surveys.instruments.document import Branch, Document, Heading, Item, Page, Words
    from metrics.surveys.instruments.hints import Hint


@dataclass(frozen=True)
class Side:
    """The words of a question in one language; None where there are none yet."""

    language: str
    name: str
    words: Words | None
    rows: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownQuestion:
    item: Item
    kind: str
    trait: str
    branch: str
    sides: list[Side]
    hints: list[Hint]
    favorable: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class ShownPage:
    number: int
    page: Page
    heading: Heading | None
    branch: str
    questions: list[ShownQuestion]
    is_first: bool
    is_last: bool


def overview(document: Document) -> list[ShownPage]:
    """Every page with its questions in all languages and what there is to say about them."""
    last = len(document.pages)
    return [
        ShownPage(
            number=number,
            page=page,
            heading=page.words.get(settings.LANGUAGE_CODE),
            branch=_branch(page.asked_if),
            questions=[
                _question(item, place, len(page.items)) for place, item in enumerate(page.items, 1)
            ],
            is_first=number == 1,
            is_last=number == last,
        )
        for number, page in enumerate(document.pages, start=1)
    ]


def _question(item: Item, place: int, last: int) -> ShownQuestion:
    said = [hint for part in (item, *item.rows) for hint in hints.of_item(part, LANGUAGES)]
    return ShownQuestion(
        item=item,
        kind=str(Question.Kind(item.kind).label),
        trait=str(Question.Trait(item.trait).label) if item.trait else "",
        branch=_branch(item.asked_if),
        sides=[
            Side(
                language,
                str(name),
                item.words.get(language),
                [row.words[language].ask for row in item.rows if language in row.words],
            )
            for language, name in LANGUAGES.items()
        ],
        hints=list(dict.fromkeys(said)),
        favorable=", ".join(map(str, item.favorable)),
        is_first=place == 1,
        is_last=place == last,
    )


def _branch(branch: Branch | None) -> str:
    if branch is None:
        return ""
    codes = ", ".join(map(str, branch.codes))
    return _("Only if %(code)s is %(codes)s") % {"code": branch.question, "codes": codes}
