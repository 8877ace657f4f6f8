"""Owns one reading of checklists/: what could be made of each file, where each id stands; refuses to judge any of it.

It keeps what is written beside the models, which exist only for right files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from macros.errors import Problem
from macros.reading.validate import shape
from macros.reading.yaml_file import KeyPath, Written, read_yaml
from macros.values import Value

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class DataFolder(Generic[V]):
    """A folder of checklists/: what could be made of it, by id, and what stands in it all the same."""

    values: dict[str, V]
    written: list[Written]


class Loading:
    """One reading of checklists/: what was made so far, where each id stands, and the problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._stands: dict[tuple[str, str], tuple[Written, KeyPath]] = {}

    @cached_property
    def pages(self) -> dict[str, Path]:
        """Every page of docs/, by its path there."""
        docs = self.root / "docs"
        return {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.md"))}

    def tell(self, written: Written, place: KeyPath, message: str) -> None:
        """Note a problem at `place`."""
        self.problems.append(Problem(written.file, written.line(place), written.where(place), message))

    def file(self, name: str) -> Written | None:
        """Read one file of checklists/."""
        written, problems = read_yaml(self.root / "checklists" / name, self.root)
        self.problems += problems
        return written

    def shape(self, model: type[V], written: Written, place: KeyPath = ()) -> V | None:
        """Make `model` of what stands at `place`, noting what keeps it from being made."""
        value, problems = shape(model, written, place)
        self.problems += problems
        return value

    def enter(self, kind: str, identity: Any, written: Written, place: KeyPath) -> None:
        """Note where an id stands, and tell it where it stands already."""
        if not isinstance(identity, str):
            return
        if (kind, identity) in self._stands:
            other, first = self._stands[(kind, identity)]
            self.tell(
                written,
                (*place, "id"),
                f'The id "{identity}" stands already in {other.file}:{other.line(first)}. An id belongs to one {kind}.',
            )
        else:
            self._stands[(kind, identity)] = (written, place)

    def folder(self, name: str, model: type[V], kind: str, entries: str = "", needed: bool = True) -> DataFolder[V]:
        """Read every file of a folder of checklists/, noting every id in it.

        `entries` is the kind of what stands in the list `items` of each file, where there is one. A folder that is not
        `needed` may be missing or empty.
        """
        found: DataFolder[V] = DataFolder({}, [])
        folder = self.root / "checklists" / name
        paths = sorted(folder.glob("*.yml"))
        for stray in sorted(set(folder.glob("*")) - set(paths)):
            if not stray.name.startswith("."):
                told = "Only .yml files are read here. Name it so, or take it away."
                self.problems.append(Problem(stray.relative_to(self.root).as_posix(), 1, "the file", told))
        if not paths and needed:
            told = f"Expected at least one {kind}, as a .yml file."
            self.problems.append(Problem(f"checklists/{name}", 1, "the folder", told))
        for path in paths:
            written = self.file(f"{name}/{path.name}")
            if written is None:
                continue
            value = self.shape(model, written)
            if value is not None:
                found.values[path.stem] = value
            if not isinstance(written.data, dict):
                continue
            found.written.append(written)
            identity = written.data.get("id")
            self.enter(kind, identity, written, ())
            if entries:
                for place, entry in dicts(written, ("items",)):
                    self.enter(entries, entry.get("id"), written, place)
            if isinstance(identity, str) and identity != path.stem:
                told = f'The id must be the name of the file, "{path.stem}"; found "{identity}".'
                self.tell(written, ("id",), told)
        return found

    def unread(self, kind: str) -> set[str]:
        """Return the ids whose file says nothing of them: that is told once, and not again by each reference."""
        folder = self.root / "checklists" / {"pause point": "items"}.get(kind, f"{kind}s")
        return {path.stem for path in folder.glob("*.yml")} - self.ids(kind).keys()

    def ids(self, kind: str) -> dict[str, tuple[Written, KeyPath]]:
        """Return where each id of a kind stands."""
        return {identity: stands for (each, identity), stands in self._stands.items() if each == kind}


def entries(written: Written, place: KeyPath) -> list[tuple[KeyPath, Any]]:
    """Return each entry of the list at `place`, with its own place; none where no list stands there."""
    data = written.data
    for step in place:
        data = data.get(step) if isinstance(data, dict) and isinstance(step, str) else data[step]
    return [((*place, number), entry) for number, entry in enumerate(data)] if isinstance(data, list) else []


def dicts(written: Written, *steps: KeyPath) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Go through lists in lists: each entry, with keys, of the list at the first step, then at the next in each …"""
    found: list[KeyPath] = [()]
    for step in steps:
        found = [
            place for outer in found for place, entry in entries(written, (*outer, *step)) if isinstance(entry, dict)
        ]
    for place in found:
        entry: Any = written.data
        for key in place:
            entry = entry[key]
        yield place, entry
