"""The portal, and beside it the least a Django view can do with the same SQL statements."""

import itertools
import os
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from portal.urls import (  # noqa: F401 -- Django looks for the handlers here
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns,
)
from tests.performance import replay

PLANS = replay.read(Path(os.environ["BENCH_PLANS"])) if os.environ.get("BENCH_PLANS") else {}
TURNS = {name: itertools.cycle(plans) for name, plans in PLANS.items()}


@login_not_required
def empty(_request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("empty")


@csrf_exempt
@login_not_required
def replayed(_request, name):
    """The statements of a form, without the form."""
    replay.run(connection, next(TURNS[name]))
    return HttpResponse("done")


urlpatterns = [
    path("bench/empty/", empty),
    path("bench/replay/<slug:name>/", replayed),
    *urlpatterns,
]
