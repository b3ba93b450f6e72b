from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagement.events.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engagement.events.translating import Piece

# A translation runs longer than its original.
LONGEST = {"title": 160, "text": 200}
LONGEST_OTHERWISE = 4_000


class TranslationForm(forms.Form):
    """The words of one meeting in one other language, each beside its original."""

    by = forms.ChoiceField(
        label=_("Who made this translation?"),
        choices=[
            (Event.Made.HUMAN, _("A person who speaks the language wrote or checked it")),
            (Event.Made.MACHINE, _("A machine made this draft, and nobody has checked it")),
        ],
        widget=forms.RadioSelect,
    )
    also = forms.BooleanField(required=False)
    # Which original the translator had before their eyes.
    of = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, event: Event, language: str, **kwargs: Any) -> None:
        self.pieces = event.pieces()
        self.language = language
        made = event.translated.get(language, {}).get("by", Event.Made.HUMAN)
        kwargs["initial"] = {"by": made, "of": event.original_digest()} | {
            piece.key: piece.said_in(language) for piece in self.pieces
        }
        super().__init__(*args, **kwargs)
        for piece in self.pieces:
            self.fields[piece.key] = field_for(piece, language)
        self.fields["title"].required = True
        self.days = event.alike_in_series()
        if self.days:
            self.fields["also"].label = ngettext(
                "Also for %(n)d other day of this series that says the same",
                "Also for %(n)d other days of this series that say the same",
                len(self.days),
            ) % {"n": len(self.days)}
        else:
            del self.fields["also"]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        for piece in self.pieces:
            said = data.get(piece.key, "")
            if piece.field == "choices" and said and lines(said) != lines(piece.original):
                self.add_error(
                    piece.key,
                    _("Write one line for each choice of the original, in the same order."),
                )
        return data

    def pairs(self) -> Iterator[tuple[Piece, forms.BoundField]]:
        for piece in self.pieces:
            yield piece, self[piece.key]

    @property
    def words(self) -> dict[str, str]:
        return {piece.key: self.cleaned_data[piece.key] for piece in self.pieces}


def field_for(piece: Piece, language: str) -> forms.Field:
    attrs: dict[str, Any] = {"lang": language, "dir": "auto"}
    widget = (
        forms.Textarea(attrs=attrs | {"rows": piece.lines})
        if piece.lines > 1
        else forms.TextInput(attrs=attrs)
    )
    return forms.CharField(
        label=piece.label,
        max_length=LONGEST.get(piece.field, LONGEST_OTHERWISE),
        required=False,
        widget=widget,
    )


def lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())
