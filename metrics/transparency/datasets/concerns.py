"""What concerns are about, and who was sent elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import Category, Diversion
from metrics.transparency.datasets.shape import ALL, Column, Counted, Dataset, Drawing
from metrics.transparency.languages import in_all

if TYPE_CHECKING:
    from metrics.transparency.datasets.shape import Record


def _topics(record: Record) -> Counted | None:
    found = record.tallied.by_kind("raised")
    if not found:
        return None
    categories = {each.slug: each for each in Category.objects.filter(slug__in=found)}
    names = {slug or "no-topic": in_all(categories.get(slug, slug)) for slug in found}
    if "" in found:
        names["no-topic"] = in_all(_("No topic chosen"))
    rows = sorted(
        ((slug or "no-topic", n) for slug, n in found.items()), key=lambda r: (-r[1], r[0])
    )
    return Counted(tuple(rows), names | {ALL: in_all(_("All topics"))}, (ALL, sum(found.values())))


def _routed(record: Record) -> Counted:
    period = record.quarter.period
    found = dict(
        Diversion.objects.filter(on__gte=period.first, on__lte=period.last)
        .order_by()
        .values_list("kind")
        .annotate(n=Sum("times"))
    )
    kinds = Diversion.Kind
    return Counted(
        tuple((kind.value, found.get(kind.value, 0)) for kind in kinds),
        {kind.value: in_all(kind.label) for kind in kinds},
    )


TOPICS = Dataset(
    slug="topics",
    title=_("Concerns by topic"),
    about=_("What people raised, in the whole city. A concern has one topic."),
    columns=(
        Column(
            "topic", _("Topic"), _("Code of the topic; “no-topic” where none was chosen."), "code"
        ),
        Column("raised", _("Raised"), _("Concerns raised in the quarter."), fact="raised"),
    ),
    count=_topics,
    facts=("raised",),
    along="topic",
    drawing=Drawing(("raised",), ("pine",), "raised"),
    empty=_("No concern was raised."),
)
ROUTED = Dataset(
    slug="routed",
    title=_("People led to those who decide"),
    about=_(
        "How often people who wanted to complain, to praise, to report or to tip were led to those "
        "who take it. It counts clicks, and no person: the same one may come twice."
    ),
    columns=(
        Column("kind", _("What they came with"), _("Code of what they came with."), "code"),
        Column("times", _("Times"), _("How often someone was led there.")),
    ),
    count=_routed,
    along="kind",
    adds_up=False,
    drawing=Drawing(("times",), ("pine",), "times"),
)
