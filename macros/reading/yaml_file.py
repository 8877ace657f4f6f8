"""Owns YAML that is safe to hold: the line of everything in it, and a view that gives only what it is asked for.

It leaves what a file is about to the modules that ask.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from macros.errors import Problem
from macros.reading.yaml_advice import Advice, advice, is_run_on, quoted, unclosed_advice, value_advice

MOST_BYTES = 200_000

MOST_DEPTH = 12

MOST_NODES = 20_000

LARGEST = 2**53
"""No number from here on is taken: JavaScript would round it, and Python refuses to write one of 4,300 digits."""

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class YamlFile:
    """What a YAML file says, and the line (from 1) of every key and entry in it."""

    name: str
    """Its path within the project, as problems name it."""
    data: Any
    lines: dict[KeyPath, int] = field(repr=False)
    written: dict[KeyPath, str] = field(default_factory=dict, repr=False)
    """How each value is written that YAML does not take for text, such as yes, 2026-11-23 or #12343b."""

    @property
    def root(self) -> Node:
        """All of the file, to ask for what is in it."""
        return Node(self)

    def line(self, place: KeyPath) -> int:
        """Return the line of `place`, or of the nearest thing around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def where(self, place: KeyPath) -> str:
        """Return `place` as a person would say it: 'items → ask-format → minutes'."""
        words, node = [], self.root
        for step in place:
            node = node[step]
            words.append(step if isinstance(step, str) else node["id"].text or f"entry {step + 1}")
        return " → ".join(words) or "the file"


@dataclass(frozen=True)
class Node:
    """One place in a file, which may be empty. It is asked for a text, a number, keys or entries.

    What is of another kind counts as not there: no answer is ever None where a list is asked for, or a list where an id
    is. So whoever compares files need not know all that people can write; `validate` says what is wrong with it.
    """

    file: YamlFile
    place: KeyPath = ()

    def __getitem__(self, step: str | int) -> Node:
        """Return the place under a key, or the entry of this number (from 0)."""
        return Node(self.file, (*self.place, step))

    @property
    def raw(self) -> Any:
        """What is written here, of whatever kind; None for nothing. To be validated or shown, and not compared."""
        data = self.file.data
        for step in self.place:
            if isinstance(data, dict) and isinstance(step, str):
                data = data.get(step)
            elif isinstance(data, list) and isinstance(step, int) and step < len(data):
                data = data[step]
            else:
                return None
        return data

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written here: the key is not there, has no value, or has a list without entries."""
        return self.raw is None or self.raw == []

    @property
    def is_list(self) -> bool:
        return isinstance(self.raw, list)

    @property
    def is_mapping(self) -> bool:
        """Whether keys stand here."""
        return isinstance(self.raw, dict)

    @property
    def text(self) -> str | None:
        """The text that stands here."""
        raw = self.raw
        return raw if isinstance(raw, str) else None

    @property
    def number(self) -> int | None:
        """The whole number that stands here."""
        raw = self.raw
        return raw if type(raw) is int else None

    @property
    def words(self) -> str | None:
        """What stands here on one line, be it a text or what YAML takes for a number or a date."""
        raw = self.raw
        return str(raw) if isinstance(raw, str | int | float | datetime.date) else None

    @property
    def keys(self) -> list[str]:
        """The keys that stand here, in order."""
        raw = self.raw
        return list(raw) if isinstance(raw, dict) else []

    @property
    def entries(self) -> list[Node]:
        """Every entry of the list that stands here."""
        raw = self.raw
        return [self[number] for number in range(len(raw))] if isinstance(raw, list) else []

    @property
    def mappings(self) -> list[Node]:
        """The entries of the list that stands here that hold keys."""
        return [entry for entry in self.entries if entry.is_mapping]


class _Unsafe(Exception):
    def __init__(self, line: int, message: str, advice: Advice | None = None) -> None:
        self.advice = advice or Advice(line, "the file", message)


