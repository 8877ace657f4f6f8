"""The page of decisions can be read by theme."""

import re

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "contribute" / "decisions" / "index.md").read_text(encoding="utf-8")


def test_each_decision_stands_once_in_the_index_under_its_theme() -> None:
    """The list on top has every theme and every decision of the page, in the same words and the same order."""
    listed = re.findall(r"^\*\*(.+[^.])\*\*$|^[ :]+- \[(.+)\]\(#(.+)\)$", PAGE, re.MULTILINE)
    decided = re.findall(r"^## (.+) \{#.+\}$|^### (.+) \{#(.+)\}$", PAGE, re.MULTILINE)
    assert listed == decided
