"""Owns a display, a message bus and a home that nobody else has; refuses to know who reads aloud in there."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 90.0
"""How long to wait for what must come, in seconds: long, because a busy machine is no fault of ours."""

OURS = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "AT_SPI_BUS_ADDRESS", "SESSION_MANAGER", "LANGUAGE", "LC_ALL")
"""What tells a program of somebody's own desktop, or of their language."""


@dataclass(frozen=True)
class Room:
    """Where programs run that are not to meet those of whoever runs the tests: their own screen reader, say."""

    folder: Path
    environment: Mapping[str, str]

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a program in here; what it prints goes to a file of its own name, for whoever looks for a fault."""
        with (self.folder / f"{Path(command[0]).name}.log").open("ab") as log:
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.folder)


@contextmanager
def room(folder: Path) -> Iterator[Room]:
    """Open a room with its things in `folder`, and end what runs in it."""
    home, run, programs = folder / "home", folder / "run", folder / "bin"
    for each in (home, run, programs):
        each.mkdir(mode=0o700)
    # Orca looks by this name for others of its kind, and would not start beside the one that somebody listens to.
    (programs / "pgrep").write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    (programs / "pgrep").chmod(0o700)
    environment = {name: value for name, value in os.environ.items() if name not in OURS} | {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "GSETTINGS_BACKEND": "memory",
        "GTK_MODULES": "gail:atk-bridge",
        "ACCESSIBILITY_ENABLED": "1",
        "GNOME_ACCESSIBILITY": "1",
        "NO_AT_BRIDGE": "0",
    }
    with display(environment) as screen:
        environment["DISPLAY"] = screen
        bus = ("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={}")
        with _telling(*bus, env=environment) as address:
            environment["DBUS_SESSION_BUS_ADDRESS"] = address
            yield Room(folder, environment)


@contextmanager
def display(env: Mapping[str, str]) -> Iterator[str]:
    """Yield the name of a display that nobody sees."""
    with _telling("Xvfb", "-displayfd", "{}", "-screen", "0", "1400x1000x24", "-nolisten", "tcp", env=env) as number:
        yield f":{number}"


@contextmanager
def _telling(*command: str, env: Mapping[str, str]) -> Iterator[str]:
    """Start a program that tells one line through the file whose number stands for "{}"; end it at last."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [part.format(writing) for part in command],
        env=env,
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as told:
            yield told.readline().strip()
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program that was started here, and what it started."""
    started = family(process.pid)
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    for pid in started:
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
    process.wait()


@dataclass(frozen=True)
class Process:
    """What the system says of a process: who started it, whether it wants to run, and what it has used so far."""

    parent: int
    is_running: bool
    ticks: int


def look_at(pid: int) -> Process | None:
    """Look at a process; None if it has ended."""
    try:
        line = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    state, parent, *rest = line.rpartition(b")")[2].split()
    return Process(int(parent), state == b"R", int(rest[9]) + int(rest[10]))


def family(*pids: int) -> list[int]:
    """These processes, and all that they started."""
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    parents = {pid: process.parent for pid in numbers if (process := look_at(pid))}
    found = list(pids)
    for each in found:
        found += [pid for pid, parent in parents.items() if parent == each]
    return found


def wait_for(what: str, is_there: Callable[[], object]) -> None:
    """Wait until the function `is_there` says so."""
    until = time.monotonic() + PATIENCE
    while not is_there():
        assert time.monotonic() < until, f"waited {PATIENCE:.0f} s in vain for {what}"
        time.sleep(0.02)
