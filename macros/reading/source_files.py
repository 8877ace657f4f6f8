"""Owns one reading of a project: which files are read, what could be made of each, and where each id stands.

It keeps what is written beside the models, which exist only for right files, and leaves judging it to `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from macros.errors import Problem, nearest
from macros.reading.validate import shape
from macros.reading.yaml_file import Node, read_bytes, read_yaml
from macros.values import Value

V = TypeVar("V", bound=Value)

HOMES = {"pause point": ("items",), "card": ("cards", "sectors")}
"""The folders of checklists/ with files of a kind, where they aren't called as the kind is."""


def files_in(folder: Path, *endings: str, deep: bool = False) -> list[Path]:
    """Return what `folder` holds under names with these endings, in order; none where there is no such folder.

    Names that begin with a dot are an editor's or the system's own, such as the lock `.#meal.yml`. A link that leads
    nowhere is listed, so that whoever reads it reports it. With `deep`, what lies in folders below is listed too, and
    the folders themselves are not, whatever they are called.
    """
    found = folder.rglob("*") if deep else folder.glob("*")
    return sorted(
        path
        for path in found
        if path.name.endswith(endings)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not (deep and path.is_dir())
    )


@dataclass(frozen=True)
class DataFolder(Generic[V]):
    """A folder of checklists/: what could be made of its files, by id, and each file that holds keys, right or not."""

    values: dict[str, V] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)


class SourceFiles:
    """The files of a project as they are read: what was made so far, where each id stands, and the problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._ids: dict[str, dict[str, Node]] = {}

    @cached_property
    def pages(self) -> dict[str, str | None]:
        """The text of every page of docs/, by its path there; None where it cannot be read, which is reported."""
        pages: dict[str, str | None] = {}
        docs = self.root / "docs"
        for path in self.listed("docs", ".md", deep=True):
            data, problems = read_bytes(path, path.relative_to(self.root).as_posix())
            self.problems += problems
            text = None if data is None else data.decode("utf-8-sig", errors="replace")
            pages[path.relative_to(docs).as_posix()] = text and text.replace("\r\n", "\n").replace("\r", "\n")
        return pages

    def listed(self, folder: str, *endings: str, deep: bool = False) -> list[Path]:
        """Return what `files_in` finds in a folder of the project. It may be missing, but be nothing else."""
        path = self.root / folder
        if not path.is_dir() and (path.exists() or path.is_symlink()):
            self.report_file(folder, "It is not a folder, or a link to one that is not there.", "the folder")
        return files_in(path, *endings, deep=deep)

    def report(self, node: Node, message: str) -> None:
        """Note a problem with what stands at `node`."""
        file, place = node.file, node.place
        self.problems.append(Problem(file.name, file.line(place), file.where(place), message))

    def report_file(self, name: str, message: str, where: str = "the file", line: int = 1) -> None:
        """Note a problem with a whole file or folder, by its path within the project, or with a line of a page."""
        self.problems.append(Problem(name, line, where, message))

    def read(self, name: str) -> Node | None:
        """Read one file of checklists/."""
        file, problems = read_yaml(self.root / "checklists" / name, self.root)
        self.problems += problems
        return file.root if file else None

    def shape(self, model: type[V], node: Node) -> V | None:
        """Make `model` of what stands at `node`, noting what keeps it from being made."""
        value, problems = shape(model, node)
        self.problems += problems
        return value

    def enter(self, kind: str, node: Node) -> None:
        """Note where an id stands: at the key `id` of `node`. One that another has already is reported."""
        identity = node["id"].text
        if identity is None:
            return
        first = self._ids.setdefault(kind, {}).setdefault(identity, node)
        if first is not node:
            line = first.file.line(first.place)
            message = f'The id "{identity}" is already in {first.file.name}:{line}. An id belongs to one {kind}.'
            self.report(node["id"], message)

    def folder(self, name: str, model: type[V], kind: str, entries: str = "", needed: bool = True) -> DataFolder[V]:
        """Read every file of a folder of checklists/, noting every id in it.

        `entries` is the kind of what stands in the list `items` of each file, where there is one. A folder that is not
        `needed` may be missing or empty.
        """
        found: DataFolder[V] = DataFolder()
        every = self.listed(f"checklists/{name}", "")
        paths = [path for path in every if path.suffix == ".yml"]
        for stray in every:
            if stray not in paths:
                message = "Only .yml files are read here. Rename or remove it."
                self.report_file(stray.relative_to(self.root).as_posix(), message)
        if not paths and needed:
            message = f"Expected at least one {kind}, as a .yml file."
            self.report_file(f"checklists/{name}", message, "the folder")
        for path in paths:
            node = self.read(f"{name}/{path.name}")
            if node is None:
                continue
            value = self.shape(model, node)
            if value is not None:
                found.values[path.stem] = value
            if not node.is_mapping:
                continue
            found.nodes.append(node)
            self.enter(kind, node)
            if entries:
                for entry in node["items"].mappings:
                    self.enter(entries, entry)
            identity = node["id"].text
            if identity is not None and identity != path.stem:
                message = f'The id must be the name of the file, "{path.stem}"; found "{identity}".'
                self.report(node["id"], message)
        return found

    def missing(self, kind: str, identity: str, known: Iterable[str]) -> str:
        """Return what to say of an id that does not exist: its present name, why it left, or the nearest one."""
        message = f'There is no {kind} "{identity}".'
        for now, node in self.ids(kind).items():
            if identity in (former.text for former in node["formerly"].entries):
                return f'{message} It is called "{now}" now.'
        if gone := self.ids(f"retired {kind}").get(identity):
            instead = f' Instead there is "{gone["instead"].text}".' if gone["instead"].text else ""
            return f"{message} It left in edition {gone['left'].text}: {gone['because'].text}{instead}"
        return f"{message}{nearest(identity, known)}"

    def unread(self, kind: str) -> set[str]:
        """Return the ids whose file says nothing of them: that is reported once, and not again by each reference."""
        folders = HOMES.get(kind, (f"{kind}s",))
        paths = [path for each in folders for path in files_in(self.root / "checklists" / each, ".yml")]
        return {path.stem for path in paths} - self.ids(kind).keys()

    def ids(self, kind: str) -> Mapping[str, Node]:
        """Return where each id of a kind stands."""
        return self._ids.get(kind, {})
