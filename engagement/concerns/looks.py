"""Words about how someone looks. What people do can be acted on; how they look cannot."""

from __future__ import annotations

import re

_PEOPLE = (
    r"(?:guys?|m[ae]n|males?|wom[ae]n|females?|boys?|girls?|kids?|teens?|teenagers?|youths?"
    r"|people|persons?|family|families|individuals?|couple|folks?|thugs?)"
)
_ORIGINS = (
    r"(?:black|white|brown|asian|hispanic|latin[oax]s?|mexican|african(?:[ -]american)?|arabs?"
    r"|indian|chinese|middle[ -]eastern|gyps(?:y|ies)|roma|somali|haitian|foreign|immigrant)"
)
_GENTE = (
    r"(?:hombres?|tipos?|chic[oa]s?|muchach[oa]s?|mujer(?:es)?|jóvenes|joven|personas?|gente|señor)"
)
_ORIGENES = (
    r"(?:negr[oa]s?|moren[oa]s?|blanc[oa]s?|asiátic[oa]s?|árabes?|gitan[oa]s?|extranjer[oa]s?)"
)
LOOKS = re.compile(
    rf"""(?ix)\b(?:
        {_ORIGINS}[ ]{_PEOPLE} | {_GENTE}[ ]{_ORIGENES}
      | (?:dark|light|brown|black)[ -]skin(?:ned)? | de[ ]piel[ ](?:oscura|morena)
      | (?:in|with|wearing)[ ](?:a[ ])?(?:\w+[ ])?
        (?:hood(?:ie|y|ies)|turban|hijab|headscarf|dreadlocks|tattoos)
      | con[ ](?:capucha|turbante|velo|tatuajes)
      | (?:looks?|looked|looking)[ ]
        (?:foreign|suspicious|mexican|homeless|like[ ]a[ ](?:thug|gangster))
      | con[ ]pinta[ ]de[ ]\w+
    )\b"""
)


def told_in(text: str) -> list[str]:
    """The stretches that say how someone looks, each once, in order."""
    return list(dict.fromkeys(match[0] for match in LOOKS.finditer(text)))
