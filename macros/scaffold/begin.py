"""Owns how something new begins: a first version with comments, tried before it is written; it overwrites nothing."""

from __future__ import annotations

import datetime
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Literal, get_args

import yaml

from macros.cache import sweep, write_aside
from macros.errors import DataError, Problem, nearest
from macros.guidance import MOST_ITEMS, Library
from macros.reading import files_in, load

StartKind = Literal["scenario", "card", "worksheet", "item"]

KINDS: tuple[StartKind, ...] = get_args(StartKind)

FOLDERS = {"scenario": "scenarios", "card": "cards", "worksheet": "worksheets"}

TEMPLATES = Path(__file__).parent

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

LONGEST_TITLE = 28
"""What the title of any kind may take."""


@dataclass(frozen=True)
class Start:
    """What was begun: the files that were written or changed, as they stand in the project, and what is left to do."""

    files: tuple[str, ...]
    left: tuple[str, ...] = ()


def begin(root: Path, kind: StartKind, name: str, at: str = "", scenarios: Iterable[str] = ()) -> Start:
    """Begin a scenario, card, worksheet or item called `name` in the project at `root`.

    An item goes to the pause point or card `at`, and is listed by `scenarios`: by all that have room there, unless some
    are named. Nothing is written unless the whole of checklists/ is right, before and with it. Raises DataError.
    """
    library = load(root)
    if not NAME.fullmatch(name):
        _refuse(f'"{name}"', f'Expected a name in small letters and hyphens, such as "{_as_name(name)}".')
    beginning = _Beginning(root, library, name)
    if kind == "item":
        beginning.item(at, tuple(scenarios))
    else:
        beginning.file(kind)
    _try(root, beginning.texts)
    _write(root, beginning.texts)
    return Start(tuple(beginning.texts), tuple(beginning.left))


class _Beginning:
    """Collects what is to be written for one name."""

    def __init__(self, root: Path, library: Library, name: str) -> None:
        self.root, self.library, self.name = root, library, name
        self.texts: dict[str, str] = {}
        self.left: list[str] = []
        own = [source.id for source in library.sources.values() if source.kind == "own"]
        self.source = (own or list(library.sources))[0]

    def file(self, kind: Literal["scenario", "card", "worksheet"]) -> None:
        """Begin a file of checklists/, and the page that a scenario or worksheet has."""
        path = f"checklists/{FOLDERS[kind]}/{self.name}.yml"
        if (self.root / path).exists():
            _refuse("the file", f'There is a {kind} "{self.name}" already. Choose another name.', path)
        like = next(iter(self.library.scenarios.values()))
        others = {"scenario": self.library.scenarios, "worksheet": self.library.worksheets, "card": {}}[kind]
        values = self._values(like.pause_points[0].id) | {
            "order": str(1 + max((other.order for other in others.values()), default=0)),  # type: ignore[attr-defined]  # only what has an order
            "like": like.questions_of or like.id,
            "worksheets": ", ".join(like.ready_set.worksheets),
            "cards": ", ".join(like.ready_set.cards),
            "pause_points": "\n".join(
                f"  - id: {stop.id}\n    items:\n" + "\n".join(f"      - {entry.item}" for entry in stop.items)
                for stop in like.pause_points
            ),
        }
        self.texts[path] = _filled(f"{kind}.yml", values)
        if kind != "card":
            self._page(f"{FOLDERS[kind]}/{self.name}.md", _filled(f"{kind}.md", values))

    def item(self, at: str, scenarios: tuple[str, ...]) -> None:
        """Begin an item at the end of a pause point or card, and list it in scenarios."""
        library = self.library
        for block in (*library.pause_points.values(), *library.cards.values()):
            if self.name in (item.id for item in block.items):
                _refuse(f'"{self.name}"', f'"{block.title}" has an item of this name already. Choose another.')
        homes = [*library.pause_points, *library.cards]
        if at not in homes:
            message = f'There is no pause point or card "{at}".{nearest(at, homes)}' if at else "Say where it goes."
            _refuse("--at", f"{message} There are {', '.join(homes)}.")
        on_card = at in library.cards
        folder = "sectors" if at in library.sectors else "cards" if on_card else "items"
        entry = _filled("item.yml", self._values(at))
        self._append(f"checklists/{folder}/{at}.yml", ("items",), entry)
        if on_card:
            return
        for wanted in scenarios or self._with_room(at):
            stops = [stop.id for stop in library.checklist(wanted).scenario.pause_points]
            if at not in stops:
                _refuse("--scenario", f'The scenario "{wanted}" has no pause point "{at}".')
            self._append(
                f"checklists/scenarios/{wanted}.yml", ("pause_points", stops.index(at), "items"), f"- {self.name}\n"
            )

    def _with_room(self, pause_point: str) -> list[str]:
        """Return the scenarios that can list another item there. Raises DataError where there is none."""
        room = []
        for scenario in self.library.scenarios.values():
            for stop in scenario.pause_points:
                if stop.id == pause_point and len(stop.items) < MOST_ITEMS:
                    room.append(scenario.id)
                elif stop.id == pause_point:
                    self.left.append(f"{scenario.id} lists {MOST_ITEMS} items there, so this one is not in it.")
        if not room:
            message = (
                f"Every scenario lists {MOST_ITEMS} items there already. Take one out first, or put this on a card."
            )
            _refuse("--at", message, f"checklists/items/{pause_point}.yml")
        return room

    def _values(self, near: str) -> dict[str, str]:
        """Return what every template is filled with. The guide is that of what stands `near`: a page that is there."""
        block = self.library.pause_points.get(near) or self.library.cards[near]
        return {
            "id": self.name,
            "title": _as_title(self.name),
            "pause_point": near,
            "guide": block.items[0].guide,
            "source": self.source,
            "month": datetime.date.today().strftime("%Y-%m"),
        }

    def _page(self, page: str, text: str) -> None:
        """Begin a page, and name it in the navigation after the last of its folder."""
        if (self.root / "docs" / page).exists():
            _refuse("the file", "There is a page of this name already. Choose another name.", f"docs/{page}")
        self.texts[f"docs/{page}"] = text
        site = self.root / "mkdocs.yml"
        lines = _text(site).splitlines(keepends=True) if site.exists() else []
        beside = rf"( *)- (?:[^#]+: )?{page.partition('/')[0]}/[\w-]+\.md\s*(#.*)?\n?"
        last = max((number for number, line in enumerate(lines) if re.fullmatch(beside, line)), default=None)
        if last is None:
            self.left.append(f"Name {page} in the navigation, in mkdocs.yml.")
            return
        indent = lines[last][: len(lines[last]) - len(lines[last].lstrip())]
        lines.insert(last + 1, f"{indent}- {page}{_ending(lines)}")
        self.texts["mkdocs.yml"] = "".join(lines)

    def _append(self, path: str, place: tuple[str | int, ...], entry: str) -> None:
        """Put an entry at the end of a list in a file that somebody wrote, touching nothing else in it."""
        text = _text(self.root / path)
        node: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
        for step in place:
            node = node.value[step] if isinstance(step, int) else {k.value: v for k, v in node.value}[step]
        if node.flow_style:
            _refuse(" → ".join(map(str, place)), "Write this list with an entry a line, each after “- ”.", path)
        lines = text.splitlines(keepends=True)
        column = node.start_mark.column
        end = _end(node)
        ending = _ending(lines)
        if lines[end - 1] == lines[end - 1].rstrip("\r\n"):
            lines[end - 1] += ending
        lines.insert(end, "".join(f"{' ' * column}{line}{ending}" for line in entry.splitlines()))
        self.texts[path] = "".join(lines)


