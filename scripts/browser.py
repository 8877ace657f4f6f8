"""Owns how a folder is served to a browser of this machine and how that browser starts; does not know what for."""

from __future__ import annotations

import gzip
import io
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The same engine under its names; the first has no windows, and opens a page in a third of the time."""


def chromium(*, whole: bool = False) -> dict[str, Any]:
    """Return how Playwright launches this machine's own Chromium, without any request of its own.

    `whole` asks for the browser with its windows, which alone keeps pages that were left.
    """
    return {
        "executable_path": next(filter(None, map(shutil.which, CHROMIUMS[whole:]))),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


class Folders(SimpleHTTPRequestHandler):
    """Serves each folder, and a file by itself, at its path, the longest path first."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def __init__(self, *args: Any, folders: Mapping[str, Path], **kwargs: Any) -> None:
        self.folders = folders
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        start = max((start for start in self.folders if path.startswith(start)), key=len)
        if self.folders[start].is_file():
            return str(self.folders[start])
        self.directory = str(self.folders[start])
        return super().translate_path("/" + path.removeprefix(start))

    def handle(self) -> None:
        with suppress(ConnectionError):  # a browser that ends, or goes elsewhere, does not say so
            super().handle()

    def file(self) -> Path:
        """Return what is asked for: of a folder, its page."""
        path = Path(self.translate_path(self.path))
        return path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path

    def answer(self, body: bytes, kind: str, code: int = 200, **headers: str) -> io.BytesIO:
        """Send the head of an answer, and return its body, which is still to be sent."""
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        return io.BytesIO(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page for what is missing, where there is one, as hosts of static pages do."""
        missing = Path(self.directory) / "404.html"
        if code != 404 or not missing.exists():
            return super().send_error(code, message, explain)
        self.wfile.write(self.answer(missing.read_bytes(), "text/html", code).getvalue())
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what matters is seen in the browser."""


class _Compressed(Folders):
    """The same as real hosts send it: text compressed, and several files over one connection."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = self.file()
        kind = self.guess_type(path)
        if not path.is_file() or not re.search("text|javascript|json|xml", kind):
            return super().send_head()
        return self.answer(gzip.compress(path.read_bytes()), kind, Content_Encoding="gzip")


class Server(ThreadingHTTPServer):
    """A server with room for all that a browser asks at once while the machine is busy.

    Of what finds no room the system says nothing to anybody, and a page waits for it until its connection ends.
    """

    request_queue_size = 128


@contextmanager
def serve(folders: Mapping[str, Path], *, compressed: bool = False) -> Iterator[str]:
    """Serve folders and files by their paths ("/": site) on a free port; yield the address, which ends with a slash.

    `compressed` is as real hosts do, and slower.
    """
    handler = partial(_Compressed if compressed else Folders, folders=folders)
    with Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
