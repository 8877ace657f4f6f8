"""`second-round holes`: whether a package that we lock is known to have a hole; it never says “none” unasked."""

from __future__ import annotations

import json
import re
import sys
import urllib.request
from pathlib import Path

import click

from scripts import ROOT

DATABASE = "https://api.osv.dev/v1/querybatch"
PATIENCE = 30
"""How long to wait for an answer, in seconds."""


@click.command()
@click.option(
    "--database", default=DATABASE, show_default=True, help="Where to ask: an address that speaks as OSV does."
)
def holes(database: str) -> None:
    """Compare every locked package with a public list of known holes (OSV).

    Exits 1 where one has a hole, and 2 where the list cannot be reached: then nothing was looked at. It sends the names
    and versions of the packages, and nothing else.
    """
    locked = packages(ROOT)
    try:
        found = known(locked, database)
    except (OSError, ValueError, KeyError, TypeError) as error:
        click.echo(
            f"{database} gave no answer ({error}), so nothing was looked at. Try again with the internet.", err=True
        )
        sys.exit(2)
    for (_, name, version), names in found.items():
        click.echo(f"{name} {version}: {', '.join(names)}")
    if found:
        click.echo("Each name can be looked up at osv.dev. A newer version may mend it: make lock, then make test.")
        sys.exit(1)
    click.echo(f"None of {len(locked)} locked packages is on the list.")


Package = tuple[str, str, str]
"""Where it is from (PyPI, npm), its name, its version."""


def packages(root: Path) -> list[Package]:
    """Return every package in the locks."""
    text = "".join(
        (root / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-test.lock")
    )
    python = {("PyPI", *found) for found in re.findall(r"^([\w.-]+)==([\w.!+-]+)", text, re.MULTILINE)}
    lock = json.loads((root / "scripts" / "lighthouse" / "package-lock.json").read_text(encoding="utf-8"))
    node = {
        ("npm", path.rpartition("node_modules/")[2], each["version"]) for path, each in lock["packages"].items() if path
    }
    return sorted(python | node)


def known(locked: list[Package], database: str) -> dict[Package, list[str]]:
    """Return the names of the known holes of each package that has any.

    Raises OSError where the database is not reached, and ValueError where it answers something else.
    """
    queries = [{"package": {"name": name, "ecosystem": origin}, "version": version} for origin, name, version in locked]
    request = urllib.request.Request(
        database, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        results = json.load(answer)["results"] if answer.status == 200 else []
    if len(results) != len(locked):
        raise ValueError("the answer is not about what was asked")
    return {
        package: [hole["id"] for hole in result["vulns"]]
        for package, result in zip(locked, results, strict=True)
        if result.get("vulns")
    }
