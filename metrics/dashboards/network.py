"""Who works with whom: organizations and what joins them, as a list and as a drawing.

Places on the drawing follow from the ties alone, so the same ties give the same picture: the
police in the middle, organizations on a circle, those that are joined one after the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from math import cos, pi, sin
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagement.events.models import Event
from engagement.problems.models import Problem
from metrics.dashboards.charts import Table, in_words
from metrics.dashboards.numbers.partners import serving
from metrics.dashboards.typefaces import visible
from partnerships.agreements.models import Agreement, Consent
from partnerships.boards.models import BoardMember
from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrOrPromise
    from django.utils.safestring import SafeString

    from metrics.dashboards.slices import Slice
    from portal.accounts.models import User

US = 0  # the police, among the keys of organizations
MOST = 24  # of those with most ties are drawn; all are in the table
LONGEST = 21  # letters of a name beside the drawing
JOINED: dict[str, _StrOrPromise] = {
    "problems": gettext_lazy("a problem worked on"),
    "meetings": gettext_lazy("a meeting held together"),
    "boards": gettext_lazy("seats on one board"),
    "agreements": gettext_lazy("an agreement in force"),
}
Pair = tuple[int, int]


@dataclass(frozen=True)
class Network:
    """Names and addresses of organizations by key, and what joins each pair of them."""

    names: Mapping[int, str]
    urls: Mapping[int, str]
    ties: Mapping[Pair, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, these: Slice, reader: User) -> Network:
        """Partners at work in these areas, as far as they and the reader's rights allow it.

        A shared problem joins only those who let their name stand beside problems, and only where
        the reader may know of the problem. Drafts and meetings off the list join nobody. Six
        statements.
        """
        ours = Organization.objects.filter(
            pk__in=Organization.objects.approved().listed_to(reader).filter(serving(these))
        )
        partners = {each.pk: each for each in ours.only("name", "slug")}
        found: dict[Pair, dict[str, None]] = defaultdict(dict)
        for kind, groups in _groups(these, reader).items():
            for members in groups:
                known = sorted(partners.keys() & members | ({US} & members))
                for pair in combinations(known, 2):
                    found[pair][kind] = None
        names = {pk: each.name for pk, each in partners.items()} | {US: _("The police")}
        urls = {pk: each.get_absolute_url() for pk, each in partners.items()}
        return cls(names, urls, {pair: tuple(kinds) for pair, kinds in sorted(found.items())})

    @property
    def finding(self) -> str:
        """How many partners work with one another, not with the police alone."""
        partners = [key for key in self.names if key != US]
        if not partners:
            return _("No partner is at work here yet.")
        joined = {key for pair in self.ties for key in pair if US not in pair}
        if not joined:
            return _("No partner here is known to work with another partner.")
        alone = [key for key in partners if not any(key in pair for pair in self.ties)]
        words = ngettext(
            "%(joined)s of %(all)s partner works with another partner.",
            "%(joined)s of %(all)s partners work with another partner.",
            len(partners),
        ) % {"joined": in_words(len(joined)), "all": in_words(len(partners))}
        if not alone:
            return words
        lonely = ngettext(
            "%(n)s is joined to nobody here.", "%(n)s are joined to nobody here.", len(alone)
        )
        return f"{words} {lonely % {'n': in_words(len(alone))}}"

    @property
    def table(self) -> Table:
        """Every organization, whom it is joined with, and by what."""
        keys = self._by_ties()
        return Table(
            caption=_("Partners and what joins them"),
            head=(_("Partner"), _("Number in the drawing"), _("Joined with"), _("Ties")),
            rows=tuple(
                (
                    self.names[key],
                    place if place <= MOST and self._degree(key) else None,
                    "; ".join(self._told(key)) or _("nobody here"),
                    self._degree(key),
                )
                for place, key in enumerate(keys, start=1)
            ),
            links=tuple(self.urls[key] for key in keys),
        )

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw: a single tie at least."""
        return bool(self.ties)

    @property
    def narrow(self) -> SafeString:
        return self._drawn(300, 300, named=False)

    @property
    def wide(self) -> SafeString:
        return self._drawn(720, 440, named=True)

    def _told(self, key: int) -> list[str]:
        return [
            f"{self.names[other]} ({', '.join(str(JOINED[kind]) for kind in kinds)})"
            for pair, kinds in self.ties.items()
            if key in pair
            for other in pair
            if other != key
        ]

    def _degree(self, key: int) -> int:
        return sum(key in pair for pair in self.ties)

    def _by_ties(self) -> list[int]:
        """Those with most ties first."""
        partners = [key for key in self.names if key != US]
        return sorted(partners, key=lambda key: (-self._degree(key), self.names[key]))

    def _drawn(self, width: int, height: int, *, named: bool) -> SafeString:
        """An SVG: lines, dots, and beside each dot its name or its number in the table."""
        keys = self._by_ties()
        joined = [key for key in keys[:MOST] if self._degree(key)]
        numbers = {key: place for place, key in enumerate(joined, start=1)}
        angles = dict(zip(around(numbers, self.ties), _turns(len(numbers)), strict=True))
        reach = height / 2 - 28
        at = {
            key: _rounded(width / 2 + reach * cos(a), height / 2 + reach * sin(a))
            for key, a in angles.items()
        }
        at[US] = (width / 2, height / 2)
        lines = format_html_join(
            "\n",
            '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>',
            (
                ("ch-tie ch-tie--us" if US in pair else "ch-tie", *at[pair[0]], *at[pair[1]])
                for pair in self.ties
                if pair[0] in at and pair[1] in at
            ),
        )
        dots = format_html_join(
            "\n",
            '<circle class="{}" cx="{}" cy="{}" r="{}"/>',
            (
                ("ch-e" if key == US else "ch-a", *place, 9 if key == US else 6)
                for key, place in at.items()
            ),
        )
        words = format_html_join(
            "\n",
            '<text class="ch-text" x="{}" y="{}" text-anchor="{}">{}</text>',
            (
                (*_beside(at[key], angles[key]), _anchor(angles[key]),
                 _short(self.names[key]) if named else numbers[key])
                for key in numbers
            ),
        )  # fmt: skip
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
            width, height, f"{self.finding} {_('The table below says the same.')}",
            lines, dots, words,
        )  # fmt: skip


