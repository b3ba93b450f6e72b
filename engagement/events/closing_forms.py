"""One page closes a meeting: who came, what was said, what was settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from engagement.events.models import Minutes, MinutesLine, Rsvp
from engagement.events.models.minutes_line import LONGEST
from partnerships.organizations.models import Organization
from portal.areas.models import Area
from portal.records import privacy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engagement.events.models import Event, Session
    from portal.accounts.models import User
    from portal.records.privacy import Finding

MOST_PEOPLE = 50_000
LONGEST_SUMMARY = 8_000
MOST_LINES = 40
# Those after which everyone can read it.
IN_PUBLIC = {"publish", "correct"}


class ClosingForm(forms.Form):
    """What is written here is kept as a draft; the button says what else happens."""

    use_required_attribute = False

    summary = forms.CharField(
        label=_("What did we talk about?"),
        help_text=_("Short sentences, plain words. Say what people asked for, not who said it."),
        max_length=LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    decisions = forms.CharField(
        label=_("More decisions"),
        help_text=_("One a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    questions = forms.CharField(
        label=_("More questions that are still open"),
        help_text=_("One a line. You answer them later, and the answer is shown here."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    nothing_settled = forms.BooleanField(
        label=_("Nothing was decided, asked or promised"), required=False
    )
    organizations = forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label=_("Which partners were there?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label=_("Others from the directory"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keep = forms.MultipleChoiceField(
        label=_("Or keep it, if you are sure"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, event: Event, minutes: Minutes, **kwargs: Any) -> None:
        self.event, self.minutes = event, minutes
        self.sittings = [each for each in event.sessions.all() if is_counted(each)]
        kwargs["initial"] = self.known()
        super().__init__(*args, **kwargs)
        for session in self.sittings:
            self.fields[f"adults_{session.pk}"] = count(_("Adults"))
            self.fields[f"youth_{session.pk}"] = count(_("Under 18"))
        self.offer_organizations()
        in_public = self.is_bound and self.data.get("then") in IN_PUBLIC
        self.findings = list(self.look_for_people()) if in_public else []
        self.ask_about_findings()

    def known(self) -> dict[str, Any]:
        first: dict[str, Any] = {
            "summary": Minutes._meta.get_field("summary").value_from_object(self.minutes),
            "nothing_settled": self.minutes.nothing_settled,
            "organizations": self.present(),
            "others": [],
        }
        for session in self.sittings:
            adults, youth = headcount(session)
            first |= {f"adults_{session.pk}": adults, f"youth_{session.pk}": youth}
        return first

    def present(self) -> list[int]:
        """Those written down; before that, the partners who invited."""
        if self.minutes.pk:
            written = list(self.minutes.organizations.values_list("pk", flat=True))
            if written or self.minutes.is_closed or str(self.minutes.summary):
                return written
        return list(self.event.partners.values_list("pk", flat=True))

    def offer_organizations(self) -> None:
        first = {*self.present(), *self.event.partners.values_list("pk", flat=True)}
        directory = Organization.objects.order_by("name", "pk")
        offered = {
            "organizations": directory.filter(pk__in=first),
            "others": directory.approved().exclude(pk__in=first),
        }
        for name, rows in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = rows

    def look_for_people(self) -> Iterator[Finding]:
        """What looks like a person in what everyone is about to read, each once."""
        known = [
            *Area.objects.values_list("name", flat=True),
            *Organization.objects.values_list("name", flat=True),
        ]
        typed = [self.data.get(name, "") for name in ("summary", "decisions", "questions")]
        seen = set()
        for text in (*typed, *texts_of(self.minutes)):
            for finding in privacy.warnings(text, known):
                if finding.key not in seen:
                    seen.add(finding.key)
                    yield finding

    def ask_about_findings(self) -> None:
        keep = self.fields["keep"]
        if not self.findings:
            del self.fields["keep"]
        elif isinstance(keep, forms.MultipleChoiceField):
            label = _("Keep “%(found)s”")
            keep.choices = [(each.key, label % {"found": each.found}) for each in self.findings]

    def clean_decisions(self) -> list[str]:
        return self.lines("decisions")

    def clean_questions(self) -> list[str]:
        return self.lines("questions")

    def lines(self, name: str) -> list[str]:
        found = [" ".join(line.split()) for line in self.cleaned_data[name].splitlines()]
        found = [line for line in found if line]
        if len(found) > MOST_LINES:
            raise forms.ValidationError(_("These are very many. Write the most important ones."))
        if any(len(line) > LONGEST for line in found):
            raise forms.ValidationError(
                _("One of these is very long. Say it in %(n)d letters or fewer.") % {"n": LONGEST}
            )
        return found

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        kept = set(data.get("keep", []))
        for finding in self.findings:
            if finding.key not in kept:
                self.add_error("summary", finding.words)
        return data

    @property
    def counts(self) -> list[tuple[Session, Any, Any]]:
        """Each sitting with its two fields."""
        return [
            (session, self[f"adults_{session.pk}"], self[f"youth_{session.pk}"])
            for session in self.sittings
        ]

    @property
    def has_others(self) -> bool:
        field = self.fields["others"]
        return isinstance(field, forms.ModelMultipleChoiceField) and bool(field.queryset)

    @transaction.atomic
    def save(self, by: User) -> Minutes:
        """Keep all of it, as a draft or, once published, as a correction."""
        data = self.cleaned_data
        minutes = Minutes.objects.begin(self.event, by)
        for session in self.sittings:
            counted = (data[f"adults_{session.pk}"], data[f"youth_{session.pk}"])
            if counted != (session.adults_came, session.youth_came):
                session.count_heads(*counted)
                minutes.touch(by, None, corrects=True)
        minutes.write(
            by,
            summary=data["summary"],
            organizations=[*data["organizations"], *data["others"]],
            nothing_settled=data["nothing_settled"],
        )
        for text in data["decisions"]:
            minutes.note(MinutesLine.Kind.DECISION, text, by)
        for text in data["questions"]:
            minutes.note(MinutesLine.Kind.QUESTION, text, by)
        return minutes


def count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, required=False)


def is_counted(session: Session) -> bool:
    return session.cancelled_at is None and session.has_begun()


def headcount(session: Session) -> tuple[int | None, int | None]:
    """As it was counted; else as the door has it, where someone was checked in."""
    if session.adults_came is not None or session.youth_came is not None:
        return session.adults_came, session.youth_came
    here = session.rsvps.attended()
    if not here.exists():
        return None, None
    young = here.exclude(age=Rsvp.Age.ADULT).count()
    return here.seats() - young, young


def texts_of(minutes: Minutes) -> list[str]:
    """What else stands in them: lines, answers and promises."""
    if not minutes.pk:
        return []
    lines = [part for line in minutes.lines.all() for part in (line.text, line.answer)]
    return [*lines, *minutes.event.commitments.public().values_list("what", flat=True)]
