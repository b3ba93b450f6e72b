"""Words that record someone's faith, politics or part in a protest, which is no one's business.

28 CFR 23 and the First Amendment: what people believe, whom they vote for and which lawful
gathering they went to does not belong in a record of the police. Each rule is a pattern and the
words beside it that make it harmless: Grace Church may host a meeting, and a street may vote
for a crosswalk. Anyone can read the rules here; nothing is learned and nothing is sent anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NEAR = 60  # letters on either side that a rule may look at
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Rule:
    """What is pointed out, unless one of the other patterns stands right beside it."""

    pattern: re.Pattern[str]
    unless_after: re.Pattern[str] = field(default=NEVER)
    unless_before: re.Pattern[str] = field(default=NEVER)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE)


def _then(pattern: str) -> re.Pattern[str]:
    """Directly after what was found."""
    return re.compile(rf"\s+(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE)


def _just_before(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})\s+$", re.IGNORECASE | re.VERBOSE)


# A faith in the name of a house, a school or a charity is about no one.
HOUSES = r"""
    (?:\w+[ ])?(?:church(?:es)? | schools? | academy | cent(?:er|re)s? | charit(?:y|ies) | hospital
      | cemetery | college | hall | museum | food[ ]pantry | relief | services | association
      | league | federation | federations | institute | library | student[ ]center)
"""
THINGS = r"""
    (?:(?:a|an|the|this|that|our|more|new|two|three|four|both|una?|el|la|los|las|más)[ ])?
    (?:\w+[ ]){0,2}
    (?:crosswalks? | crossings? | walk[ ]signals? | signals? | lights? | lamps? | bench(?:es)?
      | humps? | bumps? | stop[ ]signs? | priorit(?:y|ies) | options? | topics? | dates? | times?
      | days? | names? | colors? | places? | plans? | ideas? | projects? | murals? | gardens?
      | playgrounds? | patrols? | cameras? | parking | minutes | agenda | budgets?
      | prioridad(?:es)? | luz | luces | semáforos? | cruces? | bancas? | topes? | fechas?
      | mural | planes?)
