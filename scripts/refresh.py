"""`second-round refresh`: writes the files again that are made from other files and kept with them."""

from __future__ import annotations

import click

from macros.guidance import schema
from scripts import ROOT, licences, tables


def files() -> dict[str, str]:
    """Return everything that is made and kept, by its path in the project."""
    return {**schema.files(), **tables.files(), licences.PAGE: licences.page(ROOT)}


@click.command()
def refresh() -> None:
    """Write the files again that are made from other files: the schemas with which editors complete YAML, the tables
    that the browser shares with Python, and the list of licences. Needs what `make test` sets up.

    A test fails while one of them is out of date.
    """
    for name, text in files().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            click.echo(name)
    click.echo("Everything else was up to date.")
