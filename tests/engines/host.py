"""Owns the site as a walk is served it: an origin of its own, which keeps an ear on every page and can be stopped."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from scripts.browser import Folders, Server
from tests.browser.axe import AXE
from tests.conftest import KEEP_NOTHING

FAULTS = "walk:faults"
"""Where a page keeps what went wrong in it, in the storage of its tab alone: no page of the site looks there."""

LISTEN = """{
  const kept = sessionStorage;
  const note = (words) => {
    const all = JSON.parse(kept.getItem("FAULTS") ?? "[]");
    kept.setItem("FAULTS", JSON.stringify([...all, `${location.pathname}: ${words}`]));
  };
  addEventListener("error", (event) => {
    const { target, message, filename, lineno } = event;
    note(target === window ? `error: ${message} ${filename}:${lineno}` : `did not load: ${target.src ?? target.href}`);
  }, true);
  addEventListener("unhandledrejection", ({ reason }) => note(`rejection: ${reason} ${reason?.stack ?? ""}`));
  addEventListener("securitypolicyviolation", (event) => {
    note(`policy: ${event.effectiveDirective} stops ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  });
  for (const level of ["error", "warn"]) {
    const say = console[level].bind(console);
    console[level] = (...words) => { note(`console.${level}: ${words.join(" ")}`); say(...words); };
  }
}
""".replace("FAULTS", FAULTS)
"""Hears all that goes wrong in a page, from before its own first script and its policy, in every engine alike."""

END = "/end-of-walk"
"""A page of this origin on which nothing happens."""

_HTML = "text/html; charset=utf-8"

_EMPTY = b"<!doctype html><html lang=en><title>End</title><p>Here the walk ends.</p></html>"


class Host:
    """A server of the site with a port, and so a storage, of its own."""

    def __init__(self, folders: Mapping[str, Path], *, keeps: bool = False) -> None:
        self.folders = {**folders, **AXE}
        """What is served where; a walk may change it."""
        self.first = LISTEN + ("" if keeps else KEEP_NOTHING)
        """The script that every page begins with, before its policy is read."""
        self.missing: list[str] = []
        """What was asked for and is not there."""
        self.port = 0
        self._server: Server | None = None
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Answer, at the same port as before."""
        self._server = Server(("127.0.0.1", self.port), partial(_Heard, host=self, folders=self.folders))
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Answer no more, as if there were no network."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None


class _Heard(Folders):
    """Serves the site, with the script of the host at the head of each page that is opened."""

    def __init__(self, *args: Any, host: Host, **kwargs: Any) -> None:
        self.host = host
        super().__init__(*args, **kwargs)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if self.path in (END, "/favicon.ico"):  # which a PDF is asked for too, having no head to name another in
            return self.answer(_EMPTY, _HTML)
        path = self.file()
        # What the worker of the site fetches by its digest has to be what was built.
        is_opened = self.headers.get("Sec-Fetch-Dest", "") in ("document", "iframe")
        if path.suffix != ".html" or not path.is_file() or not is_opened:
            return super().send_head()
        head, _, rest = path.read_bytes().partition(b"<head>")
        return self.answer(head + b"<head><script>" + self.host.first.encode() + b"</script>" + rest, _HTML)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.host.missing.append(f"{code} {self.path}")
        super().send_error(code, message, explain)
