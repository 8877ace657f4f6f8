"""What SECURITY.md promises is held by tests that are there."""

from __future__ import annotations

import re

from tests.conftest import ROOT

PROMISES = re.findall(
    r"^\| (?!What \||---)(.+?) \| (.+?) \| (.+?) \|$", (ROOT / "SECURITY.md").read_text(), re.MULTILINE
)
"""What is protected, how, and by which tests it is held."""


def test_each_promise_names_tests_that_are_there() -> None:
    """A file that exists, and where it says so, a test in it whose name has these words."""
    assert len(PROMISES) >= 7
    for what, _, held in PROMISES:
        named = re.findall(r"`([^`]+\.py)(?: -k (\w+))?`", held)
        assert named, what
        folder = ROOT
        for path, words in named:
            # A file without a folder is in that of the one before.
            file = folder / path if "/" not in path else ROOT / path
            folder = file.parent
            assert file.exists(), f"{what}: {path}"
            assert re.search(rf"^def test_\w*{words}", file.read_text(encoding="utf-8"), re.MULTILINE) or not words, (
                path
            )
