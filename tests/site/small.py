"""Owns the real engine over few words; refuses to know what is tried with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT


def small(project: Path) -> Path:
    """Put the small project's words into a copy of the real one, so that all sheets under a new brand take seconds."""
    for folder in ("checklists", "docs"):
        shutil.rmtree(project / folder)
        shutil.copytree(ROOT / "tests/unit/project" / folder, project / folder)
    shutil.copytree(ROOT / "docs/assets", project / "docs/assets")
    (project / "docs/index.md").write_text("# Small\n\n{{ downloads('panel-day') }}\n", encoding="utf-8")
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(text.partition("\nnav:")[0], encoding="utf-8")
    return project
