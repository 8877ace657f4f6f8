"""Every download of the real checklists, rendered once into the project's own cache."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from macros import paper, reading
from macros.guidance import Card, Checklist, Conversation, Library, Worksheet
from macros.paper import Download
from macros.values import PAPERS
from tests.conftest import ROOT

CACHE = ROOT / ".cache"


@pytest.fixture(scope="session")
def real() -> Library:
    """The project's own library."""
    return reading.load(ROOT)


@pytest.fixture(scope="session")
def sheets(real: Library) -> dict[str, Download]:
    """Every download by its name."""
    return {download.name: download for download in paper.downloads(real)}


@pytest.fixture(scope="session")
def folder(real: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every download, and the packs with their maps."""
    out = tmp_path_factory.mktemp("downloads")
    for name, data in paper.render(real, cache=CACHE).items():
        (out / name).write_bytes(data)
    return out


def alone(download: Download) -> bytes:
    """Return the PDF of a sheet that no pack has."""
    return paper.fill(paper.bind({download.name: (download,)}, CACHE)[download.name]).pdf


@pytest.fixture(scope="session")
def meal_card(sheets: dict[str, Download]) -> Card:
    """A card, as the data has it."""
    card = sheets["card-meal-letter.pdf"].subject
    assert isinstance(card, Card)
    return card


@pytest.fixture(scope="session")
def panel_day(folder: Path) -> Path:
    """The PDF with the most items."""
    return folder / "panel-day-letter.pdf"


@cache
def offered() -> tuple[Download, ...]:
    """Every download, for the parameters of tests: these are wanted before any fixture is made."""
    return paper.downloads(reading.load(ROOT))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once for the name of every download, of every form to fill, or of every conversation, as it asks.

    What is in large print has tests of its own. A sheet is the same on both papers, so one of them is enough, but for
    what must be right in every `file`.
    """
    every = Checklist | Card | Worksheet | Conversation
    asked = {"file": every, "name": every, "form": Worksheet | Conversation, "call": Conversation}
    for argument in asked.keys() & set(metafunc.fixturenames):
        papers = PAPERS if argument == "file" else PAPERS[:1]
        found = [each for each in offered() if isinstance(each.subject, asked[argument]) and not each.large]
        metafunc.parametrize(argument, [each.name for each in found if each.paper in papers])
