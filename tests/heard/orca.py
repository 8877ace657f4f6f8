"""Owns the screen reader Orca: that it starts, is given a key, and what it says then; refuses to judge what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.heard.firefox import Firefox
from tests.heard.room import PATIENCE, Room, end, family, look_at, wait_for

CUSTOMIZATIONS = """\
from orca import debug, settings
debug.debugFile.reconfigure(line_buffering=True)  # so that what it says is there as soon as it is said
debug.debugLevel = debug.LEVEL_INFO
settings.speechServerFactory = None  # no voice: all is said at once, on every machine
settings.speechFactoryModules = []
settings.enableBraille = False
for voice, pitch in (("default", 5.0), ("hyperlink", 5.0), ("uppercase", 5.0), ("system", 3.25)):
    settings.voices[voice].update({"established": True, "average-pitch": pitch})  # its own words have another voice
settings.enableSound = False
settings.enableKeyEcho = False
settings.sayAllOnLoad = False  # a page that is still loading is read differently each time
settings.pageSummaryOnLoad = False
"""
"""Settings that Orca reads when it starts. All others are as it comes: what most listeners hear."""

QUIET = 0.25
"""For how long nothing happens before a key is over, in seconds. Orca itself waits up to 0.1 before it speaks."""

PAUSE = 1.0
"""The same for whoever stops and listens: a page may wait before it says something, so as not to disturb."""

NOTHING_NOTED = 10.0
"""For how long Orca notes nothing before a key is over though Firefox is busy: on a loaded machine a window that is
left alone always wants to run. Orca notes all that it is told, so what it says next it has noted long before."""

UTTERANCE = re.compile(r"^\S+ - SPEECH: Last spoke.*|^v{5} (PRESENT LIVE REGION MESSAGE) v{5}$", re.MULTILINE)
PIECE = re.compile(r"^\S+ - SPEECH OUTPUT: '(.*?)'(?: voice=\w+)?(?: ?\{([^{}\n]*)\})?$", re.MULTILINE | re.DOTALL)
WHENCE = re.compile(r"leaving .*|main content|banner")
"""Where one comes from. After a dialog Orca doesn't always know, so it is not written down."""

GONE = ("<push button>", "Cancel <push button>")
"""A button that has the focus only while something is made. Whether Orca is quicker is chance."""

RELEASED = re.compile(r"^\^{5} PROCESS \w*KEY_RELEASED\w*", re.MULTILINE)


class Orca:
    """A screen reader that listens to one Firefox."""

    def __init__(self, room: Room, process: subprocess.Popen[bytes], log: Path) -> None:
        self._room = room
        self._process = process
        self._log = log
        self._read = 0
        self.version = re.sub(r"[^\d.]", "", subprocess.check_output(["orca", "--version"], text=True))

    def press(self, firefox: Firefox, key: str) -> list[str]:
        """Press a key, or several at once ("shift+Tab"); return what is said until all is quiet."""
        self._press(firefox, ["key", key], len(key.split("+")))
        return self.said()

    def type(self, firefox: Firefox, words: str) -> list[str]:
        """Type words as a person does, and listen for a moment; return what is said until all is quiet."""
        self._press(firefox, ["type", "--delay", "60", words], len(words))
        return self.listen(firefox)

    def listen(self, firefox: Firefox) -> list[str]:
        """Do nothing for a moment; return what is said meanwhile."""
        self.settle(firefox, PAUSE)
        return self.said()

    def _press(self, firefox: Firefox, command: list[str], keys: int) -> None:
        start = self._log.stat().st_size
        subprocess.run(["xdotool", *command], env=self._room.environment, check=True)
        wait_for(f"Orca to notice {command}", lambda: len(RELEASED.findall(self._text(start))) >= keys)
        self.settle(firefox)

    def settle(self, firefox: Firefox, quiet: float = QUIET) -> None:
        """Wait until the page has shown what happened, and neither Firefox nor Orca has done anything for a while."""
        firefox.show()
        watched = family(self._process.pid, firefox.process.pid)
        until = time.monotonic() + PATIENCE
        quiet_since = noted = time.monotonic()
        size = ticks = 0
        while time.monotonic() - quiet_since < quiet and time.monotonic() - noted < NOTHING_NOTED:
            assert time.monotonic() < until, f"Orca noted something for {PATIENCE:.0f} s"
            time.sleep(0.02)
            seen = [process for process in map(look_at, watched) if process]
            now = self._log.stat().st_size, sum(process.ticks for process in seen)
            if now[0] != size:
                noted = time.monotonic()
            # A window that is left alone still does a little now and then.
            if now[0] != size or now[1] > ticks + 2 or any(process.is_running for process in seen):
                quiet_since, (size, ticks) = time.monotonic(), now

    def said(self) -> list[str]:
        """What was said since this was last asked, a thing a line; Orca's own words, such as <link>, in brackets.

        What the page says by itself comes last: whether Orca says it before or after what has the focus now is chance.
        """
        text = self._text(self._read)
        self._read = self._log.stat().st_size
        lines: list[str] = []
        messages: list[str] = []
        is_message = False
        for part in UTTERANCE.split(text):
            if part == "PRESENT LIVE REGION MESSAGE":
                is_message = True
            elif part:
                line = _line(part)
                if line and line not in GONE:
                    (messages if is_message else lines).append(f"says: {line.strip('<>')}" if is_message else line)
                    is_message = False
        return lines + messages

    def _text(self, start: int) -> str:
        with self._log.open("rb") as log:
            log.seek(start)
            return log.read().decode("utf-8", errors="replace")


def _line(utterance: str) -> str:
    line = ""
    for words, voice in PIECE.findall(utterance):
        words = " ".join(words.split())
        if "3.25" in voice:
            words = words.removesuffix(".")
            words = "" if not words or WHENCE.fullmatch(words) else f"<{words}>"
        line += f" {words}" if words else ""
    return line.replace("> <", ", ").strip()


@contextmanager
def orca(room: Room) -> Iterator[Orca]:
    """Start Orca in a room, without a voice."""
    folder = Path(room.environment["XDG_DATA_HOME"]) / "orca"
    folder.mkdir(parents=True)
    (folder / "orca-customizations.py").write_text(CUSTOMIZATIONS, encoding="utf-8")
    log = room.folder / "speech.log"
    assert shutil.which("orca"), "Orca is missing: run scripts/set-up test"
    process = room.start("orca", "--debug-file", log)
    try:
        wait_for("Orca", lambda: log.exists() and "SPEECH OUTPUT" in log.read_text(encoding="utf-8", errors="replace"))
        yield Orca(room, process, log)
    finally:
        end(process)
