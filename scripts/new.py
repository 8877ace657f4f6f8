"""`second-round new`: a first version, with comments, of a scenario, card, worksheet or item."""

from __future__ import annotations

import click

from macros.scaffold import KINDS, StartKind, begin
from scripts import ROOT


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option("--at", default="", metavar="ID", help="Where an item goes: the id of a pause point or of a card.")
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="ID",
    help="A scenario that lists the item; repeat it for more. Without it, every one with fewer than nine items there.",
)
def new(kind: StartKind, name: str, at: str, scenarios: tuple[str, ...]) -> None:
    """Begin a scenario, card, worksheet or item called NAME, such as phone-screen.

    It writes a first version with comments, to change in an editor. Everything fits from the start, so `make site` goes
    on working. What is there already is never overwritten.

    \b
    second-round new card phone-screen
    second-round new item ask-for-water --at at-the-door
    """
    if (at or scenarios) and kind != "item":
        raise click.UsageError("--at and --scenario say where an item goes; nothing else needs them.")
    start = begin(ROOT, kind, name, at, scenarios)
    for file in start.files:
        click.echo(file)
    for message in (*start.left, "Change the words in them, then run make check."):
        click.echo(message)
