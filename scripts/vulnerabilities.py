"""`second-round vulnerabilities`: whether a locked package is known to have one; it never says “none” unasked.

pip-audit asks about the Python packages, and npm about those that bring Lighthouse.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from macros.errors import SecondRoundError
from scripts import ROOT

DATABASE = "https://api.osv.dev/v1/query"
PATIENCE = 30
"""How long to wait for one answer, in seconds."""


@dataclass(frozen=True)
class Look:
    """What came of asking about the packages of one lock: their number, and those that are on the list, in words.

    `failed` says in a sentence why nothing was looked at; it is empty where everything was.
    """

    packages: int = 0
    found: tuple[str, ...] = ()
    failed: str = ""


@click.command()
@click.option(
    "--database",
    default=DATABASE,
    show_default=True,
    help="Where to ask about the Python packages: an address with the API of OSV. Lighthouse's are asked about "
    "where npm is set up to ask.",
)
def vulnerabilities(database: str) -> None:
    """Compare the locked packages with public lists of known vulnerabilities, as this machine would install them.

    Exits 1 where a package is on a list, and 2 where one could not be looked up. It sends the names and versions of the
    packages, and nothing else.
    """
    python, node = look_at_python(ROOT, database), look_at_node(ROOT / "scripts" / "lighthouse")
    for line in (*python.found, *node.found):
        click.echo(line)
    for look in (python, node):
        if look.failed:
            click.echo(look.failed, err=True)
    if python.found or node.found:
        click.echo("A newer version may have it fixed: make lock NEWER=PACKAGE, then make test.")
        sys.exit(1)
    if python.failed or node.failed:
        sys.exit(2)
    click.echo(f"None of {python.packages} Python packages and {node.packages} packages of Lighthouse is on a list.")


def look_at_python(root: Path, database: str) -> Look:
    """Have pip-audit ask `database` about both locks. Raises SecondRoundError where pip-audit is not installed."""
    if not importlib.util.find_spec("pip_audit"):
        raise SecondRoundError("pip-audit is not installed. It comes with the rest of the tests: scripts/set-up test")
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service=osv", f"--osv-url={database}"]
    command += ["--require-hashes", "--disable-pip", f"--timeout={PATIENCE}", "--format=json", "--desc=off"]
    command += ["--progress-spinner=off", f"--cache-dir={root / '.cache' / 'pip-audit'}"]
    command += [f"--requirement={root / name}" for name in ("requirements.lock", "requirements-test.lock")]
    said, reason = _answer(command, root)
    if "dependencies" not in said:
        return Look(failed=f"pip-audit got no answer from {database} ({reason}), so no Python package was looked up.")
    found = {f"{each['name']} {each['version']}": [one["id"] for one in each["vulns"]] for each in said["dependencies"]}
    return Look(len(found), tuple(f"{package}: {', '.join(names)}" for package, names in found.items() if names))


def look_at_node(folder: Path) -> Look:
    """Have npm ask its registry about the lock in `folder`."""
    if not shutil.which("npm"):
        return Look(failed="npm is not here, so no package of Lighthouse was looked up: sudo apt-get install npm")
    command = ["npm", "audit", "--package-lock-only", "--json", "--fetch-retries=0"]
    said, reason = _answer([*command, f"--fetch-timeout={PATIENCE * 1000}", "--no-update-notifier"], folder)
    if "vulnerabilities" not in said:
        return Look(failed=f"npm got no answer ({reason}), so no package of Lighthouse was looked up.")
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = []
    for name, each in said["vulnerabilities"].items():
        # What only needs a vulnerable package is listed too, with that package's name in place of what is known.
        if addresses := [one["url"] for one in each["via"] if isinstance(one, dict)]:
            versions = sorted({locked[node]["version"] for node in each["nodes"]})
            found.append(f"{name} {' and '.join(versions)}: {', '.join(addresses)}")
    return Look(len(locked) - 1, tuple(found))  # the lock lists its own project too


def _answer(command: list[str], folder: Path) -> tuple[dict[str, Any], str]:
    """Run a program that answers in JSON. Returns its answer, and in its own words why there may be none."""
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    try:
        said = json.loads(run.stdout)
    except ValueError:
        said = {}
    lines = [line for line in run.stderr.splitlines() if line.strip()]
    reason = said.get("message") or (lines[-1].strip() if lines else f"it ended with {run.returncode}")
    return said, reason
