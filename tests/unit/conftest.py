"""A small project to break: two pause points, one scenario, one card, and the page that explains them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the small project, which is right in every way."""
    return Path(shutil.copytree(Path(__file__).parent / "project", tmp_path / "project"))
