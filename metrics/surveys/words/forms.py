from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from metrics.surveys.models import OwnWords, Question

if TYPE_CHECKING:
    from django.http import QueryDict

    from metrics.surveys.models import Wave
    from metrics.surveys.models.own_words import OwnWordsQuerySet

ANY = ("", _("Any"))
HELD, SHOWN, WITHHELD = OwnWords.State.HELD, OwnWords.State.SHOWN, OwnWords.State.WITHHELD


class WordsFilter(forms.Form):
    """Which texts of a wave to look at; those to be read, if nothing is said."""

    state = forms.ChoiceField(label=_("State"), required=False)
    question = forms.ChoiceField(label=_("Question"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data: QueryDict, *, wave: Wave) -> None:
        super().__init__(data)
        asked = Question.objects.of(wave.instrument).filter(kind=Question.Kind.OPEN)
        questions = [(each.code, each.words.ask) for each in asked]
        self.fields["state"].choices = [*OwnWords.State.choices, ("all", _("Any"))]  # type: ignore[attr-defined]
        self.fields["question"].choices = [ANY, *questions]  # type: ignore[attr-defined]
        self.fields["language"].choices = [ANY, *settings.LANGUAGES]  # type: ignore[attr-defined]
        self.has_several_questions = len(questions) > 1

    def chosen(self, texts: OwnWordsQuerySet) -> OwnWordsQuerySet:
        self.is_valid()  # what is not offered narrows nothing
        told = self.cleaned_data
        state = told.get("state") or HELD
        if state != "all":
            texts = texts.filter(state=state)
        if told.get("question"):
            texts = texts.filter(question__code=told["question"])
        if told.get("language"):
            texts = texts.filter(language=told["language"])
        return texts


class DecisionForm(forms.Form):
    """What is decided about one text or several: shown, held again, or why it is withheld."""

    texts = forms.ModelMultipleChoiceField(
        OwnWords.objects.none(),
        label=_("Texts"),
        error_messages={
            "required": _("Tick at least one text first."),
            "invalid_choice": _("One of these texts is not there any more."),
            "invalid_pk_value": _("One of these texts is not there any more."),
        },
    )
    verdict = forms.ChoiceField(
        label=_("What you decide"), choices=[(SHOWN, ""), (HELD, ""), *OwnWords.Why.choices]
    )

    def __init__(self, data: QueryDict, *, wave: Wave) -> None:
        super().__init__(data)
        self.fields["texts"].queryset = OwnWords.objects.filter(wave=wave)  # type: ignore[attr-defined]


class BlackOutForm(forms.Form):
    """Words that are black where a text is shown: those found, and others."""

    also = forms.CharField(
        label=_("Other words to black out"),
        max_length=200,
        required=False,
        help_text=_("As they stand in the text. Put a comma between several."),
    )

    @property
    def words(self) -> list[str]:
        found = self.data.getlist("found") if hasattr(self.data, "getlist") else []
        return [*found, *self.cleaned_data["also"].split(",")]
