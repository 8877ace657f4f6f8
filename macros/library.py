"""Owns the way from checklists/ to a Library, and finds every problem on it; refuses to show or to guess anything.

A file is read in three steps, and each step tells all that it finds: YAML that is safe to hold (`read_yaml`), the shape
of each file (the models), and what the files say of each other (`load`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from macros.brand import COLOUR, LEAST_CONTRAST, Brand, contrast, readable
from macros.errors import DataError, Problem, nearest
from macros.model import (
    GUIDE,
    MOST_ITEMS,
    SHEET_FIELDS,
    Card,
    Checklist,
    Edition,
    Item,
    PausePoint,
    Scenario,
    Source,
    Value,
)

MOST_BYTES = 200_000
MOST_DEPTH = 12
MOST_NODES = 20_000

Place = tuple[str | int, ...]
V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Written:
    """What a YAML file says, and the line (from 1) of every key and entry in it."""

    file: str
    data: Any
    lines: dict[Place, int] = field(repr=False)

    def line(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest thing around it that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def where(self, place: Place) -> str:
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


@dataclass(frozen=True)
class Library:
    """Everything in checklists/, by id, scenarios in their order; whole and consistent, or it would not exist."""

    pause_points: dict[str, PausePoint]
    scenarios: dict[str, Scenario]
    cards: dict[str, Card]
    sources: dict[str, Source]
    brand: Brand
    edition: Edition

    @property
    def items(self) -> dict[str, Item]:
        """Every item by id, those of the cards last."""
        blocks = (*self.pause_points.values(), *self.cards.values())
        return {item.id: item for block in blocks for item in block.items}

    def checklist(self, scenario_id: str, card_ids: Iterable[str] = ()) -> Checklist:
        """Return the scenario's pause points, each with just the items it lists, and the chosen cards.

        Raises DataError with the nearest id where there is no such scenario or card.
        """
        scenario = _known(self.scenarios, scenario_id, "scenario")
        pause_points = []
        for stop in scenario.pause_points:
            pause_point = self.pause_points[stop.id]
            items = {item.id: item for item in pause_point.items}
            listed = tuple(items[entry.item] for entry in stop.items)
            pause_points.append(pause_point.model_copy(update={"items": listed}))
        return Checklist(
            scenario=scenario,
            pause_points=tuple(pause_points),
            cards=tuple(self.card(card_id) for card_id in card_ids),
            because={
                entry.item: entry.because for stop in scenario.pause_points for entry in stop.items if entry.because
            },
        )

    def card(self, card_id: str) -> Card:
        """Return the card. Raises DataError with the nearest id where there is none."""
        return _known(self.cards, card_id, "card")


def _known(known: dict[str, V], wanted: str, what: str) -> V:
    if wanted in known:
        return known[wanted]
    raise DataError(
        [Problem("checklists", 1, f'"{wanted}"', f"There is no {what} with this id.{nearest(wanted, known)}")]
    )


# ---------------------------------------------------------------- YAML that is safe to hold


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
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._scalar = yaml.constructor.SafeConstructor()

    def tell(self, line: int, where: str, message: str) -> None:
        self.problems.append(Problem(self.file, line, where, message))

    def read(self, node: yaml.Node, place: Place = ()) -> Any:
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

    def _pairs(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
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


def read_yaml(path: Path, root: Path) -> tuple[Written | None, list[Problem]]:
    """Read one file as plain data with line numbers, and tell all that is wrong with it as YAML.

    Returns None for the data where there is nothing that could be checked further.
    """
    file = path.relative_to(root).as_posix()

    def only(line: int, where: str, message: str) -> tuple[None, list[Problem]]:
        return None, [Problem(file, line, where, message)]

    try:
        if path.exists() and not path.is_file():
            return only(1, "the file", "It is not a file.")
        if path.stat().st_size > MOST_BYTES:
            return only(1, "the file", f"It is larger than {MOST_BYTES:,} bytes. Nothing here comes near that.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return only(error.object[: error.start].count(b"\n") + 1, "the file", "It is not UTF-8 text. Save it as UTF-8.")
    except OSError as error:
        return only(1, "the file", f"It cannot be read: {error.strerror}.")
    tabs = [number for number, line in enumerate(text.split("\n"), 1) if "\t" in line]
    if tabs:
        told = "There is a tab in this line. YAML wants spaces: two for each step inwards."
        return None, [Problem(file, number, "the line", told) for number in tabs]
    reader = _Reader(file)
    try:
        _guard(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except _Unsafe as error:
        return only(error.line, "the file", error.message)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = " Put quotes around text that holds a colon or begins with a sign." if "mapping" in str(error) else ""
        return only(mark.line + 1 if mark else 1, "the line", f"This is not valid YAML: {error.problem}.{hint}")
    except yaml.YAMLError as error:  # characters that YAML does not take
        position = getattr(error, "position", 0)
        return only(text[:position].count("\n") + 1, "the line", "There is a character here that YAML does not take.")
    if node is None:
        return only(1, "the file", "It is empty.")
    data = reader.read(node)
    return Written(file, data, reader.lines), reader.problems


# ---------------------------------------------------------------- the shape of each file


def _expected(model: type[BaseModel], place: Place) -> str:
    """Return what the model expects at `place`, in the words of its field."""
    described = ""
    annotation: Any = model
    for step in place:
        fields: dict[str, FieldInfo] = getattr(annotation, "model_fields", {})
        if isinstance(step, str) and step in fields:
            described = fields[step].description or ""
            annotation = fields[step].annotation
            inner = [a for a in getattr(annotation, "__args__", ()) if isinstance(a, type) and issubclass(a, BaseModel)]
            annotation = inner[0] if inner else annotation
    return described


def _keys(model: type[BaseModel], place: Place) -> list[str]:
    """Return the keys that may stand beside the last step of `place`."""
    annotation: Any = model
    for step in place[:-1]:
        fields = getattr(annotation, "model_fields", {})
        if isinstance(step, str) and step in fields:
            annotation = fields[step].annotation
            inner = [a for a in getattr(annotation, "__args__", ()) if isinstance(a, type) and issubclass(a, BaseModel)]
            annotation = inner[0] if inner else annotation
    return list(getattr(annotation, "model_fields", {}))


def _shown(value: Any) -> str:
    kinds = {str: "text", bool: "yes or no", int: "a number", float: "a number", dict: "keys", tuple: "a list"}
    kind = kinds.get(type(value), "a date" if isinstance(value, datetime.date) else "nothing")
    if isinstance(value, (dict, tuple)) or value is None:
        return kind
    short = str(value) if len(str(value)) <= 40 else str(value)[:39] + "…"
    length = f", {len(value)} characters" if isinstance(value, str) and len(value) > 40 else ""
    return f'"{short}" ({kind}{length})'


def _shape(model: type[V], written: Written, place: Place = ()) -> tuple[V | None, list[Problem]]:
    """Make `model` of what stands at `place`, or tell everything that keeps it from being made."""
    data = written.data
    for step in place:
        data = data[step]
    try:
        return TypeAdapter(model).validate_python(_tuples(data)), []
    except ValidationError as error:
        problems = []
        for fault in error.errors(include_url=False):
            if fault["type"] == "too_short" and fault["input"]:
                continue  # its entries are wrong, each told for itself
            inner = tuple(step for step in fault["loc"] if step != "function-before")
            here = (*place, *inner)
            expected = _expected(model, inner)
            if fault["type"] == "missing":
                message = f"This key is missing. Expected {expected}."
            elif fault["type"] == "extra_forbidden":
                keys = _keys(model, inner)
                message = f"There is no such key here.{nearest(str(inner[-1]), keys)} Known keys: {', '.join(keys)}."
            elif not inner:
                message = f"Expected the keys {', '.join(model.model_fields)}; found {_shown(_tuples(data))}."
            else:
                message = f"Expected {expected or 'keys'}; found {_shown(fault['input'])}."
            problems.append(Problem(written.file, written.line(here), written.where(here), message))
        return None, problems


def _tuples(data: Any) -> Any:
    """Lists as tuples: the models are frozen and strict."""
    if isinstance(data, list):
        return tuple(_tuples(entry) for entry in data)
    if isinstance(data, dict):
        return {key: _tuples(value) for key, value in data.items()}
    return data


# ---------------------------------------------------------------- what the files say of each other


@dataclass(frozen=True)
class _Folder(Generic[V]):
    """A folder of checklists/: what could be made of it, by id, and what stands in it all the same."""

    values: dict[str, V]
    written: list[Written]


def _entries(written: Written, place: Place) -> list[tuple[Place, Any]]:
    """Return each entry of the list at `place`, with its own place; none where no list stands there."""
    data = written.data
    for step in place:
        data = data.get(step) if isinstance(data, dict) and isinstance(step, str) else data[step]
    return [((*place, number), entry) for number, entry in enumerate(data)] if isinstance(data, list) else []


class _Loading:
    """One reading of checklists/: what was made so far, where each id stands, and the problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.stands: dict[tuple[str, str], tuple[Written, Place]] = {}

    def tell(self, written: Written, place: Place, message: str) -> None:
        self.problems.append(Problem(written.file, written.line(place), written.where(place), message))

    def file(self, path: Path) -> Written | None:
        written, problems = read_yaml(path, self.root)
        self.problems += problems
        return written

    def shape(self, model: type[V], written: Written, place: Place = ()) -> V | None:
        value, problems = _shape(model, written, place)
        self.problems += problems
        return value

    def enter(self, kind: str, identity: str, written: Written, place: Place) -> None:
        """Note where an id stands, and tell it where it stands already."""
        if (kind, identity) in self.stands:
            other, first = self.stands[(kind, identity)]
            self.tell(
                written,
                (*place, "id"),
                f'The id "{identity}" stands already in {other.file}:{other.line(first)}. An id belongs to one {kind}.',
            )
        else:
            self.stands[(kind, identity)] = (written, place)

    def folder(self, name: str, model: type[V], kind: str) -> _Folder[V]:
        """Read every file of a folder of checklists/, noting every id in it."""
        found: _Folder[V] = _Folder({}, [])
        folder = self.root / "checklists" / name
        paths = sorted(folder.glob("*.yml"))
        for stray in sorted(set(folder.glob("*")) - set(paths)):
            if not stray.name.startswith("."):
                told = "Only .yml files are read here. Name it so, or take it away."
                self.problems.append(Problem(stray.relative_to(self.root).as_posix(), 1, "the file", told))
        if not paths:
            told = f"Expected at least one {kind}, as a .yml file."
            self.problems.append(Problem(f"checklists/{name}", 1, "the folder", told))
        for path in paths:
            written = self.file(path)
            if written is None:
                continue
            value = self.shape(model, written)
            if value is not None:
                found.values[path.stem] = value
            if isinstance(written.data, dict):
                found.written.append(written)
                self._ids(written, kind)
                identity = written.data.get("id")
                if isinstance(identity, str) and identity != path.stem:
                    told = f'The id must be the name of the file, "{path.stem}"; found "{identity}".'
                    self.tell(written, ("id",), told)
        return found

    def _ids(self, written: Written, kind: str) -> None:
        if isinstance(written.data.get("id"), str):
            self.enter(kind, written.data["id"], written, ())
        if kind != "scenario":
            for place, item in _entries(written, ("items",)):
                if isinstance(item, dict) and isinstance(item.get("id"), str):
                    self.enter("item", item["id"], written, place)

    @property
    def unread(self) -> set[str]:
        """Pause points whose file says nothing of them: that is told once, and not again by each reference."""
        return {path.stem for path in (self.root / "checklists" / "items").glob("*.yml")} - self.ids(
            "pause point"
        ).keys()

    def ids(self, kind: str) -> dict[str, tuple[Written, Place]]:
        return {identity: stands for (each, identity), stands in self.stands.items() if each == kind}


