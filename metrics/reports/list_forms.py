from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from metrics.reports.models import DistributionList
from portal.accounts.models import User


class ListForm(forms.ModelForm[DistributionList]):
    class Meta:
        model = DistributionList
        fields = ("name",)


class ColleagueForm(forms.Form):
    """Someone who works here: no need to ask first."""

    colleague = forms.ModelChoiceField(
        User.objects.none(), label=_("Colleague"), empty_label=_("Choose someone")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's form takes them
        field = self.fields["colleague"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        staff = User.objects.filter(is_active=True, roles__isnull=False).distinct()
        field.queryset = staff.order_by("name", "pk")


class AddressForm(forms.Form):
    """Anyone else says yes first, by a link in a mail."""

    email = forms.EmailField(label=_("Address"), help_text=_("They get one mail that asks."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
