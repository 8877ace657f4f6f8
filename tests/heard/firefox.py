"""Owns Firefox with a window, and how a test leads it from page to page; refuses to press a key."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.heard.room import PATIENCE, Room, end, wait_for

FIREFOXES = ("firefox-esr", "firefox")

WIDTH, HEIGHT = 1280, 960

QUIET: dict[str, str | int | bool] = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "services.settings.server": "http://127.0.0.1:9/",
}
"""What Firefox does by itself, turned off wherever a test starts it: above all asking others."""

PREFERENCES = QUIET | {
    "accessibility.force_disabled": -1,
    "dom.serviceWorkers.enabled": False,  # each profile would fetch the whole site for when there is no network
    "marionette.port": 0,
    "permissions.default.persistent-storage": 1,  # or it asks whether a site may keep what was typed
    "places.history.enabled": False,  # or a link would be heard as visited after another walk
    "ui.caretBlinkTime": 0,
    "ui.prefersReducedMotion": 1,
}

SHOWN = """return document.readyState === "complete" && new Promise(answer => {
    addEventListener("pagehide", () => answer(false));
    requestAnimationFrame(() => requestAnimationFrame(() => answer(true)));
})"""
"""Whether the page has been drawn once more, and not been left meanwhile."""


class Firefox:
    """A window of Firefox, led by its own protocol for tests: a length, a colon, and JSON."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._answers = self._socket.makefile("rb")
        self._asked = 0
        self._read()
        found = self._ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "normal"}})
        self.version = str(found["capabilities"]["browserVersion"])

    def open(self, address: str) -> None:
        """Open a page as somebody who was never here before, and stand in it."""
        self.run("if (location.protocol !== 'about:') { localStorage.clear(); sessionStorage.clear(); }")
        # A page that differs by its "#" alone would not be opened again.
        self._ask("WebDriver:Navigate", url="about:blank")
        self._ask("WebDriver:Navigate", url=address)
        self.stand_in_page()
        self.show()
        self.run("return document.fonts.ready.then(() => true)")  # where a line ends, there a reader stops

    def widen(self, width: int) -> None:
        """Give the window another width, in pixels."""
        self._ask("WebDriver:SetWindowRect", width=width, height=HEIGHT)

    def stand_in_page(self) -> None:
        """Put the keyboard into the page, out of what the window has around it."""
        self._ask("Marionette:SetContext", value="chrome")
        self.run("gBrowser.selectedBrowser.focus()")
        self._ask("Marionette:SetContext", value="content")

    def run(self, script: str) -> Any:
        """Run a script in the page, and return what it returns; a promise is waited for."""
        return self._ask("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def show(self) -> None:
        """Wait until the page has shown whatever a key just did, and has told assistive technology of it."""
        wait_for("the page to show something", self._has_shown)

    def _has_shown(self) -> bool:
        try:
            return bool(self.run(SHOWN))
        except RuntimeError:  # the key led to another page
            return False

    def close(self) -> None:
        """Let go of the window."""
        self._answers.close()
        self._socket.close()

    def _ask(self, command: str, **parameters: Any) -> Any:
        self._asked += 1
        message = json.dumps([0, self._asked, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, answer = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return answer

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            byte = self._answers.read(1)
            assert byte, "Firefox has gone"
            size += byte
        return json.loads(self._answers.read(int(size[:-1])))


@contextmanager
def firefox(room: Room) -> Iterator[Firefox]:
    """Start Firefox in a room, with a profile that knows nothing."""
    profile = room.folder / "profile"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    program = next(filter(None, map(shutil.which, FIREFOXES)))
    window = ("--width", str(WIDTH), "--height", str(HEIGHT))
    process = room.start(
        program,
        "--marionette",
        "--remote-allow-system-access",
        "--no-remote",
        "--profile",
        profile,
        *window,
        "about:blank",
    )
    port = profile / "MarionetteActivePort"
    try:
        wait_for("Firefox", lambda: port.exists() and port.read_text(encoding="ascii"))
        browser = Firefox(process, int(port.read_text(encoding="ascii")))
        # Nobody manages windows here: keys go to the one under the pointer, however narrow it is.
        subprocess.run(["xdotool", "mousemove", "2", "2"], env=room.environment, check=True)
        yield browser
        browser.close()
    finally:
        end(process)
