"""Which promises to show: at the desk, and to everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagement.concerns.handing import colleagues
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engagement.commitments.models.querysets import CommitmentQuerySet
    from portal.accounts.models import User

SOURCES = {"concern": _("A concern"), "event": _("A meeting"), "entry": _("Outreach")}


class LedgerFilter(forms.Form):
    """What the desk shows. An answer that makes no sense narrows nothing."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All that is not over")),
            ("mine", _("Mine")),
            ("soon", _("Due in two weeks")),
            ("late", _("Late")),
            ("untold", _("Done, residents not told")),
            ("over", _("Over")),
            ("all", _("All")),
        ],
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    source = forms.ChoiceField(
        label=_("Promised at"),
        required=False,
        choices=[("", _("Anywhere")), *SOURCES.items(), ("none", _("None of these"))],
    )
    owner = forms.ChoiceField(label=_("Who answers for it"), required=False)

    def __init__(self, *args: Any, user: User, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        people = [(str(one.pk), str(one)) for one in colleagues(areas)]
        self.choose("area", [("", _("All of mine")), *((one.slug, one.name) for one in areas)])
        self.choose("owner", [("", _("Anyone")), ("outside", _("Someone outside")), *people])
        self.areas = {area.slug: area for area in areas}

    def choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def narrow(self, promises: CommitmentQuerySet) -> CommitmentQuerySet:
        self.is_valid()
        asked = self.cleaned_data
        if area := self.areas.get(asked.get("area", "")):
            promises = promises.within(area)
        if words := asked.get("q"):
            promises = promises.filter(_saying(words))
        if source := asked.get("source"):
            promises = _from(promises, source)
        if owner := asked.get("owner"):
            promises = promises.filter(
                **{"owner": None} if owner == "outside" else {"owner": owner}
            )
        return self._shown(promises, asked.get("show", ""))

    def _shown(self, promises: CommitmentQuerySet, show: str) -> CommitmentQuerySet:
        shown: dict[str, Callable[[], CommitmentQuerySet]] = {
            "mine": lambda: promises.unsettled().owned_by(self.user),
            "soon": promises.due_soon,
            "late": promises.overdue,
            "untold": promises.untold,
            "over": lambda: promises.exclude(told_on=None),
            "all": lambda: promises,
        }
        return shown.get(show, promises.unsettled)()


class PublicFilter(forms.Form):
    """What everyone may look for."""

    SHOWN = {
        "open": _("Still to come"),
        "late": _("Late"),
        "kept": _("Kept"),
        "dropped": _("Given up"),
    }
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("All promises")), *SHOWN.items()]
    )
    area = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        promised = Area.objects.exclude(commitments=None).values_list("path", flat=True).distinct()
        paths = {prefix for path in promised for prefix in _prefixes(path)}
        self.areas = {area.slug: area for area in Area.objects.filter(path__in=paths)}
        field = self.fields["area"]
        if isinstance(field, forms.ChoiceField):
            places = [(area.slug, area.name) for area in self.areas.values()]
            field.choices = [("", _("The whole city")), *places]

    @property
    def chosen_area(self) -> Area | None:
        self.is_valid()
        return self.areas.get(self.cleaned_data.get("area", ""))

    def within(self, promises: CommitmentQuerySet) -> CommitmentQuerySet:
        return promises.within(self.chosen_area) if self.chosen_area else promises

    def narrow(self, promises: CommitmentQuerySet) -> CommitmentQuerySet:
        self.is_valid()
        match self.cleaned_data.get("show"):
            case "open":
                return promises.open()
            case "late":
                return promises.overdue()
            case "kept":
                return promises.kept()
            case "dropped":
                return promises.dropped()
        return promises


def _from(promises: CommitmentQuerySet, source: str) -> CommitmentQuerySet:
    if source == "none":
        return promises.filter(concern=None, event=None, entry=None)
    return promises.exclude(**{source: None})


def _saying(words: str) -> Q:
    """Each word, wherever it stands."""
    found = Q()
    for word in words.split()[:8]:
        found &= (
            Q(what__icontains=word) | Q(owner_words__icontains=word) | Q(result__icontains=word)
        )
    return found


def _prefixes(path: str) -> list[str]:
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:end]) + "/" for end in range(1, len(codes) + 1)]
