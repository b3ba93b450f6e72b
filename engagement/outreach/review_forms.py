"""What a reviewer says about an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.outreach.models import OutreachAudit
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.outreach.models import OutreachEntry
    from portal.accounts.models import User

NOTE = 400


class ReviewForm(forms.Form):
    """It is right, or its author corrects it: one form, two buttons."""

    use_required_attribute = False

    seen = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note to its author"),
        help_text=_("To send it back, say what should be different. They read it by mail, too."),
        required=False,
        max_length=NOTE,
        error_messages={
            "required": _("Say what should be different, so that it can be put right.")
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, must_say: bool = False, **kwargs: Any) -> None:
        """`must_say`: all that is left is to send it back, and that takes a note."""
        super().__init__(*args, **kwargs)
        self.fields["note"].required = must_say

    def approve(self, entry: OutreachEntry, by: User) -> bool:
        return self._done(lambda said: entry.approve(by, seen=said["seen"], note=said["note"]))

    def give_back(self, entry: OutreachEntry, by: User) -> bool:
        if self.is_valid() and not self.cleaned_data["note"].strip():
            self.add_error("note", _("Say what should be different, so that it can be put right."))
        return self._done(lambda said: entry.give_back(by, said["note"], seen=said["seen"]))

    def _done(self, act: Any) -> bool:
        if not self.is_valid():
            return False
        try:
            act(self.cleaned_data)
        except NotPossible as refused:
            self.add_error(None, str(refused))
            return False
        return True


class AuditForm(forms.ModelForm[OutreachAudit]):
    """A few questions about one entry of the sample."""

    use_required_attribute = False

    class Meta:
        model = OutreachAudit
        fields = ["asked", "plausible", "substance", "outcome", "note"]
        widgets = {
            "asked": forms.RadioSelect,
            "plausible": forms.RadioSelect,
            "substance": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"note": _("What did you find?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("asked", "plausible", "substance", "outcome"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.required = True
                field.choices = [choice for choice in _choices(field) if choice[0]]
                field.error_messages["required"] = _("Choose one of these.")

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        if said.get("outcome") == OutreachAudit.Outcome.WRONG and not said.get("note"):
            self.add_error("note", _("Say what is not right."))
        return said

    def finish(self, audit: OutreachAudit, by: User) -> bool:
        if not self.is_valid():
            return False
        try:
            audit.finish(by, **self.cleaned_data)
        except NotPossible as refused:
            self.add_error(None, str(refused))
            return False
        return True

    def _post_clean(self) -> None:
        """The answers go to the verb, which decides; nothing is written into the row before."""


def _choices(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return list(field.choices)  # type: ignore[arg-type]  # an iterable of pairs
