"""Forms of consultations: what visitors say, and what the desk writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.boards.forms import a_day, a_number, done, words
from partnerships.boards.models import Board, Comment, Consultation, Hiding, ResponseRow
from partnerships.organizations.models import Organization
from portal.files.uploads import FilesField, FilesInput
from portal.records import privacy

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.boards.models.consultation import Piece
    from portal.accounts.models import User

LINES = {"attrs": {"rows": 3}}
BLANK = re.compile(r"\n\s*\n")
MOST_PASSAGES = 200


class CommentForm(forms.Form):
    """What someone thinks of a draft. No account, no name needed."""

    about = forms.ChoiceField(label=_("What is your comment about?"), required=False)
    text = words(
        _("Your comment"),
        4000,
        5,
        help_text=_("In your own language. Say what should change, and why."),
        error_messages={"required": _("Write your comment first.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=80,
        help_text=_("Everyone can read it. Leave it empty to stay unnamed."),
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("For an organization"),
        required=False,
        empty_label=_("No, for myself"),
    )
    email = forms.EmailField(
        label=_("Tell me how it ends"),
        required=False,
        help_text=_(
            "Your email address, if you want one mail with the outcome. It is kept apart from "
            "your comment and erased after that mail."
        ),
    )
    # Set once the writer has read what we noticed and sends it as it is.
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)
    submission = a_number()

    def __init__(
        self,
        *args: Any,
        consultation: Consultation,
        user: User | AnonymousUser,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.passages = {str(one.number): one for one in consultation.passages.all()}
        about = self.fields["about"]
        if isinstance(about, forms.ChoiceField):
            about.choices = [
                ("", _("The whole draft")),
                *((number, str(one)) for number, one in self.passages.items()),
            ]
        partner = self.fields["organization"]
        theirs = user.organizations.approved() if user.is_authenticated else None
        if theirs is not None and theirs.exists() and isinstance(partner, forms.ModelChoiceField):
            partner.queryset = theirs
        else:
            del self.fields["organization"]

    @property
    def noticed(self) -> list[str]:
        """What everyone would read and nobody should: whose view it is plays no part."""
        if self.cleaned_data.get("anyway"):
            return []
        found = privacy.warnings(self.cleaned_data.get("text", ""))
        return [one.words for one in found if one.kind != privacy.Kind.BELIEF]


class AppealForm(forms.Form):
    why = words(
        _("Why should it be shown?"),
        1000,
        3,
        error_messages={"required": _("Say why it should be shown.")},
    )

    def act(self, hiding: Hiding) -> bool:
        return done(self, lambda: hiding.ask_again(self.cleaned_data["why"]))


class DraftForm(forms.ModelForm[Consultation]):
    """A draft for everyone to read. A blank line begins a new passage."""

    draft = words(
        _("The draft"),
        60_000,
        16,
        help_text=_(
            "A blank line begins a new passage, and passages are numbered. A line that begins "
            "with # is the heading of the passage after it."
        ),
        error_messages={"required": _("Write the draft: people need something to read.")},
    )
    submission = a_number()

    class Meta:
        model = Consultation
        fields = ["title", "kind", "board", "area", "summary", "opens_on", "closes_on"]
        help_texts = {
            "summary": _("In two or three plain sentences: what would change, and for whom."),
            "closes_on": _("Four weeks give people time to talk it over."),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "opens_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board, area = self.fields["board"], self.fields["area"]
        if isinstance(board, forms.ModelChoiceField) and isinstance(area, forms.ModelChoiceField):
            board.queryset = Board.objects.current()
            board.empty_label, area.empty_label = _("None"), _("The whole city")
        if self.instance.pk:
            self.fields["draft"].initial = as_text(self.instance)

    def clean_draft(self) -> list[Piece]:
        found = pieces(self.cleaned_data["draft"])
        if len(found) > MOST_PASSAGES:
            raise forms.ValidationError(_("That is more than 200 passages. Join some of them."))
        if any(len(text) > 8000 for _heading, text in found):  # noqa: PLR2004
            raise forms.ValidationError(_("One passage is very long. Divide it by a blank line."))
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        opens, closes = said.get("opens_on"), said.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("It cannot end before it begins."))
        return said

    def _post_clean(self) -> None:
        """The verbs write; until they do, the row in hand stays as it is."""

    def act(self, by: User) -> bool:
        """Begin it, or put it better; `instance` is then the one that is kept."""
        said = dict(self.cleaned_data)
        passages, submission = said.pop("draft"), said.pop("submission")

        def write() -> None:
            if self.instance.pk:
                self.instance.revise(by, passages, **said)
            else:
                self.instance = Consultation.objects.draft(
                    by, passages, submission=submission, **said
                )

        return done(self, write)


class ProlongForm(forms.Form):
    to = a_day(_("Until which day?"), error_messages={"required": _("Choose the new last day.")})

    def act(self, consultation: Consultation, by: User) -> bool:
        return done(self, lambda: consultation.prolong(self.cleaned_data["to"], by))


class RowForm(forms.ModelForm[ResponseRow]):
    class Meta:
        model = ResponseRow
        fields = ["heard", "did", "why", "where"]
        widgets = {
            "heard": forms.Textarea(**LINES),
            "why": forms.Textarea(**LINES),
            "did": forms.RadioSelect,
        }
        error_messages = {
            "heard": {"required": _("Say what you heard.")},
            "did": {"required": _("Choose one.")},
            "why": {"required": _("Say why.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        did = self.fields["did"]
        if isinstance(did, forms.ChoiceField):
            did.choices = ResponseRow.Did.choices

    def _post_clean(self) -> None:
        """The verbs write; until they do, the row in hand stays as it is."""


class MatrixForm(RowForm):
    """Tick what people said, and say in which row it is answered."""

    ROW, READ = "new", "read"

    comments = forms.ModelMultipleChoiceField(
        Comment.objects.none(),
        label=_("Which comments?"),
        error_messages={"required": _("Tick at least one comment.")},
    )
    row = forms.ChoiceField(label=_("Where are they answered?"))
    submission = a_number()

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.rows = {str(row.number): row for row in consultation.rows.all()}
        ticks, row = self.fields["comments"], self.fields["row"]
        if isinstance(ticks, forms.ModelMultipleChoiceField) and isinstance(row, forms.ChoiceField):
            ticks.queryset = consultation.comments.unsettled()
            row.choices = [
                (self.ROW, _("In a new row, written below")),
                *(
                    (number, _("In row %(row)s") % {"row": f"{number}. {one}"})
                    for number, one in self.rows.items()
                ),
                (self.READ, _("In none: read, it asks for no change")),
            ]
        if self.data.get("row", self.ROW) != self.ROW:
            for name in ("heard", "did", "why"):
                self.fields[name].required = False

    def act(self, by: User) -> bool:
        said = dict(self.cleaned_data)
        comments, row, submission = said.pop("comments"), said.pop("row"), said.pop("submission")

        def settle() -> None:
            if row == self.READ:
                comments.mark_read(by)
            elif row == self.ROW:
                ResponseRow.objects.add_row(
                    self.consultation, comments, by, submission=submission, **said
                )
            else:
                self.rows[row].cover(comments, by)

        return done(self, settle)


class HidingForm(forms.Form):
    rule = forms.ChoiceField(label=_("Which rule does it break?"), choices=Hiding.Rule.choices)
    why = forms.CharField(
        label=_("How?"),
        max_length=400,
        help_text=_("Everyone can read this in its place."),
        error_messages={"required": _("Say how it breaks the rule. Everyone can read it.")},
    )

    def act(self, comment: Comment, by: User) -> bool:
        said = self.cleaned_data
        return done(self, lambda: comment.hide(said["rule"], said["why"], by))


class DecisionForm(forms.Form):
    decision = forms.CharField(
        label=_("What do you decide, and why?"),
        max_length=400,
        error_messages={"required": _("Say why. Whoever wrote the comment reads it.")},
    )
    show = forms.ChoiceField(
        label=_("So it"),
        choices=[("yes", _("is shown again")), ("no", _("stays hidden"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def act(self, hiding: Hiding, by: User) -> bool:
        said = self.cleaned_data
        return done(self, lambda: hiding.decide(said["decision"], by, show=said["show"] == "yes"))


class ConclusionForm(forms.Form):
    """The end of it: what was decided, and the text as it is now."""

    outcome = words(
        _("What was decided?"),
        4000,
        4,
        help_text=_("From when it holds, and what changed because of what people said."),
        error_messages={"required": _("Say what was decided.")},
    )
    file = FilesField(
        label=_("The final text as a PDF"),
        required=False,
        widget=FilesInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        for passage in consultation.passages.all():
            self.fields[f"final_{passage.number}"] = words(
                _("Passage %(number)s as it is now") % {"number": passage},
                8000,
                4,
                required=False,
                initial=passage.text,
            )

    def act(self, by: User) -> bool:
        said = self.cleaned_data
        texts = {
            int(name.removeprefix("final_")): text
            for name, text in said.items()
            if name.startswith("final_")
        }
        files = said["file"]
        return done(
            self,
            lambda: self.consultation.conclude(
                said["outcome"], by, texts, file=files[0] if files else None
            ),
        )


def pieces(draft: str) -> list[Piece]:
    """Headings and texts, as the blank lines and # signs say."""
    found: list[Piece] = []
    heading = ""
    for block in BLANK.split(draft.replace("\r\n", "\n").strip()):
        lines = block.strip().split("\n")
        if lines[0].startswith("#"):
            heading = lines.pop(0).lstrip("# ").strip()[:160]
        if text := "\n".join(lines).strip():
            found.append((heading, text))
            heading = ""
    return found


def as_text(consultation: Consultation) -> str:
    """The passages as they were typed."""
    return "\n\n".join(
        f"# {one.heading}\n{one.text}" if one.heading else one.text
        for one in consultation.passages.all()
    )
