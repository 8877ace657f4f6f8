"""`second-round lighthouse`: what a phone makes of the site, by Lighthouse; under what we promise, it fails."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from macros.errors import MissingSystemPart, SecondRoundError
from scripts import ROOT
from scripts.browser import chromium, serve

HERE = Path(__file__).parent
PAGES = ("scenarios/panel-day/", "", "worksheets/story-bank/")
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What each page must reach, out of 100."""
BEHIND = {
    "paint": ("first-contentful-paint", 1000, 1),
    "largest": ("largest-contentful-paint", 1000, 1),
    "blocked": ("total-blocking-time", 1000, 2),
    "shift": ("cumulative-layout-shift", 1, 3),
}
"""What is behind the performance: its column, the name of its figure, what to divide that by, and its digits."""

Report = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What Lighthouse says of one visit, as far as we read it: part, name, and what it says of that."""


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default="site")
@click.option("--runs", default=5, show_default=True, help="How often each page is opened; the median counts.")
def lighthouse(site: Path, runs: int) -> None:
    """Open pages of the built site in SITE (site/, unless you name it) as a phone on a slow network does.

    Exits 1 where a page is under what the project promises: 99 for performance, 100 for the rest. It needs Node.js, and
    the first time the internet. Let the machine do nothing else meanwhile: what slows it slows the phone.
    """
    program = set_up(ROOT / ".cache" / "lighthouse")
    with serve({"/": site}, compressed=True) as address:
        # Page by page in turn, so that a busy moment does not hit one page alone.
        rounds = [[visit(program, address + page) for page in PAGES] for _ in range(runs)]
    reports = dict(zip(PAGES, zip(*rounds, strict=True), strict=True))
    table = Table("page", *LEAST, *BEHIND, title=f"Lighthouse, the median of {runs}; times in seconds")
    for page, visits in reports.items():
        figures = [
            f"{_median(visits, 'audits', name, 'numericValue') / size:.{digits}f}"
            for name, size, digits in BEHIND.values()
        ]
        table.add_row(f"/{page}", *(str(score) for score in scores(visits).values()), *figures)
    Console(width=120).print(table)
    if found := under(reports):
        click.echo("Under what the project promises:\n" + "\n".join(found), err=True)
        sys.exit(1)


def set_up(folder: Path) -> Path:
    """Install Lighthouse into `folder` as it is locked here, unless it is there; return its program.

    Raises MissingSystemPart without Node.js, SecondRoundError where it can't be installed.
    """
    if not (shutil.which("node") and shutil.which("npm")):
        raise MissingSystemPart("Lighthouse needs Node.js 18.20 or newer, and npm: sudo apt-get install nodejs npm")
    lock, done = "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if not done.is_file() or (folder / lock).read_bytes() != (HERE / lock).read_bytes():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", lock):
            shutil.copyfile(HERE / name, folder / name)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if subprocess.run(command, cwd=folder, check=False).returncode:
            shutil.rmtree(folder)
            raise SecondRoundError("npm could not install Lighthouse. Try again with the internet.")
    return folder / "node_modules" / "lighthouse" / "cli" / "index.js"


def visit(program: Path, address: str) -> Report:
    """Return what Lighthouse says of one visit; raises SecondRoundError where it can't say."""
    browser = chromium(whole=True)
    flags = " ".join(["--headless=new", *browser["args"]])
    command = ["node", str(program), address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    environment = {**os.environ, "CHROME_PATH": browser["executable_path"]}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SecondRoundError(f"Lighthouse could not look at {address}: {run.stderr.strip()}")
    said: Report = json.loads(run.stdout)
    return said


def scores(visits: Sequence[Report]) -> dict[str, int]:
    """Return the median of each score of several visits to a page, out of 100."""
    return {name: round(100 * _median(visits, "categories", name, "score")) for name in LEAST}


def under(reports: Mapping[str, Sequence[Report]]) -> list[str]:
    """Return each page and score that is under the promise, in words."""
    found = {(page, name): score for page, visits in reports.items() for name, score in scores(visits).items()}
    return [
        f"/{page}: {name} {score}, not {LEAST[name]}" for (page, name), score in found.items() if score < LEAST[name]
    ]


def _median(visits: Sequence[Report], part: str, name: str, figure: str) -> float:
    """Return the median of one figure; what a visit could not measure has reached nothing."""
    return statistics.median(each[part][name][figure] or 0 for each in visits)
