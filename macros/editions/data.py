"""Owns what other programs, and old pages, can read of the editions, in /data/editions.json; keeps it small."""

from __future__ import annotations

from typing import Any

from macros.editions.history import History
from macros.guidance import dump


def editions_data(history: History) -> dict[str, Any]:
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
        "retired": {each.id: dump(each) for each in now.retired if each.kind == "item"},
        "words": words,
    }
