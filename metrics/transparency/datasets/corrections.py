"""What was changed, hidden or taken back after it was public, and demands by law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import Redaction, Step
from metrics.surveys.models import OwnWords, Release
from metrics.transparency.datasets.shape import ALL, Column, Counted, Dataset
from metrics.transparency.languages import in_all
from metrics.transparency.models import PolicyVersion, Publication
from partnerships.boards.models.comment import Hiding
from portal.records.models import LegalDemand
from portal.records.models.legal_demand import WAITING

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from metrics.dashboards.charts import Value
    from metrics.transparency.datasets.shape import Record


def _within(record: Record, rows: QuerySet[Model], at: str = "at") -> int:
    period = record.quarter.period
    return rows.filter(**{f"{at}__gte": period.starts_at, f"{at}__lt": period.ends_at}).count()


def _hidden(record: Record) -> Counted:
    """One row a reason, so that nobody can be accused of hiding what they did not like."""
    rows, names = [], {}
    for why in Redaction.Why:
        code = f"concern-words-{why.value}"
        rows.append((code, _within(record, Redaction.objects.filter(why=why))))
        names[code] = in_all(_Both(_("Words of a concern hidden"), why.label))
    for rule in Hiding.Rule:
        code = f"comment-{rule.value}"
        rows.append((code, _within(record, Hiding.objects.filter(rule=rule))))
        names[code] = in_all(_Both(_("Comment on a draft hidden"), rule.label))
    for reason in OwnWords.Why:
        code = f"survey-words-{reason.value}"
        withheld = OwnWords.objects.filter(state=OwnWords.State.WITHHELD, why=reason)
        rows.append((code, _within(record, withheld, "read_at")))
        names[code] = in_all(_Both(_("Words of a survey answer not shown"), reason.label))
    withdrawn = Step.objects.filter(verb=Step.Verb.WITHDRAWN)
    rows.append(("concern-withdrawn", _within(record, withdrawn)))
    names["concern-withdrawn"] = in_all(_("Concern taken off the public page"))
    return Counted(tuple(rows), names)


class _Both:
    """What was done, and why, in the language that is asked for."""

    def __init__(self, what: object, why: object) -> None:
        self.what, self.why = what, why

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


def _again(record: Record) -> Counted:
    editions = Publication.objects.filter(edition__gt=1)
    releases = Release.objects.filter(number__gt=1)
    versions = PolicyVersion.objects.filter(number__gt=1)
    kinds = (
        ("quarter", _("Quarters published again"), editions, "published_at"),
        ("survey", _("Surveys released again"), releases, "released_at"),
        ("policy", _("Policies changed"), versions, "published_at"),
    )
    return Counted(
        tuple((code, _within(record, rows, at)) for code, _label, rows, at in kinds),
        {code: in_all(label) for code, label, _rows, _at in kinds},
    )


def _demands(record: Record) -> Counted:
    """One row a kind, also those of which none came: zero is worth saying."""
    period = record.quarter.period
    received = LegalDemand.objects.received_between(period.first, period.last)

    def row(kind: str) -> tuple[Value, ...]:
        ended = received.filter(kind=kind).counts_by_outcome()
        return kind, sum(ended.values()), *(ended[each] for each in (*LegalDemand.Outcome, WAITING))

    rows = tuple(row(kind.value) for kind in LegalDemand.Kind)
    sums = tuple(sum(int(str(each[at])) for each in rows) for at in range(1, len(rows[0])))
    names = {kind.value: in_all(kind.label) for kind in LegalDemand.Kind}
    return Counted(rows, names | {ALL: in_all(_("All demands"))}, (ALL, *sums))


HIDDEN = Dataset(
    slug="hidden",
    title=_("What was hidden, and why"),
    about=_("Words of residents that others do not get to read, by the rule they broke."),
    columns=(
        Column("what", _("What and why"), _("Code of what was hidden and the reason."), "code"),
        Column("times", _("Times"), _("How often in the quarter."), fact="hidden"),
    ),
    count=_hidden,
    along="why",
    adds_up=False,
)
AGAIN = Dataset(
    slug="corrections",
    title=_("What was published again"),
    about=_(
        "Numbers and texts that were replaced. The old ones stay where they were, with the reason."
    ),
    columns=(
        Column("what", _("What"), _("Code of what was published again."), "code"),
        Column("times", _("Times"), _("How often in the quarter.")),
    ),
    count=_again,
    along="what",
    adds_up=False,
)
DEMANDS = Dataset(
    slug="legal-demands",
    title=_("Demands by law for what we hold"),
    about=_("Subpoenas, orders and warrants received in the quarter, and what became of them."),
    columns=(
        Column("kind", _("What came"), _("Code of what came."), "code"),
        Column("received", _("Received"), _("How many were received in the quarter.")),
        Column("complied", _("All handed over"), _("We handed over all it asked for.")),
        Column("partly", _("A part handed over"), _("We handed over a part.")),
        Column("refused", _("Nothing handed over"), _("We handed over nothing.")),
        Column("withdrawn", _("Withdrawn"), _("It was withdrawn.")),
        Column("waiting", _("Not answered yet"), _("Not answered when this was counted.")),
    ),
    count=_demands,
    along="kind",
)