def around(keys: Iterable[int], ties: Iterable[Pair]) -> list[int]:
    """The keys as they stand round the circle: each followed by those it is joined with.

    A walk in depth from the one with most ties on; among equals, by key.
    """
    keys = set(keys)
    beside: dict[int, set[int]] = {key: set() for key in keys}
    for one, other in ties:
        if one in keys and other in keys:
            beside[one].add(other)
            beside[other].add(one)

    def first(key: int) -> tuple[int, int]:
        return -len(beside[key]), key

    order: dict[int, None] = {}
    ahead = sorted(keys, key=first, reverse=True)
    while ahead:
        key = ahead.pop()
        if key not in order:
            order[key] = None
            ahead += sorted(beside[key] - order.keys(), key=first, reverse=True)
    return list(order)


def _turns(n: int) -> list[float]:
    """Angles round the circle, clockwise; none at the very top, where names would meet."""
    return [2 * pi * (place + 0.5) / n - pi / 2 for place in range(n)]


def _beside(at: tuple[float, float], angle: float) -> tuple[float, float]:
    return _rounded(at[0] + 12 * cos(angle), at[1] + 13 * sin(angle) + 5)


def _rounded(x: float, y: float) -> tuple[float, float]:
    """As near as an eye can tell."""
    return round(x, 1), round(y, 1)


def _anchor(angle: float) -> str:
    return "start" if cos(angle) > 0 else "end"


def _short(name: str) -> str:
    name = visible(name)
    return (
        name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    )


def _groups(these: Slice, reader: User) -> dict[str, list[set[int]]]:
    """Which keys stand together, by what joins them."""
    today, period = timezone.localdate(these.at), these.period
    named = Consent.objects.standing(today).filter(item=Consent.Item.PROBLEMS)
    problems = Problem.objects.open().visible_to(reader).filter(these.inside())
    meetings = Event.objects.filter(
        these.inside(),
        published_at__isnull=False,
        cancelled_at=None,
        unlisted=False,
        sessions__starts_at__gte=period.starts_at,
        sessions__starts_at__lt=min(period.ends_at, these.at),
    )
    seats = BoardMember.objects.filter(since_on__lte=today, organization__isnull=False).filter(
        Q(until_on=None) | Q(until_on__gte=today)
    )
    agreed = Agreement.objects.visible_to(reader).in_force(today)
    return {
        "problems": _together(
            Problem.organizations.through.objects.filter(
                problem__in=problems.order_by().values("pk"),
                organization__in=named.order_by().values("organization"),
            ).values_list("problem_id", "organization_id"),
            us=True,
        ),
        "meetings": _together(
            Event.partners.through.objects.filter(
                event__in=meetings.order_by().values("pk")
            ).values_list("event_id", "organization_id"),
            us=True,
        ),
        "boards": _together(seats.order_by().values_list("board_id", "organization_id")),
        "agreements": [
            {US, pk} for pk in agreed.order_by().values_list("organization_id", flat=True)
        ],
    }


def _together(rows: Iterable[tuple[int, int]], *, us: bool = False) -> list[set[int]]:
    """Those of one thing; with the police, where they are part of it."""
    found: dict[int, set[int]] = defaultdict(lambda: {US} if us else set())
    for thing, organization in rows:
        found[thing].add(organization)
    return list(found.values())
