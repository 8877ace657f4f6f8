"""Whoever hides what is theirs hides all of it."""

from __future__ import annotations

import re

from tests.conftest import ROOT

NOBODYS = {"second-round-check", "second-round-editions", "second-round-lost", "second-round-questions"}
"""Elements that show nothing of anybody's."""


def test_every_element_is_covered_unless_it_is_known_to_be_nobodys() -> None:
    """An element that somebody adds says `data-personal` wherever it stands in a page, or is named here."""
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "macros/web").rglob("*") if "html" in path.name]
    tags = [found for page in pages for found in re.findall(r"<(second-round-\w+)\b([^>]*)", page)]
    script = (ROOT / "docs/assets/second-round/second-round.mjs").read_text(encoding="utf-8")
    assert {tag for tag, _ in tags} == set(re.findall(r'^  "(second-round-\w+)":', script, re.MULTILINE))
    assert {tag for tag, words in tags if "data-personal" not in words} == NOBODYS
