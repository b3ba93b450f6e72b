"""What people write about a request for help, turned into arguments.

A form that finds a name, a number or a health word asks once to take it out; whoever knows
better ticks “keep it”.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models import Organization
from partnerships.referrals import wording
from partnerships.referrals.models import Referral
from partnerships.referrals.telling import ANSWERING
from portal.areas.models import Area
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from partnerships.referrals.models.referral import Actor
    from portal.accounts.models import User


def words(label: Any, length: int, **about: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=length, widget=area, **about)


class WatchedForm(forms.Form):
    """Looks over what was typed in the `watched` fields."""

    watched: ClassVar[tuple[str, ...]] = ()

    keep = forms.MultipleChoiceField(
        label=_("Keep it as it stands"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = self._look() if self.is_bound else {}
        found = {each.key: each for several in self.findings.values() for each in several}
        keep = self.fields["keep"]
        if not found:
            del self.fields["keep"]
        elif isinstance(keep, forms.MultipleChoiceField):
            label = _("Keep “%(found)s”")
            keep.choices = [(key, label % {"found": each.found}) for key, each in found.items()]

    def _look(self) -> dict[str, list[wording.Finding]]:
        typed = {name: self.data.get(self.add_prefix(name), "") for name in self.watched}
        if not any(typed.values()):
            return {}
        known = [
            *Area.objects.values_list("name", flat=True),
            *Organization.objects.values_list("name", flat=True),
        ]
        return {name: wording.warnings(text[:1000], known) for name, text in typed.items()}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        kept = set(said.get("keep", []))
        for name, several in self.findings.items():
            for finding in several:
                if finding.key not in kept:
                    self.add_error(name, finding.words)
        return said


class ReferralForm(WatchedForm):
    """What an officer asks of an organization, for someone who agreed to it."""

    watched = ("need", "consent_words")

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Whom do we ask?"),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose the organization.")},
    )
    help = forms.ChoiceField(
        label=_("What kind of help?"), choices=[("", _("Choose one")), *Referral.Help.choices]
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("In which area?"), required=False, empty_label=_("Not said")
    )
    need = words(
        _("What is needed, in a few words?"),
        300,
        help_text=_("What would help, not why. No names, no health details, nothing of a case."),
        error_messages={"required": _("Say in a few words what is needed.")},
    )
    name = forms.CharField(
        label=_("What may they call the person?"),
        max_length=80,
        help_text=_("A first name, or any name the person chose."),
        error_messages={"required": _("Say what to call them. A first name is enough.")},
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    through_us = forms.BooleanField(
        label=_("Only through us"),
        required=False,
        help_text=_("The organization calls you, and you pass it on."),
    )
    consent_how = forms.ChoiceField(
        label=_("How did the person agree?"), choices=Referral.Consent.choices
    )
    consent_on = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    consent_words = words(
        _("What did they agree to?"),
        300,
        help_text=_("Such as: the shelter may call me on this number about a bed."),
        error_messages={"required": _("Write down what the person agreed to.")},
    )
    agreed = forms.BooleanField(
        label=_("The person agreed to this, knows who will read it, and can take it back any time"),
        error_messages={"required": _("Without the person’s consent nothing is sent.")},
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, user: User, from_concern: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        offered, area = self.fields["organization"], self.fields["area"]
        if isinstance(offered, forms.ModelChoiceField) and isinstance(area, forms.ModelChoiceField):
            answering = Q(memberships__role__in=ANSWERING, memberships__user__is_active=True)
            reached = Organization.objects.approved().filter(answering | Q(email__gt=""))
            offered.queryset = reached.distinct().order_by("name")
            area.queryset = Area.objects.order_by("path")
        # One of the three is needed, which `clean` sees to: none says that it can be skipped.
        for name in ("phone", "email", "through_us"):
            self.fields[name].one_of_two = True  # type: ignore[attr-defined]
        how = self.fields["consent_how"]
        if isinstance(how, forms.ChoiceField) and not from_concern:
            how.choices = [choice for choice in Referral.Consent.choices if choice[0] != "thread"]

    def clean_consent_on(self) -> Any:
        day = self.cleaned_data["consent_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("They cannot have agreed on a day still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not (said.get("phone") or said.get("email") or said.get("through_us")):
            unsure = {"phone", "email"} & set(self.errors)
            if not unsure:
                self.add_error("phone", _("Say how to reach them, or choose “only through us”."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as arguments."""
        aside = ("agreed", "keep")
        return {name: value for name, value in self.cleaned_data.items() if name not in aside}

    def send(self) -> Referral | None:
        """Send it, or say in the form why not."""
        return done(self, lambda: Referral.objects.send(by=self.user, **self.said))


class PlainForm(forms.Form):
    """Nothing to fill in: pressing the button says it."""

    def act(self, referral: Referral, actor: Actor) -> Referral | None:
        raise NotImplementedError


class AcceptanceForm(PlainForm):
    def act(self, referral: Referral, actor: Actor) -> Referral | None:
        return done(self, lambda: referral.accept(actor))


class FirstContactForm(PlainForm):
    def act(self, referral: Referral, actor: Actor) -> Referral | None:
        return done(self, lambda: referral.begin(actor))


class RefusalForm(WatchedForm):
    watched = ("why",)

    why = words(
        _("Why can you not help?"),
        300,
        help_text=_("Such as: we have no place until May. Nothing about the person."),
        error_messages={"required": _("Say why, so that we can ask somebody else.")},
    )

    def act(self, referral: Referral, actor: Actor) -> Referral | None:
        return done(self, lambda: referral.decline(self.cleaned_data["why"], actor))


class ClosureForm(WatchedForm):
    watched = ("words",)

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Referral.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    words = words(
        _("In a few words, if it helps"),
        300,
        required=False,
        help_text=_("Without names, and without anything about health."),
    )

    def act(self, referral: Referral, actor: Actor) -> Referral | None:
        said = self.cleaned_data
        return done(self, lambda: referral.close(said["outcome"], said["words"], actor))


def done(form: forms.Form, act: Callable[[], Referral]) -> Referral | None:
    try:
        return act()
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None
