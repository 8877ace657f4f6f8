"""Owns YAML that is safe to hold, with the line of everything in it; refuses to know what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from macros.errors import Problem

MOST_BYTES = 200_000

MOST_DEPTH = 12

MOST_NODES = 20_000

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Written:
    """What a YAML file says, and the line (from 1) of every key and entry in it."""

    file: str
    data: Any
    lines: dict[KeyPath, int] = field(repr=False)

    def line(self, place: KeyPath) -> int:
        """Return the line of `place`, or of the nearest thing around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def where(self, place: KeyPath) -> str:
        """Return `place` as a person would say it: 'items → ask-format → minutes'."""
        words, data = [], self.data
        for step in place:
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                data = None
            if isinstance(step, str):
                words.append(step)
            elif isinstance(data, dict) and isinstance(data.get("id"), str):
                words.append(data["id"])
            else:
                words.append(f"entry {step + 1}")
        return " → ".join(words) or "the file"


class _Unsafe(Exception):
    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message


def _guard(text: str) -> None:
    """Refuse, before anything is built, what could exhaust memory. Raises _Unsafe or yaml.YAMLError."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "tag", None):
            raise _Unsafe(line, "A tag (a word that begins with !) is not taken here. Put quotes around text.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Unsafe(
                line, "Anchors (&) and aliases (*) are not taken here. Write the text out where it is needed."
            )
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            raise _Unsafe(
                line, f"Lists and keys are nested more than {MOST_DEPTH} deep. Nothing here needs more than 6."
            )
        if nodes > MOST_NODES:
            raise _Unsafe(line, f"The file holds more than {MOST_NODES:,} values. Nothing here comes near that.")


class _Reader:
    """Turns YAML nodes into plain values, noting each one's line and every key that stands twice."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []
        self._scalar = yaml.constructor.SafeConstructor()

    def tell(self, line: int, where: str, message: str) -> None:
        self.problems.append(Problem(self.file, line, where, message))

    def read(self, node: yaml.Node, place: KeyPath = ()) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*place, number)) for number, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, place))
        try:
            return self._scalar.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self.tell(line, str(node.value)[:40], "This value cannot be read. Put it in quotes if it is text.")
            return str(node.value)

    def _pairs(self, node: yaml.MappingNode, place: KeyPath) -> Iterator[tuple[str, Any]]:
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.tell(line, "a key", "A key must be a single word, such as minutes.")
                continue
            key = str(key_node.value)
            if (*place, key) in self.lines:
                first = self.lines[(*place, key)]
                self.tell(line, key, f"This key stands twice; first on line {first}. Keep one of them.")
                continue
            self.lines[(*place, key)] = line
            yield key, self.read(value_node, (*place, key))


def read_yaml(path: Path, root: Path | None = None) -> tuple[Written | None, list[Problem]]:
    """Read one file as plain data with line numbers, and tell all that is wrong with it as YAML.

    Problems name the file as it stands in `root`, where there is one. Returns None for the data where there is nothing
    that could be checked further.
    """
    file = (path.relative_to(root) if root else path).as_posix()

    try:
        if path.exists() and not path.is_file():
            return _only(file, 1, "the file", "It is not a file.")
        if path.stat().st_size > MOST_BYTES:
            return _only(file, 1, "the file", f"It is larger than {MOST_BYTES:,} bytes. Nothing here comes near that.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _only(
            file, error.object[: error.start].count(b"\n") + 1, "the file", "It is not UTF-8 text. Save it as UTF-8."
        )
    except OSError as error:
        return _only(file, 1, "the file", f"It cannot be read: {error.strerror}.")
    return _parsed(text, file)


def read_front_matter(path: Path, root: Path) -> tuple[Written | None, list[Problem]]:
    """Read what a page of docs/ says of itself between two lines of `---`; None where it says nothing."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    found = re.match(r"---\n(.*?)^---$", text, re.DOTALL | re.MULTILINE)
    # An empty line stands for the first, so that every line keeps its number.
    return _parsed("\n" + found[1], path.relative_to(root).as_posix()) if found else (None, [])


def _parsed(text: str, file: str) -> tuple[Written | None, list[Problem]]:
    tabs = [number for number, line in enumerate(text.split("\n"), 1) if "\t" in line]
    if tabs:
        told = "There is a tab in this line. YAML wants spaces: two for each step inwards."
        return None, [Problem(file, number, "the line", told) for number in tabs]
    reader = _Reader(file)
    try:
        _guard(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except _Unsafe as error:
        return _only(file, error.line, "the file", error.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = " Put quotes around text that holds a colon or begins with a sign." if "mapping" in str(error) else ""
        return _only(file, mark.line + 1 if mark else 1, "the line", f"This is not valid YAML: {error.problem}.{hint}")
    except yaml.YAMLError as error:  # characters that YAML does not take
        position = getattr(error, "position", 0)
        return _only(
            file, text[:position].count("\n") + 1, "the line", "There is a character here that YAML does not take."
        )
    if node is None:
        return _only(file, 1, "the file", "It is empty.")
    data = reader.read(node)
    return Written(file, data, reader.lines), reader.problems


def _only(file: str, line: int, where: str, message: str) -> tuple[None, list[Problem]]:
    return None, [Problem(file, line, where, message)]
