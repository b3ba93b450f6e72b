"""What people write about agreements, turned into arguments."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.agreements.models import Agreement, SharedGoal
from partnerships.agreements.models.sides import Side
from partnerships.organizations.models import Organization
from portal.files import photos
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.accounts.models import User


def a_day(label: Any, **about: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **about)


def words(label: Any, length: int, rows: int = 3, **about: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, widget=area, **about)


class AgreementForm(forms.Form):
    """The words of an agreement, as staff write them."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("With which organization?"),
        empty_label=None,
        error_messages={"required": _("Choose the organization.")},
    )
    title = forms.CharField(
        label=_("What do we call it?"),
        max_length=160,
        help_text=_("Such as: Homework club at the library."),
        error_messages={"required": _("Give it a title.")},
    )
    purpose = forms.ChoiceField(label=_("What is it about?"), choices=Agreement.Purpose.choices)
    aim = words(_("What is it for?"), 1500, help_text=_("What should be better because of it."))
    ours = words(
        _("What do the police do?"), 3000, 5, help_text=_("One duty a line, with who does it.")
    )
    theirs = words(_("What does the partner do?"), 3000, 5, help_text=_("One duty a line."))
    starts_on = a_day(_("First day"), error_messages={"required": _("Choose the first day.")})
    ends_on = a_day(
        _("Last day"),
        help_text=_("Both sides are reminded before, and it can be renewed."),
        error_messages={"required": _("Choose the last day.")},
    )
    remind_days = forms.CharField(
        label=_("Days before its end on which both sides are reminded"),
        initial="90, 30, 7",
        max_length=40,
        help_text=_("Numbers with commas between."),
    )
    replaces = forms.ModelChoiceField(
        Agreement.objects.none(),
        label=_("Replaces"),
        required=False,
        empty_label=_("None"),
        help_text=_("The earlier one holds until this one begins."),
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        *args: Any,
        agreement: Agreement | None = None,
        organization: Organization | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        earlier = Agreement.objects.signed().select_related("organization").order_by("-ends_on")
        if agreement is not None:
            organization = agreement.organization
            earlier = earlier.exclude(pk=agreement.pk)
        offered, replaces = self.fields["organization"], self.fields["replaces"]
        if organization is not None:
            del self.fields["organization"]
            earlier = earlier.filter(organization=organization)
        elif isinstance(offered, forms.ModelChoiceField):
            offered.queryset = Organization.objects.approved()
        self.partner = organization
        if isinstance(replaces, forms.ModelChoiceField):
            replaces.queryset = earlier
            replaces.label_from_instance = labelled  # type: ignore[method-assign,assignment]
        if not earlier.exists():
            del self.fields["replaces"]

    def clean_remind_days(self) -> list[int]:
        said = self.cleaned_data["remind_days"].replace(";", ",").split(",")
        numbers = [part.strip() for part in said if part.strip()]
        if not all(number.isdecimal() and 0 < int(number[:4]) <= 365 for number in numbers):  # noqa: PLR2004  a year
            raise forms.ValidationError(_("Write days as numbers, such as 90, 30, 7."))
        return sorted({int(number) for number in numbers}, reverse=True)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        starts, ends = said.get("starts_on"), said.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It cannot end before it begins."))
        replaced = said.get("replaces")
        organization = self.partner or said.get("organization")
        if replaced and organization and replaced.organization_id != organization.pk:
            self.add_error("replaces", _("It can only replace one of the same organization."))
        return said

    def save(self, by: User) -> Agreement | None:
        """Write it down, or say in the form why not."""
        said = dict(self.cleaned_data)
        submission = said.pop("submission", None)
        organization = self.partner or said["organization"]
        said["organization"] = organization
        if self.agreement is None:
            return done(self, lambda: Agreement.objects.draft(by=by, submission=submission, **said))
        agreement = self.agreement
        return done(self, lambda: agreement.rewrite(by, **said))


def labelled(agreement: Agreement) -> str:
    return f"{agreement.organization}: {agreement.title} ({agreement.ends_on:%Y-%m-%d})"


class GoalForm(forms.ModelForm[SharedGoal]):
    class Meta:
        model = SharedGoal
        fields = ["words", "measure", "baseline", "target"]
        labels = {
            "words": _("What do both sides want to change?"),
            "measure": _("Which number shows it?"),
            "baseline": _("Where does it stand now?"),
            "target": _("Where should it be?"),
        }
        help_texts = {
            "words": _("Such as: more children come to the homework club."),
            "measure": _("Such as: children a week, by the sign-in sheet."),
        }

    def act(self, agreement: Agreement, by: User) -> Agreement | None:
        goal = self.save(commit=False)
        return done(self, lambda: agreement.add_goal(goal, by))


class ProgressForm(forms.Form):
    current = forms.DecimalField(label=_("Where does it stand?"), max_digits=12, decimal_places=2)
    as_of = a_day(_("As of which day?"), required=False, help_text=_("Empty means today."))

    def act(self, agreement: Agreement, by: User, *, goal: int) -> Agreement | None:
        said = self.cleaned_data
        on = said["as_of"] or timezone.localdate()
        return done(self, lambda: agreement.measure(goal, said["current"], on, by))


class CommentForm(forms.Form):
    text = words(
        _("What would you like to change?"),
        1000,
        help_text=_("The other side reads it. The agreement itself stays as it is."),
        error_messages={"required": _("Write what you would like to change.")},
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def act(self, agreement: Agreement, by: User, side: Side) -> Agreement | None:
        said = self.cleaned_data
        return done(self, lambda: agreement.comment(side, said["text"], by, said["submission"]))


class SigningForm(forms.Form):
    """By a click: who signs says in which role, and that they may."""

    role = forms.CharField(
        label=_("In which role do you sign?"),
        max_length=120,
        help_text=_("Such as: Director. Your name is not shown."),
        error_messages={"required": _("Say in which role you sign, such as “Director”.")},
    )
    may = forms.BooleanField(
        label=_("I may sign this, and we mean it"),
        error_messages={"required": _("Tick this if you may sign.")},
    )

    def act(self, agreement: Agreement, by: User, side: Side) -> Agreement | None:
        return done(self, lambda: agreement.sign(side, role=self.cleaned_data["role"], by=by))


class PaperForm(forms.Form):
    """A signature on paper, kept by staff with the paper itself."""

    use_required_attribute = False

    side = forms.ChoiceField(
        label=_("Who signed it?"),
        choices=[("both", _("Both sides")), *Side.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who signed it.")},
    )
    our_role = forms.CharField(
        label=_("Who signed for the police, in which role?"), max_length=120, required=False
    )
    their_role = forms.CharField(
        label=_("Who signed for the partner, in which role?"), max_length=120, required=False
    )
    on = a_day(_("Signed on"), error_messages={"required": _("Choose the day it was signed.")})
    file = forms.FileField(
        label=_("The signed paper"),
        help_text=_("A PDF, at most 10 MB. We take out what hides in it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": _("Choose the PDF of the signed paper.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        side = said.get("side")
        for name, kind in (("our_role", Side.AGENCY), ("their_role", Side.PARTNER)):
            if side in ("both", kind) and not said.get(name, "").strip():
                self.add_error(name, _("Say in which role, such as “Director”."))
        return said

    def clean_file(self) -> Any:
        try:
            (kept,) = photos.clean([self.cleaned_data["file"]])
        except NotPossible as refusal:
            raise forms.ValidationError(str(refusal.words)) from refusal
        if kept.content_type != "application/pdf":
            raise forms.ValidationError(_("Send the signed paper as a PDF."))
        return kept

    def act(self, agreement: Agreement, by: User) -> Agreement | None:
        said = self.cleaned_data
        roles = {Side.AGENCY: said["our_role"], Side.PARTNER: said["their_role"]}
        signed = {side: role for side, role in roles.items() if said["side"] in ("both", side)}
        return done(self, lambda: agreement.sign_on_paper(signed, said["file"], said["on"], by))


class WithdrawalForm(forms.Form):
    why = words(
        _("Why does it end?"),
        600,
        help_text=_("The other side reads exactly this. It ends today."),
        error_messages={"required": _("Say why, in a sentence. The other side reads it.")},
    )

    def act(self, agreement: Agreement, by: User, side: Side) -> Agreement | None:
        return done(self, lambda: agreement.withdraw(side, self.cleaned_data["why"], by))


class PartnerWithdrawalForm(WithdrawalForm):
    """A partner that leaves an agreement may take back all it let us share."""

    consents = forms.BooleanField(
        label=_("Also take back everything we let you share"), required=False, initial=True
    )

    def act(self, agreement: Agreement, by: User, side: Side) -> Agreement | None:
        said = self.cleaned_data
        return done(
            self,
            lambda: agreement.withdraw(side, said["why"], by, consents_too=said["consents"]),
        )


def done(form: Any, act: Callable[[], Agreement]) -> Agreement | None:
    try:
        return act()
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None
