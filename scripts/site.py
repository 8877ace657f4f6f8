"""`second-round site`: the whole site with its PDFs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from macros.library import load


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default="site", help="Where it goes; site/ by default."
)
def site(out: Path) -> None:
    """Build every page and every PDF. A warning is an error, and then what stood in the folder stays."""
    root = Path(__file__).resolve().parent.parent
    aside = out.resolve().with_name(f".{out.name}.building")
    epoch = str(load(root).edition.epoch)  # so that any day gives the same bytes
    environment = {"SOURCE_DATE_EPOCH": epoch, **os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(aside)]
    if subprocess.run(command, cwd=root, env=environment).returncode:
        sys.exit(1)
    replace(aside, out.resolve())
    pdfs = sorted(out.glob("downloads/*.pdf"))
    click.echo(f"{out}/ holds the site and {len(pdfs)} PDFs. See it: {sys.executable} -m http.server --directory {out}")


def replace(new: Path, old: Path) -> None:
    """Put folder `new` where `old` is; `old` is whole until the moment it is replaced."""
    import shutil

    aside = old.with_name(f".{old.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    if old.exists():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)
