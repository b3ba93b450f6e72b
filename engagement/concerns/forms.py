"""What a resident fills in: two screens, and the way back with the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from engagement.concerns.fields import PointField, WordsField
from engagement.concerns.models import Category, Concern
from engagement.concerns.models.concern import TEXT_LIMIT
from portal.areas.models import Area

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from engagement.concerns.models.querysets import ConcernQuerySet
    from partnerships.organizations.models import Organization

ANONYMOUS, NAMED = "anonymous", "named"


def _explained(label: Any, more: Any) -> SafeString:
    return format_html("{}<small>{}</small>", label, more)


class RaiseForm(forms.Form):
    """Screen one: what happens, where, when, and whether we may know who says it."""

    use_required_attribute = False

    text = WordsField(
        limit=TEXT_LIMIT,
        label=_("What is happening?"),
        help_text=_(
            "Say what people do, not what they look like. Leave out names and license plates."
        ),
        error_messages={"required": _("Say in a few words what is happening.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    place = WordsField(
        limit=200,
        label=_("Where?"),
        help_text=_("A street corner, a park, a shop. “Near the library” is enough."),
        error_messages={"required": _("Say where. “Near the library” is enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-place": True}),
    )
    latitude = PointField(reach=90)
    longitude = PointField(reach=180)
    near = forms.SlugField(required=False, max_length=140, widget=forms.HiddenInput)
    # The partner whose member it is from; counts only for those who may speak in its name.
    on_behalf = forms.SlugField(required=False, max_length=180, widget=forms.HiddenInput)
    when_worst = forms.MultipleChoiceField(
        label=_("When is it worst?"),
        choices=Concern.WhenWorst.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wish = WordsField(limit=500, label=_("What would help?"), required=False)
    who = forms.ChoiceField(
        label=_("May we know who you are?"),
        initial=ANONYMOUS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )

    def __init__(self, *args: Any, organization: Organization | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        self.fields["who"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, above
            (
                ANONYMOUS,
                _explained(
                    _("No, keep me anonymous"),
                    _(
                        "We store nothing about you or your phone."
                        " You get a code to read our answer."
                    ),
                ),
            ),
            (
                NAMED,
                _explained(
                    _("Yes, here is how to reach me"),
                    _("Only your area team sees it. We answer by email or phone."),
                ),
            ),
        ]
        if self.data.get("latitude") and self.data.get("longitude"):
            self.fields["place"].required = False
        if organization:
            del self.fields["who"]
        else:
            del self.fields["on_behalf"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("latitude") is None or found.get("longitude") is None:
            found["latitude"] = found["longitude"] = None
            if not found.get("place") and "place" not in self.errors:
                self.add_error("place", self.fields["place"].error_messages["required"])
        return found

    @property
    def stays_anonymous(self) -> bool:
        return self.organization is not None or bool(self.cleaned_data["who"] == ANONYMOUS)


class SendForm(forms.Form):
    """Screen two: the area, the kind, how to reach them if they said so, and the public page."""

    use_required_attribute = False

    contact_name = WordsField(
        limit=120,
        label=_("Your name"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_email = forms.EmailField(
        label=_("Email"),
        required=False,
        help_text=_("We write when there is news. You can stop it with one click."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    contact_phone = WordsField(
        limit=40,
        label=_("Phone"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Which area is it in?"),
        required=False,
        to_field_name="slug",
        empty_label=_("I am not sure"),
        help_text=_("Its team reads what you wrote."),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("What is it about?"),
        required=False,
        to_field_name="slug",
        empty_label=_("You choose"),
    )
    wants_public = forms.BooleanField(
        label=_("Neighbors may read it on the public page"),
        required=False,
        help_text=_(
            "We show the area, your words and what we did."
            " Never who you are, never the exact place."
        ),
    )

    def __init__(self, *args: Any, anonymous: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.anonymous = anonymous
        self.fields["area"].queryset = Area.objects.beats().order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["category"].queryset = Category.objects.offered()  # type: ignore[attr-defined]  # a ModelChoiceField
        if anonymous:
            for name in ("contact_name", "contact_email", "contact_phone"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        reached = found.get("contact_email") or found.get("contact_phone")
        if not self.anonymous and not reached and "contact_email" not in self.errors:
            raise ValidationError(
                _("Give an email address or a phone number, or go back and stay anonymous.")
            )
        return found


class CodeForm(forms.Form):
    """The way back."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("16 digits, in four groups. Spaces do not matter."),
        error_messages={"required": _("Type the 16 digits of your code.")},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "spellcheck": "false",
                "class": "cg-num",
            }
        ),
    )


class ReplyForm(forms.Form):
    """A resident writes back."""

    use_required_attribute = False

    text = WordsField(
        limit=TEXT_LIMIT,
        label=_("Write back"),
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class NotFixedForm(forms.Form):
    """A resident says that it is not fixed."""

    use_required_attribute = False

    text = WordsField(
        limit=TEXT_LIMIT,
        label=_("What is still wrong?"),
        error_messages={"required": _("Say in a few words what is still wrong.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VerdictForm(forms.Form):
    """Whether it helped: two buttons, and words for those who want to say more."""

    use_required_attribute = False

    words = WordsField(
        limit=2_000,
        label=_("What should we know about it?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helped = forms.TypedChoiceField(
        choices=[("yes", _("It helped")), ("no", _("It did not help"))],
        coerce=lambda answer: answer == "yes",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Press one of the two buttons.")
        ),
        widget=forms.HiddenInput,
    )


class PublicFilter(forms.Form):
    """Which public concerns to show."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Where"),
        required=False,
        to_field_name="slug",
        empty_label=_("The whole city"),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("About"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everything"),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Everything")),
            ("done", _("What was done")),
            ("open", _("Still open")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["category"].queryset = Category.objects.offered()  # type: ignore[attr-defined]  # a ModelChoiceField

    def narrow(self, concerns: ConcernQuerySet) -> ConcernQuerySet:
        """What was asked for; an answer that makes no sense narrows nothing."""
        self.is_valid()
        if area := self.cleaned_data.get("area"):
            concerns = concerns.within(area)
        if category := self.cleaned_data.get("category"):
            concerns = concerns.filter(category=category)
        show = self.cleaned_data.get("show")
        if show == "open":
            return concerns.open()
        return concerns.done() if show == "done" else concerns
