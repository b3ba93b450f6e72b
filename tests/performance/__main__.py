"""`make bench`: what DESIGN promises, measured; writes docs/benchmarks.md.

make bench                              everything
make bench ARGS=--quick                 everything, small: does it work?
make bench ARGS="rates forms"           only these, and only on the screen
make bench ARGS=--full                  with a million rows and 100,000 mails
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from dataclasses import replace
from importlib import import_module

from portal.embedded import BASE_DIR
from tests.performance import house as houses
from tests.performance import rows

# Name, module and function, title on the page.
MEASURES = {
    "statements": ("counting.measure", "Requests and SQL statements"),
    "rates": ("pages.rates", "Pages"),
    "weight": ("pages.weight", "Weight"),
    "feed": ("pages.feed", "Calendar feed"),
    "transparency": ("transparency.measure", "Public numbers"),
    "forms": ("forms.rates", "Forms"),
    "contention": ("forms.contention", "Everybody at once"),
    "check-ins": ("forms.check_ins", "At the door"),
    "outbox": ("outbox.measure", "Mail"),
    "reminders": ("reminders.measure", "Survey reminders"),
    "import": ("imports.measure", "Import"),
    "import-responses": ("responses.measure", "Import of another survey"),
    "import-crime": ("crime.measure", "Import of recorded crime"),
    "cells": ("cells.measure", "Answers added up"),
    "size": ("scale.concerns", "Many concerns"),
    "clusters": ("clusters.measure", "Repeated concerns"),
    "outreach": ("outreach.measure", "The log by words"),
    "dashboards": ("scale.dashboards", "Many answers"),
    "raking": ("raking.measure", "Weighting"),
    "report": ("reports.measure", "Reports"),
}
PAGE = BASE_DIR / "docs" / "benchmarks.md"


def main() -> int:
    options = arguments()
    size = rows.Size.named(quick=options.quick, full=options.full)
    if options.rounds:
        size = replace(size, rounds=options.rounds)
    load, began = rows.load_now(), time.monotonic()
    sections: dict[str, list[rows.Row]] = {}
    broken = []
    with houses.opened() as house:
        database = house.version()
        for name in options.measures or MEASURES:
            where, title = MEASURES[name]
            print(f"\n{title}", flush=True)
            started = time.monotonic()
            sections[title] = []
            try:
                for row in measure(where)(house, size):
                    sections[title].append(row)
                    print(f"  {row}", flush=True)
            except Exception:  # noqa: BLE001 -- the other measures are worth having
                traceback.print_exc()
                broken.append(name)
                sections[title].append(rows.Row(f"{title} could not be measured", "", "", False))
            print(f"  ({time.monotonic() - started:.0f} s)", flush=True)
    minutes = (time.monotonic() - began) / 60
    page = rows.page(sections, size, database, load, minutes)
    if options.write or not (options.measures or options.quick):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page)
        print(f"\nWritten to {PAGE.relative_to(BASE_DIR)} after {minutes:.1f} minutes.")
    return 1 if broken else 0


def measure(where: str):
    module, _, function = where.partition(".")
    return getattr(import_module(f"tests.performance.{module}"), function)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("measures", nargs="*", choices=[[], *MEASURES], metavar="measure",
                        help=f"one or more of: {', '.join(MEASURES)}")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="small and rough")
    parser.add_argument("--full", action="store_true", help="a million rows; takes long")
    parser.add_argument("--rounds", type=int, default=0, help="how often each is measured")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md anyhow")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
