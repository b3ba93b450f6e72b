"""Forms of boards and recommendations, for the desk."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.boards.models import Board, BoardMember, Recommendation
from partnerships.boards.states import Verdict
from portal.accounts.models import Role, User
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

RESERVED = {"recommendations", "consultations", "new"}  # addresses beside those of boards


def a_day(label: Any, **about: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **about)


def words(label: Any, length: int, rows: int = 4, **about: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, widget=area, **about)


def a_number() -> forms.UUIDField:
    return forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)


def done(form: forms.Form | forms.ModelForm[Any], act: Callable[[], Any]) -> bool:
    """Do it, or say in the form why not."""
    try:
        act()
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    return True


class RecommendationForm(forms.ModelForm[Recommendation]):
    """What a board recommends. The clock starts on the day it was made."""

    submission = a_number()

    class Meta:
        model = Recommendation
        fields = ["title", "text", "why", "evidence", "topic", "area", "made_on"]
        help_texts = {
            "title": _(
                "What should happen, such as: Teach every officer to work with interpreters."
            ),
            "why": _("What goes wrong today, and for whom. No names."),
            "evidence": _("Reports, minutes or numbers it rests on, with where to find them."),
            "made_on": _("The day the board voted. The clock starts then."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "why": forms.Textarea(attrs={"rows": 4}),
            "evidence": forms.Textarea(attrs={"rows": 3}),
            "made_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["area"]
        if isinstance(place, forms.ModelChoiceField):
            place.empty_label = _("The whole city")
        if self.instance.pk:  # what its number and its clock stand on stays
            del self.fields["made_on"]

    def _post_clean(self) -> None:
        """The verbs write; until they do, the row in hand stays as it is."""


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your answer"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    reason = words(
        _("Why?"),
        6000,
        6,
        help_text=_(
            "What speaks for it, what against it, and what happens next. Everyone reads it."
        ),
        error_messages={"required": _("Say why. The board and every resident will read it.")},
    )
    known = forms.IntegerField(required=False, widget=forms.HiddenInput)
    submission = a_number()

    def act(self, one: Recommendation, by: User) -> bool:
        said = self.cleaned_data
        return done(
            self,
            lambda: one.answer(
                said["verdict"],
                said["reason"],
                by,
                known=said["known"] or 0,
                submission=said["submission"],
            ),
        )


class MoreTimeForm(forms.Form):
    until = a_day(_("Until which day?"), error_messages={"required": _("Choose the new day.")})
    why = words(
        _("Why is more time needed?"),
        600,
        3,
        help_text=_("Everyone can read it. The clock runs on until the board agrees."),
        error_messages={"required": _("Say why more time is needed. Everyone can read it.")},
    )
    submission = a_number()

    def act(self, one: Recommendation, by: User) -> bool:
        said = self.cleaned_data
        return done(
            self,
            lambda: one.ask_for_time(said["until"], said["why"], by, said["submission"]),
        )


class ActionForm(forms.Form):
    what = words(
        _("What will be done?"),
        400,
        2,
        help_text=_("One thing that residents can check."),
        error_messages={"required": _("Say what will be done.")},
    )
    owner_words = forms.CharField(
        label=_("Which office does it?"),
        max_length=120,
        help_text=_("Everyone can read it, such as: Training Division."),
        error_messages={"required": _("Say which office does it.")},
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who at that office?"),
        required=False,
        empty_label=_("No one yet"),
        help_text=_("Only colleagues see this."),
    )
    due_on = a_day(_("By which day?"), error_messages={"required": _("Choose the day.")})
    submission = a_number()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["owner"]
        if isinstance(people, forms.ModelChoiceField):
            staff = Role.objects.current().filter(kind__in=("officer", "supervisor", "command"))
            people.queryset = (
                User.objects.filter(is_active=True, roles__in=staff).distinct().order_by("name")
            )

    def act(self, one: Recommendation, by: User) -> bool:
        said = dict(self.cleaned_data)
        return done(self, lambda: one.act(said.pop("what"), by=by, **said))


class WithdrawalForm(forms.Form):
    why = words(
        _("Why does the board take it back?"),
        600,
        3,
        error_messages={"required": _("Say why the board takes it back. Everyone can read it.")},
    )

    def act(self, one: Recommendation, by: User) -> bool:
        return done(self, lambda: one.withdraw(self.cleaned_data["why"], by))


class ResultForm(forms.Form):
    result = words(
        _("What came of it?"),
        600,
        2,
        error_messages={"required": _("Say what came of it, in words residents can check.")},
    )


class BoardForm(forms.ModelForm[Board]):
    class Meta:
        model = Board
        fields = [
            *("name", "kind", "parent", "area", "about", "open_meetings", "seats"),
            *("chosen_how", "most_years", "begun_on", "ended_on"),
        ]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("begun_on", "ended_on")
        } | {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("about", "open_meetings", "chosen_how")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place, parent = self.fields["area"], self.fields["parent"]
        if isinstance(place, forms.ModelChoiceField) and isinstance(parent, forms.ModelChoiceField):
            place.empty_label = _("The whole city")
            parent.empty_label = _("None")
            # A part of a part, or of itself, would go around in circles.
            parent.queryset = Board.objects.filter(parent=None).exclude(pk=self.instance.pk)

    def clean_parent(self) -> Board | None:
        parent: Board | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and self.instance.subcommittees.exists():
            raise forms.ValidationError(_("It has parts itself, so it cannot be a part."))
        return parent

    def save(self, commit: bool = True) -> Board:  # noqa: FBT001, FBT002  Django's signature
        if not self.instance.slug:
            self.instance.slug = _free_slug(self.instance.name)
        return super().save(commit)


class MemberForm(forms.ModelForm[BoardMember]):
    """One seat. The name is as the member wants it shown."""

    email = forms.EmailField(
        label=_("Email of their account"),
        required=False,
        help_text=_("For a chair or liaison who files here, and to be told of answers. Not shown."),
    )

    class Meta:
        model = BoardMember
        fields = ["name", "role", "represents", "organization", "since_on", "until_on"]
        help_texts = {
            "represents": _("A neighborhood or a group, such as: students of Eastbank."),
            "until_on": _("The last day of the term. Empty if there is none."),
        }
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("since_on", "until_on")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].initial = self.instance.user.email if self.instance.user else ""
        if not self.instance.pk:
            self.initial["since_on"] = timezone.localdate()
        if years := self.instance.board.most_years:
            self.fields["until_on"].help_text = ngettext(
                "The last day of the term. No one sits here longer than %(n)d year in a row.",
                "The last day of the term. No one sits here longer than %(n)d years in a row.",
                years,
            ) % {"n": years}
        partner = self.fields["organization"]
        if isinstance(partner, forms.ModelChoiceField):
            partner.queryset = partner.queryset.approved()  # type: ignore[union-attr]  # ours
            partner.empty_label = _("None")

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
        if "since_on" in self.errors or "until_on" in self.errors:
            return
        seat, last = self.instance, self.instance.must_end_by
        if last and (seat.until_on or timezone.localdate()) > last:
            words = ngettext(
                "%(name)s would sit here longer than %(n)d year in a row, counted from "
                "%(first)s. The rules of this board allow it until %(last)s.",
                "%(name)s would sit here longer than %(n)d years in a row, counted from "
                "%(first)s. The rules of this board allow it until %(last)s.",
                seat.board.most_years or 0,
            )
            about = {"name": seat.name, "n": seat.board.most_years}
            days = {"first": date_format(seat.sits_from), "last": date_format(last)}
            self.add_error("until_on", words % {**about, **days})

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.instance.user = (
            User.objects.filter(email=email.lower(), is_active=True).first() if email else None
        )
        if email and self.instance.user is None:
            raise forms.ValidationError(
                _("No one here signs in with this address. Leave it empty, or ask them to join.")
            )
        return email


def _free_slug(name: str) -> str:
    stem, n = slugify(name)[:160] or "board", 1
    slug = stem
    while slug in RESERVED or Board.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{stem}-{n}"
    return slug
