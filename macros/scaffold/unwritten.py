"""Owns what is left of a start: the sentences that a person was to write in its place; it changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

from macros.errors import Problem
from macros.reading import files_in

SAY = re.compile(r" *(?:- +)*(?:(?P<key>[a-z_]+): +)?(?P<words>Say .*?) *")
"""Each sentence of a start that is to be replaced begins so: Say what to do, one action on one line."""


def unwritten(root: Path) -> list[Problem]:
    """Return each sentence of a start that still stands in checklists/ or docs/ of the project at `root`."""
    folder = Path(__file__).parent
    starts = {words for path in files_in(folder, ".yml", ".md") for _, _, words in _sentences(path)}
    paths = [*files_in(root / "checklists", ".yml", deep=True), *files_in(root / "docs", ".md", deep=True)]
    message = "This sentence came with the first version. Write your own in its place."
    return [
        Problem(path.relative_to(root).as_posix(), number, key or "the line", message)
        for path in paths
        for number, key, words in _sentences(path)
        if words in starts
    ]


def _sentences(path: Path) -> list[tuple[int, str | None, str]]:
    """Return the line (from 1), key and words of each sentence in a file that begins as one of a start does."""
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:  # reported where it is read
        return []
    found = ((number, SAY.fullmatch(line)) for number, line in enumerate(lines, 1))
    return [(number, match["key"], match["words"]) for number, match in found if match]
