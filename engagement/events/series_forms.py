"""How a meeting comes again, asked in ordinary words; and the forms that plan many days at once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from engagement.events.desk_forms import EventForm
from engagement.events.models import Event, Series
from engagement.events.series_rules import CODES, MOST_DAYS, Rule

if TYPE_CHECKING:
    from datetime import date

    from engagement.events.models.series import Day

WAYS = [
    ("weekly", _("Every week, on the weekday of the first day")),
    ("fortnightly", _("Every 2 weeks, on the weekday of the first day")),
    ("monthly", _("Every month, on the same weekday: the first, second, third or fourth")),
    ("last", _("Every month, on the last such weekday")),
    ("date", _("Every month, on the same date")),
    ("other", _("By another rule, which I write below")),
]


class RepeatFields(forms.Form):
    """The part of a form that says how often, and until when."""

    repeats = forms.ChoiceField(
        label=_("How often"), choices=WAYS, initial="weekly", widget=forms.RadioSelect
    )
    rule = forms.CharField(
        label=_("Another rule"),
        help_text=_("For those who know RRULE: FREQ=MONTHLY;BYDAY=1MO,3MO;COUNT=12."),
        max_length=200,
        required=False,
    )
    times = forms.IntegerField(
        label=_("How many times"), min_value=1, max_value=MOST_DAYS, required=False
    )
    until = forms.DateField(
        label=_("Or until this day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    # What was on the page when the days were last looked at; only those are saved.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def days_of(self, data: dict[str, Any]) -> Series | None:
        """The series that was typed, not saved; None if some part of it is missing or wrong."""
        if not all(data.get(name) for name in ("on", "starts", "ends", "repeats")):
            return None
        if self.errors.keys() & {"times", "until", "rule"}:
            return None
        if data["ends"] <= data["starts"]:
            self.add_error("ends", _("It ends before it starts. Choose a later time."))
            return None
        try:
            rule = self.written_rule(data)
            rule.refuse_unless_sensible(data["on"], timezone.localdate())
        except ValidationError as error:
            other = data["repeats"] == "other"
            self.add_error("rule" if other else "times", error)
            return None
        series = Series(
            rule=str(rule), first_day=data["on"], starts=data["starts"], ends=data["ends"]
        )
        series.keep_clear(self.marked_days())
        return series

    def written_rule(self, data: dict[str, Any]) -> Rule:
        """Raises `ValidationError` for a rule we do not take."""
        if data["repeats"] == "other":
            return Rule.read(data.get("rule") or "")
        times, until = data.get("times"), data.get("until")
        if (times is None) == (until is None):
            raise ValidationError(
                _("Say until when: give a number of times or a last day, one of the two.")
            )
        end = f"COUNT={times}" if times else f"UNTIL={until:%Y%m%d}"
        return Rule.read(f"{way(data['repeats'], data['on'])};{end}")

    def marked_days(self) -> list[date]:
        """The days someone ticked to leave out; what is no day is nobody's."""
        field = forms.DateField()
        found = []
        for text in self.data.getlist("skip") if hasattr(self.data, "getlist") else []:
            try:
                found.append(field.clean(text))
            except ValidationError:
                continue
        return found


def way(repeats: str, first_day: date) -> str:
    """The rule for one of the ordinary ways, all of which follow the first day."""
    code = CODES[first_day.weekday()]
    nth = (first_day.day + 6) // 7
    if repeats == "monthly" and nth > 4:  # noqa: PLR2004  # no month is sure to have a fifth
        raise ValidationError(
            _("%(day)s is the fifth of its weekday, and most months have four. Choose the last."),
            params={"day": date_format(first_day)},
        )
    return {
        "weekly": f"FREQ=WEEKLY;BYDAY={code}",
        "fortnightly": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={code}",
        "monthly": f"FREQ=MONTHLY;BYDAY={nth}{code}",
        "last": f"FREQ=MONTHLY;BYDAY=-1{code}",
        "date": f"FREQ=MONTHLY;BYMONTHDAY={first_day.day}",
    }[repeats]


