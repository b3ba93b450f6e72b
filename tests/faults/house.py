"""The whole portal as `make run` starts it, in a folder of its own, to be mistreated."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil

from portal.embedded import BASE_DIR

PARTS = {
    "web": "granian",
    "worker": "worker",
    "beat": "beat",
    "PostgreSQL": "postgres",
    "Redis": "redis-server",
}


class House:
    def __init__(self, folder, mail_url, **environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.log = folder / "house.log"
        ours = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
        self.environment = ours | {
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "DATA_DIR": str(folder / "data"),
            "DEMO_CITY": "0",
            "EMAIL_URL": mail_url,
            "PORT": str(self.port),
            "QUIET_HOURS": "0,0",
            "SWEEP_EVERY": "3",
            **environment,
        }
        self.process = None

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.supervisor"],
                cwd=BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.wait_until_ready(120)

    def stop(self):
        """Close it as Ctrl-C does. Returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def pid(self, name):
        """The process that is this part, as the supervisor started it."""
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):
                words = [child.exe(), *child.cmdline()]
                if any(Path(word).name == PARTS[name] for word in words):
                    return child.pid
        return None

    def kill(self, name):
        """`kill -9`, without a word of warning, to the part and what it started."""
        pid = self.pid(name)
        assert pid, f"{name} does not run:\n{self.said()}"
        if name == "PostgreSQL":  # the others are its sessions; they notice by themselves
            os.kill(pid, signal.SIGKILL)
        else:
            os.killpg(pid, signal.SIGKILL)
        wait_until(lambda: self.pid(name) not in {None, pid}, 30, self.said)

    def shell(self, code):
        """What this code prints, run as in a second terminal."""
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-v", "0", "-c", code],
            cwd=BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def get(self, path):
        """Status and body."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError as error:
            return None, str(error)

    def ready(self):
        status, body = self.get("/readyz")
        return status == 200 and json.loads(body)["ready"]

    def wait_until_ready(self, seconds=30):
        wait_until(lambda: self.process.poll() is not None or self.ready(), seconds, self.said)
        assert self.process.poll() is None, self.said()

    def wait_until(self, true, seconds=30):
        wait_until(true, seconds, self.said)

    def said(self):
        return "\n".join(self.log.read_text().splitlines()[-80:])


def wait_until(true, seconds, else_say=str):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s:\n{else_say()}"
        time.sleep(0.1)
