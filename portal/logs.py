"""What a log line may say: never who asked, nor a code that would open their thread."""

from __future__ import annotations

import logging
import re

PRIVATE = [
    (re.compile(r"(Referer checking failed - )\S+( does not match)"), r"\1…\2"),
    # What was asked of a page: words somebody searched stand there.
    (re.compile(r"(?<=/)\?[^\s\"'<>]+"), "?…"),
    (re.compile(r"(HTTP_HOST header: ')[^']*"), r"\1…"),
    # An address of four numbers or of IPv6 groups, unless it is this machine itself.
    (re.compile(r"(?<![\w.])(?!127\.|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"), "…"),
    (re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])", re.IGNORECASE), "…"),
    # A receipt code, with or without gaps, and a token in an address.
    (re.compile(r"(?<![\d.])(?:\d{4}[ -]?){3}\d{4}(?!\d)"), "…"),
    (re.compile(r"(?<=/)(?=[\w-]*\d)[A-Za-z0-9_-]{20,}(?=[/?\s]|$)"), "…"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "…@…"),
]


class Discreet(logging.Formatter):
    """Formats like any other, then leaves out what could name a person."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for pattern, instead in PRIVATE:
            line = pattern.sub(instead, line)
        return line
