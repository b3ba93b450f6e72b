"""A name for a way to look at the board, and how often it is mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.forms import FilterForm
from metrics.dashboards.models import SavedView
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from portal.accounts.models import User

LONGEST = 1000


class ViewForm(forms.Form):
    """Name, rhythm, and the address it stands for; `view` is the one that is changed, if any."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name this view"),
        max_length=60,
        error_messages={"required": _("Give it a name first.")},
    )
    rhythm = forms.ChoiceField(
        label=_("By mail"),
        required=False,
        choices=SavedView.Rhythm.choices,
        help_text=_(
            "At seven in the morning: the findings in words, with a link. On the first of a "
            "month, “Last month” says most."
        ),
        error_messages={"invalid_choice": _("Choose from the list how often.")},
    )
    query = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, user: User, view: SavedView | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.view = user, view
        if view is not None:
            del self.fields["query"]

    def clean_query(self) -> str:
        """Only what the board's filter knows, so that a view cannot carry anything else."""
        return known_part(self.cleaned_data["query"])

    def act(self) -> SavedView | None:
        """Keep or change the view; None where that cannot be, and then the name says why."""
        said = self.cleaned_data
        try:
            if self.view is None:
                return SavedView.objects.keep(
                    self.user, said["name"], said["query"], rhythm=said["rhythm"]
                )
            self.view.change(said["name"], said["rhythm"])
        except NotPossible as refused:
            self.add_error("name", str(refused.words))
            return None
        return self.view


def known_part(query: str) -> str:
    """The answers of the board's filter in what follows a question mark."""
    asked = QueryDict(query[:LONGEST])
    kept = {name: asked[name][:100] for name in FilterForm.NAMES if asked.get(name)}
    return urlencode(kept)
