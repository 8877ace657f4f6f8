"""Owns what other programs, and old pages, can read of the editions, in /data/editions.json; keeps it small."""

from __future__ import annotations

from typing import Any

from macros.editions.compare import successor, word_changes
from macros.editions.history import History
from macros.guidance import dump


def editions_data(history: History) -> dict[str, Any]:
    """Return every edition's items by id and digest, the words of each digest, and where ids went that are gone.

    Under `changes` stands how words became those of now, by the digests of both: the newer, then the older. Old pages
    read this file, so a key may be added to it; what a key means never changes.
    """
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
        "retired": {each.id: dump(each) for each in now.retired if each.kind == "item"},
        "words": words,
        "changes": _changes(history),
    }


def _changes(history: History) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Return how the words of each item that was reworded became those of now: by their digest, then by the older."""
    changes: dict[str, dict[str, list[tuple[str, str]]]] = {}
    items = history.now.items
    for frozen in history.released:
        for former, identity in successor(frozen.items, items).items():
            before, after = frozen.items[former], items[identity]
            if before.digest != after.digest:
                changes.setdefault(after.digest, {})[before.digest] = word_changes(before.do, after.do)
    return changes
