"""`second-round check`: everything that is wrong in checklists/, for those who write it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from macros.guidance import how_many
from macros.paper import try_logo
from macros.reading import load


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def check(folder: Path) -> None:
    """List everything that is wrong in FOLDER/checklists (FOLDER is the project; here, unless you name it).

    Prints one line for each problem: the file and line, where in it, what was expected. Exits 1 where there is one. A
    logo is drawn once, as a sheet would have it.
    """
    root = folder.resolve()
    library = load(root, partial(try_logo, cache=root / ".cache"))
    counts = {
        "item": len(library.items),
        "scenario": len(library.scenarios),
        "card": len(library.cards) - len(library.sectors),
        "sector": len(library.sectors),
        "worksheet": len(library.worksheets),
        "conversation": len(library.conversations),
        "question bank": len(library.questions),
    }
    there = ", ".join(how_many(count, noun) for noun, count in counts.items())
    click.echo(f"All is well: {there}, edition {library.edition.edition}.")
