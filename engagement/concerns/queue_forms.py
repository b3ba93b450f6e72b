"""Which part of the queue to show, and the names people give to parts they often look at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.concerns import states, walking
from engagement.concerns.fields import WordsField
from engagement.concerns.models import Category, Concern
from engagement.concerns.models.constraints import WAITS
from engagement.concerns.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.concerns.models.querysets import ConcernQuerySet
    from engagement.concerns.reach import Reach
    from portal.areas.models import Area

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class QueueFilter(forms.Form):
    """Which part of the queue to show. An answer that makes no sense narrows nothing."""

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
            ("", _("The whole team’s, mine first")),
            ("mine", _("Mine")),
            ("late", _("Late")),
            ("wrote_back", _("They wrote back")),
            ("waiting", _("We wait for their answer")),
            ("free", _("Nobody has it")),
            ("cover", _("Of those I stand in for")),
        ],
    )
    state = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[
            ("", _("Open")),
            ("closed", _("Closed")),
            ("all", _("Open or closed")),
            *states.State.choices,
        ],
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    category = forms.ChoiceField(label=_("About"), required=False)
    source = forms.ChoiceField(
        label=_("How it came"),
        required=False,
        choices=[("", _("Any way")), *Concern.Source.choices],
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Any language")), *settings.LANGUAGES],
    )
    since = forms.DateField(label=_("Raised from"), required=False, widget=DAY)
    until = forms.DateField(label=_("Raised up to"), required=False, widget=DAY)
    sensitive = forms.BooleanField(label=_("Sensitive only"), required=False)

    MORE = ("category", "source", "language", "since", "until", "sensitive")

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach
        places = [(area.slug, area.name) for area in reach.areas]
        kinds = [(kind.slug, str(kind)) for kind in Category.objects.order_by("position", "name")]
        self.fields["area"].choices = [("", _("All of mine")), *places]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["category"].choices = [("", _("Anything")), *kinds]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def narrows(self) -> bool:
        """Whether one of the fields out of sight is filled in."""
        return any(self.asked.get(name) for name in self.MORE)

    @property
    def words(self) -> str:
        return said(self.asked.get("q") or "").replace("\x00", "").strip()

    def first(self, stop: int) -> list[int]:
        """The numbers of the first `stop` concerns that were asked for, in the queue's order."""
        asked, reach = self.asked, self.where
        concerns = self.narrowed(Concern.objects.all())
        if self.words:
            return walking.newest(reach, concerns.matching(self.words), stop)
        closed = asked.get("state") == "closed" or asked.get("state") in states.CLOSED
        if asked.get("show") == "mine":
            return walking.mine(reach, concerns, closed=closed).first(stop)
        if closed:
            return walking.everyones(reach, concerns, closed=True).first(stop)
        stretches: tuple[walking.Stretch, ...] = walking.queue(reach, concerns)
        if asked.get("state") == "all":
            stretches = (*stretches, walking.everyones(reach, concerns, closed=True))
        numbers: list[int] = []
        for stretch in stretches:
            if len(numbers) < stop:
                numbers += stretch.first(stop - len(numbers))
        return numbers

    @property
    def where(self) -> Reach:
        area = self._area()
        return self.reach.within(area) if area else self.reach

    def narrow(self, concerns: ConcernQuerySet) -> ConcernQuerySet:
        """The same, for whoever puts them in an order of their own."""
        found = self.narrowed(concerns)
        if self.words:
            found = found.matching(self.words)
        elif not self.asked.get("state"):
            found = found.open()
        if self.asked.get("show") == "mine":
            found = found.of_officer(self.reach.user)
        area = self._area()
        return found.within(area) if area else found

    def narrowed(self, concerns: ConcernQuerySet) -> ConcernQuerySet:
        asked = self.asked
        if asked.get("state") in states.State.values:
            concerns = concerns.filter(state=asked["state"])
        elif asked.get("state") == "closed":
            concerns = concerns.filter(state__in=states.CLOSED)
        if slug := asked.get("category"):
            concerns = concerns.filter(category__in=Category.objects.filter(slug=slug))
        if source := asked.get("source"):
            concerns = concerns.filter(source=source)
        if language := asked.get("language"):
            concerns = concerns.filter(language__startswith=language)
        if asked.get("sensitive"):
            concerns = concerns.filter(sensitive=True)
        return self._shown(_raised(concerns, asked.get("since"), asked.get("until")))

    def _shown(self, concerns: ConcernQuerySet) -> ConcernQuerySet:
        match self.asked.get("show"):
            case "late":
                owed = concerns.annotate(waits=WAITS).filter(walking.OWED)
                return owed.filter(reply_due_at__lt=timezone.now())
            case "wrote_back":
                return concerns.filter(wrote_back_at__isnull=False)
            case "waiting":
                return concerns.filter(waiting_since__isnull=False)
            case "free":
                return concerns.filter(assigned_to=None)
            case "cover":
                return concerns.filter(assigned_to__in=self.reach.people[1:])
        return concerns

    def _area(self) -> Area | None:
        slug = self.asked.get("area")
        return next((area for area in self.reach.areas if area.slug == slug), None)


def _raised(concerns: ConcernQuerySet, since: date | None, until: date | None) -> ConcernQuerySet:
    """Those raised on these days, the first and the last included."""
    if since and since.year > 1:
        concerns = concerns.filter(raised_at__gte=begin_of(since))
    if until and until < date.max:
        concerns = concerns.filter(raised_at__lt=begin_of(until + timedelta(days=1)))
    return concerns


def begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class ViewForm(forms.Form):
    """A name for what one looks at."""

    use_required_attribute = False

    name = WordsField(
        limit=60,
        label=_("Name this view"),
        error_messages={"required": _("Give it a name first.")},
    )
    opens_first = forms.BooleanField(label=_("Open the queue with it"), required=False)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)


def picked(numbers: Sequence[str], most: int) -> list[int]:
    """Numbers of concerns from a form, each once; nonsense is left out."""
    good = {int(number) for number in numbers[:most] if number.isdecimal() and len(number) <= 18}  # noqa: PLR2004  a bigint
    return sorted(good)
