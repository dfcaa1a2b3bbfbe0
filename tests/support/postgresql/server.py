"""A real PostgreSQL server for tests: its own folder, a socket and no port, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

__all__ = ["Server", "missing"]

_USER = "postgres"


def _programs() -> Path | None:
    """The folder that holds initdb and postgres; Debian keeps them off the PATH."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def _runs_as() -> str | None:
    """PostgreSQL refuses to run as root: then as its own user; None for whoever runs the tests."""
    return _USER if os.geteuid() == 0 else None


def missing() -> str:
    """Why no server can be started here; empty when one can."""
    if _programs() is None:
        return "PostgreSQL is not installed (Debian: apt install postgresql)"
    if _runs_as() and not any(entry.pw_name == _USER for entry in pwd.getpwall()):
        return "there is no user postgres to run PostgreSQL as"
    return ""


class Server:
    """``start`` it, make databases with ``create``, ``stop`` it."""

    def __init__(self) -> None:
        programs = _programs()
        assert programs is not None
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="diemtin-pg-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0

    def start(self) -> Server:
        """Make the cluster and wait until it answers."""
        if user := _runs_as():
            shutil.chown(self._folder, user)
        self._run("initdb", "-D", str(self._data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        return self.go_on()

    def go_on(self) -> Server:
        """Start the server, the first time or again after ``halt``, and wait until it answers."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self._folder,
            "fsync": "off",
            "max_connections": 50,
        }
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        log = (self._folder / "log").open("wb")
        with log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", str(self._data), *given],
                user=_runs_as(), group=_runs_as(), extra_groups=[] if _runs_as() else None,
                stdout=log, stderr=log, cwd=self._folder,
            )  # fmt: skip
        self._wait()
        return self

    def create(self) -> str:
        """A new database; its name."""
        self._made += 1
        name = f"t{self._made}"
        self._run("createdb", "-h", str(self._folder), "-U", _USER, name)
        return name

    def url(self, name: str) -> str:
        """The address of a database, as the store takes it."""
        return f"postgresql://{_USER}@/{name}?host={self._folder}"

    def halt(self) -> None:
        """End the server; its databases stay."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # fast shutdown
            self._process.wait(30)

    def stop(self) -> None:
        """End the server and remove all of it."""
        self.halt()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        ask = [self._programs / "pg_isready", "-q", "-h", str(self._folder)]
        while subprocess.run(ask, check=False).returncode:
            if self._process is None or self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self._folder / "log").read_text())
            time.sleep(0.05)

    def _run(self, program: str, *args: str) -> None:
        user = _runs_as()
        subprocess.run(
            [self._programs / program, *args],
            check=True, capture_output=True, cwd=self._folder,
            user=user, group=user, extra_groups=[] if user else None,
        )  # fmt: skip
