"""What the title of a meeting says beside its words: which beats, which district, what kind."""

from __future__ import annotations

import re

from engagement.events.models import Event

Kind = Event.Kind

BEAT = re.compile(r"\b(?:beat|bt|ronda)s?(?![a-z])", re.IGNORECASE)
JUST_SAID = re.compile(r"\b(?:beat|bt|ronda)s?\W{0,3}$", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]+")
NO_CODE = re.compile(r"(?:st|nd|rd|th)\b|\s*:[0-9]|\s*[ap]\.?m\b", re.IGNORECASE)
IN_A_LIST = re.compile(r"\s*(?:[,/&+-]|and|y)\s*", re.IGNORECASE)
DISTRICT = re.compile(
    r"\bdistrict\s+(?:no\.?\s*)?([0-9]{1,3})\b|\b([0-9]{1,3})(?:st|nd|rd|th)?\s+dist(?:rict)?\b",
    re.IGNORECASE,
)
CANCELLED = re.compile(r"\b(?:cancell?ed|called off)\b", re.IGNORECASE)

SHORTEST, LONGEST = 3, 4  # letters of a number that stands for a beat wherever it is

# The first that fits says the kind.
KINDS = [
    (re.compile(words, re.IGNORECASE), kind)
    for words, kind in (
        (r"\btown hall", Kind.TOWN_HALL),
        (r"\bback to school|national night out|\bfest|block party|play streets", Kind.FESTIVAL),
        (r"picnic|\bb\.?b\.?q|cook ?out|farmers market|\bfair\b|parade|movie", Kind.FESTIVAL),
        (r"advisory|\bd\.?a\.?c\b|sub-? ?committee|facilitator", Kind.ADVISORY_BOARD),
        (r"court advoca", Kind.ADVISORY_BOARD),
        (r"\bcoffee\b|office hours|roll call|open house|meet (?:the|your) ", Kind.OFFICE_HOURS),
        (r"academy", Kind.ACADEMY_SESSION),
        (r"officer friendly|school visit|career day|\bread(?:ing)? to ", Kind.SCHOOL_VISIT),
        (r"peer jury|youth|explor|\bteens?\b|\bkids?\b|children|basketball", Kind.YOUTH_SESSION),
        (r"\bwatch\b|block club", Kind.WATCH_MEETING),
        (BEAT.pattern, Kind.BEAT_MEETING),
        (r"workshop|training|\bclass\b|seminar|self.defen[sc]e|information session", Kind.WORKSHOP),
        (r"community meeting|\bcaps meeting|sector meeting", Kind.BEAT_MEETING),
    )
]  # fmt: skip


def beats_in(title: str) -> list[str]:
    """Numbers that may be beats, as written: "Beats 511/12, 0513" gives 511, 512 and 0513.

    Only where the title says beat or bt. A short number counts right after that word, or as
    the end of the one before it in a list; years, clock times and "9th" do not.
    """
    if not BEAT.search(title):
        return []
    found: list[str] = []
    ended = 0
    for match in NUMBER.finditer(title):
        number = match[0]
        if NO_CODE.match(title, match.end()) or len(number) > LONGEST:
            continue
        if len(number) < SHORTEST and not JUST_SAID.search(title[: match.start()]):
            listed = found and IN_A_LIST.fullmatch(title, ended, match.start())
            if not listed or len(found[-1]) <= len(number):
                continue
            number = found[-1][: -len(number)] + number
        found.append(number)
        ended = match.end()
    return list(dict.fromkeys(found))


def districts_in(title: str) -> list[str]:
    """The numbers of the districts it names: "6th District", "District 5"."""
    return [first or second for first, second in DISTRICT.findall(title)]


def kind_of(title: str) -> str:
    """The kind its words speak of; a forum where they speak of none."""
    return next((kind for words, kind in KINDS if words.search(title)), Kind.FORUM)


def says_cancelled(title: str) -> bool:
    return bool(CANCELLED.search(title))
