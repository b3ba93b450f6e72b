"""What does not belong in a record about a place: signs of a person in free text.

Pure functions. They warn; they never change a text and never refuse one, because a
pattern cannot know. Whoever writes reads the warning and decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.records import beliefs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Kind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    PLATE = "plate"
    NAME = "name"
    BELIEF = "belief"


@dataclass(frozen=True)
class Finding:
    """One stretch of text that looks like something to leave out."""

    kind: Kind
    found: str
    start: int

    @property
    def key(self) -> str:
        """The same words of the same kind have the same key, wherever they stand."""
        return f"{self.kind}-{sha256(self.found.casefold().encode()).hexdigest()[:12]}"

    @property
    def words(self) -> str:
        return sentences()[self.kind] % {"found": self.found}


def sentences() -> dict[Kind, str]:
    return {
        Kind.PHONE: _("This looks like a phone number: “%(found)s”. Take it out."),
        Kind.EMAIL: _("This looks like an email address: “%(found)s”. Take it out."),
        Kind.PLATE: _("This looks like a license plate: “%(found)s”. Take it out."),
        Kind.NAME: _(
            "This looks like someone’s name: “%(found)s”. Say “a neighbor” or “a shop owner”."
        ),
        Kind.BELIEF: _(
            "“%(found)s” is about faith, politics or protest. Do not record who believes or "
            "says what; keep only what people asked of us."
        ),
    }


EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE = re.compile(
    r"""(?<![\w+])(?:
        \+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}          # abroad, or with the country
      | (?:1[ .-]?)?\(\d{3}\)[ .-]?\d{3}[ .-]?\d{4}    # (312) 555-0142
      | (?:1[ .-]?)?\d{3}[.-]\d{3}[.-]\d{4}            # 312-555-0142
      | (?:1[ ])?\d{3}[ ]\d{3}[ ]\d{4}                 # 312 555 0142
      | \d{10}                                         # 3125550142
      | \d{3}[.-]\d{4}                                 # 555-0142
    )(?![\w-])""",
    re.VERBOSE,
)
# Letters and digits in one or two groups, as North American and European plates are.
PLATE = re.compile(
    r"""(?<![\w-])(?:
        [A-Z]{3}[ -]?\d{3,4} | \d[A-Z]{3}[ -]?\d{3} | \d{3,4}[ -]?[A-Z]{3}
      | [A-Z]{2}\d{2}[ -]?[A-Z]{3} | [A-Z]{2}[ -]\d{4,5} | [A-Z]\d{2}[ -]?[A-Z]{3}
      | [A-Z]{2}\d{5} | [A-Z]{1,3}-[A-Z]{1,2}[ -]?\d{1,4}
      | [a-z]{3}-?\d{3,4} | \d[a-z]{3}\d{3}
    )(?![\w-])""",
    re.VERBOSE,
)
NOT_PLATES = re.compile(r"(?i)^(?:the|and|for|apt|hwy|act|est|us|am|pm)[ -]?\d")
CAPITAL = r"[A-ZÁÉÍÓÚÑÜ](?:[’'][A-Z])?[a-záéíóúñüçèêàö]+(?:-[A-ZÁÉÍÓÚÑÜ][a-záéíóúñü]+)?"
NAME = re.compile(
    rf"(?<![\w’'])(?:{CAPITAL})(?:[ ](?:[A-Z]\.|de|da|del|la|van|von|bin|al))*(?:[ ]{CAPITAL})+"
)
TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Señora?|Sra?|Don|Doña)\.?[ ]{CAPITAL}")
# A stretch of capitalized words that holds one of these is a place, a body, a day or staff.
PLACES_AND_STAFF = """
street avenue ave road rd boulevard blvd lane drive court place plaza square park garden gardens
bridge river creek lake hill hills heights hall center centre school high elementary academy
university college library church temple mosque hospital clinic station mall market store shop
cafe coffee bakery restaurant bar hotel club house apartments tower towers building plant police
department district beat ward city county state council board commission committee office
officer officers sergeant sgt captain capt lieutenant lt detective chief commander deputy team
unit watch association alliance coalition league center foundation program project community
neighborhood neighbors block meeting night day week month year east west north south first
second third fourth fifth sixth seventh eighth ninth tenth old new upper lower main monday
tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december spring summer autumn fall winter english spanish
vietnamese chinese mandarin cantonese arabic polish french korean american america united states
public transit works parks streets housing authority common ground google calle avenida parque
escuela plaza iglesia policía barrio puente río centro
"""
NOT_PEOPLE = frozenset(PLACES_AND_STAFF.split())
FIRST_WORDS = """
the a an we they he she it i our some many most two three four five several one all both people
residents neighbors after before during when while if at in on with from for about also near
behind inside outside la el los las un una nosotros ellos en cerca detrás
"""
OPENERS = frozenset(FIRST_WORDS.split())
# What follows these is where something is, such as Mill Yard; unless someone was looked at there.
WHERE = re.compile(
    r"""(?i)(?<!\w)(?:
        in | at | on | near | behind | inside | outside | beside | opposite
      | en | cerca\ del? | detrás\ del? | junto\ al? | frente\ al? | afuera\ del? | al\ lado\ del?
    )\ (?:(?:the|el|la|los|las)\ )?$""",
    re.VERBOSE,
)
TOWARD_SOMEONE = re.compile(
    r"""(?i)(?<!\w)(?:
        (?:yell|shout|scream|swear|swore|shot|shoot|wav|look|star|point|laugh|mad|angry|upset
          |check|call|count|depend|rel|interest|trust|believ|confid|move|hit|pick|spit|threw)\w*
        (?:\ (?:in|back|out|again))?\ (?:at|on|in)
      | (?:conf[ií]|pens|piens|cre|fij)\w*\ en
    )\ $""",
    re.VERBOSE,
)
NEARBY = 40  # letters before a name that say how it is meant
SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]\s*|[“\"(]\s*)$")


def warnings(text: str, known: Iterable[str] = ()) -> list[Finding]:
    """What a careful reader would ask to leave out, in the order it stands, each once.

    `known` are names of areas and organizations, which are no one's name.
    """
    found = [*matches(Kind.EMAIL, EMAIL, text), *matches(Kind.PHONE, PHONE, text)]
    found += [
        plate for plate in matches(Kind.PLATE, PLATE, text) if not NOT_PLATES.match(plate.found)
    ]
    places = {name.casefold() for name in known}
    found += [name for name in names(text) if name.found.casefold() not in places]
    found += [Finding(Kind.BELIEF, words, start) for start, words in beliefs.told_in(text)]
    once: dict[str, Finding] = {}
    for finding in sorted(found, key=lambda each: (each.start, each.kind)):
        once.setdefault(finding.key, finding)
    return list(once.values())


def matches(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        yield Finding(kind, match[0], match.start())


def names(text: str) -> Iterator[Finding]:
    titled = list(matches(Kind.NAME, TITLED, text))
    yield from titled
    covered = {
        position for each in titled for position in range(each.start, each.start + len(each.found))
    }
    for match in NAME.finditer(text):
        before, after = text[: match.start()], text[match.end() :][:2]
        if match.start() in covered or is_a_place(match[0], before, after):
            continue
        if is_a_person(match[0], before):
            yield Finding(Kind.NAME, match[0], match.start())


def is_a_person(words: str, before: str) -> bool:
    """Two capitalized words that name no place, body or day.

    Officers may be named: their title stands within the words, or just before them. The
    first word of a sentence is capitalized anyway, so there it takes two more.
    """
    parts = [part for part in words.split(" ") if part[:1].isupper()]
    if any(part.strip(".").casefold() in NOT_PEOPLE for part in parts):
        return False
    last = before.rstrip().rsplit(" ", 1)[-1].strip(".,(“").casefold()
    if last in NOT_PEOPLE:
        return False
    starts = bool(SENTENCE_START.search(before[-3:]))
    return len(parts) > 1 and not (starts and parts[0].casefold() in OPENERS)


def is_a_place(words: str, before: str, after: str) -> bool:
    """Where something was: “behind Mill Yard”, “cerca de Villa Alegre”.

    Not a home, “at Rosa Marin’s”, and not whoever was yelled at. With an initial it is a person.
    """
    before = before[-NEARBY:]
    if ". " in words or after[:2] in {"’s", "'s"} or TOWARD_SOMEONE.search(before):
        return False
    return bool(WHERE.search(before))
