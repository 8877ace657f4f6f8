"""Owns what is filled in for whom: what every copy says, and what a row of a roster adds; `roster` reads the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from macros.errors import SecondRoundError, nearest
from macros.guidance import PAPER_WORDS, Library
from macros.orders import tables
from macros.orders.order import Handout
from macros.orders.roster import Roster, RosterRow, read
from macros.paper import (
    Pack,
)


@dataclass(frozen=True)
class Known:
    """What can be filled in and ticked on some handouts: name to what a person calls it."""

    fields: Mapping[str, str]
    ticks: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What a row may say of which sheets somebody gets."""

    @classmethod
    def on(cls, packs: Mapping[Handout, Pack], library: Library) -> Known:
        fields: dict[str, str] = {}
        ticks: dict[str, str] = {}
        for handout, pack in packs.items():
            fields |= pack.fields_of(handout.parts)
            ticks |= pack.fields_of(handout.parts, ticks=True)
        scenarios = {scenario.id: scenario.title for scenario in library.scenarios.values()}
        sizes = {"yes": "Large print", "no": "Ordinary size"}
        return cls(
            fields,
            ticks,
            {
                "scenario": scenarios,
                "large": sizes,
                "paper": {str(paper): words for paper, words in PAPER_WORDS.items()},
            },
        )


@dataclass(frozen=True)
class Given:
    """What every copy says: texts and ticks by the names of the fields."""

    values: Mapping[str, str] = field(default_factory=dict)
    ticks: tuple[str, ...] = ()

    def to(self, row: RosterRow) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return what one person's copy says; what their row says goes first."""
        return {**self.values, **row.values}, (*self.ticks, *row.ticks)


def read_given(settings: Iterable[tuple[str, str]], known: Known) -> Given:
    """Read names and what to fill in. Raises SecondRoundError with everything that is wrong in them."""
    values: dict[str, str] = {}
    ticks: list[str] = []
    wrong = []
    for name, text in settings:
        if name in known.fields and len(text) > tables.MOST_LETTERS:
            wrong.append(f'"{name}": {tables.TOO_LONG.format(most=f"{tables.MOST_LETTERS:,}")}')
        elif name in known.fields:
            values[name] = text
        elif name not in known.ticks:
            hint = nearest(name, [*known.fields, *known.ticks])
            wrong.append(f'The handout has no field "{name}".{hint}')
        elif text.lower() in tables.TICKED:
            ticks.append(name)
        elif text.lower() not in tables.UNTICKED:
            wrong.append(f'"{name}" is a box to tick: {name}=x ticks it.')
    if wrong:
        raise SecondRoundError("\n".join(wrong))
    return Given(values, tuple(ticks))


def read_roster(path: Path, known: Known) -> Roster:
    """Read a roster. Raises SecondRoundError with all that is wrong in it where it is wrong as a whole.

    A heading that is nearly a field is wrong as a whole: left out, it would be missed on every copy. What is left out
    otherwise is among the notices.
    """
    try:
        with path.open("rb") as file:
            roster = read(file.read(tables.MOST_BYTES + 1), known.fields, known.ticks, known.choices)
    except OSError as error:
        raise SecondRoundError(f"{path} can't be read: {error.strerror}.") from error
    if any(problem.row is None for problem in roster.problems):
        advice = "Nothing was written, because the list can't be used as it is."
        if any(problem.column for problem in roster.problems if problem.row is None):
            advice = "Nothing was written, so that no column is missed in print."
        raise SecondRoundError("\n".join([*map(str, (*roster.notices, *roster.problems)), advice]))
    return roster
