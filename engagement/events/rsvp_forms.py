from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagement.events.models import Event, Rsvp
from engagement.events.models.rsvp import MOST_GUESTS

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.accounts.models import User

# Where children and teenagers come by themselves, we ask whom the seat is for.
FOR_THE_YOUNG = frozenset(
    {
        Event.Kind.YOUTH_SESSION,
        Event.Kind.SCHOOL_VISIT,
        Event.Kind.ACADEMY_SESSION,
        Event.Kind.FESTIVAL,
    }
)


def party_sizes() -> list[tuple[int, str]]:
    sizes = [(0, str(_("Just me")))]
    for guests in range(1, MOST_GUESTS + 1):
        people = guests + 1
        sizes.append((guests, ngettext("%(n)d person", "%(n)d people", people) % {"n": people}))
    return sizes


class PartyForm(forms.Form):
    """How many come, what they need, and what they answer to the organizer."""

    guests = forms.TypedChoiceField(
        label=_("How many are you?"), choices=party_sizes, coerce=int, initial=0
    )
    asks = forms.MultipleChoiceField(
        label=_("We need"),
        choices=Rsvp.Ask.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs = forms.CharField(
        label=_("Anything else we should prepare"), max_length=300, required=False
    )
    speaks = forms.CharField(label=_("Language you prefer to speak"), max_length=40, required=False)
    shared_with_hosts = forms.BooleanField(
        label=_("The partners who hold this meeting with us may see my name and what I need."),
        required=False,
    )

    def __init__(
        self, *args: Any, event: Event, has_partners: bool | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if has_partners is None:
            # The page needs them as well; read once, they serve both.
            prefetch_related_objects([event], "partners")
            has_partners = bool(event.partners.all())
        prefetch_related_objects([event], "questions")
        self.questions = event.questions.all()
        self.fields.update(self.questions.fields())
        shared = self.fields.pop("shared_with_hosts")
        if has_partners:
            self.fields["shared_with_hosts"] = shared  # the last thing asked
        if Event.Access.CHILDCARE not in event.access:  # Do not offer what will not be there.
            asks = self.fields["asks"]
            if isinstance(asks, forms.MultipleChoiceField):
                asks.choices = [c for c in Rsvp.Ask.choices if c[0] != Rsvp.Ask.CHILDCARE]

    @property
    def kept_days(self) -> int:
        return int(settings.SEATS_KEPT_DAYS)

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as `rsvp.change` and `session.rsvp` take it."""
        asked = {question.field_name for question in self.questions}
        said = {name: value for name, value in self.cleaned_data.items() if name not in asked}
        return said | {"answers": self.questions.answers_in(self.cleaned_data)}

    @staticmethod
    def of(answer: Rsvp) -> dict[str, Any]:
        """What the form of a seat begins with."""
        said = {f"question_{pk}": words for pk, words in answer.answers.items()}
        names = ("guests", "asks", "needs", "speaks", "shared_with_hosts")
        return said | {name: getattr(answer, name) for name in names}


class RsvpForm(PartyForm):
    """Saves a seat: a name to call out, and an address only if they want to hear from us."""

    name = forms.CharField(
        label=_("Name we can call you"),
        help_text=_("It can be made up."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("For your link to change or cancel, and for news about this meeting only."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    age = forms.ChoiceField(
        label=_("Who is coming?"),
        choices=Rsvp.Age.choices,
        initial=Rsvp.Age.ADULT,
        widget=forms.RadioSelect,
    )
    guardian = forms.CharField(
        label=_("Name of a parent or guardian"),
        help_text=_("For someone under 13. The email must then be theirs."),
        max_length=120,
        required=False,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ["name", "guests", "age", "guardian", "email", "asks", "needs", "speaks"]

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        if event.kind not in FOR_THE_YOUNG:
            del self.fields["age"], self.fields["guardian"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("age") == Rsvp.Age.CHILD:
            if not said.get("guardian"):
                self.add_error(
                    "guardian",
                    _("Under 13, please save the seat with a parent or guardian. Who is it?"),
                )
            if not said.get("email") and "email" not in self.errors:
                self.add_error("email", _("Under 13, we need the email of a parent or guardian."))
        elif "guardian" in said:
            said["guardian"] = ""  # nobody's name is kept without need
        return said

    @staticmethod
    def known(user: User | AnonymousUser) -> dict[str, str]:
        """What someone signed in need not type again."""
        return {"name": user.name, "email": user.email} if user.is_authenticated else {}