def _guard(text: str) -> None:
    """Reject, before anything is built, what could exhaust memory. Raises _Unsafe or yaml.YAMLError."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        is_list = isinstance(event, yaml.CollectionStartEvent)
        if getattr(event, "tag", None):
            message = "A tag (a word that begins with !) is not accepted. Put quotes around text."
            raise _Unsafe(line, message, None if is_list else value_advice(text, line, "!"))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "Anchors (&) and aliases (*) are not accepted. Write the text out where it is needed."
            raise _Unsafe(line, message, None if is_list else value_advice(text, line, "&*"))
        if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"'):
            last = event.end_mark.line + 1 if event.end_mark else line
            if is_run_on(text, line, last):
                raise _Unsafe(line, "", unclosed_advice(text, line, event.style))
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
    """Turns YAML nodes into plain values, noting each one's line and every repeated key."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text_lines = [*text.splitlines(), ""]  # what ends with the file ends on a line of its own
        self.lines: dict[KeyPath, int] = {}
        self.written: dict[KeyPath, str] = {}
        self.problems: list[Problem] = []
        self._scalar = yaml.constructor.SafeConstructor()

    def report(self, line: int, where: str, message: str) -> None:
        self.problems.append(Problem(self.name, line, where, message))

    def read(self, node: yaml.Node, place: KeyPath = ()) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*place, number)) for number, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, place))
        assert isinstance(node, yaml.ScalarNode)
        return self._value(node, place, line)

    def _value(self, node: yaml.ScalarNode, place: KeyPath, line: int) -> Any:
        key = place[-1] if place and isinstance(place[-1], str) else ""
        start = f"{key}: " if key else ""
        try:
            value = self._scalar.construct_object(node)
            if isinstance(value, int) and abs(value) >= LARGEST:
                raise ValueError
        except (yaml.YAMLError, ValueError, OverflowError):
            self.report(line, str(node.value)[:40], "This value cannot be read. Put it in quotes if it is text.")
            return str(node.value)
        if node.style in ("'", '"', "|", ">"):
            return value
        # A comment has a space after its sign: Room #7 is a text that YAML cuts off.
        cut = re.match(r" *(#[^\s#].*?) *$", self._text_lines[node.end_mark.line][node.end_mark.column :])
        if isinstance(value, str):
            if cut:
                right = quoted(f"{value} {cut[1]}")
                self.report(line, key or "the line", f"YAML leaves out what follows #. Write {start}{right} instead.")
            return value
        self.written[place] = str(node.value) or (cut[1] if cut else "")
        if type(value) is int and not re.fullmatch(r"-?(0|[1-9]\d*)", node.value):
            # 0100 is sixty-four to YAML, and 1:30 is ninety.
            digits = node.value.lstrip("0")
            number = f" or, for a number, {start}{digits}" if digits.isdecimal() else ""
            message = f"YAML would read {node.value} as {value}. Write {start}{quoted(node.value)}{number} instead."
            self.report(line, key or "the line", message)
            return str(node.value)
        return value

    def _pairs(self, node: yaml.MappingNode, place: KeyPath) -> Iterator[tuple[str, Any]]:
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(line, "a key", "A key must be a single word, such as minutes.")
                continue
            key = str(key_node.value)
            if (*place, key) in self.lines:
                first = self.lines[(*place, key)]
                self.report(line, key, f"This key is here twice; first on line {first}. Keep one of them.")
                continue
            self.lines[(*place, key)] = line
            yield key, self.read(value_node, (*place, key))


def read_bytes(path: Path, name: str, most: int | None = None) -> tuple[bytes | None, list[Problem]]:
    """Read a file, or say why it cannot be read. What is not a file, such as a pipe, is never waited for.

    `name` is what problems call it; `most` is how many bytes are read at most.
    """
    try:
        if path.exists() and not path.is_file():
            return _only(name, 1, "the file", "It is not a file.")
        if most and path.stat().st_size > most:
            return _only(name, 1, "the file", f"It is larger than {most:,} bytes. Nothing here comes near that.")
        return path.read_bytes(), []
    except OSError as error:
        return _only(name, 1, "the file", f"It cannot be read: {error.strerror}.")


def read_yaml(path: Path, root: Path | None = None) -> tuple[YamlFile | None, list[Problem]]:
    """Read one file as plain data with line numbers, and report all that is wrong with it as YAML.

    Problems name the file as it stands in `root`, where there is one. Returns None for the file where there is nothing
    that could be checked further.
    """
    name = (path.relative_to(root) if root else path).as_posix()
    data, problems = read_bytes(path, name, MOST_BYTES)
    if data is None:
        return None, problems
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _only(name, line, "the file", "It is not UTF-8 text. Save it as UTF-8.")
    return _parsed(text, name)


def front_matter(page: str, name: str) -> tuple[YamlFile | None, list[Problem]]:
    """Return what the text of a page says of itself between two lines of `---`; None where it says nothing."""
    found = re.match(r"---\n(.*?)^---$", page, re.DOTALL | re.MULTILINE)
    # An empty line stands for the first, so that every line keeps its number.
    return _parsed("\n" + found[1], name) if found else (None, [])


def _parsed(text: str, name: str) -> tuple[YamlFile | None, list[Problem]]:
    tabs = [number for number, line in enumerate(text.split("\n"), 1) if "\t" in line]
    if tabs:
        message = "There is a tab in this line. YAML wants spaces: two for each step inwards."
        return None, [Problem(name, number, "the line", message) for number in tabs]
    reader = _Reader(name, text)
    try:
        _guard(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except _Unsafe as error:
        return _only(name, error.advice.line, error.advice.where, error.advice.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column) if mark else (1, 0)
        context = error.context_mark.line + 1 if error.context_mark else 0
        found = advice(text, error.problem or "", line, column, error.context or "", context)
        found = found or Advice(line, "the line", f"This is not valid YAML: {error.problem}.")
        return _only(name, found.line, found.where, found.message)
    except yaml.YAMLError as error:  # characters that YAML does not take
        position = getattr(error, "position", 0)
        return _only(
            name, text[:position].count("\n") + 1, "the line", "There is a character here that YAML does not take."
        )
    if node is None:
        return _only(name, 1, "the file", "It is empty.")
    data = reader.read(node)
    return YamlFile(name, data, reader.lines, reader.written), reader.problems


def _only(name: str, line: int, where: str, message: str) -> tuple[None, list[Problem]]:
    return None, [Problem(name, line, where, message)]
