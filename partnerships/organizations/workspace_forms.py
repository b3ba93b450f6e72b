"""Forms of the workspace and of joining."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models import Location, Membership, Organization, Service
from partnerships.organizations.registering import Registration, register
from portal.areas.models import Area
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from portal.accounts.models import User

MORE_LANGUAGES = (
    ("ar", _("Arabic")), ("zh", _("Chinese")), ("fr", _("French")), ("ht", _("Haitian Creole")),
    ("hi", _("Hindi")), ("ko", _("Korean")), ("pl", _("Polish")), ("pt", _("Portuguese")),
    ("ru", _("Russian")), ("so", _("Somali")), ("tl", _("Tagalog")), ("uk", _("Ukrainian")),
    ("ur", _("Urdu")), ("vi", _("Vietnamese")),
)  # fmt: skip


def languages() -> list[tuple[str, Any]]:
    """Those of the site first, then those many offices speak."""
    ours = [(code, name) for code, name in settings.LANGUAGES]
    known = {code for code, _name in ours}
    return [*ours, *(each for each in MORE_LANGUAGES if each[0] not in known)]


def areas_field(**about: Any) -> forms.ModelMultipleChoiceField[Area]:
    return forms.ModelMultipleChoiceField(
        Area.objects.order_by("path").only("name", "path"),
        label=_("Where you work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means the whole city."),
        **about,
    )


def languages_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Languages your people speak"),
        choices=languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class Numbered(forms.Form):
    """Carries a number of its own, so that sending it twice does it once."""

    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)


class RegistrationForm(Numbered):
    name = forms.CharField(
        label=_("Name of your organization"),
        max_length=160,
        error_messages={"required": _("Give its name.")},
    )
    kind = forms.ChoiceField(
        label=_("What kind is it?"),
        choices=[("", _("Choose one")), *Organization.Kind.choices],
        error_messages={"required": _("Choose what comes closest.")},
    )
    about = forms.CharField(
        label=_("What does it do?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three sentences. Everyone will read them."),
        error_messages={"required": _("Say what it does, in a sentence or two.")},
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    email = forms.EmailField(
        label=_("Public email address"),
        required=False,
        help_text=_("An office address, not a private one: everyone sees it."),
    )
    phone = forms.CharField(label=_("Public phone"), max_length=40, required=False)
    languages = languages_field()
    areas = areas_field()
    different = forms.BooleanField(
        label=_("Mine is another organization than those shown"), required=False
    )

    def act(self, by: User) -> Organization | None:
        said = dict(self.cleaned_data)
        submission, _different = said.pop("submission"), said.pop("different")
        try:
            return register(Registration(**said), by, submission)
        except NotPossible as refused:
            self.add_error(None, str(refused))
            return None


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("Who are you there?"),
        max_length=300,
        required=False,
        help_text=_("Such as: I run the food pantry. Its owners read this."),
    )


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("Their email address"), error_messages={"required": _("Give an address.")}
    )
    role = forms.ChoiceField(
        label=_("What they may do"),
        initial=Membership.Role.EDITOR,
        choices=[
            ("viewer", _("Viewer: reads")),
            ("editor", _("Editor: reads, writes, speaks for us")),
            ("owner", _("Owner: also decides who belongs to us")),
        ],
    )


class NoteForm(Numbered):
    text = forms.CharField(
        label=_("Note"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something.")},
    )


class PageForm(forms.ModelForm[Organization]):
    """What the public page says. The name is what staff approved: ask them to change it."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    languages = languages_field()
    areas = areas_field()

    class Meta:
        model = Organization
        fields = [
            *("about", "kind", "alternate_name", "website", "email", "phone", "address"),
            *("year_incorporated", "languages", "areas"),
        ]


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_(
            "A JPEG, PNG or WebP, at most 10 MB. It is drawn anew, without what is hidden in it."
        ),
        error_messages={"required": _("Choose a picture.")},
    )


class SiteForm(forms.ModelForm[Location]):
    languages = languages_field()
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    hours = forms.CharField(
        label=_("Hours"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As you would write them on the door, such as: Mo to Fr, 9 to 5."),
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Location
        fields = [
            *("name", "address_1", "address_2", "city", "region", "postal_code"),
            *("description", "transportation", "accessibility", "languages"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _short(self, "description", "transportation", "accessibility")
        _say_lists(self)
        self.fields["accessibility"].help_text = _(
            "Such as: step-free door, toilet for wheelchairs, hearing loop."
        )

    def save(self, commit: bool = True) -> Location:  # noqa: FBT001, FBT002  as Django has it
        _keep_lists(self)
        return super().save(commit)


class ServiceForm(forms.ModelForm[Service]):
    categories = forms.MultipleChoiceField(
        label=_("What kind of help is it?"),
        choices=Service.Category.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    url = forms.URLField(label=_("Website"), max_length=500, required=False, assume_scheme="https")
    languages = languages_field()
    sites = forms.ModelMultipleChoiceField(
        Location.objects.none(),
        label=_("At which of your sites?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    hours = forms.CharField(
        label=_("Hours"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Service
        fields = [
            *("name", "categories", "description", "status", "eligibility", "fees"),
            *("application_process", "minimum_age", "maximum_age", "url", "email", "languages"),
        ]

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _short(self, "description", "eligibility", "fees", "application_process")
        _say_lists(self)
        sites = self.fields["sites"]
        if isinstance(sites, forms.ModelMultipleChoiceField):
            sites.queryset = organization.locations.all()
        if self.instance.pk:
            sites.initial = list(self.instance.locations.values_list("pk", flat=True))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        low, high = said.get("minimum_age"), said.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("This is younger than “from age”."))
        return said

    def save(self, commit: bool = True) -> Service:  # noqa: FBT001, FBT002  as Django has it
        _keep_lists(self)
        service: Service = super().save(commit)
        service.places.exclude(location__in=self.cleaned_data["sites"]).delete()
        for site in self.cleaned_data["sites"]:
            service.places.get_or_create(location=site)
        return service


def _short(form: forms.ModelForm[Any], *names: str) -> None:
    for name in names:
        form.fields[name].widget = forms.Textarea(attrs={"rows": 3})


def _say_lists(form: forms.ModelForm[Any]) -> None:
    """Phones and hours in one line each; a file may say more, which is kept."""
    row = form.instance
    form.fields["phone"].initial = str(row.phones[0].get("number", "")) if row.phones else ""
    said = [str(each["description"]) for each in row.schedules if each.get("description")]
    form.fields["hours"].initial = said[0] if said else ""


def _keep_lists(form: forms.ModelForm[Any]) -> None:
    row, said = form.instance, form.cleaned_data
    if "phone" in form.changed_data:
        row.phones = [{"number": said["phone"]}] if said["phone"] else []
    if "hours" in form.changed_data:
        row.schedules = [{"description": said["hours"]}] if said["hours"] else []
    if not row.pk and said.get("submission"):
        row.submission = said["submission"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Its people read exactly this, by mail and in the workspace."),
        error_messages={"required": _("Say why. Its people read exactly this.")},
    )


class PeriodForm(forms.Form):
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label=_("Up to and including"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("This is before where it starts."))
        return said
