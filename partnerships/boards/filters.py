"""Which recommendations the register shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.boards.models import Board, Recommendation
from partnerships.boards.states import Status

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {board.slug: board for board in Board.objects.all()}
        years = Recommendation.objects.order_by("-year").values_list("year", flat=True).distinct()
        named = [(slug, board.name) for slug, board in self.boards.items()]
        self._choose("board", [("", _("Every board")), *named])
        self._choose("year", [("", _("Every year")), *((str(year), str(year)) for year in years)])

    @property
    def chosen_board(self) -> Board | None:
        self.is_valid()
        return self.boards.get(self.cleaned_data.get("board", ""))

    def within(self, found: RecommendationQuerySet) -> RecommendationQuerySet:
        """Of the board and the year that were chosen: what the numbers above count."""
        self.is_valid()
        if board := self.chosen_board:
            found = found.filter(board=board)
        if year := self.cleaned_data.get("year"):
            found = found.filter(year=int(year))
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
