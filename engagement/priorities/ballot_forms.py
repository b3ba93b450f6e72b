from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagement.commitments.forms import a_day, a_few_words
from engagement.priorities import choosing
from engagement.priorities.models import Ballot, BallotOption
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.accounts.models import User
    from portal.areas.models import Area

LONGEST_OPTION = 200


def in_two_weeks() -> Any:
    return timezone.localdate() + timedelta(days=14)


class BallotForm(forms.Form):
    """A vote on what comes first, from what residents raise, what they suggest, and more."""

    title = forms.CharField(
        label=_("The question"),
        max_length=160,
        initial=_("What should we work on first?"),
        error_messages={"required": _("Write the question residents will read.")},
    )
    categories = forms.MultipleChoiceField(
        label=_("Raised most here in half a year"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    suggestions = forms.MultipleChoiceField(
        label=_("Suggested for meetings here"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more = forms.CharField(
        label=_("More to choose from"),
        required=False,
        max_length=3_000,
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    most_choices = forms.TypedChoiceField(
        label=_("How many may each person choose?"),
        coerce=int,
        choices=[(1, _("One")), (2, _("Two")), (3, _("Three"))],
        initial=2,
        widget=forms.RadioSelect,
        help_text=_("As many become priorities, too."),
    )
    opens_on = a_day(
        _("First day"),
        initial=timezone.localdate,
        error_messages={"required": _("Choose the first day.")},
    )
    closes_on = a_day(
        _("Last day"),
        initial=in_two_weeks,
        error_messages={"required": _("Choose the last day.")},
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, area: Area, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.user = area, user
        self.raised = {str(one.category.pk): one for one in choosing.raised_most(area)}
        self.wanted = {str(one.pk): one for one in choosing.wanted_most(area)}
        self._offer("categories", [(key, self._said(one)) for key, one in self.raised.items()])
        self._offer("suggestions", [(key, one.text) for key, one in self.wanted.items()])

    def clean_more(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["more"].splitlines()]
        if any(len(line) > LONGEST_OPTION for line in lines):
            raise forms.ValidationError(
                _now("Keep each line under %(count)d letters.") % {"count": LONGEST_OPTION}
            )
        return [line for line in lines if line]

    def begin(self) -> Ballot | None:
        """Ask residents, or say in the form why not."""
        said = self.cleaned_data
        try:
            return Ballot.objects.begin(
                self.area,
                title=said["title"],
                options=list(self._options()),
                opens_on=said["opens_on"],
                closes_on=said["closes_on"],
                most_choices=said["most_choices"],
                by=self.user,
                submission=said["submission"],
            )
        except NotPossible as refused:
            self.add_error(None, str(refused))
            return None

    def _options(self) -> Iterator[BallotOption]:
        said = self.cleaned_data
        for key in said.get("categories", ()):
            category = self.raised[key].category
            yield BallotOption(words=category.name, category=category)
        for key in said.get("suggestions", ()):
            yield BallotOption(
                words=self.wanted[key].text[:LONGEST_OPTION], suggestion=self.wanted[key]
            )
        for line in said["more"]:
            yield BallotOption(words=line)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """A question with nothing to choose from is not asked."""
        field = self.fields[name]
        if not choices:
            del self.fields[name]
        elif isinstance(field, forms.MultipleChoiceField):
            field.choices = choices

    @staticmethod
    def _said(one: choosing.Raised) -> str:
        times = ngettext("%(n)d concern", "%(n)d concerns", one.number) % {"n": one.number}
        return f"{one.category} ({times})"


class CloseForm(forms.Form):
    why = a_few_words(
        _("Why does it end early?"),
        300,
        help_text=_("Everyone can read it."),
        error_messages={"required": _("Say why it ends early.")},
    )


class VoteForm(forms.Form):
    """What one person chooses on one ballot."""

    def __init__(
        self, *args: Any, ballot: Ballot, options: list[BallotOption], **kwargs: Any
    ) -> None:
        kwargs.setdefault("prefix", f"b{ballot.pk}")
        super().__init__(*args, **kwargs)
        self.ballot, self.most = ballot, ballot.most_choices
        choices = [(option.pk, option.shown) for option in options]
        about: dict[str, Any] = {"label": ballot.title, "choices": choices, "coerce": int}
        wanted = {"required": _("Choose what should come first.")}
        if self.most == 1:
            self.fields["chosen"] = forms.TypedChoiceField(
                widget=forms.RadioSelect, error_messages=wanted, **about
            )
        else:
            self.fields["chosen"] = forms.TypedMultipleChoiceField(
                widget=forms.CheckboxSelectMultiple,
                error_messages=wanted,
                help_text=_now("Choose up to %(count)d.") % {"count": self.most},
                **about,
            )

    def clean_chosen(self) -> list[int]:
        chosen = self.cleaned_data["chosen"]
        found = chosen if isinstance(chosen, list) else [chosen]
        if len(found) > self.most:
            raise forms.ValidationError(
                _now("You chose %(n)d. Choose at most %(count)d.")
                % {"n": len(found), "count": self.most}
            )
        return found
