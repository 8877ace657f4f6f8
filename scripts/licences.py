"""Owns the page that lists the licence of every locked package, as the package itself declares it."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

PAGE = "docs/contribute/licences.md"

HEAD = """---
title: Licences
description: The licence of every package that the site, its handouts and its tests are made with, as each package declares it.
reviewed: 2026-11
sources: [editors]
search:
  boost: 0.5
---

# Licences

The code of Second Round is under the MIT licence, and the guidance is under CC BY 4.0. `LICENSE` and `LICENSE-GUIDANCE`, in the project’s folder, have the words.

These packages are locked, each with its hash. The list is made by `second-round refresh`, from what each package declares, and a test says when it is out of date. Nothing of them is in the project’s own folders. What reaches a visitor is Material’s script and style (MIT) and the fonts (OFL 1.1).
"""

DECLARED_NOWHERE = {
    "axe-playwright-python": "MIT, with axe-core, which is MPL-2.0",
    "brotlicffi": "MIT",
}
"""What a package says on its own pages and not in its metadata, or is not installed where CPython is."""


def page(root: Path) -> str:
    """Return the page: first what a site is made with, then what only the tests need."""
    built = locked(root / "requirements.lock")
    tested = locked(root / "requirements-test.lock") - built
    return HEAD + _table("## To build the site {#build}", built) + _table("## Only to test it {#test}", tested)


def locked(lock: Path) -> set[str]:
    """Return the names of the packages in a lock."""
    return set(re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE))


def _table(heading: str, names: set[str]) -> str:
    rows = "".join(f"| {name} | {licence(name)} |\n" for name in sorted(names))
    return f"\n{heading}\n\n| Package | Licence |\n|---|---|\n{rows}"


def licence(name: str) -> str:
    """Return the licence that a package declares, in whichever of three ways it does."""
    if name in DECLARED_NOWHERE:
        return DECLARED_NOWHERE[name]
    declared = importlib.metadata.metadata(name)
    short = (declared.get("License") or "").strip()
    if "\n" in short or len(short) > 100 or short == "UNKNOWN":
        short = ""
    classes = [each.split(" :: ")[-1] for each in declared.get_all("Classifier") or [] if each.startswith("License ::")]
    found = declared.get("License-Expression") or short or ", ".join(classes)
    if not found:
        raise LookupError(f"{name} declares no licence: look it up, and put it into scripts/licences.py")
    return str(found)
