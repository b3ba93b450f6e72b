"""Which recommendations the register shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.boards.models import Board, Recommendation
from partnerships.boards.states import Status
from portal.areas.models import Area

if TYPE_CHECKING:
    from partnerships.boards.models.register import RecommendationQuerySet


class RegisterFilter(forms.Form):
    """An answer that makes no sense narrows nothing."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Every status")), *Status.choices]
    )
    board = forms.ChoiceField(label=_("Board"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    topic = forms.ChoiceField(
        label=_("Topic"),
        required=False,
        choices=[("", _("Every topic")), *Recommendation.Topic.choices],
    )
    area = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {board.slug: board for board in Board.objects.all()}
        years = Recommendation.objects.order_by("-year").values_list("year", flat=True).distinct()
        named = [(slug, board.name) for slug, board in self.boards.items()]
        self._choose("board", [("", _("Every board")), *named])
        self.areas = {area.slug: area for area in _areas()}
        places = [(slug, area.name) for slug, area in self.areas.items()]
        self._choose("area", [("", _("The whole city")), *places])
        self._choose("year", [("", _("Every year")), *((str(year), str(year)) for year in years)])

    @property
    def chosen_board(self) -> Board | None:
        self.is_valid()
        return self.boards.get(self.cleaned_data.get("board", ""))

    def within(self, found: RecommendationQuerySet) -> RecommendationQuerySet:
        """Of the board, year and area that were chosen: what the numbers above count."""
        self.is_valid()
        if board := self.chosen_board:
            found = found.filter(board=board)
        if year := self.cleaned_data.get("year"):
            found = found.filter(year=int(year))
        if area := self.areas.get(self.cleaned_data.get("area", "")):
            found = found.of(area)
        return found

    def narrow(self, found: RecommendationQuerySet) -> RecommendationQuerySet:
        found = self.within(found)
        if status := self.cleaned_data.get("status"):
            found = found.that_are(status)
        if topic := self.cleaned_data.get("topic"):
            found = found.filter(topic=topic)
        return found

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _areas() -> list[Area]:
    """Those that something was recommended for, and what they lie in."""
    paths = Recommendation.objects.order_by().values_list("area__path", flat=True).distinct()
    around = {path[: end + 1] for path in paths if path for end in _ends(path)}
    return list(Area.objects.filter(path__in=around).order_by("path"))


def _ends(path: str) -> list[int]:
    """Where each part of a path ends: 1/ and 1/12/ of 1/12/."""
    return [place for place, letter in enumerate(path) if letter == "/"]
