"""A build that changes nothing prints nothing, and what it prints depends on nothing but the data."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from macros import paper
from macros.fonts import KEPT_DAYS, Shelf
from macros.library import Library
from macros.model import Card
from macros.paper import Download, printrun
from tests.paper.conftest import CACHE, ROOT

NAMES = ["people-a4.pdf", "card-meal-letter.pdf"]

SCRIPT = """
import hashlib, json, sys
from pathlib import Path
from macros import library, paper
root, cache, names = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
wanted = [each for each in paper.downloads(library.load(root)) if each.name in names]
made = {name: hashlib.sha256(pdf).hexdigest() for name, pdf in paper.render(wanted, cache=cache).items()}
print(json.dumps({"made": made, "loaded": sorted({"weasyprint", "pikepdf", "fontTools"} & set(sys.modules))}))
"""


def rendered_elsewhere(cache: Path, *, cwd: Path = ROOT, **environment: str) -> dict[str, Any]:
    """Render NAMES in a new process; return the digest of each, and the heavy modules that it loaded."""
    command = [sys.executable, "-c", SCRIPT, str(ROOT), str(cache), *NAMES]
    told = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(told.stdout)
    return result


class Refusing(Executor):
    """An executor that nothing may be given."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        raise AssertionError("something was rendered")


@pytest.fixture
def wanted(sheets: dict[str, Download]) -> list[Download]:
    return [sheets[name] for name in NAMES]


@pytest.fixture
def warm(wanted: list[Download], tmp_path: Path) -> Path:
    """A cache of the test's own with the PDFs of `wanted`."""
    cache = tmp_path / "cache"
    shutil.copytree(CACHE / "fonts", cache / "fonts")
    shelf = Shelf(cache / "pdf", ".pdf")
    for download, pdf in zip(wanted, paper.render(wanted, cache=CACHE).values(), strict=True):
        shelf.keep(printrun.key(download), pdf)
    return cache


def test_the_bytes_are_the_same_everywhere(folder: Path, tmp_path: Path) -> None:
    """Time zone, hash seed, home, folder and process change no byte."""
    elsewhere = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "HOME": str(tmp_path), "LC_ALL": "C"}
    there = rendered_elsewhere(tmp_path / "cache", cwd=tmp_path, **elsewhere)
    assert "weasyprint" in there["loaded"]
    assert there["made"] == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in NAMES}


def test_what_is_cached_is_not_rendered_again(folder: Path) -> None:
    """A second build loads neither WeasyPrint nor pikepdf nor fontTools."""
    assert rendered_elsewhere(CACHE)["loaded"] == []


def test_a_build_that_changes_nothing_is_quick(folder: Path, sheets: dict[str, Download]) -> None:
    """All downloads come from the cache in less than a quarter of a second, even on a busy machine."""
    begin = time.process_time()
    found = paper.render(sheets.values(), cache=CACHE, executor=Refusing())
    assert time.process_time() - begin < 0.25
    assert list(found) == list(sheets)


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7 half a file", None])
def test_a_damaged_entry_is_mended(wanted: list[Download], warm: Path, damage: bytes | None) -> None:
    """Whatever happened to an entry (emptied, cut short, gone), the PDF comes out right and is kept again."""
    whole = paper.render(wanted, cache=warm, executor=Refusing())
    (entry,) = (warm / "pdf").glob(f"{printrun.key(wanted[1])}-*.pdf")
    entry.unlink() if damage is None else entry.write_bytes(damage)
    assert paper.render(wanted, cache=warm) == whole
    assert paper.render(wanted, cache=warm, executor=Refusing()) == whole
    assert not list((warm / "pdf").glob("*.part"))


def test_a_change_of_the_data_is_a_change_of_the_key(wanted: list[Download], meal_card: Card) -> None:
    """One word, the day, the brand or the paper make another PDF."""
    from dataclasses import replace

    one = wanted[1]
    item = meal_card.items[0].model_copy(update={"do": "Do something else."})
    others = [
        replace(one, subject=meal_card.model_copy(update={"items": (item, *meal_card.items[1:])})),
        replace(one, brand=one.brand.model_copy(update={"name": "Another"})),
        replace(one, edition=one.edition.model_copy(update={"edition": "1.1"})),
        replace(one, opens_at="Another pause point"),
        replace(one, paper="a4"),
    ]
    assert len({printrun.key(each) for each in (one, *others)}) == 6


def test_any_executor_will_do(wanted: list[Download], tmp_path: Path, folder: Path) -> None:
    """A network of centres hands in its own; the bytes are the same."""
    shutil.copytree(CACHE / "fonts", tmp_path / "fonts")
    with ThreadPoolExecutor(1) as pool:
        made = paper.render(wanted[1:2], cache=tmp_path, executor=pool)
    assert made == {NAMES[1]: (folder / NAMES[1]).read_bytes()}


def test_old_entries_go(wanted: list[Download], warm: Path) -> None:
    """What no build asked for in a month is removed; what is used stays."""
    stray = warm / "pdf" / "0123-4567.pdf"
    stray.write_bytes(b"old")
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    for path in (warm / "pdf").iterdir():
        os.utime(path, (long_ago, long_ago))
    paper.render(wanted, cache=warm, executor=Refusing())
    assert not stray.exists()
    assert len(list((warm / "pdf").iterdir())) == len(wanted)


def test_every_download_has_a_name_of_its_own(real: Library, sheets: dict[str, Download]) -> None:
    """Names are as links and printed sheets rely on them: each list on both papers."""
    subjects = [*real.scenarios, *real.cards, *real.worksheets, *real.conversations]
    assert len(sheets) == len(paper.downloads(real)) == 2 * len(subjects)
    assert {"panel-day-letter.pdf", "panel-day-a4.pdf", "card-meal-letter.pdf"} <= set(sheets)
    assert {"first-round-letter.pdf", "people-a4.pdf", "conversation-callback-a4.pdf"} <= set(sheets)
