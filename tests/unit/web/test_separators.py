"""A dot between two facts: where a line is full, it stays with the fact before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT

KINDS = (
    *("docs/**/*.md", "docs/assets/second-round/**/*.mjs"),
    *("macros/web/templates/*.jinja", "macros/web/theme/**/*.html"),
)
SOURCES = sorted(path.relative_to(ROOT) for kind in KINDS for path in ROOT.glob(kind))


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if "·" in (ROOT / path).read_text(encoding="utf-8")], ids=str
)
def test_no_line_begins_with_a_dot(path: Path) -> None:
    """A space before a dot is one at which no line ends."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if " · " in line] == []
