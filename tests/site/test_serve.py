"""The live preview: what is edited shows without a restart."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from macros.guidance import archive_name
from tests.conftest import ROOT
from tests.site.small import small

PAGES = {
    "scenarios/panel-day.md": '# A day of many\n\n{{ checklist("panel-day") }}\n\n## In the gaps\n\nBreathe.\n',
    "conversations/callback.md": '# The call\n\n{{ conversation("callback") }}\n',
}
"""Pages of the small project that show what is edited."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(address: str, text: str, seconds: float = 240) -> None:
    """Wait until the page at `address` holds `text`."""
    deadline = time.monotonic() + seconds
    page = ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                page = answer.read().decode()
        except OSError:
            page = ""
        if text in page:
            return
        time.sleep(0.2)
    raise AssertionError(f"{text!r} did not show in {seconds} s")


def edit(path: Path, find: str, put: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert find in text
    path.write_text(text.replace(find, put), encoding="utf-8")


def sheets(project: Path) -> set[str]:
    """The names of all sheets that are pressed."""
    return {path.name for path in (project / ".cache/sheets").iterdir()}


def test_an_edit_of_words_data_or_python_shows_without_a_restart(copy_project: Callable[[], Path]) -> None:
    """Edits in docs/, checklists/, a template and a Python module of macros/ each show in the served page.

    The page waits for no PDF: one is pressed when somebody asks for it, with the words as they stand by then; so are
    all of them for their ZIP.
    """
    project = small(copy_project())
    for page, words in PAGES.items():
        (project / "docs" / page).write_text(words, encoding="utf-8")
    pressed = sheets(project)
    port = free_port()
    address = f"http://127.0.0.1:{port}/scenarios/panel-day/"
    command = next(
        line.split("mkdocs", 1)[1].split()
        for line in (ROOT / "Makefile").read_text().splitlines()
        if "mkdocs serve" in line
    )
    log = (project / "serve.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", *command, "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(address, "Read, then do")
        assert sheets(project) == pressed
        edit(project / "docs/scenarios/panel-day.md", "## In the gaps", "## In every gap")
        wait_for(address, "In every gap")
        # On few sheets, since each sheet that changes is pressed again.
        edit(project / "checklists/conversations/callback.yml", "Do you have ten minutes?", "Are ten minutes fine?")
        wait_for(f"http://127.0.0.1:{port}/conversations/callback/", "Are ten minutes fine?")
        printed = f"http://127.0.0.1:{port}/downloads/conversation-callback-a4.pdf"
        call = pypdfium2.PdfDocument(urllib.request.urlopen(printed, timeout=120).read())
        words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in call)
        assert "Are ten minutes fine?" in words
        document = urllib.request.urlopen(printed.replace(".pdf", ".docx"), timeout=120).read()
        with zipfile.ZipFile(io.BytesIO(document)) as found:
            assert "Are ten minutes fine?" in found.read("word/document.xml").decode()
        name = archive_name("a4")
        every = urllib.request.urlopen(f"http://127.0.0.1:{port}/downloads/{name}", timeout=240).read()
        with zipfile.ZipFile(io.BytesIO(every)) as found:
            assert {found.read(each)[:5] for each in found.namelist()} == {b"%PDF-"}
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(printed.replace("callback", "nobody"), timeout=120)
        edit(
            project / "macros/web/components.py",
            "way_words=WAY_WORDS",
            'way_words={**WAY_WORDS, "read-do": "First read, then do"}',
        )
        wait_for(address, "First read, then do")
        edit(project / "macros/web/templates/block.html.jinja", ">must<", ">a must<")
        wait_for(address, ">a must<")
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()
