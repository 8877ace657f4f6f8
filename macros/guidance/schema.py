"""Owns what editors know of the files in checklists/: JSON Schemas made from the models, and where each finds its own.

With them an editor completes the keys, shows what is expected, and underlines most slips. It leaves the checking to
`second-round check`, which also knows what files say of each other.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from macros.brand import Brand
from macros.guidance.conformance import Conformance
from macros.guidance.edition import Edition, Retired
from macros.guidance.model import Card, Conversation, PausePoint, QuestionBank, Scenario, Sector, Source, Worksheet
from macros.guidance.search_words import SearchWords

FILES: dict[str, Any] = {
    "items/*.yml": PausePoint,
    "scenarios/*.yml": Scenario,
    "cards/*.yml": Card,
    "sectors/*.yml": Sector,
    "worksheets/*.yml": Worksheet,
    "conversations/*.yml": Conversation,
    "questions/*.yml": QuestionBank,
    "sources.yml": list[Source],
    "retired.yml": list[Retired],
    "brand.yml": Brand,
    "edition.yml": Edition,
    "search.yml": SearchWords,
    "openacr.yml": Conformance,
}
"""What each file of checklists/ holds."""

FOLDER = "checklists/schema"
"""Where the schemas lie, in the project."""

SHORT = {
    ("Entry",): {"type": "string", "description": "the id of an item"},
    ("Part", "rows"): {"type": "integer", "minimum": 2, "maximum": 12},
    ("Brand", "logo"): {"type": "string"},
}
"""What may be written in place of what a model holds: an id for an entry, a number for so many rows, a file's name."""


def files() -> dict[str, str]:
    """Return every file that editors read, by its path in the project."""
    found: dict[str, str] = {}
    names: dict[str, str] = {}
    for pattern, model in FILES.items():
        path = f"{FOLDER}/{pattern.partition('/')[0].removesuffix('.yml')}.json"
        found[path] = _written(schema(model))
        names[f"./{path}"] = f"checklists/{pattern}"
    # Each file names its schema in its first line; by this, Visual Studio Code knows a file that has none yet.
    settings = {"yaml.schemas": names, "files.insertFinalNewline": True}
    found[".vscode/settings.json"] = _written(settings)
    found[".vscode/extensions.json"] = _written({"recommendations": ["redhat.vscode-yaml"]})
    return found


def schema(model: Any) -> dict[str, Any]:
    """Return the JSON Schema of what may be written for a model."""
    made = TypeAdapter(model).json_schema()
    own = {made.get("title", ""): made, **made.get("$defs", {})}
    for place, short in SHORT.items():
        holder = own.get(place[0], {})
        if len(place) == 1 and holder:
            long = dict(holder)
            holder.clear()
            holder["anyOf"] = [short, long]
        elif holder:
            kept = holder["properties"][place[1]]
            holder["properties"][place[1]] = {
                "description": kept.pop("description"),
                "anyOf": [short] if place[1] == "logo" else [short, kept],
            }
    if made.get("title") == "Brand":
        del made["$defs"]["Logo"]
    return {"$schema": "http://json-schema.org/draft-07/schema#", **_plain(made)}


def _plain(node: Any) -> Any:
    """Return a schema without what only Python needs: titles of fields, and classes of characters that editors lack."""
    if isinstance(node, list):
        return [_plain(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if "\\p{C}" in str(kept.get("pattern", "")):
        kept["pattern"] = r"^\S(.*\S)?$"
    return kept


def _written(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
