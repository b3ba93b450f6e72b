"""What a person wrote in a mail: without what they answered to, and without a signature.

Every step reads each line a fixed number of times, because a mail may be made to be slow
to read. Where it is not sure it keeps more rather than less.
"""

from __future__ import annotations

import re
from email.errors import MessageError
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage

MOST_LINES = 5_000
LONGEST_LINE = 20_000
LONGEST_HTML = 200_000
LONGEST_MARK = 300  # a line that opens a quotation is no longer
MOST_MARKS = 20
DEEPEST = 100
# "On Monday, Dana wrote:" in the languages of the people who write to us. A line that
# begins so and ends so, or begins so and ends so two lines further on.
BEGINS = re.compile(
    r"\s*(?:on|el|le|am|il|em|no dia|op|w dniu|den|på|vào|a \d|\d{4}[-./年]|\d{1,2}[-./])\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"(?:wrote|writes|escribi[óo]|escribe|a écrit|schrieb|ha scritto|escreveu|schreef"
    r"|napisał(?:\(a\))?|viết|skrev|написал(?:а)?|寫道|写道)[^\n]{0,200}[:：]\s*$",  # noqa: RUF001
    re.IGNORECASE,
)
# What nobody writes by hand: an address, or the time of day.
SURELY = re.compile(r"@|\d{1,2}[:.h]\d{2}")
DIVIDES = re.compile(
    r"\s*(?:-{3,}\s*(?:original message|forwarded message|mensaje original|mensaje reenviado"
    r"|ursprüngliche nachricht|message d'origine|mensagem original)\s*-{3,}"
    r"|begin forwarded message:)\s*$",
    re.IGNORECASE,
)
HEADER = re.compile(
    r"\s*\*?(?:from|sent|date|to|subject|de|enviado(?: el)?|fecha|para|asunto|von|gesendet|an"
    r"|betreff|envoyé|à|objet)\*?\s*:",
    re.IGNORECASE,
)
SIGNS_OFF = re.compile(
    r"\s*(?:sent from my \S|enviado desde mi \S|get outlook for |obtener outlook para"
    r"|envoyé de mon|von meinem \S+ gesendet|gesendet mit)[^\n]{0,100}$",
    re.IGNORECASE,
)
# A "<" that begins no tag, and what is neither a tag nor words.
NO_TAG = re.compile(r"<(?![^<>]{1,2000}>)")
DECLARES = re.compile(r"<[!?][^<>]{0,2000}>")
RULE = re.compile(r"\s*[_-]{10,}\s*$")


def words_of(message: EmailMessage) -> str:
    """What the person wrote, in plain text; empty when there is nothing of their own."""
    return without_the_rest(_plain(message))


def without_the_rest(text: str) -> str:
    """The text without quotations, the line above them, and the signature."""
    lines = [line[:LONGEST_LINE].rstrip() for line in text.splitlines()[:MOST_LINES]]
    lines = lines[: _end(lines)]
    own = [line for line in lines if not _is_quoted(line) and not SIGNS_OFF.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip()


def _end(lines: list[str]) -> int:
    """Where the words of this mail end and those of an older one, or a signature, begin."""
    marks = 0
    for place, line in enumerate(lines):
        if len(line) > LONGEST_MARK:
            continue
        if line in {"--", "-- "} or DIVIDES.match(line) or _is_header_block(lines, place):
            return place
        if not (length := _attribution(lines, place)):
            continue
        marks += 1
        after = [line for line in lines[place + length : place + length + 400] if line]
        if marks > MOST_MARKS or (after and all(_is_quoted(line) for line in after)):
            return place
        if after and _is_quoted(after[0]):  # they answer below or between: only this line goes
            lines[place : place + length] = [">"] * length
        elif SURELY.search(" ".join(lines[place : place + length])):
            return place  # a mail program that does not mark what it quotes
    return len(lines)


def _attribution(lines: list[str], place: int) -> int:
    """How many lines say who wrote what follows; 0 when these do not."""
    if BEGINS.match(lines[place]):
        for length, line in enumerate(lines[place : place + 3], start=1):
            if len(line) <= LONGEST_MARK and ENDS.search(line):
                return length
    return 0


def _is_header_block(lines: list[str], place: int) -> bool:
    """From, Sent, To, Subject: as Outlook sets before what it quotes."""
    here = place + 1 if RULE.match(lines[place]) else place
    if not (here < len(lines) and HEADER.match(lines[here])):
        return False
    following = [line for line in lines[here : here + 6] if line]
    return sum(bool(HEADER.match(line)) for line in following) > 2  # noqa: PLR2004  it takes three


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _plain(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    text = _decoded(part)  # type: ignore[arg-type]  # the policy makes it an EmailMessage
    return _from_html(text) if part.get_content_subtype() == "html" else text


def _decoded(part: EmailMessage) -> str:
    """The text of a part, whatever it says of itself; letters that are none become a mark."""
    try:
        raw = part.get_payload(decode=True)
    except (MessageError, ValueError):
        raw = None
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(part.get_content_charset("utf-8"), errors="replace")
    except LookupError:  # a charset that nobody has heard of
        return raw.decode("utf-8", errors="replace")


class _Words(HTMLParser):
    """The words of an HTML mail, less what mail programs mark as quoted."""

    BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "table"})
    HIDDEN = frozenset({"script", "style", "head", "title", "template"})
    QUOTES = ("gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
    EMPTY = frozenset({"br", "img", "hr", "meta", "link", "input", "area", "base", "col", "wbr"})
    ENDS_ALL = frozenset({"divRplyFwdMsg", "appendonsend", "mail-editor-reference-message"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.away: list[str] = []  # open tags since one whose content does not count
        self.over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if about.get("id") in self.ENDS_ALL:
            self.over = True
        if self.away:
            if tag not in self.EMPTY and len(self.away) < DEEPEST:
                self.away.append(tag)
        elif tag in self.HIDDEN:
            self.away.append(tag)
        elif tag == "blockquote" or self._is_quote(about):
            self.away.append(tag)
            self.words.append("\n> …\n")  # whoever reads on knows that it was there
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.away:
            while self.away.pop() != tag:
                pass
        if tag != "br":
            self._break(tag)

    def handle_data(self, data: str) -> None:
        words = re.sub(r"[ \t\r\n]+", " ", data)
        if not self.away and not self.over and (words != " " or self.words[-1:] != ["\n"]):
            self.words.append(words)

    def _break(self, tag: str) -> None:
        if tag == "br" or (tag in self.BREAKS and self.words[-1:] != ["\n"]):
            self.words.append("\n")
        if tag == "p":
            self.words.append("\n")

    def _is_quote(self, about: dict[str, str | None]) -> bool:
        classes = (about.get("class") or "").split()
        return any(name in self.QUOTES for name in classes)


def _only_tags(text: str) -> str:
    """The same without comments and halves of tags, over which the parser would brood."""
    kept, start = [], 0
    while (begin := text.find("<!--", start)) >= 0:
        kept.append(text[start:begin])
        end = text.find("-->", begin)
        start = end + 3 if end >= 0 else len(text)
    kept.append(text[start:])
    return DECLARES.sub("", NO_TAG.sub("&lt;", "".join(kept)))


def _from_html(text: str) -> str:
    reader = _Words()
    reader.feed(_only_tags(text[:LONGEST_HTML]))
    reader.close()
    lines = "".join(reader.words).replace("\xa0", " ").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines))
