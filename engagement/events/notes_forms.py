"""What is typed while the meeting goes on: one line, one press."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.concerns import intake
from engagement.concerns.fields import WordsField
from engagement.concerns.models.concern import TEXT_LIMIT
from engagement.events.models import MinutesLine
from engagement.events.models.event import HOSTING
from engagement.events.models.minutes_line import LONGEST, LONGEST_ANSWER
from portal.accounts.models import Role, User

if TYPE_CHECKING:
    from engagement.events.models import Event

A_MONTH = timedelta(days=30)


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LineForm(forms.Form):
    """A decision or a question, as it is changed later."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("What was decided?"),
        max_length=LONGEST,
        widget=lines(2),
        error_messages={"required": _("Write it down first.")},
    )
    answer = forms.CharField(
        label=_("The answer"),
        max_length=LONGEST_ANSWER,
        required=False,
        widget=lines(3),
        help_text=_("Leave it empty while the question is open. It stays on the list."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{kind}_%s")
        super().__init__(*args, **kwargs)
        if kind == MinutesLine.Kind.DECISION:
            del self.fields["answer"]
        else:
            self.fields["text"].label = _("What was asked?")


class PromiseForm(forms.Form):
    """What we will do, who answers for it, and until when."""

    use_required_attribute = False

    what = forms.CharField(
        label=_("What do we promise?"),
        max_length=400,
        widget=lines(2),
        error_messages={"required": _("Say what we promise.")},
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who answers for it?"),
        required=False,
        empty_label=_("Someone else"),
    )
    owner_words = forms.CharField(
        label=_("If someone else: who?"),
        help_text=_("An office or a partner, such as Public Works."),
        max_length=120,
        required=False,
    )
    due_on = forms.DateField(
        label=_("By when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day it is due.")},
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, event: Event, user: User, **kwargs: Any) -> None:
        due = timezone.localdate() + A_MONTH
        kwargs.setdefault("initial", {"due_on": due, "submission": uuid.uuid4(), "owner": user})
        kwargs["auto_id"] = "promise_%s"
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = staff_of(event)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        words = data.get("owner_words", "").strip()
        if words:
            data["owner"] = None  # whoever was preset meant the other one
        elif data.get("owner") is None and "owner" not in self.errors:
            self.add_error("owner_words", _("Say who answers for it."))
        return data


def staff_of(event: Event) -> Any:
    """Those who serve where the meeting is, or the whole city."""
    path = event.area.path if event.area else ""
    steps = path.rstrip("/").split("/") if path else []
    around = ["/".join(steps[:deep]) + "/" for deep in range(1, len(steps) + 1)]
    here = Q(area=None) | Q(area__path__in=around) | Q(area__path__startswith=path)
    serving = Role.objects.current().filter(here, kind__in=HOSTING)
    return User.objects.filter(is_active=True, pk__in=serving.values("user")).order_by("name", "pk")


class HeardForm(forms.Form):
    """A concern someone raised in the room. Who gives no name and address stays anonymous."""

    use_required_attribute = False

    text = WordsField(
        limit=TEXT_LIMIT,
        label=_("What is happening?"),
        help_text=_("Their words as closely as you can. No names, no looks, no plates."),
        widget=lines(3),
        error_messages={"required": _("Say in a few words what is happening.")},
    )
    place = WordsField(limit=200, label=_("Where?"), required=False)
    contact_name = forms.CharField(label=_("Their name"), max_length=120, required=False)
    contact_email = forms.EmailField(
        label=_("Their email"),
        help_text=_("Then they get the answer. Without it, hand them the code."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("In which language do we answer?"), choices=settings.LANGUAGES
    )
    token = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        kwargs.setdefault(
            "initial", {"language": settings.LANGUAGE_CODE, "token": intake.seal(user)}
        )
        kwargs["auto_id"] = "concern_%s"
        super().__init__(*args, **kwargs)

    def clean_token(self) -> str:
        """The form's own number, which only we can have sealed."""
        token = intake.token_in(self.cleaned_data["token"])
        if not token:
            raise forms.ValidationError(_("Load the page again, then write it down."))
        return token

    @property
    def more_is_wrong(self) -> bool:
        return bool({"place", "contact_name", "contact_email", "language"} & set(self.errors))

    @property
    def about(self) -> dict[str, Any]:
        """The fields of the concern."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "token"}
        return {**data, "anonymous": not (data["contact_name"] or data["contact_email"])}


class CarriedForm(forms.Form):
    """How a promise from before stands."""

    use_required_attribute = False

    result = forms.CharField(
        label=_("What was done?"),
        max_length=600,
        widget=lines(2),
        error_messages={"required": _("Say what was done, in words residents can check.")},
    )
