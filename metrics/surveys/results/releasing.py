"""Numbers made public: counted once more, protected, frozen, and signed with their own hash."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.surveys.models import Release, Wave
from metrics.surveys.results import changing, fieldwork, folding
from metrics.surveys.results.disclosing import disclose
from metrics.surveys.results.estimating import results
from metrics.surveys.results.reliability import agreement
from metrics.surveys.results.tables import rounded, tables
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from portal.accounts.models import User

# Raise when the same answers would give other numbers; the page on the method says how.
METHOD_VERSION = 1


@transaction.atomic
def release(wave: Wave, by: User | None, note: str = "", at: datetime | None = None) -> Release:
    """Publish what a wave that is over adds up to. A second release says why there is one.

    Raises NotPossible, in words, while the wave is open or below the floor, for a second release
    without a note, and where it differs from the last by too few people to protect them. Where
    only some group grew by a few, the release withholds more than the last.
    """
    folding.held(wave)
    wave = Wave.objects.select_related("instrument", "area", "operator").get(pk=wave.pk)
    if not Wave.objects.over(at or timezone.now()).filter(pk=wave.pk).exists():
        raise NotPossible(
            _("Numbers can be released an hour after the survey closes. It still takes answers.")
        )
    while folding.fold(wave):
        pass
    last = wave.releases.order_by("-number").first()
    if last and not note.strip():
        raise NotPossible(_("These numbers are public already. Say why they are released again."))
    found = results(wave)
    if found.n < settings.SCORE_FLOOR:
        raise NotPossible(
            _("Too few people answered to release anything. It takes %(floor)d.")
            % {"floor": settings.SCORE_FLOOR}
        )
    grown = abs(found.n - last.tables["n"]) if last else 0
    if 0 < grown < settings.PUBLISH_FLOOR:
        raise NotPossible(
            _("Fewer than %(floor)d answers came since the last release. Released now, they "
              "could be told apart.") % {"floor": settings.PUBLISH_FLOOR}
        )  # fmt: skip
    kept = wave.releases.order_by("-number").values_list("counts", flat=True)
    try:
        disclosed = disclose(found, list(kept))
    except ValueError as error:
        raise NotPossible(
            _("Beside the numbers released before, it could be told who a few people are. "
              "The released numbers stay.")
        ) from error  # fmt: skip
    frozen = tables(found, agreement(wave), disclosed)
    frozen["fieldwork"] = fieldwork.of(wave)
    frozen["since"] = changing.since(wave, frozen)
    frozen = rounded(frozen)
    if not wave.slug:
        wave.slug = Wave.objects.free_slug(wave)
        Wave.objects.filter(pk=wave.pk).update(slug=wave.slug)
    return Release.objects.create(
        wave=wave,
        number=last.number + 1 if last else 1,
        released_at=at or timezone.now(),
        released_by=by,
        note=note.strip(),
        method_version=METHOD_VERSION,
        tables=frozen,
        counts=disclosed.kept(),
        sha256=fingerprint(frozen),
    )


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the tables as canonical JSON: keys sorted, no spaces, UTF-8."""
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
