"""Owns what other programs can read of the guidance, in /data/checklists.json; says nothing that no page says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.guidance.library import Library
    from macros.values import Value


def checklists_data(library: Library) -> dict[str, Any]:
    """Return everything that this edition asks of a person, by id, under the keys of the files in checklists/."""

    def every(values: dict[str, Any]) -> dict[str, Any]:
        return {identity: dump(value) for identity, value in values.items()}

    digests = {identity: item.digest for identity, item in library.items.items()}
    return {
        "schema": 1,
        **dump(library.edition),
        "pause_points": every(library.pause_points),
        "scenarios": every(library.scenarios),
        "cards": every(library.cards),
        "worksheets": every(library.worksheets),
        "conversations": every(library.conversations),
        "questions": every(library.questions),
        "sources": every(library.sources),
        "digests": digests,
    }


def dump(value: Value) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_defaults=True)
