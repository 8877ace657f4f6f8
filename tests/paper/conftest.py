"""Every download of the real checklists, rendered once into the project's own cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import library, paper
from macros.library import Library
from macros.paper import Download

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"


@pytest.fixture(scope="session")
def real() -> Library:
    """The project's own library."""
    return library.load(ROOT)


@pytest.fixture(scope="session")
def sheets(real: Library) -> dict[str, Download]:
    """Every download by its name."""
    return {download.name: download for download in paper.downloads(real)}


@pytest.fixture(scope="session")
def folder(sheets: dict[str, Download], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the PDF of every download."""
    out = tmp_path_factory.mktemp("downloads")
    for name, pdf in paper.render(sheets.values(), cache=CACHE).items():
        (out / name).write_bytes(pdf)
    return out


@pytest.fixture(scope="session")
def panel_day(folder: Path) -> Path:
    """The PDF with the most items."""
    return folder / "panel-day-letter.pdf"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `name` once for every download."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", [download.name for download in paper.downloads(library.load(ROOT))])
