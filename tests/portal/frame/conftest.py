import os
import subprocess
import sys

import pytest

from portal.embedded import BASE_DIR


@pytest.fixture
def run(tmp_path):
    """Runs one of our programs in an environment of its own; returns what became of it."""

    def run(*words, **environment):
        ours = {name: value for name, value in os.environ.items() if name in {"HOME", "PATH"}}
        return subprocess.run(
            [sys.executable, *words],
            cwd=BASE_DIR,
            env={**ours, "DATA_DIR": str(tmp_path / "data"), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
