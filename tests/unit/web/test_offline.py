"""The worker that keeps the site: small, the same for the same files, another for others."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from macros.web.build import offline

FILES = {
    "index.html": "home",
    "cards/index.html": "cards",
    "prepare/visa/index.html": "not at once",
    "assets/second-round-1/a.mjs": "script",
    "assets/javascripts/lunr/tinyseg.js": "never",
    "assets/javascripts/bundle.js.map": "never",
    "assets/pictures/home.png": "never",
    "data/checklists.json": "{}",
    "search/index.json": "{}",
    "downloads/panel-day-a4.pdf": "not at once",
    "downloads/panel-day-a4.docx": "not at once",
    "downloads/second-round.imscc": "not at once",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_it_lists_what_is_kept_at_once(site: Path) -> None:
    """The pages that are named, and the scripts, styles and facts of any page; no pictures and no PDFs."""
    text = offline.worker(site, ["", "cards/"])
    kept = [line.split('"')[1] for line in text.splitlines() if line.startswith("  [")]
    assert kept == ["", "assets/second-round-1/a.mjs", "cards/", "data/checklists.json", "search/index.json"]


def test_it_changes_with_what_is_kept_and_with_nothing_else(site: Path) -> None:
    """In any order, at any time, the same files give the same bytes; a change in one gives others."""
    text = offline.worker(site, ["", "cards/"])
    (site / "prepare/visa/index.html").write_text("changed", encoding="utf-8")
    assert offline.worker(site, ["cards/", ""]) == text
    (site / "cards/index.html").write_text("changed", encoding="utf-8")
    assert offline.worker(site, ["", "cards/"]) != text


def test_it_is_small() -> None:
    """The worker is at most 3 kB, as it is sent."""
    source = (Path(offline.__file__).parent / offline.SCRIPT).read_bytes()
    assert len(gzip.compress(source)) <= 3_000
