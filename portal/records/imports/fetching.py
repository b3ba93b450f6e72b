"""Fetches what another server publishes, carefully: named hosts only, up to a size and a time."""

from __future__ import annotations

import time
from typing import IO, TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from portal.records.imports.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from http.client import HTTPMessage
    from pathlib import Path

TIMEOUT = 30  # seconds a server may be silent
PATIENCE = 300  # seconds for one page
MOST_BYTES = 50 * 2**20  # of one page
NOT_FOUND = 404


def check(address: str, hosts: Collection[str]) -> None:
    """Only where the person at the keyboard said we may go."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(f"{address} is no web address.")
    if parts.username or parts.password:
        raise Refused("Leave the password out of the address: addresses end up in logs.")
    if parts.hostname not in hosts:
        raise Refused(f"{parts.hostname} is not allowed yet. Add --allow-host {parts.hostname}.")


def download(opener: OpenerDirector, url: str, page: Path, *, may_end: bool = False) -> bool:
    """Put what the address answers into `page`; False where it `may_end` and is not there."""
    asked = Request(url, headers={"User-Agent": "Common Ground", "Accept-Encoding": "identity"})  # noqa: S310  checked
    try:
        with opener.open(asked, timeout=TIMEOUT) as answer, page.open("wb") as file:
            _copy(answer, file, url)
    except HTTPError as error:
        error.close()
        if may_end and error.code == NOT_FOUND:
            return False
        raise Refused(f"{url} answered {error.code}. Nothing was imported.") from error
    except (URLError, OSError) as error:
        why = getattr(error, "reason", error)
        raise Refused(f"{url} cannot be reached: {why}.") from error
    return True


def _copy(answer: Any, file: IO[bytes], url: str) -> None:
    began, size = time.monotonic(), 0
    while chunk := answer.read(2**16):
        size += len(chunk)
        if size > MOST_BYTES:
            raise Refused(f"{url} sends more than {MOST_BYTES // 2**20} MB at once. Ask for less.")
        if time.monotonic() - began > PATIENCE:
            raise Refused(f"{url} is too slow: not done after {PATIENCE} seconds.")
        file.write(chunk)


def opener_for(hosts: Collection[str]) -> OpenerDirector:
    """Speaks HTTP and nothing else; no files, no FTP."""

    class Redirects(HTTPRedirectHandler):
        max_redirections = 3

        def redirect_request(  # noqa: PLR0913, PLR0917  as the library calls it
            self,
            req: Request,
            fp: IO[bytes],
            code: int,
            msg: str,
            headers: HTTPMessage,
            newurl: str,
        ) -> Request | None:
            check(newurl, hosts)
            if req.full_url.startswith("https:") and not newurl.startswith("https:"):
                raise Refused(f"{req.full_url} leads to an address without encryption.")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        Redirects(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
