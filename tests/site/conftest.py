"""The pages of the project's own site, read once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.pages import PageReader


@pytest.fixture(scope="session")
def read_pages(site_folder: Path) -> dict[str, PageReader]:
    """Every page of the site by its path."""
    return {path.relative_to(site_folder).as_posix(): PageReader(path) for path in sorted(site_folder.rglob("*.html"))}
