"""What an officer writes to a resident, and to whom a concern goes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.concerns import handing
from engagement.concerns.desk_forms import AnswerForm
from engagement.concerns.fields import WordsField
from engagement.concerns.models import Redaction, ReplyTemplate
from engagement.concerns.models.concern import TEXT_LIMIT
from engagement.events.models import Session
from portal.files.uploads import FilesField, FilesInput

if TYPE_CHECKING:
    from engagement.concerns.models import Concern
    from portal.accounts.models import User

TEAM = "team"


class DeskAnswerForm(AnswerForm):
    """An answer, or a question; with photos or a document if they help."""

    photos = FilesField(
        label=_("Photos or a PDF"),
        required=False,
        help_text=_("Up to 5, at most 10 MB each."),
        widget=FilesInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf", "multiple": True}
        ),
    )
    wait = forms.BooleanField(
        label=_("This is a question: wait for their answer"),
        required=False,
        help_text=_("Our clocks stand until they write back."),
    )
    field_order = ("text", "wait", "photos", "key")


class HandOverForm(forms.Form):
    """Who has it next, and what they need to know."""

    use_required_attribute = False

    to = forms.ChoiceField(
        label=_("To whom?"), error_messages={"required": _("Choose who takes it.")}
    )
    note = WordsField(
        limit=TEXT_LIMIT,
        label=_("Note for whoever takes over"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [concern.area] if concern.area else []
        self.people = {str(user.pk): user for user in handing.colleagues(places)}
        named = [(pk, str(user)) for pk, user in self.people.items()]
        self.fields["to"].choices = [(TEAM, _("Back to the team")), *named]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_to(self) -> User | None:
        return self.people.get(self.cleaned_data["to"])


class HideForm(forms.Form):
    """Words that others should not read."""

    use_required_attribute = False

    words = forms.CharField(
        label=_("Words to hide"),
        max_length=TEXT_LIMIT,
        help_text=_("Copy them as they stand in the text."),
        error_messages={"required": _("Which words should be hidden?")},
    )
    why = forms.ChoiceField(label=_("What is it?"), choices=Redaction.Why.choices)


class MeetingForm(forms.Form):
    """A meeting where this is talked about."""

    use_required_attribute = False

    session = forms.ModelChoiceField(
        Session.objects.none(),
        label=_("Meeting"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a meeting.")},
    )

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Session.objects.open_to_all().select_related("event").order_by("-starts_at")
        if concern.area:
            found = found.filter(event__area__path__startswith=concern.area.path.split("/")[0])
        self.fields["session"].queryset = found  # type: ignore[attr-defined]  # a ModelChoiceField


class TemplateForm(forms.ModelForm[ReplyTemplate]):
    use_required_attribute = False

    class Meta:
        model = ReplyTemplate
        fields = ("name", "language", "text", "retired")
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