def load(root: Path) -> Library:
    """Read `root`/checklists into a Library.

    Raises DataError with every problem in every file; one that is told never hides another.
    """
    loading = _Loading(root)
    pause_points = loading.folder("items", PausePoint, "pause point")
    scenarios = loading.folder("scenarios", Scenario, "scenario")
    cards = loading.folder("cards", Card, "card")
    sources = _sources(loading)
    brand = _single(loading, "brand.yml", Brand)
    edition = _single(loading, "edition.yml", Edition)

    # What files say of each other is looked up in what they say, not in the models, which exist only for right files.
    for written in (*pause_points.written, *cards.written):
        _check_items(loading, written)
    for written in cards.written:
        _check_card(loading, written)
    for written in scenarios.written:
        _check_page(loading, written)
    used = {item for written in scenarios.written for item in _check_scenario(loading, written)}
    _check_used(loading, used)
    if loading.problems or not brand or not edition:
        raise DataError(set(loading.problems))
    answers = dict(sorted(scenarios.values.items(), key=lambda pair: (pair[1].order, pair[0])))
    return Library(pause_points.values, answers, cards.values, sources, brand, edition)


def _single(loading: _Loading, name: str, model: type[V]) -> V | None:
    written = loading.file(loading.root / "checklists" / name)
    if written is None:
        return None
    if model is Brand:
        _check_colours(loading, written)
    return loading.shape(model, written)


