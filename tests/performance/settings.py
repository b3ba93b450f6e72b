"""The portal's own settings, with a way in for the bare views it is compared with."""

import os

from portal.settings import *  # noqa: F403 -- the same settings, that is the point
from portal.settings import CELERY_BROKER_TRANSPORT_OPTIONS

PREFIX = os.environ.get("BENCH_PREFIX", "bench")

ROOT_URLCONF = "tests.performance.urls"
# A Redis that somebody else uses too stays as it was.
vars()["CACHES"]["default"] |= {"KEY_PREFIX": PREFIX}
vars()["CELERY_BROKER_TRANSPORT_OPTIONS"] = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,
    "global_keyprefix": f"{PREFIX}:",
}