"""
WE = r"(?:we|i|officers?|sergeant|sgt|lieutenant|captain|our[ ]team|nosotros)"

RULES: tuple[Rule, ...] = (
    # Protest
    Rule(
        _words(
            r"""(?:attend(?:s|ed|ing)?|join(?:s|ed|ing)?|(?:was|were|been|seen)[ ]at|went[ ]to
              |took[ ]part[ ]in|organiz(?:es|ed|ing)|led)[ ]
              (?:the|a|an|that|this|last|every|their)[ ](?:\w+[ ])?
              (?:protests?|demonstrations?|rall(?:y|ies)|march(?:es)?|vigils?|sit-ins?
              |picket(?:[ ]line)?)
            """
        ),
        unless_before=_just_before(WE),
        unless_after=_then(r"of[ ](?:the[ ])?(?:new|speed|equipment|tools?|camera|drone|dog|k9)"),
    ),
    Rule(_words(r"protest(?:s|er|ers|or|ors|ed|ing)? | counter-?protest(?:s|ers?)?")),
    Rule(
        _words(r"demonstrat(?:ors?|ions?)"),
        unless_before=_just_before(
            r"""cooking | safety | fire | bike | car[ ]seat | cpr | first[ ]aid | k9 | dog | drone
              | equipment | product | science | live | self-defense | short | hands-on"""
        ),
        unless_after=_then(r"(?:of|on|for|how|by[ ]the[ ]fire|garden|kitchen|project)"),
    ),
    Rule(
        _words(r"rall(?:y|ies)"),
        unless_before=_just_before(r"pep | school | car | bike | to | spirit"),
        unless_after=_then(r"around | neighbors | volunteers | support | points?"),
    ),
    Rule(_words(r"picket(?:ed|ing|ers?) | picket[ ]lines? | strikers | on[ ]strike")),
    Rule(_words(r"sit-ins? | activists?")),
    Rule(_words(r"(?:he|she|they|who|people|residents|students|neighbors)[ ]marched")),
    Rule(
        _words(
            r"""protestas? | manifestantes? | manifestaci(?:ón|ones) | huelguistas? | en[ ]huelga
              | activistas? | (?:fue|fueron|asistió|asistieron|iba|iban)[ ]a[ ](?:la|una)[ ]marcha
              | marcharon"""
        )
    ),
    # Faith
    Rule(
        _words(
            r"""muslims? | islam | jews? | jewish | christians? | catholics? | evangelicals?
              | hindus? | sikhs? | buddhists? | mormons? | atheists? | protestants? | baptists?
              | jehovah[’']s[ ]witness(?:es)?"""
        ),
        unless_after=_then(HOUSES),
    ),
    Rule(
        _words(r"worship(?:s|ed|p?ers?|p?ing)? | congregants? | parishioners?"),
        unless_before=_just_before(r"(?:house|houses|place|places)[ ]of"),
    ),
    Rule(
        _words(r"prayers? | praying | prayed | prays? | sermons?"),
        unless_before=_just_before(r"opening | nobody | no"),
        unless_after=_then(r"rooms? | halls? | mats? | breakfast"),
    ),
    Rule(
        _words(
            r"""(?:go|goes|going|went|belongs?|belonged)[ ]to[ ](?:(?:his|her|their|a)[ ])?
              (?:church|mosque|temple|synagogue|mass|shul)
              | attend(?:s|ed|ing)?[ ](?:(?:his|her|their|a|the)[ ])?
              (?:church|mosque|temple|synagogue|mass|services[ ]at
              |friday[ ]prayers?|sunday[ ]service)"""
        ),
        unless_before=_just_before(WE),
        unless_after=_then(
            r"""halls? | basement | parking | lot | steps | street | kitchen | grounds | garden
              | board | council | meeting | supper | festival | picnic | fair | cleanup"""
        ),
    ),
    Rule(
        _words(r"(?:religious|faith)[ ](?:beliefs?|views?|affiliations?) | (?:his|her)[ ]religion")
    ),
    Rule(
        _words(
            r"""musulm(?:án|anes|anas?) | musulman(?:es|as?)? | jud[ií][oa]s? | católic[oa]s?
              | evangélic[oa]s? | cristian[oa]s? | ate[oa]s?
              | rez(?:ar|a|an|ó|aron|aban?|ando) | oraciones | feligres(?:es|a|as)? | feligrés
              | (?:va|van|iba|iban|asiste|asisten)[ ]a[ ]
                (?:misa|(?:la|su|una)[ ](?:iglesia|mezquita|sinagoga))"""
        ),
        unless_before=_just_before(
            r"(?:escuela|colegio|iglesia|centro|universidad|hospital|cementerio|asociación)"
        ),
        unless_after=_then(r"de[ ](?:la[ ])?reunión"),
    ),
    # Politics
    Rule(_words(r"republicans? | democrats? | socialists? | communists? | anarchists?")),
    Rule(
        _words(r"political(?:ly)? | politics | politician[’']s[ ]supporters?"),
        unless_before=_just_before(r"no"),
    ),
    Rule(
        _words(
            r"""(?:who|whom)[ ](?:he|she|they|people|residents|neighbors)[ ]
              (?:vot(?:e|es|ed)|would[ ]vote|will[ ]vote)[ ]for
              | how[ ](?:he|she|they|people|residents)[ ]vot(?:e|es|ed)"""
        )
    ),
    Rule(
        _words(r"vot(?:e|ed|es|ing)[ ](?:for|against)"),
        unless_before=_just_before(r"(?:who|whom)[ ]\w+"),
        unless_after=_then(THINGS),
    ),
    Rule(
        _words(
            r"""campaign(?:s|ed|ing)?[ ](?:for|against) | (?:yard|campaign)[ ]signs?[ ]for
              | (?:registered|lifelong)[ ](?:democrat|republican|voters?) | union[ ]organizers?
              | support(?:s|ed|ers?)[ ](?:of[ ])?(?:the[ ])?
                (?:candidate|mayor’s[ ]party|\w+[ ]party)"""
        ),
        unless_after=_then(THINGS),
    ),
    Rule(
        _words(
            r"""republican[oa]s? | demócratas? | comunistas? | socialistas? | anarquistas?
              | (?:ideas|opiniones|creencias)[ ](?:políticas|religiosas) | afiliación[ ]política
              | partido[ ]político | (?:por[ ])?qui[eé]n(?:es)?[ ]vot(?:ó|aron|aría|an?)
              | simpatizantes?[ ]de(?:l)?"""
        )
    ),
    Rule(_words(r"vot(?:ó|aron|ar|aría|an?)[ ](?:por|contra)"), unless_after=_then(THINGS)),
)


def told_in(text: str) -> Iterator[tuple[int, str]]:
    """Where such words stand and what they are, in order; the longer of two that overlap."""
    stands = [
        (match.start(), match.end())
        for rule in RULES
        for match in rule.pattern.finditer(text)
        if not rule.unless_after.match(text, match.end(), match.end() + NEAR)
        and not rule.unless_before.search(text[max(0, match.start() - NEAR) : match.start()])
    ]
    end = 0
    for start, stop in sorted(stands, key=lambda stand: (stand[0], -stand[1])):
        if start >= end:
            yield start, text[start:stop]
            end = stop
