"""The public data that stands beside the project. It is read in place and never copied here."""

import os
from pathlib import Path

import pytest
from django.conf import settings

REAL = Path(os.environ.get("REAL_DATA", settings.BASE_DIR.parent / "shared" / "data"))


def real(name: str) -> Path:
    """One of the files, or the test is skipped with the reason."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"The public data file {name} is not at {REAL}; set REAL_DATA.")
    return path
