"""Asks another system for its requests, carefully: named hosts only, page by page, up to a size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from engagement.concerns.open311.reading import as_json, flat, raw_requests
from engagement.concerns.open311.requests import instant
from portal.records.imports import Refused, RowError, open_source
from portal.records.imports.fetching import check, download, opener_for
from portal.records.imports.looking import look
from portal.records.imports.values import Moments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from pathlib import Path
    from urllib.request import OpenerDirector

MOST_PAGES = 2_000
# Clocks differ, and a change may be told late. Hearing it twice changes nothing.
OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True)
class Feed:
    """All that was heard, as one JSON file, and the newest change in it."""

    path: Path
    rows: int
    newest: datetime | None


def fetch(
    address: str, hosts: Collection[str], folder: Path, since: datetime | None = None
) -> Feed:
    """Every page of the answer, from the change `since` on if there is one."""
    check(address, hosts)
    if since:
        address = _with(address, updated_after=str(instant(since - OVERLAP)))
    opener = opener_for(hosts)
    moment = Moments(ZoneInfo(settings.TIME_ZONE)).read
    seen: set[str] = set()
    newest: datetime | None = None
    path = folder / "requests.json"
    with path.open("w", encoding="utf-8") as out:
        out.write("[")
        for item in _items(opener, address, folder, seen):
            out.write(f"{',' if len(seen) > 1 else ''}\n{as_json(item)}")
            newest = _later(newest, item, moment)
        out.write("\n]\n")
    return Feed(path, len(seen), newest)


def _items(
    opener: OpenerDirector, address: str, folder: Path, seen: set[str]
) -> Iterator[dict[str, Any]]:
    """Requests not seen before. A server that knows no pages repeats itself: then we stop."""
    for number in range(1, MOST_PAGES + 1):
        page = folder / f"page-{number}"
        url = address if number == 1 else _with(address, page=str(number))
        if not download(opener, url, page, may_end=number > 1):
            return
        before = len(seen)
        source = open_source(str(page))
        for item in raw_requests(source, look(source)):
            name = flat(item).get("service_request_id", "") if isinstance(item, dict) else ""
            if not name:
                raise Refused(f"{url} answered with something that is no service request.")
            if name not in seen:
                seen.add(name)
                yield item
        page.unlink()
        if len(seen) == before:
            return


def _with(address: str, **more: str) -> str:
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in more]
    return urlunsplit(parts._replace(query=urlencode([*kept, *more.items()])))


def _later(newest: datetime | None, item: dict[str, Any], moment: Any) -> datetime | None:
    """The newest change so far; a clock that runs ahead is not believed."""
    for name in ("updated_datetime", "requested_datetime"):
        try:
            at: datetime = min(moment(str(item.get(name) or "")), timezone.now())
        except RowError:
            continue
        return at if newest is None else max(at, newest)
    return newest
