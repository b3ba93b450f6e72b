"""Words of other calendars as plain text of ours, and what in them may be shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MARKUP = re.compile(r"<[a-z!/][^<>]*>|&(?:[a-z]{2,8}|#[0-9]{1,6});", re.IGNORECASE)
SCRIPT = re.compile(r"<(script|style|head|template)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
MOST_READ = 20_000  # letters; readers of markup grow slow on what was made to slow them

PHONE = re.compile(
    r"(?<![0-9])(?:\+?1[\s.-]*)?\(?[0-9]{3}\)?[\s./-]{0,2}[0-9]{3}[\s.-]{1,2}[0-9]{4}(?![0-9])"
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
OFFICE = re.compile(
    r"\b(?:community (?:policing|relations|services?)|caps|police|station|district|dist|precinct"
    r"|department|office|desk|clerk|library|city hall|city)\b",
    re.IGNORECASE,
)
ON_DUTY = re.compile(r"\b(?:officers?|ofc|p\.?o|sgt|sergeant|lt|lieutenant|commander|cmdr|det)\b",
                     re.IGNORECASE)  # fmt: skip
PRIVATE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|rev|reverend|pastor|bishop|father)\b", re.IGNORECASE)
FUNCTION = re.compile(r"caps|dist|info|contact|office|community|police|desk|events?|clerk|help",
                      re.IGNORECASE)  # fmt: skip
LABEL = re.compile(
    r"\b(?:community policing|community relations|caps)(?: office)?\b", re.IGNORECASE
)


def plain(text: str) -> str:
    """Without markup and without what no screen should be given; lines and paragraphs stay."""
    text = CONTROL.sub("", text[:MOST_READ].replace("\r\n", "\n").replace("\r", "\n"))
    if MARKUP.search(text):
        text = CONTROL.sub("", _text_of(SCRIPT.sub(" ", text)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(text: str) -> str:
    """The same in one line."""
    return " ".join(plain(text).split())


def office(text: str) -> str | None:
    """Phones and addresses of an office: "CAPS Office, 312-747-3100". Nobody's name.

    "" where it holds neither, and None where it has some that may be a person's own: then
    none is taken.
    """
    said = line(text)
    reach = [_dialled(phone) for phone in PHONE.findall(said)]
    rest = PHONE.sub(" ", said)
    mails = EMAIL.findall(rest)
    if not reach and not mails:
        return ""
    rest = EMAIL.sub(" ", rest)
    official = OFFICE.search(rest) or ON_DUTY.search(rest)
    nameless = not re.search(r"[^\W\d_]{2}", rest)
    if PRIVATE.search(rest) or not (official or nameless):
        return None
    reach += [mail for mail in mails if FUNCTION.search(mail.partition("@")[0])]
    if not reach:
        return None
    if label := LABEL.search(rest):
        words = label[0].lower().replace("caps", "CAPS")
        reach.insert(0, words[0].upper() + words[1:])
    return ", ".join(dict.fromkeys(reach))


def _dialled(phone: str) -> str:
    """One way to write it, so that the same office looks the same: 312-746-5090."""
    digits = re.sub(r"\D", "", phone)[-10:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


class _Text(HTMLParser):
    """What a browser would show."""

    BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _text_of(markup: str) -> str:
    reader = _Text()
    reader.feed(markup)
    reader.close()
    return "".join(reader.words)
