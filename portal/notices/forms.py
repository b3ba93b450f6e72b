from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.notices import topics
from portal.notices.models import Message, Silence

if TYPE_CHECKING:
    from portal.accounts.models import User


class PreferencesForm(forms.Form):
    """What a signed-in person wants to get mail about."""

    wanted = forms.MultipleChoiceField(
        label=_("Write to me about"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        silenced = set(Silence.objects.of(user.email).values_list("topic", flat=True))
        offered = [topic for topic in topics.optional() if topic.concerns(user)]
        kwargs["initial"] = {"wanted": [t.slug for t in offered if t.slug not in silenced]}
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["wanted"].choices = [  # type: ignore[attr-defined]  # a choice field
            (topic.slug, topic.name) for topic in offered
        ]


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All"))] + [(state.value, state.label) for state in Message.State],
    )


class SilenceForm(forms.Form):
    """An address we must not write to, for a reason someone can read later."""

    address = forms.EmailField(label=_("Email address"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("Leave out names. The address itself is not kept, only its fingerprint."),
    )
