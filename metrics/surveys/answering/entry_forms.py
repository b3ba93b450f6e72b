from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from metrics.surveys.models import Invitation, Wave

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.areas.models import Area


class SheetForm(forms.Form):
    """How this form came, from where, and the code on it if someone was invited."""

    MODES: ClassVar = (Wave.Mode.PAPER, Wave.Mode.PHONE)
    use_required_attribute = False

    mode = forms.ChoiceField(
        label=_("How it came"),
        choices=[(mode.value, mode.label) for mode in MODES],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the form"), choices=settings.LANGUAGES)
    area = forms.ChoiceField(label=_("Where the person lives"), required=False)
    code = forms.CharField(
        label=_("Code of the invitation"),
        help_text=_("Only if one is on the form. It is then used, and nobody is reminded."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, areas: Iterable[Area], wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas, self.wave = {str(area.pk): area for area in areas}, wave
        if not self.areas:
            del self.fields["area"]
            return
        choice = self.fields["area"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - for the type checker
        names = [(pk, area.name) for pk, area in self.areas.items()]
        choice.choices = [("", _("Not said")), *names]

    def clean_code(self) -> str:
        """The end of the link will do, or the whole of it."""
        code: str = self.cleaned_data["code"].strip().rstrip("/").rsplit("/", 1)[-1]
        if not code:
            return ""
        found = Invitation.objects.with_token(code).filter(wave=self.wave).first()
        if found is None:
            raise ValidationError(_("No invitation to this survey has this code."))
        if found.is_used:
            raise ValidationError(_("This invitation was used already. Lay the form aside."))
        self.cleaned_data["invitation"] = found
        return code

    @property
    def lives_in(self) -> Area | None:
        return self.areas.get(self.cleaned_data.get("area", ""))
