from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.events.models import Suggestion

SHORTEST, LONGEST = 3, 300
DECISIONS = {"take", "decline", "hide", "reconsider"}


class SuggestionForm(forms.Form):
    """What someone would like a meeting to talk about, in one sentence."""

    text = forms.CharField(
        label=_("What should we talk about?"),
        help_text=_("One thing, in a sentence. Everyone can read it. Nobody sees who wrote it."),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    # Pages that are kept for everyone get a fresh one for each reader: see portal.pages.kept.
    submission = forms.UUIDField(
        widget=forms.HiddenInput(attrs={"id": "suggestion-number"}), initial=uuid.uuid4
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "suggestion-%s"
        super().__init__(*args, **kwargs)

    def clean_text(self) -> str:
        """On one line, however it was typed."""
        return " ".join(self.cleaned_data["text"].split())


class DecisionForm(forms.Form):
    """What the team decides about a suggestion, and why."""

    decision = forms.ChoiceField(choices=[(one, one) for one in sorted(DECISIONS)])
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Everyone can read it."),
        max_length=Suggestion._meta.get_field("reason").max_length,
        required=False,
        widget=forms.TextInput,
    )
