from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagement.commitments.models import Commitment
from engagement.commitments.models.querysets import KEEPING
from engagement.concerns.handing import colleagues
from portal.accounts.models import User
from portal.accounts.scope import within_scope
from portal.areas.models import Area
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engagement.concerns.models import Concern
    from engagement.events.models import Event
    from engagement.outreach.models import OutreachEntry
    from engagement.problems.models import Problem
    from partnerships.boards.models import Recommendation


class MadeAt(TypedDict):
    """Where a promise was made: one of these, or none."""

    concern: Concern | None
    event: Event | None
    entry: OutreachEntry | None
    problem: Problem | None
    recommendation: Recommendation | None


def a_day(label: Any, **about: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **about)


def a_few_words(label: Any, length: int, **about: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=length, widget=area, **about)


class CommitmentForm(forms.Form):
    """A promise as someone makes it. Other pages give it a `prefix` and where it was made."""

    what = a_few_words(
        _("What do we promise?"),
        400,
        help_text=_("One thing that residents can check, such as: four new lamps on the path."),
        error_messages={"required": _("Say what we promise.")},
    )
    due_on = a_day(
        _("By which day?"), error_messages={"required": _("Choose the day it will be done by.")}
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who answers for it?"),
        required=False,
        empty_label=_("Someone else, named below"),
        help_text=_("One of us, or someone else whom you name below."),
    )
    owner_words = forms.CharField(
        label=_("Someone else who answers for it"),
        required=False,
        max_length=120,
        help_text=_("An office or partner, such as Public Works. Everyone can read it."),
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("For which area?"), required=False, empty_label=None
    )
    is_public = forms.BooleanField(
        label=_("Show it to everyone"),
        required=False,
        initial=True,
        help_text=_("With the area’s team as the one who answers, never an officer by name."),
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(  # noqa: PLR0913  a source each
        self,
        *args: Any,
        user: User,
        concern: Concern | None = None,
        event: Event | None = None,
        entry: OutreachEntry | None = None,
        problem: Problem | None = None,
        recommendation: Recommendation | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.made_at: MadeAt = {
            "concern": concern,
            "event": event,
            "entry": entry,
            "problem": problem,
            "recommendation": recommendation,
        }
        source = concern or event or entry or problem or recommendation
        areas = Area.objects.filter(within_scope(user, *KEEPING, path="path"))
        place, owner = self.fields["area"], self.fields["owner"]
        # One of the two is needed, which `clean` sees to: neither says that it can be skipped.
        owner.one_of_two = self.fields["owner_words"].one_of_two = True  # type: ignore[attr-defined]
        if isinstance(place, forms.ModelChoiceField) and isinstance(owner, forms.ModelChoiceField):
            place.queryset = areas
            place.required = user.scope(*KEEPING) is not None
            place.empty_label = None if place.required else _("The whole city")
            owner.queryset = colleagues(areas)
        self.fields["owner"].initial = user
        self.fields["area"].initial = source.area if source else areas.first()
        promise = Commitment(concern=concern, event=event, entry=entry, problem=problem)
        self.fields["is_public"].initial = promise.may_be_public
        if concern is not None and concern.sensitive:
            del self.fields["is_public"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("owner_words", "").strip():
            said["owner"] = None  # what was written says more than what was left as it stood
        elif "owner" in said and not said["owner"]:
            self.add_error("owner_words", _("Say who answers for it."))
        return said

    def promise(self, *, made_on: date | None = None) -> Commitment | None:
        """Write it down, or say in the form why not."""
        said = dict(self.cleaned_data)
        said.setdefault("is_public", False)
        return _done(
            self,
            lambda: Commitment.objects.promise(
                by=self.user, made_on=made_on, **self.made_at, **said
            ),
        )


class PostponementForm(forms.Form):
    to = a_day(_("To which day?"), error_messages={"required": _("Choose the new day.")})
    why = a_few_words(
        _("Why does it move?"),
        300,
        help_text=_("Everyone who can read the promise can read this."),
        error_messages={"required": _("Say why the day moves. Everyone can read it.")},
    )

    def act(self, promise: Commitment, by: User) -> Commitment | None:
        said = self.cleaned_data
        return _done(self, lambda: promise.postpone(said["to"], said["why"], by))


class ResultForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[("kept", _("It is done")), ("dropped", _("We cannot do it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    result = a_few_words(
        _("What came of it, or why not?"),
        600,
        help_text=_("In words residents can check. They will read exactly this."),
        error_messages={"required": _("Say what came of it.")},
    )
    on = a_day(_("On which day?"), required=False, help_text=_("Empty means today."))

    def act(self, promise: Commitment, by: User) -> Commitment | None:
        said = self.cleaned_data
        verb = promise.keep if said["outcome"] == "kept" else promise.drop
        return _done(self, lambda: verb(said["result"], by, said["on"]))


class TellingForm(forms.Form):
    """How residents came to know. Writing to them is one way, and the portal does it."""

    WAYS = {
        "mail": _("Write to them now"),
        "meeting": _("At a meeting"),
        "door": _("On the door"),
        "other": _("In another way"),
    }

    way = forms.ChoiceField(
        label=_("How are residents told?"),
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    more = forms.CharField(
        label=_("Say more, if it helps"),
        required=False,
        max_length=160,
        help_text=_("Such as: at the November beat meeting."),
    )
    on = a_day(_("On which day?"), required=False, help_text=_("Empty means today."))

    def __init__(self, *args: Any, promise: Commitment, listeners: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = dict(self.WAYS)
        if not listeners:
            del self.ways["mail"]
        elif promise.concern_id:
            self.ways["mail"] = _(
                "In the thread of their concern, and by mail where they left an address"
            )
        else:
            self.ways["mail"] = _("By mail to those who came")
        way = self.fields["way"]
        if isinstance(way, forms.ChoiceField):
            way.choices = list(self.ways.items())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("way") == "other" and not said.get("more"):
            self.add_error("more", _("Say how residents were told."))
        return said

    def act(self, promise: Commitment, by: User) -> Commitment | None:
        said = self.cleaned_data
        return _done(
            self,
            lambda: promise.tell(self.words, by, said["on"], by_mail=said["way"] == "mail"),
        )

    @property
    def words(self) -> str:
        label, more = str(self.ways[self.cleaned_data["way"]]), self.cleaned_data["more"]
        if self.cleaned_data["way"] == "other":
            return str(more)
        return _now("%(way)s: %(more)s") % {"way": label, "more": more} if more else label


def _done(form: forms.Form, act: Callable[[], Commitment]) -> Commitment | None:
    try:
        return act()
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None