def asked_as(rule: Rule, first_day: date) -> dict[str, str]:
    """Which of the ordinary ways has the same days as a rule, or the rule itself."""
    for repeats, _words in WAYS:
        try:
            ways = Rule.read(f"{way(repeats, first_day)};COUNT=1").ways
        except (KeyError, ValidationError):
            continue
        long = replace(rule, times=MOST_DAYS, until=None)
        if replace(long, ways=ways).days(first_day) == long.days(first_day):
            return {"repeats": repeats}
    return {"repeats": "other", "rule": str(rule)}


class Preview:
    """What a form that plans many days shows before it saves them."""

    series: Series | None = None
    data: Any
    cleaned_data: dict[str, Any]

    @property
    def plan(self) -> list[Day]:
        return self.series.plan() if self.series else []

    @property
    def skipped(self) -> list[date]:
        return self.series.skipped if self.series else []

    @property
    def held(self) -> list[Day]:
        return self.series.held(timezone.now()) if self.series else []

    @property
    def was_seen(self) -> bool:
        """The days that would be saved are the ones that were on the page."""
        seen = self.cleaned_data.get("seen")
        return self.series is not None and self.series.digest == seen

    @property
    def wants_to_save(self) -> bool:
        return bool(self.data.get("step") == "save")


class SeriesForm(Preview, RepeatFields, EventForm):
    """A meeting that comes again, each day with its own seats."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    class Meta(EventForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("First day")
        del self.fields["grants"]  # each day is tagged once it is there

    def check_times(self, data: dict[str, Any]) -> None:
        """A day that the clocks forbid is left out and shown; the others stand."""
        self.series = self.days_of(data)
        if data["on"] < timezone.localdate():
            self.add_error("on", _("This is in the past. Choose a day and time still to come."))
        elif self.series and not self.held:
            self.add_error("on", _("No day is left to meet on. Choose other days or times."))


class CourseForm(SeriesForm):
    """A course: one seat for all of its sessions."""

    sessions_needed = forms.IntegerField(
        label=_("Sessions someone must come to"),
        help_text=_("Whoever came to this many has finished the course."),
        min_value=1,
        max_value=MOST_DAYS,
    )

    class Meta(EventForm.Meta):
        fields = [*EventForm.Meta.fields, "sessions_needed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": Event.Kind.ACADEMY_SESSION} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        needed = data.get("sessions_needed")
        if needed and self.series and needed > len(self.held):
            self.add_error(
                "sessions_needed",
                _("The course has only %(n)d sessions. Choose that many or fewer.")
                % {"n": len(self.held)},
            )
        return data


class DaysForm(Preview, RepeatFields):
    """Other days for a series that is there: from a day on, at these times, by this rule."""

    on = forms.DateField(
        label=_("From this day on"),
        help_text=_("Days before it stay as they are."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    starts = forms.TimeField(
        label=_("Starts"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Ends"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    reason = forms.CharField(
        label=_("Why some days are no more"),
        help_text=_("Those who saved a seat on a day that is called off get this sentence."),
        max_length=240,
        required=False,
    )

    field_order = ("on", "starts", "ends", "repeats", "rule", "times", "until", "reason")

    def __init__(self, *args: Any, was: Series, **kwargs: Any) -> None:
        self.was = was
        rule = Rule.read(was.rule)
        days = rule.days(was.first_day)
        coming = next((on for on in days if on > timezone.localdate()), timezone.localdate())
        kwargs["initial"] = {
            "on": coming,
            "starts": was.starts,
            "ends": was.ends,
            "until": days[-1] if days else None,
            **asked_as(rule, was.first_day),
        }
        super().__init__(*args, **kwargs)

    def marked_days(self) -> list[date]:
        """On the first look, those left out so far."""
        return super().marked_days() if self.data.get("seen") else self.was.skipped

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        self.series = self.days_of(data)
        if data.get("on") and data["on"] < timezone.localdate():
            self.add_error("on", _("This is in the past. Choose a day still to come."))
        return data