def _sources(loading: _Loading) -> dict[str, Source]:
    written = loading.file(loading.root / "checklists" / "sources.yml")
    if written is None:
        return {}
    if not isinstance(written.data, list):
        loading.tell(written, (), f"Expected a list of sources; found {_shown(_tuples(written.data))}.")
        return {}
    sources: dict[str, Source] = {}
    for place, entry in _entries(written, ()):
        source = loading.shape(Source, written, place)
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            loading.enter("source", entry["id"], written, place)
        if source:
            sources.setdefault(source.id, source)
    return sources


def _check_items(loading: _Loading, written: Written) -> None:
    """Tell every source and every page that the items of a file name and that is not there."""
    sources = loading.ids("source")
    docs = loading.root / "docs"
    for place, item in _entries(written, ("items",)):
        if not isinstance(item, dict):
            continue
        for here, source in _entries(written, (*place, "sources")):
            if isinstance(source, str) and source not in sources:
                loading.tell(written, here, f'There is no source "{source}".{nearest(source, sources)}')
        if item.get("id") in SHEET_FIELDS:
            told = f'Every sheet has a field called "{item["id"]}". Choose another id.'
            loading.tell(written, (*place, "id"), told)
        guide = item.get("guide")
        if not isinstance(guide, str) or not re.fullmatch(GUIDE, guide):
            continue
        page, _, anchor = guide.partition("#")
        here = (*place, "guide")
        if not (docs / page).is_file():
            pages = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
            loading.tell(written, here, f'There is no page "{page}" in docs/.{nearest(page, pages)}')
        elif anchor:
            anchors = re.findall(
                r"\{[^}\n]*#([\w-]+)[^}\n]*\}", (docs / page).read_text(encoding="utf-8", errors="replace")
            )
            if anchor not in anchors:
                hint = nearest(anchor, anchors)
                loading.tell(written, here, f"No heading of docs/{page} carries {{#{anchor}}}.{hint}")


