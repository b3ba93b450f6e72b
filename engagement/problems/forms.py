"""The small forms of a problem at the desk: each changes one part of the record."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from engagement.concerns.handing import colleagues
from engagement.concerns.models import Category
from engagement.problems import stages
from engagement.problems.models import Problem
from engagement.problems.models.choices import Cheers, CloseReason, ProblemSource
from portal.accounts.models import User
from portal.refusals import NotPossible
from portal.wordings import in_languages, wording

if TYPE_CHECKING:
    from collections.abc import Callable

ASK = {"required": _("Say what it is, or go back without saving.")}


def a_day(label: Any, **about: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **about)


def some_words(label: Any, rows: int = 4, **about: Any) -> forms.CharField:
    about.setdefault("max_length", 4000)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **about)


def only_once() -> forms.UUIDField:
    """A form's own number: sent twice, it does one thing."""
    return forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)


class ProblemForm(forms.Form):
    """One small form about one problem. `act` does what it says, or says why not."""

    use_required_attribute = False

    def __init__(self, *args: Any, problem: Problem, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem, self.user = problem, user
        self.prepare()

    def prepare(self) -> None:
        """Fill in what is known already."""

    def act(self) -> bool:
        return done(self, self.verb)

    def verb(self) -> Any:
        raise NotImplementedError


def done(form: forms.Form, act: Callable[[], Any]) -> bool:
    try:
        act()
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    return True


class WordsForm(ProblemForm):
    """Fields of the problem itself, by their names."""

    def prepare(self) -> None:
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.problem, name))

    def verb(self) -> Any:
        return self.problem.describe(self.user, **self.cleaned_data)


class AboutForm(WordsForm):
    title = forms.CharField(
        label=_("The problem in one sentence"),
        max_length=200,
        help_text=_("What happens, to whom, where. Everyone reads it once it is public."),
        error_messages={"required": _("Say what the problem is, in one sentence.")},
    )
    place = forms.CharField(
        label=_("Where, in words"),
        required=False,
        max_length=200,
        help_text=_("A street or a park; never a house number or a name."),
    )
    category = forms.ModelChoiceField(
        Category.objects.offered(), label=_("Kind"), required=False, empty_label=_("None of these")
    )
    source = forms.ChoiceField(label=_("Who brought it up?"), choices=ProblemSource.choices)
    lead = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who leads the work?"),
        required=False,
        empty_label=_("Nobody yet"),
    )
    since_on = a_day(_("Worked on since"))

    def prepare(self) -> None:
        super().prepare()
        lead = self.fields["lead"]
        if isinstance(lead, forms.ModelChoiceField):
            lead.queryset = colleagues([self.problem.area])


class CheersForm(ProblemForm):
    """Six ticks, and a short note to each. All six make a problem."""

    def prepare(self) -> None:
        for letter, label in Cheers.choices:
            self.fields[letter] = forms.BooleanField(
                label=label, required=False, initial=letter in self.problem.cheers
            )
            note = forms.CharField(
                label=_("How do we know?"),
                required=False,
                max_length=300,
                initial=self.problem.cheers_notes.get(letter, ""),
            )
            note.one_of_two = True  # type: ignore[attr-defined]
            self.fields[f"{letter}_note"] = note

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[letter], self[f"{letter}_note"]) for letter in Cheers.values]

    def verb(self) -> Any:
        said = self.cleaned_data
        ticked = [letter for letter in Cheers.values if said[letter]]
        notes = {letter: said[f"{letter}_note"] for letter in Cheers.values}
        return self.problem.test(self.user, ticked, notes)


class EvidenceForm(WordsForm):
    evidence = some_words(
        _("What do we know so far?"),
        8,
        help_text=_(
            "How often, when, since when, who says so. Numbers with their source; no names."
        ),
        error_messages=ASK,
    )


class AnalysisForm(WordsForm):
    offenders = some_words(_("Who or what causes it?"), 3, required=False)
    handlers = some_words(_("Who has influence on them?"), 2, required=False)
    targets = some_words(_("Who or what is hurt?"), 3, required=False)
    guardians = some_words(_("Who could protect them?"), 2, required=False)
    places = some_words(_("What about the place lets it happen?"), 3, required=False)
    managers = some_words(_("Who looks after the place?"), 2, required=False)
    hypothesis = some_words(
        _("Why do we think it happens?"),
        3,
        required=False,
        help_text=_("One or two sentences that a later count can show to be wrong."),
    )


class SummaryForm(ProblemForm):
    summary = some_words(
        _("What everyone reads"),
        6,
        max_length=2000,
        help_text=_(
            "What it is, and what is done about it. No names, no house numbers, nobody’s looks."
        ),
        error_messages={"required": _("Write first what everyone will read about it.")},
    )

    @property
    def language(self) -> str:
        return self.problem.written_in or settings.LANGUAGE_CODE

    def prepare(self) -> None:
        said = in_languages(self.problem.public_summary)
        self.initial.setdefault("summary", said.get(self.language, ""))

    def verb(self) -> Any:
        said = in_languages(self.problem.public_summary)
        said[self.language] = self.cleaned_data["summary"]
        return self.problem.describe(
            self.user, public_summary=wording(said), written_in=self.language
        )


class BackForm(ProblemForm):
    to = forms.ChoiceField(label=_("Back to which stage?"), widget=forms.RadioSelect)
    why = some_words(_("Why?"), 3, max_length=600, error_messages={"required": _("Say why.")})

    def prepare(self) -> None:
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one, one.label) for one in stages.earlier_than(self.problem.stage)]

    def verb(self) -> Any:
        return self.problem.go_back(self.cleaned_data["to"], self.cleaned_data["why"], self.user)


class CloseForm(ProblemForm):
    reason = forms.ChoiceField(
        label=_("How did it end?"),
        choices=CloseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )
    merged_into = forms.ModelChoiceField(
        Problem.objects.none(),
        label=_("Which other problem does it become part of?"),
        required=False,
        empty_label=_("None"),
        help_text=_("Only if it is worked on as part of another."),
    )
    lessons = some_words(
        _("What did we learn?"),
        5,
        max_length=2000,
        help_text=_("What worked, what did not, what we would do again. Everyone can read it."),
        error_messages={"required": _("Say what was learned, so that the next team knows.")},
    )

    def prepare(self) -> None:
        field = self.fields["merged_into"]
        if isinstance(field, forms.ModelChoiceField):
            others = Problem.objects.workable_by(self.user).open().exclude(pk=self.problem.pk)
            field.queryset = others

    def verb(self) -> Any:
        said = self.cleaned_data
        return self.problem.close(
            said["reason"], said["lessons"], self.user, merged_into=said["merged_into"]
        )


class ReopenForm(ProblemForm):
    why = some_words(
        _("Why is it opened again?"), 3, max_length=600, error_messages={"required": _("Say why.")}
    )

    def verb(self) -> Any:
        return self.problem.reopen(self.cleaned_data["why"], self.user)
