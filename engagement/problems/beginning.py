"""Beginning a problem: from concerns that say the like, from a meeting, or from a thought."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import Category, Concern
from engagement.concerns.queue import title_of
from engagement.problems.forms import done, only_once, some_words
from engagement.problems.models import Problem
from engagement.problems.models.choices import ProblemSource
from engagement.problems.models.querysets import WORKING
from portal.accounts.scope import within_scope
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.concerns.models.querysets import ConcernQuerySet
    from engagement.events.models import Event
    from portal.accounts.models import User

LOOK_BACK = timedelta(days=365)
A_FEW = 12


def alike(user: User, concerns: Sequence[Concern]) -> ConcernQuerySet:
    """Those given, and others of the same kind and area in the last year, newest first."""
    mine = Concern.objects.workable_by(user)
    given = [concern.pk for concern in concerns]
    first = concerns[0] if concerns else None
    others: list[int] = []
    if first is not None and first.area_id and first.category_id:
        like = mine.filter(area=first.area_id, category=first.category_id, sensitive=False)
        like = like.filter(raised_at__gt=timezone.now() - LOOK_BACK).exclude(pk__in=given)
        others = list(like.order_by("-raised_at").values_list("pk", flat=True)[:A_FEW])
    return mine.filter(pk__in=[*given, *others]).order_by("-raised_at", "-pk")


class ConcernsField(forms.ModelMultipleChoiceField["Concern"]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{title_of(obj)} ({timezone.localdate(obj.raised_at):%Y-%m-%d})"


class NewProblemForm(forms.Form):
    """What is needed to begin. The rest is asked on its page, one stage after the other."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("What is the problem, in one sentence?"),
        max_length=200,
        help_text=_("What happens, to whom, where. No names. Such as: racing on Mill Road."),
        error_messages={"required": _("Say what the problem is, in one sentence.")},
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("In which area?"),
        empty_label=None,
        error_messages={"required": _("Choose an area.")},
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
    concerns = ConcernsField(
        Concern.objects.none(),
        label=_("Concerns that are part of it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of the same kind and area, in the last year. Leave out what is different."),
    )
    evidence = some_words(
        _("What do we know so far?"),
        4,
        required=False,
        help_text=_("How often, when, since when, who says so. It can be added later."),
    )
    submission = only_once()

    def __init__(
        self,
        *args: Any,
        user: User,
        concerns: Sequence[Concern] = (),
        event: Event | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.event = user, event
        area = cast("forms.ModelChoiceField[Any]", self.fields["area"])
        area.queryset = Area.objects.filter(within_scope(user, *WORKING, path="path"))
        first = concerns[0] if concerns else None
        place = first.area if first else event.area if event else None
        self.initial.setdefault("area", place or area.queryset.first())
        self.initial.setdefault("source", _source(concerns, event))
        if first is None:
            del self.fields["concerns"]
            return
        offered = cast("forms.ModelMultipleChoiceField[Any]", self.fields["concerns"])
        offered.queryset = alike(user, concerns)
        self.initial.setdefault("concerns", [concern.pk for concern in concerns])
        self.initial.setdefault("category", first.category_id)
        self.initial.setdefault("place", first.place if not first.sensitive else "")

    def begin(self) -> Problem | None:
        """Begin it, or say in the form why not."""
        said = dict(self.cleaned_data)
        if not said.get("category"):
            said.pop("category")
        begun: list[Problem] = []

        def act() -> None:
            begun.append(Problem.objects.begin(by=self.user, event=self.event, **said))

        return begun[0] if done(self, act) else None


def _source(concerns: Sequence[Concern], event: Event | None) -> str:
    return "concern" if concerns else "meeting" if event else "officer"
