"""Which problems to show: at the desk, and to everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagement.problems.models.choices import Stage
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engagement.problems.models.querysets import ProblemQuerySet
    from portal.accounts.models import User


class DeskFilter(forms.Form):
    """What the desk shows. An answer that makes no sense narrows nothing."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All that is worked on")),
            ("mine", _("Those I lead")),
            ("stale", _("No step for 60 days")),
            ("closed", _("Closed")),
            ("all", _("All")),
        ],
    )
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("Any stage")), *Stage.choices]
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.areas = {area.slug: area for area in areas}
        offer(self, "area", [("", _("All of mine")), *_by_slug(self.areas.values())])

    def narrow(self, problems: ProblemQuerySet) -> ProblemQuerySet:
        self.is_valid()
        asked = self.cleaned_data
        if area := self.areas.get(asked.get("area", "")):
            problems = problems.within(area)
        for word in asked.get("q", "").split()[:8]:
            problems = problems.filter(
                Q(title__icontains=word) | Q(place__icontains=word) | Q(evidence__icontains=word)
            )
        stage = asked.get("stage", "")
        if stage:
            problems = problems.filter(stage=stage)
        shown: dict[str, Callable[[], ProblemQuerySet]] = {
            "mine": lambda: problems.open().led_by(self.user),
            "stale": problems.stale,
            "closed": problems.closed,
            "all": lambda: problems,
        }
        by_itself = (lambda: problems) if stage == Stage.CLOSED else problems.open
        return shown.get(asked.get("show", ""), by_itself)()


class PublicFilter(forms.Form):
    """What everyone may look for."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", _("Worked on now")),
            ("closed", _("Over, and how it ended")),
        ],
    )
    area = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.slug: area for area in areas}
        offer(self, "area", [("", _("The whole city")), *_by_slug(self.areas.values())])

    @property
    def chosen_area(self) -> Area | None:
        self.is_valid()
        return self.areas.get(self.cleaned_data.get("area", ""))

    def narrow(self, problems: ProblemQuerySet) -> ProblemQuerySet:
        if self.chosen_area:
            problems = problems.within(self.chosen_area)
        match self.cleaned_data.get("show"):
            case "open":
                return problems.open()
            case "closed":
                return problems.closed()
        return problems


def areas_of(problems: ProblemQuerySet) -> list[Area]:
    """Where there are any of these: those places, and what they lie in."""
    paths = problems.order_by().values_list("area__path", flat=True).distinct()
    around = {prefix for path in paths for prefix in _prefixes(path)}
    return list(Area.objects.filter(path__in=around))


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def _by_slug(areas: Iterable[Area]) -> list[tuple[str, str]]:
    return [(area.slug, area.name) for area in areas]


def _prefixes(path: str) -> list[str]:
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:end]) + "/" for end in range(1, len(codes) + 1)]
