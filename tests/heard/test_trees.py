"""What assistive technology gets of a page of each kind, in Firefox and in Chromium, is what stands in trees/."""

from __future__ import annotations

import difflib
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from scripts.browser import chromium
from tests.conftest import KEEP_NOTHING
from tests.heard.firefox import WIDTH, Firefox
from tests.heard.room import Room
from tests.heard.test_heard import AGAIN, VARIES
from tests.heard.trees import parts

FOLDER = Path(__file__).parent / "trees"
READER = Path(__file__).parent / "read_tree.py"

KINDS = {
    "home": "",
    "list": "scenarios/panel-day/",
    "cards": "cards/",
    "article": "prepare/raise-pay/",
    "worksheet": "worksheets/people/",
    "call": "conversations/callback/",
    "desk": "handouts/",
    "plan": "plan/",
    "questions": "reference/question-bank/",
    "check": "check/",
    "editions": "editions/",
    "sources": "about/sources/",
    "missing": "404.html",
}
"""A page of each kind. What is around all of them is written down once, with the first."""


@pytest.fixture(scope="session")
def page(quiet_room: Room) -> Iterator[Page]:
    """A page of Chromium with its windows, in the same room."""
    options = chromium(whole=True)
    options["args"] += ["--force-renderer-accessibility", f"--window-size={WIDTH},960"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(headless=False, env=dict(quiet_room.environment), **options)
        page = browser.new_page(no_viewport=True, reduced_motion="reduce")
        page.add_init_script(KEEP_NOTHING)
        yield page
        browser.close()


def tree(room: Room, program: str, address: str) -> tuple[str, str]:
    """Read the page that a program shows; return what is around its main part, and that part."""
    command = ["/usr/bin/python3", str(READER), program, address]
    run = subprocess.run(command, env=room.environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    frame, main = parts(json.loads(run.stdout))
    return VARIES.sub("…", "\n".join(frame) + "\n"), VARIES.sub("…", "\n".join(main) + "\n")


def differences(name: str, read: dict[str, str]) -> list[str]:
    """Compare what each engine gives with what is written down, once for both where they agree; or write it down."""
    files = {engine: FOLDER / f"{name}.{engine}.txt" for engine in read}
    both = FOLDER / f"{name}.txt"
    if os.environ.get("WRITE"):
        for path in (*files.values(), both):
            path.unlink(missing_ok=True)
        if len(set(read.values())) == 1:
            files = dict.fromkeys(read, both)
        for engine, path in files.items():
            path.write_text(read[engine], encoding="utf-8")
    found = []
    for engine, text in read.items():
        path = both if both.exists() else files[engine]
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), path.name, engine, lineterm="")
        found.append("\n".join(lines))
    return [each for each in found if each]


@pytest.mark.parametrize(("name", "path"), KINDS.items(), ids=KINDS)
def test_a_page_is_told_as_it_was(
    name: str, path: str, site: str, quiet_room: Room, window: Firefox, page: Page
) -> None:
    """A role, a name or a state that is another shows as a diff."""
    address = site + path
    page.goto(address)
    window.widen(WIDTH)
    window.open(address)
    read = {program: tree(quiet_room, program, address) for program in ("firefox", "chromium")}
    found = differences(name, {program: main for program, (_, main) in read.items()})
    if path == "":
        found += differences("frame", {program: frame for program, (frame, _) in read.items()})
    assert not found, "\n".join([*found, f"If it should be told like that, write it down with: {AGAIN}"])
