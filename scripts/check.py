"""`second-round check`: everything that is wrong in checklists/, for those who write it."""

from __future__ import annotations

from pathlib import Path

import click

from macros.errors import DataError
from macros.guidance import how_many
from macros.reading import load
from macros.scaffold import unwritten


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def check(folder: Path) -> None:
    """List everything that is wrong in FOLDER/checklists (FOLDER is the project; here, unless you name it).

    Prints one line for each problem: the file and line, where in it, what was expected. Exits 1 where there is one.
    Sentences of a start that still stand are a problem too.
    """
    root = folder.resolve()
    left = unwritten(root)
    try:
        library = load(root)
    except DataError as error:
        raise DataError([*error.problems, *left]) from error
    if left:
        raise DataError(left)
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