def _check_count(loading: _Loading, written: Written, place: Place) -> None:
    count = len(_entries(written, place))
    if count > MOST_ITEMS:
        told = f"There are {count} items here; at most {MOST_ITEMS} get gone through. Move the least needed to a card."
        loading.tell(written, place, told)


def _check_card(loading: _Loading, written: Written) -> None:
    _check_count(loading, written, ("items",))
    known = loading.ids("pause point")
    wanted = written.data.get("pause_point")
    if isinstance(wanted, str) and wanted not in known and wanted not in loading.unread:
        loading.tell(written, ("pause_point",), f'There is no pause point "{wanted}".{nearest(wanted, known)}')


def _check_page(loading: _Loading, written: Written) -> None:
    """Tell a scenario without a page: the first page of the site leads to it."""
    page = f"docs/scenarios/{Path(written.file).name.removesuffix('.yml')}.md"
    if not (loading.root / page).is_file():
        loading.tell(written, (), f"This scenario has no page. Expected {page}, which calls checklist(…).")


def _check_scenario(loading: _Loading, written: Written) -> set[str]:
    """Tell what a scenario lists wrongly. Returns the ids of every item that it lists."""
    pause_points, items = loading.ids("pause point"), loading.ids("item")
    used: set[str] = set()
    stops: set[str] = set()
    for place, stop in _entries(written, ("pause_points",)):
        if not isinstance(stop, dict) or not isinstance(stop.get("id"), str) or stop["id"] in loading.unread:
            continue
        known = stop["id"] in pause_points
        if not known:
            hint = nearest(stop["id"], pause_points)
            loading.tell(written, (*place, "id"), f'There is no pause point "{stop["id"]}".{hint}')
        elif stop["id"] in stops:
            loading.tell(written, (*place, "id"), f'The pause point "{stop["id"]}" stands twice in this scenario.')
        stops.add(stop["id"])
        _check_count(loading, written, (*place, "items"))
        listed: set[str] = set()
        for here, entry in _entries(written, (*place, "items")):
            item = entry.get("item") if isinstance(entry, dict) else entry
            if not isinstance(item, str):
                continue
            if item not in items:
                loading.tell(written, here, f'There is no item "{item}".{nearest(item, items)}')
            elif known and (home := items[item][0].file) != pause_points[stop["id"]][0].file:
                told = f'The item "{item}" stands in {home}; only items of items/{stop["id"]}.yml can be listed here.'
                loading.tell(written, here, told)
            elif item in listed:
                loading.tell(written, here, f'The item "{item}" stands twice at this pause point.')
            listed.add(item)
        used |= listed
    return used


def _check_used(loading: _Loading, used: set[str]) -> None:
    """Tell every item that no scenario lists; not while a scenario cannot be read, which might list it."""
    files = {f"checklists/scenarios/{path.name}" for path in (loading.root / "checklists" / "scenarios").glob("*.yml")}
    if not files or files - {written.file for written, _ in loading.ids("scenario").values()}:
        return
    for identity, (written, place) in loading.ids("item").items():
        if written.file.startswith("checklists/items/") and identity not in used:
            told = f'No scenario lists "{identity}". List it in checklists/scenarios/, or take it out.'
            loading.tell(written, place, told)


def _check_colours(loading: _Loading, written: Written) -> None:
    for key in ("colour", "accent"):
        colour = written.data.get(key) if isinstance(written.data, dict) else None
        if isinstance(colour, str) and re.fullmatch(COLOUR, colour) and contrast(colour) < LEAST_CONTRAST:
            told = (
                f"{colour} on white has a contrast of {contrast(colour):.1f} to 1; "
                f'people need {LEAST_CONTRAST} to 1 to read it. The nearest that works is "{readable(colour)}".'
            )
            loading.tell(written, (key,), told)
