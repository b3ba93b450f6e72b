"""What the second screen points out before anything is sent.

All of it is a suggestion: the category, neighbors who say the same, and words that are
better left out. Whoever writes decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from engagement.concerns import looks, neighbors
from engagement.concerns.models import Category
from engagement.concerns.suggestion import suggest
from portal.areas.models import Area
from portal.records import privacy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from engagement.concerns.models import Concern


@dataclass(frozen=True)
class Noticed:
    area: Area | None
    category: Category | None
    because: tuple[str, ...]
    same: list[Concern]
    warnings: list[str]

    @property
    def why_category(self) -> str:
        """The suggestion as a sentence, labelled as the computer's."""
        if self.category is None:
            return ""
        return _(
            "We think this is about: %(category)s, because you wrote %(words)s."
            " A computer suggests this. Change it if it is wrong."
        ) % {
            "category": self.category,
            "words": _(" and ").join(f"“{word}”" for word in self.because),
        }


def look_at(said: Mapping[str, Any], area: Area | None) -> Noticed:
    """`said` is what the first screen has found valid."""
    text = said["text"]
    suggestion = suggest(text)
    category = (
        Category.objects.offered().filter(slug=suggestion.slug).first() if suggestion else None
    )
    same = neighbors.like(
        text,
        latitude=said["latitude"],
        longitude=said["longitude"],
        area=area,
        category=category,
    )
    because = suggestion.because if suggestion and category else ()
    return Noticed(area, category, because, same, warnings(said))


def warnings(said: Mapping[str, Any]) -> list[str]:
    """Sentences about what is better left out: numbers, plates, names, and how people look."""
    text = "\n".join(filter(None, (said["text"], said["place"], said["wish"])))
    found = privacy.warnings(text)
    if any(finding.kind == privacy.Kind.NAME for finding in found):  # or it may be a place
        found = privacy.warnings(text, Area.objects.values_list("name", flat=True))
    about = [finding.words for finding in found if finding.kind != privacy.Kind.BELIEF]
    about += [
        _("“%(found)s” tells how someone looks. Say what they do.") % {"found": look}
        for look in looks.told_in(text)
    ]
    return about
