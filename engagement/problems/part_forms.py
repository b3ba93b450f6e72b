"""Forms for what belongs to a problem: goals, steps, assessments, photos, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.events.models import Event
from engagement.outreach.models import OutreachEntry
from engagement.problems.forms import ProblemForm, a_day, done, only_once, some_words
from engagement.problems.models import Assessment, Goal, ProblemPhoto, ResponseStep
from engagement.problems.models.assessment import ASKED
from engagement.problems.models.choices import Finding, Side
from partnerships.organizations.models import Organization
from partnerships.resources.models import Grant
from portal.files.uploads import FilesField

if TYPE_CHECKING:
    from portal.accounts.models import User

FOUR_WEEKS = 28


def a_number(label: Any, **about: Any) -> forms.DecimalField:
    most = about.pop("most", 9_999_999)
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, decimal_places=about.pop("places", 2), **about
    )


class GoalForm(ProblemForm):
    words = forms.CharField(
        label=_("What should change?"),
        max_length=240,
        help_text=_("Such as: fewer nights with street racing on Mill Road."),
        error_messages={"required": _("Say what should change.")},
    )
    indicator = forms.CharField(
        label=_("What do we count?"),
        max_length=160,
        help_text=_("Such as: calls about racing a month."),
        error_messages={"required": _("Say what is counted.")},
    )
    unit = forms.CharField(
        label=_("In what?"),
        max_length=60,
        required=False,
        help_text=_("Such as: calls a month, or of 100 asked."),
    )
    baseline = a_number(_("Where does it stand?"))
    baseline_on = a_day(_("Counted on which day?"), initial=timezone.localdate)
    target = a_number(_("Where should it be?"))
    target_on = a_day(_("By which day?"))
    submission = only_once()

    def verb(self) -> Goal:
        return Goal.objects.set_for(self.problem, self.user, **self.cleaned_data)


class GoalResultForm(forms.Form):
    result = a_number(_("Where does it stand now?"))
    on = a_day(_("Counted on which day?"), required=False, help_text=_("Empty means today."))

    def act(self, goal: Goal, by: User) -> bool:
        said = self.cleaned_data
        return done(self, lambda: goal.set_result(said["result"], said["on"], by))


class StepForm(ProblemForm):
    """A step of either side, as the desk writes it down."""

    what = forms.CharField(
        label=_("What is done?"),
        max_length=300,
        help_text=_("One thing that one can see was done or not."),
        error_messages={"required": _("Say what is done.")},
    )
    side = forms.ChoiceField(
        label=_("Whose step is it?"),
        choices=Side.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose step it is.")},
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Which organization?"),
        required=False,
        empty_label=_("None"),
        help_text=_("One that is linked to this problem. It can finish the step itself."),
    )
    owner = forms.CharField(
        label=_("Who does it, in words?"),
        required=False,
        max_length=120,
        help_text=_("An office or a group, such as Public Works; not a private person."),
    )
    planned_on = a_day(_("Planned for"), required=False)
    done_on = a_day(_("Done on"), required=False, help_text=_("Empty while it is not done."))
    hours = a_number(_("Hours of work"), required=False, most=99_999, places=1)
    cost = a_number(_("Cost in dollars"), required=False)
    note = some_words(_("Note for colleagues"), 2, required=False)
    submission = only_once()

    def prepare(self) -> None:
        field = self.fields["organization"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = self.problem.organizations.all()
        self.initial.setdefault("side", Side.POLICE)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("organization") and said.get("side") == Side.POLICE:
            self.add_error("side", _("An organization’s step is a step of the community."))
        return said

    def verb(self) -> ResponseStep:
        return ResponseStep.objects.add(self.problem, self.user, **self.cleaned_data)


class StepEndForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[("done", _("It is done")), ("dropped", _("It will not be done"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    on = a_day(_("Done on"), required=False, help_text=_("Empty means today."))
    words = some_words(_("A note; or why it will not be done"), 3, max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("outcome") == "dropped" and not said.get("words", "").strip():
            self.add_error("words", _("Say why it will not be done."))
        return said

    def act(self, step: ResponseStep, by: User) -> bool:
        said = self.cleaned_data
        if said["outcome"] == "done":
            return done(self, lambda: step.finish(by, said["on"], said["words"]))
        return done(self, lambda: step.drop(said["words"], by))


class AssessmentForm(ProblemForm):
    on = a_day(_("On which day did you look?"), required=False, help_text=_("Empty means today."))
    submission = only_once()

    def prepare(self) -> None:
        for name in ASKED:
            for field, required in ((name, True), (f"{name}_words", False)):
                label = getattr(Assessment, field).field.verbose_name
                self.fields[field] = (
                    forms.ChoiceField(
                        label=label,
                        choices=Finding.choices,
                        widget=forms.RadioSelect,
                        error_messages={"required": _("Choose one; “We do not know” is one.")},
                    )
                    if required
                    else some_words(label, 3, required=False, max_length=2000)
                )
        self.order_fields([*(each for name in ASKED for each in (name, f"{name}_words")), "on"])

    def verb(self) -> Assessment:
        return Assessment.objects.make(self.problem, self.user, **self.cleaned_data)


class PhotoForm(ProblemForm):
    photos = FilesField(
        label=_("The photo"),
        error_messages={"required": _("Choose a photo.")},
        help_text=_("Of a place, never of people or plates. Where it was taken is removed."),
    )
    moment = forms.ChoiceField(
        label=_("Before or after?"),
        choices=ProblemPhoto.Moment.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    caption = forms.CharField(
        label=_("What does it show?"),
        max_length=200,
        help_text=_("In a sentence, for those who cannot see it."),
        error_messages={"required": _("Say what it shows, for those who cannot see it.")},
    )
    taken_on = a_day(_("Taken on"), required=False)

    def verb(self) -> None:
        said = self.cleaned_data
        for file in said["photos"]:
            ProblemPhoto.objects.keep(
                self.problem,
                file,
                self.user,
                moment=said["moment"],
                caption=said["caption"],
                taken_on=said["taken_on"],
            )


class LinksForm(ProblemForm):
    """Who works along, and what else belongs to it."""

    organizations = forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label=_("Organizations that work on it with us"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see its title, goals and steps, never what residents wrote."),
    )
    events = forms.ModelMultipleChoiceField(
        Event.objects.none(), label=_("Meetings where it was spoken of"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    entries = forms.ModelMultipleChoiceField(
        OutreachEntry.objects.none(), label=_("Outreach about it"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    grants = forms.ModelMultipleChoiceField(
        Grant.objects.none(), label=_("Grants that pay for it"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    A_FEW = 20

    def prepare(self) -> None:
        area = self.problem.area
        near = Event.objects.filter(area__path__startswith=area.path, published_at__isnull=False)
        seen = OutreachEntry.objects.visible_to(self.user).filter(area__path__startswith=area.path)
        offered: dict[str, Any] = {
            "organizations": Organization.objects.approved().serving(area),
            "events": near.order_by("-pk"),
            "entries": seen.order_by("-pk"),
            "grants": Grant.objects.order_by("name"),
        }
        for name, found in offered.items():
            field = cast("forms.ModelMultipleChoiceField[Any]", self.fields[name])
            known = getattr(self.problem, name).values("pk")
            few = found.exclude(pk__in=known).values_list("pk", flat=True)[: self.A_FEW]
            field.queryset = found.model._default_manager.filter(pk__in=list(few))
            if not few:
                del self.fields[name]

    def verb(self) -> None:
        for kind, things in self.cleaned_data.items():
            if things:
                self.problem.link(kind, things, self.user)
