"""What a request for help leaves out: who somebody is, and what a doctor would write down.

Pure functions. They warn, and whoever writes decides, because a pattern cannot know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.records import privacy

if TYPE_CHECKING:
    from collections.abc import Iterable

CLINICAL = re.compile(
    r"""(?ix)\b(?:
        diagnos(?:is|es|ed|e) | prognosis | schizo\w* | bipolar | psychotic | psychosis | autis\w*
      | dementia | alzheimer\w* | ptsd | adhd | suicid\w* | overdos\w* | self-harm | self[ ]harm
      | depress(?:ed|ion|ive) | paranoi\w* | delusion\w* | hallucinat\w* | manic
      | addict(?:ed|ion|s)? | alcoholi\w* | heroin | fentanyl | meth | cocaine | opioids?
      | relapse\w*
      | hiv | aids | hepatitis | cancer | pregnan\w* | miscarriage | abortion
      | medicat\w* | prescri\w* | methadone | insulin | lithium | antidepressants?
      | patient | symptoms? | disorders? | mental[ ]illness | mentally[ ]ill
      | diagn[oó]stic\w* | esquizo\w* | embaraz\w* | adict\w* | depresi[oó]n | c[aá]ncer | vih
    )\b"""
)


@dataclass(frozen=True)
class Clinical:
    """A word that belongs in a health record, not here."""

    found: str
    start: int

    @property
    def key(self) -> str:
        return f"clinical-{sha256(self.found.casefold().encode()).hexdigest()[:12]}"

    @property
    def words(self) -> str:
        return _(
            "“%(found)s” is about someone’s health. Say what would help, such as “a place to"
            " stay” or “someone to talk to”. They can tell the rest themselves."
        ) % {"found": self.found}


Finding = privacy.Finding | Clinical


def warnings(text: str, known: Iterable[str] = ()) -> list[Finding]:
    """What a careful reader would ask to leave out, each once."""
    health = {
        match[0].casefold(): Clinical(match[0], match.start()) for match in CLINICAL.finditer(text)
    }
    return [*privacy.warnings(text, known), *health.values()]
