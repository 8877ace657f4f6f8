"""`second-round site`: the whole site with its PDFs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from macros.brand import unsettled
from macros.cache import name_aside, sweep
from macros.guidance import Edition
from macros.reading import load
from scripts import ROOT


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default="site", help="Where it goes; site/ by default."
)
def site(out: Path) -> None:
    """Build every page and every PDF. Warnings are errors. After an error, the folder is as it was before."""
    if not _may_replace(out):
        raise click.UsageError(f"{out}/ holds what is no site of ours, and it would be lost. Name another folder.")
    folder = out.resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    aside = Path(name_aside(folder))
    aside.mkdir()
    try:
        library = load(ROOT)
        if not build_pages(ROOT, aside, library.edition):
            sys.exit(1)
        replace(aside, out.resolve())
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    for words in unsettled(library.brand):
        click.echo(words, err=True)
    pdfs = sorted(out.glob("downloads/*.pdf"))
    click.echo(f"{out}/ holds the site and {len(pdfs)} PDFs. See it: {sys.executable} -m http.server --directory {out}")


def build_pages(root: Path, out: Path, edition: Edition, **environment: str) -> bool:
    """Build the site of a project into a folder, the same bytes on any day. Returns whether there was no warning."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    fixed = {"SOURCE_DATE_EPOCH": str(edition.epoch), **os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, cwd=root, env=fixed).returncode == 0


def _may_replace(out: Path) -> bool:
    """Whether nothing stands in the folder but a site that was built before."""
    return not out.exists() or not any(out.iterdir()) or (out / "data" / "checklists.json").is_file()


def replace(new: Path, old: Path) -> None:
    """Put folder `new` where `old` is; `old` is whole until the moment it is replaced."""
    aside = Path(name_aside(old.parent))
    if old.exists():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)
