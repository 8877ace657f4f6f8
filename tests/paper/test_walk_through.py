"""The page that adds a card, done as it stands, from an unchanged copy of the project to the PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf

from macros.reading import load
from tests.conftest import ROOT
from tests.paper.verapdf import standard_problems
from tests.paper.walk import follow


def test_the_walk_through_leads_to_a_card_in_a_pdf(copy_project: Callable[[], Path]) -> None:
    """Whoever types just what the page says has the card's five boxes behind the checklist, in a PDF/UA-1 file."""
    project = copy_project()
    (project / ".venv").symlink_to(ROOT / ".venv")
    follow(ROOT / "docs/contribute/add-a-card.md", project)
    card = load(project).card("phone-screen")
    (pdf,) = (project / "phone-screen-try").glob("*.pdf")
    assert {item.id for item in card.items} <= set(pypdf.PdfReader(pdf).get_fields() or {})
    assert len(card.items) == 5
    assert standard_problems(pdf) == []
