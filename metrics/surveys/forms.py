from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from metrics.surveys.answering.fields import PICK, TYPED, Several, chosen
from metrics.surveys.models import Question
from metrics.surveys.models.response import LONGEST
from portal.areas.finding import LONGEST as LONGEST_PLACE
from portal.areas.finding import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.forms import BoundField

    from metrics.surveys.answering.questionnaire import Answer, Answers, Item, Page
    from metrics.surveys.models import Wording
    from portal.areas.models import Area

LEFT_OPEN = _("You left this open. Choose an answer, or go on to leave it out.")
NOWHERE, ELSEWHERE = "not-said", "elsewhere"


@dataclass
class Block:
    """One question as it stands on the page: its words, and a field, or one for each row."""

    kind: str
    words: Wording
    field: BoundField | None = None
    may_skip: bool = False
    lowest: int = 0
    highest: int = 0
    rows: list[BoundField] = dataclass_field(default_factory=list)
    labels: list[str] = dataclass_field(default_factory=list)
    named: list[str] = dataclass_field(default_factory=list)

    @property
    def template(self) -> str:
        kind = "choice" if self.kind in ("likert", "single", "multiple") else self.kind
        return f"surveys/answering/{kind}.html"

    @property
    def meanings(self) -> str:
        """What the numbers mean, in one line, for whoever types them."""
        if self.kind == Question.Kind.OPEN:
            return ""
        if self.kind == Question.Kind.SCALE:
            return " · ".join([f"{self.lowest}–{self.highest}", *self.named[-2:]])
        return " · ".join(self.named)

    @property
    def lang(self) -> str:
        """The language of its words where that is not the page's."""
        language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        return "" if self.words.language == language else self.words.language


class AnswersForm(forms.Form):
    """The questions of one page, or of several; whoever leaves some open is asked once more.

    `asks` tells which codes these answers lead to. `typed` is for staff, who type the codes
    from paper and leave open what is open there.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        pages: Iterable[Page],
        asks: Callable[[Answers], set[str]] | None = None,
        leaves_open: bool = False,
        typed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pages, self.asks, self.leaves_open = list(pages), asks, leaves_open
        for page in self.pages:
            for item in page.items:
                for question in item.answered:
                    self.fields[question.code] = answer_field(question, item, typed=typed)

    def blocks(self) -> Iterator[Block]:
        for page in self.pages:
            yield from self.blocks_of(page)

    def blocks_of(self, page: Page) -> Iterator[Block]:
        for item in page.items:
            head, kind = item.question.words, item.question.kind
            fields = [self[question.code] for question in item.answered]
            labels = [str(label) for _code, label in chosen(item)]
            named = [f"{code} = {label}" for code, label in chosen(item)]
            if kind == Question.Kind.GRID:
                yield Block(kind, head, rows=fields, labels=labels, named=named)
            else:
                yield Block(
                    kind,
                    head,
                    field=fields[0],
                    may_skip=bool(item.question.trait),
                    lowest=item.codes[0] if item.codes else 0,
                    highest=item.codes[-1] if item.codes else 0,
                    named=named,
                )

    @property
    def said(self) -> dict[str, Answer]:
        """What was answered so far, and only what can be an answer."""
        found = getattr(self, "cleaned_data", {})
        return {code: said for code, said in found.items() if said not in (None, "", [])}

    @property
    def codes(self) -> set[str]:
        return set(self.fields)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.leaves_open or self.asks is None:
            return found
        asked = self.asks(self.said)
        for page in self.pages:
            for question in page.questions:
                may_skip = question.kind == Question.Kind.OPEN or question.trait
                is_open = question.code not in self.said and question.code not in self.errors
                if is_open and not may_skip and question.code in asked:
                    self.add_error(question.code, LEFT_OPEN)
        return found


def answer_field(question: Question, item: Item, *, typed: bool) -> forms.Field:
    words = question.words
    if question.kind == Question.Kind.OPEN:
        return forms.CharField(
            label=words.ask,
            help_text=words.statement,
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 5, "data-counted": LONGEST}),
            error_messages={"max_length": _("Make it shorter: at most 2,000 characters.")},
        )
    about: dict[str, Any] = {
        "label": words.statement or words.ask,
        "help_text": words.ask if words.statement else "",
        "choices": chosen(item),
        "required": False,
        "coerce": int,
        "error_messages": {"invalid_choice": TYPED if typed else PICK},
    }
    if question.kind == Question.Kind.MULTIPLE:
        return Several(typed=typed, **about)
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.TypedChoiceField(
        empty_value=None, widget=widget if typed else forms.RadioSelect, **about
    )


class AreaForm(forms.Form):
    """Where someone lives: one of the areas of the wave, by name or by a street nearby."""

    use_required_attribute = False

    area = forms.ChoiceField(
        label=_("Where do you live?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": PICK},
    )
    place = forms.CharField(
        label=_("Or name a street, a school or a beat near you"),
        help_text=_("We look up the area and keep only that, not what you write."),
        required=False,
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.pk): area for area in areas}
        choice = self.fields["area"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        choice.choices = [
            *((pk, area.name) for pk, area in self.areas.items()),
            (ELSEWHERE, _("Somewhere else")),
            (NOWHERE, _("I would rather not say")),
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("area") or self.errors:
            return found
        if not found.get("place"):
            self.add_error("area", _("Choose where you live, or name a street near you."))
            return found
        named = {area for area in self._named(found["place"]) if area}
        if len(named) == 1:
            found["area"] = str(named.pop().pk)
        else:
            self.add_error("place", _("We could not tell the area from this. Choose it above."))
        return found

    @property
    def chosen(self) -> Area | None:
        return self.areas.get(self.cleaned_data["area"])

    def _named(self, place: str) -> Iterator[Area | None]:
        search = Search.of({"place": place})
        meant = [search.area] if search.area else [each.area for each in search.candidates]
        for area in meant:
            yield next(
                (ours for ours in self.areas.values() if area.path.startswith(ours.path)), None
            )
