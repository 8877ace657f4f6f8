"""What the page on handouts in bulk says of the ready sets is what the desk ticks."""

from __future__ import annotations

import re

from macros.reading import load
from tests.conftest import ROOT


def test_the_page_names_what_the_desk_ticks() -> None:
    """For each scenario the same worksheets and cards, in the same order."""
    page = (ROOT / "docs/career-centers/bulk-handouts.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[[^\]]+\]\(\.\./scenarios/([\w-]+)\.md\) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    library = load(ROOT)
    written = {
        name: (re.findall(r"worksheets/([\w-]+)\.md", sheets), cards.split(", ")) for name, sheets, cards in rows
    }
    assert written == {
        scenario.id: (
            list(scenario.ready_set.worksheets),
            [library.cards[card].title for card in scenario.ready_set.cards],
        )
        for scenario in library.scenarios.values()
    }
