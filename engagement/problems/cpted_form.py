"""The walk as a form: about twenty questions, each with an answer and what should be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.problems import cpted
from engagement.problems.forms import a_day, done, only_once, some_words
from engagement.problems.models import CptedItem, CptedVisit
from engagement.problems.models.querysets import WORKING
from portal.accounts.scope import within_scope
from portal.areas.models import Area

if TYPE_CHECKING:
    from engagement.problems.models import Problem
    from portal.accounts.models import User


class CptedForm(forms.Form):
    use_required_attribute = False

    place = forms.CharField(
        label=_("Which place?"),
        max_length=200,
        help_text=_("Its name or street, such as: the parking lot behind the library."),
        error_messages={"required": _("Say which place it was.")},
    )
    area = forms.ModelChoiceField(Area.objects.none(), label=_("In which area?"), empty_label=None)
    contact_role = forms.CharField(
        label=_("Who walked along?"),
        required=False,
        max_length=120,
        help_text=_("What they are, such as: manager on duty. No names."),
    )
    on = a_day(_("On which day?"), initial=timezone.localdate)
    note = some_words(_("What else did you see?"), 3, required=False)
    submission = only_once()

    def __init__(
        self, *args: Any, user: User, problem: Problem | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.problem = user, problem
        area = cast("forms.ModelChoiceField[Any]", self.fields["area"])
        area.queryset = Area.objects.filter(within_scope(user, *WORKING, path="path"))
        if problem is not None:
            area.queryset = Area.objects.filter(pk=problem.area_id)
            self.initial.setdefault("place", problem.place)
        self.initial.setdefault("area", area.queryset.first())
        for key, words in cpted.QUESTIONS.items():
            answer = forms.ChoiceField(
                label=words,
                required=False,
                choices=CptedItem.Answer.choices,
                widget=forms.RadioSelect,
            )
            advice = forms.CharField(
                label=_("What should be done?"), required=False, max_length=300
            )
            # All of them may be left empty, which need not be said forty times.
            answer.one_of_two = advice.one_of_two = True  # type: ignore[attr-defined]
            self.fields[f"answer_{key}"] = answer
            self.fields[f"advice_{key}"] = advice

    @property
    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("place", "area", "contact_role", "on")]

    @property
    def sections(self) -> list[tuple[Any, list[tuple[forms.BoundField, forms.BoundField]]]]:
        return [
            (heading, [(self[f"answer_{key}"], self[f"advice_{key}"]) for key in asked])
            for heading, asked in cpted.SECTIONS
        ]

    def keep(self) -> CptedVisit | None:
        """Write it down, or say in the form why not."""
        said = self.cleaned_data
        answers = {key: (said[f"answer_{key}"], said[f"advice_{key}"]) for key in cpted.QUESTIONS}
        about = {name: said[name] for name in ("place", "area", "contact_role", "on", "note")}
        kept: list[CptedVisit] = []

        def act() -> None:
            kept.append(
                CptedVisit.objects.make(
                    officer=self.user,
                    problem=self.problem,
                    answers=answers,
                    submission=said["submission"],
                    **about,
                )
            )

        return kept[0] if done(self, act) else None
