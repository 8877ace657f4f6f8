"""Owns the page that lists the licence of every locked package, as the package itself declares it."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

from macros.errors import SecondRoundError

PAGE = "docs/contribute/licences.md"

BEGINS = "\n## To build the site {#build}\n"
"""Where the list begins; what stands above is written by hand."""

DECLARED_NOWHERE = {
    "axe-playwright-python": "MIT, with axe-core, which is MPL-2.0",
    "brotlicffi": "MIT",
    "resvg-py": "MIT, with resvg, which is Apache-2.0 or MIT",
}
"""What a package says on its own pages and not in its metadata, or is not installed where CPython is."""


def page(root: Path) -> str:
    """Return the page, with its list made anew: first what a site is made with, then what only the tests need."""
    built = locked(root / "requirements.lock")
    tested = locked(root / "requirements-test.lock")
    head = (root / PAGE).read_text(encoding="utf-8").partition(BEGINS)[0]
    return head + _table(BEGINS, built) + _table("\n## Only to test it {#test}\n", tested)


def locked(lock: Path) -> set[str]:
    """Return the names of the packages in a lock."""
    return set(re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE))


def _table(heading: str, names: set[str]) -> str:
    rows = "".join(f"| {name} | {licence(name)} |\n" for name in sorted(names))
    return f"{heading}\n| Package | Licence |\n|---|---|\n{rows}"


def licence(name: str) -> str:
    """Return the licence that a package declares, in whichever of three ways it does.

    Raises SecondRoundError for a package that declares none, or is not installed.
    """
    if name in DECLARED_NOWHERE:
        return DECLARED_NOWHERE[name]
    try:
        declared = importlib.metadata.metadata(name).json
    except importlib.metadata.PackageNotFoundError as error:
        raise SecondRoundError(f"{name} is not installed, so its licence is not known: scripts/set-up test") from error
    short = str(declared.get("license") or "").strip()
    if "\n" in short or len(short) > 100 or short == "UNKNOWN":
        short = ""
    classes = [each.split(" :: ")[-1] for each in declared.get("classifier") or [] if each.startswith("License ::")]
    found = declared.get("license_expression") or short or ", ".join(classes)
    if not found:
        raise SecondRoundError(f"{name} declares no licence: look it up, and put it into scripts/licences.py.")
    return str(found)
