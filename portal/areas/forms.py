"""What a team says of itself, as forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from babel import Locale, UnknownLocaleError
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role, User
from portal.areas import faces
from portal.areas.models import Area, HandoverNote, Portrait, TeamMember
from portal.areas.models.handover import SECTIONS
from portal.files.uploads import FilesField, FilesInput
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from portal.files.photos import Kept

T = TypeVar("T")
SERVING = (Role.Kind.OFFICER, Role.Kind.SUPERVISOR, Role.Kind.COMMAND)
OWN = ("languages", "hours", "away_until_on", "covered_by")


def a_day(label: Any, **about: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **about)


class LanguagesField(forms.CharField):
    """Codes with commas between them; out comes a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        codes = [code.strip() for code in super().clean(value).split(",") if code.strip()]
        for code in codes:
            try:
                Locale.parse(code, sep="-")
            except (UnknownLocaleError, ValueError) as error:
                raise ValidationError(
                    _("We do not know the language “%(code)s”. Use codes such as en, es, vi.")
                    % {"code": code}
                ) from error
        return list(dict.fromkeys(codes))


def _title() -> forms.CharField:
    return forms.CharField(
        label=_("Title"),
        required=False,
        max_length=80,
        help_text=_("Before the name: Officer, Sgt."),
    )


def _duty() -> forms.CharField:
    return forms.CharField(
        label=_("What they do here"),
        required=False,
        max_length=120,
        help_text=_("Such as: leads the team."),
    )


def _languages() -> LanguagesField:
    return LanguagesField(
        label=_("Languages"),
        required=False,
        max_length=120,
        help_text=_("Codes with commas between: en, es."),
    )


def _hours() -> forms.CharField:
    return forms.CharField(
        label=_("When and where to find them"),
        required=False,
        max_length=120,
        help_text=_("Such as: Tuesdays 4 to 6, Cannery Hall. No private phone or address."),
    )


class PostingForm(forms.Form):
    """What everyone reads of one member: words, hours, a face, and who stands in."""

    title = _title()
    duty = _duty()
    languages = _languages()
    hours = _hours()
    away_until_on = a_day(
        _("Away until"), required=False, help_text=_("The day of coming back. Empty: not away.")
    )
    covered_by = forms.ModelChoiceField(
        TeamMember.objects.none(),
        label=_("Who stands in"),
        required=False,
        empty_label=_("The rest of the team"),
    )
    photo = FilesField(
        label=_("Photo"),
        required=False,
        help_text=_("One photo of the face. We cut it square and take out where it was taken."),
        widget=FilesInput(attrs={"accept": "image/jpeg,image/png,image/webp", "multiple": False}),
    )
    alt = forms.CharField(
        label=_("The photo in words"),
        required=False,
        max_length=160,
        help_text=_("For those who do not see it. Empty: “Photo of” and the name."),
    )

    def __init__(self, *args: Any, posting: TeamMember, leads: bool, **kwargs: Any) -> None:
        names = OWN if not leads else ("title", "duty", *OWN)
        initial = {name: getattr(posting, name) for name in names}
        initial["covered_by"] = posting.covered_by_id
        if posting.face:
            initial["alt"] = posting.face.alt
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.posting, self.names = posting, names
        if not leads:
            del self.fields["title"], self.fields["duty"]
        cover = self.fields["covered_by"]
        if isinstance(cover, forms.ModelChoiceField):
            team = TeamMember.objects.current().in_district_of(posting.area)
            cover.queryset = team.exclude(user=posting.user).select_related("user")

    def clean_photo(self) -> Kept | None:
        files: list[Kept] = self.cleaned_data["photo"]
        if not files:
            return None
        if len(files) > 1 or files[0].kind != "photo":
            raise ValidationError(_("Choose one photo: JPEG, PNG or WebP."))
        return faces.square(files[0])

    def clean_away_until_on(self) -> date | None:
        day: date | None = self.cleaned_data["away_until_on"]
        if day and day != self.posting.away_until_on and day <= timezone.localdate():
            raise ValidationError(_("Choose the day of coming back, after today."))
        return day

    def act(self, by: User) -> TeamMember | None:
        said = self.cleaned_data
        return done(self, lambda: self._keep(said, by))

    @transaction.atomic
    def _keep(self, said: dict[str, Any], by: User) -> TeamMember:
        posting = self.posting.describe(by, **{name: said[name] for name in self.names})
        alt = said["alt"] or _now("Photo of %(name)s") % {"name": posting}
        if said["photo"]:
            Portrait.objects.show(posting, said["photo"], alt)
        else:
            Portrait.objects.filter(member=posting).exclude(alt=alt).update(alt=alt)
        return posting


class NewPostingForm(forms.Form):
    """Somebody new for the team: a colleague who has an account."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who?"),
        empty_label=_("Choose a colleague"),
        help_text=_("Not in the list? An administrator gives them an account and a role first."),
        error_messages={"required": _("Choose who joins the team.")},
    )
    title = _title()
    duty = _duty()
    languages = _languages()
    hours = _hours()
    since_on = a_day(
        _("From which day?"), initial=timezone.localdate, help_text=_("Residents read the year.")
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        district = area.path.split("/", 1)[0] + "/"
        here = Role.objects.current().filter(kind__in=SERVING)
        here = here.filter(Q(area=None) | Q(area__path__startswith=district))
        person = self.fields["user"]
        if isinstance(person, forms.ModelChoiceField):
            people = User.objects.filter(is_active=True, pk__in=here.values("user"))
            serving = TeamMember.objects.current().filter(area=area)
            person.queryset = people.exclude(pk__in=serving.values("user")).order_by("name", "pk")

    def act(self) -> TeamMember | None:
        said = dict(self.cleaned_data)
        user, since_on = said.pop("user"), said.pop("since_on")
        return done(
            self, lambda: TeamMember.objects.post(self.area, user, since_on=since_on, **said)
        )


class EndForm(forms.Form):
    on = a_day(
        _("From which day do they no longer serve here?"),
        initial=timezone.localdate,
        error_messages={"required": _("Choose the day.")},
    )

    def act(self, posting: TeamMember, by: User) -> TeamMember | None:
        return done(self, lambda: posting.end(self.cleaned_data["on"], by))


class ContactForm(forms.ModelForm[Area]):
    """How residents reach the team: an address and a number that stay when people leave."""

    class Meta:
        model = Area
        fields = ["team_email", "team_phone"]


class HandoverForm(forms.ModelForm[HandoverNote]):
    """What the next officer needs to know."""

    class Meta:
        model = HandoverNote
        fields = SECTIONS
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in SECTIONS}

    def act(self, note: HandoverNote, by: User, *, send: bool) -> HandoverNote | None:
        def keep() -> HandoverNote:
            note.write(self.cleaned_data, by)
            return note.send() if send else note

        return done(self, keep)


def done(form: forms.BaseForm, act: Callable[[], T]) -> T | None:
    """What came of it; None when it cannot be, and the form says why."""
    try:
        with transaction.atomic():
            return act()
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None
