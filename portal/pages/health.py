"""Whether the house stands: `/healthz` for this process, `/readyz` for all it leans on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from portal.notices.models import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

HEARTBEAT = "worker-heartbeat"
SILENT_AFTER = timedelta(seconds=100)  # beat asks for a sign every 30 seconds
LATE_AFTER = timedelta(minutes=15)  # a sweep comes by every minute


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything works, else 503; either way with what each part says."""
    now = timezone.now()
    checks: dict[str, Callable[[datetime], str]] = {
        "database": database,
        "broker": broker,
        "worker": worker,
        "outbox": outbox,
    }
    found = {name: check(now) for name, check in checks.items()}
    ready = set(found.values()) == {"ok"}
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def hear_heartbeat(at: datetime | None = None) -> None:
    cache.set(HEARTBEAT, (at or timezone.now()).isoformat(), timeout=86400)


def database(_now: datetime) -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "cannot be reached"
    return "ok"


def broker(_now: datetime) -> str:
    try:
        cache.get(HEARTBEAT)
    except RedisError:
        return "cannot be reached"
    return "ok"


def worker(now: datetime) -> str:
    try:
        heard = cache.get(HEARTBEAT)
    except RedisError:
        return "unknown"
    if heard is None:
        return "never heard from"
    silence = now - datetime.fromisoformat(heard)
    return "ok" if silence < SILENT_AFTER else f"silent for {silence.total_seconds():.0f} s"


def outbox(now: datetime) -> str:
    waiting = Message.objects.filter(state=Message.State.WAITING, due_at__lte=now)
    try:
        oldest = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    except DatabaseError:
        return "unknown"
    if oldest is None or now - oldest < LATE_AFTER:
        return "ok"
    return f"{waiting.count()} waiting, the oldest for {(now - oldest).total_seconds():.0f} s"
