"""What an officer fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagement.concerns import states
from engagement.concerns.fields import WordsField
from engagement.concerns.models import Category, Concern
from engagement.concerns.models.concern import TEXT_LIMIT
from portal.areas.models import Area

_NOT_BY_HAND = (Concern.Source.WEB, Concern.Source.IMPORT, Concern.Source.OPEN311)


class AnswerForm(forms.Form):
    """Words to the resident."""

    use_required_attribute = False

    text = WordsField(
        limit=TEXT_LIMIT,
        label=_("Answer"),
        help_text=_("In plain words: what you will do and by when, or why you cannot."),
        error_messages={"required": _("Write the answer first.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """Words to colleagues."""

    use_required_attribute = False

    text = WordsField(
        limit=TEXT_LIMIT,
        label=_("Note for staff"),
        help_text=_("The resident does not see it. A records request may."),
        error_messages={"required": _("Write the note first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class PlanForm(forms.Form):
    """When it will be done."""

    use_required_attribute = False

    reason = WordsField(
        limit=TEXT_LIMIT,
        label=_("What is planned, and for when?"),
        help_text=_("The resident reads this."),
        error_messages={"required": _("Say what is planned.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClosureForm(forms.Form):
    """How it ends."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("How does it end?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ends.")},
    )
    reason = WordsField(
        limit=TEXT_LIMIT,
        label=_("What was done, who takes it on, or why not?"),
        help_text=_("The resident reads this, and the public if the concern is public."),
        required=True,
        error_messages={"required": _("Say why, so that the neighbor knows.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(s, s.label) for s in states.CLOSED]  # type: ignore[attr-defined]  # a ChoiceField


class EntryForm(forms.ModelForm[Concern]):
    """A concern that someone told an officer."""

    use_required_attribute = False

    text = WordsField(
        limit=TEXT_LIMIT,
        label=_("What is happening?"),
        help_text=_("Their words as closely as you can. No names, no looks, no plates."),
        error_messages={"required": _("Say in a few words what is happening.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    place = WordsField(limit=200, label=_("Where?"), required=False)
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Area"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the area.")},
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("What is it about?"),
        required=False,
        empty_label=_("Not sure"),
    )
    language = forms.ChoiceField(
        label=_("In which language do we answer?"), choices=settings.LANGUAGES
    )
    source = forms.ChoiceField(
        label=_("How did it reach you?"),
        choices=[(source, source.label) for source in Concern.Source if source not in _NOT_BY_HAND],
    )
    anonymous = forms.BooleanField(
        label=_("They want to stay anonymous"),
        required=False,
        help_text=_("Then nothing about them is kept."),
    )

    class Meta:
        model = Concern
        fields = [
            "source",
            "text",
            "place",
            "area",
            "category",
            "wish",
            "language",
            "anonymous",
            "contact_name",
            "contact_email",
            "contact_phone",
        ]
        labels = {
            "contact_name": _("Their name"),
            "contact_email": _("Their email"),
            "contact_phone": _("Their phone"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["category"].queryset = Category.objects.offered()  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        person = any(found.get(name) for name in ("contact_name", "contact_email", "contact_phone"))
        if found.get("anonymous") and person:
            raise ValidationError(
                _("They want to stay anonymous: take out the name, the email and the phone.")
            )
        return found
