"""Owns what a program can read of the site, under /data/; refuses to say anything that no page or sheet says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from macros.editions import History

if TYPE_CHECKING:
    from macros.library import Library
    from macros.model import Value


def files(library: Library, history: History) -> dict[str, bytes]:
    """Return the files of the folder data/ by name; the same library always gives the same bytes."""
    data = {"checklists.json": checklists(library), "editions.json": editions(history)}
    return {name: json.dumps(each, ensure_ascii=False).encode() for name, each in data.items()}


def checklists(library: Library) -> dict[str, Any]:
    """Return everything that this edition asks of a person, by id, under the keys of the files in checklists/."""

    def every(values: dict[str, Any]) -> dict[str, Any]:
        return {identity: _dump(value) for identity, value in values.items()}

    digests = {identity: item.digest for identity, item in library.items.items()}
    return {
        "schema": 1,
        **_dump(library.edition),
        "pause_points": every(library.pause_points),
        "scenarios": every(library.scenarios),
        "cards": every(library.cards),
        "worksheets": every(library.worksheets),
        "conversations": every(library.conversations),
        "questions": every(library.questions),
        "sources": every(library.sources),
        "digests": digests,
    }


def _dump(value: Value) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_defaults=True)


def editions(history: History) -> dict[str, Any]:
    """Return every edition's items by id and digest, the words of each digest, and where ids went that are gone."""
    now = history.now
    is_released = now.edition in {each.edition for each in history.released}
    row = history.released if is_released else (*history.released, now)
    words = {item.digest: item.do for frozen in (*row, now) for item in frozen.items.values()}
    return {
        "schema": 1,
        "current": now.edition,
        "editions": [
            {
                "edition": frozen.edition,
                "released": frozen.released.isoformat(),
                "items": {identity: item.digest for identity, item in frozen.items.items()},
            }
            for frozen in row
        ],
        "formerly": {former: identity for identity, item in now.items.items() for former in item.formerly},
        "retired": {each.id: _dump(each) for each in now.retired if each.kind == "item"},
        "words": words,
    }
