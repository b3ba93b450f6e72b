#!/usr/bin/env python
"""Django's command line, with a database under it even where none was given."""

import os
import signal
import sys
from contextlib import nullcontext
from typing import NoReturn

from portal import embedded
from portal.trouble import explain

NEED_NO_SERVERS = {
    "check", "collectstatic", "compilemessages", "diffsettings", "help", "makemessages",
    "translations", "version", "--help", "--version",
}  # fmt: skip


def main(argv: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line

    command = argv[1] if len(argv) > 1 else "help"
    signal.signal(signal.SIGTERM, _leave)
    try:
        with nullcontext() if command in NEED_NO_SERVERS else embedded.hold():
            execute_from_command_line(argv)
    except Exception as error:
        sentence = explain(error)
        if sentence is None or "--traceback" in argv:
            raise
        sys.exit(_complain(sentence))


def _leave(*_: object) -> NoReturn:
    """Being ended is no reason to leave a server behind."""
    sys.exit(128 + signal.SIGTERM)


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    main(sys.argv)