def _end(node: Any) -> int:
    """Return how many lines a file has up to the end of what `node` says, without the blank lines that may follow."""
    while not isinstance(node, yaml.ScalarNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.line + (1 if node.end_mark.column else 0))


def _text(path: Path) -> str:
    """Return what a file says, with the ends of its lines as they are."""
    return path.read_bytes().decode("utf-8-sig")


def _ending(lines: Sequence[str]) -> str:
    """Return how lines end in a file: as its first does, so that no other line of it changes."""
    return lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"


def _filled(template: str, values: Mapping[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)


def _as_name(written: str) -> str:
    """Return what comes nearest to `written` and can be a name."""
    name = re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-0123456789")
    return name or "phone-screen"


def _as_title(name: str) -> str:
    """Return a name as a title: 'Phone screen', as many of its words as fit."""
    words = name.replace("-", " ").capitalize()
    return (
        words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE + 1].rpartition(" ")[0] or name[:LONGEST_TITLE]
    )


def _refuse(where: str, message: str, file: str = "") -> None:
    raise DataError([Problem(file, 1, where, message)])


def _try(root: Path, texts: Mapping[str, str]) -> None:
    """Read the project as it will be, in a copy of what is read. Raises DataError with what would be wrong."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "checklists", copy / "checklists", ignore=_no_files)
        menu = [path for path in (root / "mkdocs.yml",) if path.is_file()]  # what a brand hides stands in it
        for read in (*menu, *files_in(root / "docs", ".md", deep=True)):
            target = copy / read.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(read, target)
        _write(copy, texts)
        load(copy)


def _no_files(folder: str, names: Iterable[str]) -> list[str]:
    """Return what cannot be copied, such as an editor's lock file, which is a broken link."""
    return [name for name in names if not (Path(folder, name).is_file() or Path(folder, name).is_dir())]


def _write(root: Path, texts: Mapping[str, str]) -> None:
    """Write every text beside its file first, then put each in its place."""
    aside = {}
    try:
        for path, text in texts.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            sweep(target.parent)
            aside[target] = Path(write_aside(target.parent, text.encode()))
        for target, written in aside.items():
            written.replace(target)
    finally:
        for written in aside.values():
            written.unlink(missing_ok=True)
