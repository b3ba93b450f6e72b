"""What is to be done with all that are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagement.concerns import handing, states
from engagement.concerns.fields import WordsField
from engagement.concerns.models.concern import TEXT_LIMIT

if TYPE_CHECKING:
    from engagement.concerns.reach import Reach
    from portal.accounts.models import User

TEAM = "team"
ENDS = (states.State.RESOLVED, states.State.REFERRED, states.State.NO_ACTION)


class BulkForm(forms.Form):
    """One act, and what that act needs to know."""

    use_required_attribute = False

    act = forms.ChoiceField(
        label=_("With all that are ticked"),
        choices=[
            ("acknowledge", _("I have read them")),
            ("assign", _("Hand over")),
            ("close", _("Close")),
            ("merge", _("Join to one")),
        ],
        error_messages={"required": _("Choose what to do with them.")},
    )
    to = forms.ChoiceField(label=_("To whom?"), required=False)
    note = WordsField(limit=TEXT_LIMIT, label=_("Note for whoever takes over"), required=False)
    state = forms.ChoiceField(
        label=_("How do they end?"), required=False, choices=[(end, end.label) for end in ENDS]
    )
    main = forms.IntegerField(
        label=_("Number of the main concern"), required=False, min_value=1, max_value=2**63 - 1
    )
    reason = WordsField(
        limit=TEXT_LIMIT,
        label=_("What was done, or why not?"),
        help_text=_("Each resident reads this."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach
        self.people = {}
        if self.is_bound:
            self.people = {str(user.pk): user for user in handing.colleagues(reach.areas)}
            self.fields["to"].choices = [(TEAM, "")] + [(pk, "") for pk in self.people]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_to(self) -> User | None:
        return self.people.get(self.cleaned_data["to"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        act = said.get("act")
        if act == "assign" and not self.data.get("to"):
            raise ValidationError({"to": _("Choose who takes them.")})
        if act == "close" and not said.get("reason"):
            raise ValidationError({"reason": _("Say why, so that the neighbors know.")})
        if act == "merge" and not said.get("main"):
            raise ValidationError({"main": _("Which concern do the others join?")})
        return said
