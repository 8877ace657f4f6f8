"""The page on a move to another generator is true: what it does not list knows nothing of the one we have."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from macros import site
from tests.conftest import ROOT

PAGE = (ROOT / "docs/contribute/another-generator.md").read_text(encoding="utf-8")
NAMED = re.compile(
    r"\bmkdocs\b|\bmike\b|\bmkdocs_macros\b|\bmaterial\b|(?<![\w-])md-[a-z]|document\$|__md_", re.IGNORECASE
)
KINDS = {".py", ".mjs", ".jinja", ".html", ".css"}


def names_it(path: Path) -> bool:
    """Whether a file names the generator, the theme's classes or its events; “does not know MkDocs” is no such name."""
    text = re.sub(r"\bdoes not know MkDocs\b", "", path.read_text(encoding="utf-8"))
    return bool(NAMED.search(text))


def test_only_what_the_page_lists_names_the_generator() -> None:
    """Each file of the engine, the commands and the browser side that names it is on the list, and no other."""
    listed = set(re.findall(r"^`([^`]+)`$", PAGE, re.MULTILINE))
    places = ("macros", "scripts", "docs/assets/second-round")
    found = {
        path.relative_to(ROOT).as_posix()
        for place in places
        for path in (ROOT / place).rglob("*")
        if path.suffix in KINDS and names_it(path)
    }
    assert found == listed


def test_what_the_page_names_is_there() -> None:
    """Each file and function that it says to call, or to look at, exists under that name."""
    paths = re.findall(r"`((?:macros|scripts|tests|docs)/[\w./-]+)`", PAGE)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert {"macros/site.py", "tests/site/plain_generator.py"} <= set(paths)
    for call in re.findall(r"^- `(\w+)\(([^)]*)\)`", PAGE, re.MULTILINE):
        wanted = [name for name in inspect.signature(getattr(site, call[0])).parameters if name != "theme"]
        assert call[1].split(", ") == wanted
