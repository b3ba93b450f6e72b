from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.boards.models import Consultation

if TYPE_CHECKING:
    from metrics.transparency.models import PolicyVersion

LONGEST = 60_000
LAST = ("in_force_from", "consultation")


class PublishingForm(forms.Form):
    """Which draft was looked at, and why there is another edition."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Why are these numbers published again?"),
        help_text=_("Everyone reads this beside the numbers. The edition before stays public."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PolicyForm(forms.Form):
    """A version of a policy, in each language it was written in."""

    in_force_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    consultation = forms.ModelChoiceField(
        label=_("Consultation about it"),
        queryset=Consultation.objects.exclude(published_at=None),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, before: PolicyVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            is_first = code == settings.LANGUAGE_CODE
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name},
                max_length=160,
                required=is_first,
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": name},
                max_length=LONGEST,
                required=is_first,
                widget=forms.Textarea(attrs={"rows": 16}),
            )
            if before:
                self.fields[f"note_{code}"] = forms.CharField(
                    label=_("What changed, and why (%(language)s)") % {"language": name},
                    max_length=1000,
                    required=is_first,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
        self.order_fields([*(name for name in self.fields if name not in LAST), *LAST])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code, _name in settings.LANGUAGES:
            if bool(cleaned.get(f"title_{code}")) != bool(cleaned.get(f"body_{code}")):
                missing = "title" if cleaned.get(f"body_{code}") else "body"
                if f"{missing}_{code}" not in self.errors:
                    self.add_error(f"{missing}_{code}", _("Write both, or leave both empty."))
        return cleaned

    def said(self, part: str) -> dict[str, str]:
        """The words of one part by language."""
        found = {
            code: self.cleaned_data.get(f"{part}_{code}", "") for code, _n in settings.LANGUAGES
        }
        return {code: words.replace("\r\n", "\n").strip() for code, words in found.items() if words}
