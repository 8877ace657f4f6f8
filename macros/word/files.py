"""Owns which documents there are, and that each is made once for its words; leaves what stands on them to `content`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache as remembered
from pathlib import Path

from macros.cache import Cache, digest, versions
from macros.guidance import Checklist, Library, word_name
from macros.values import PAPERS
from macros.word.content import Subject, document, listed, turned
from macros.word.package import saved
from macros.word.template import laid, template

PACKAGES = ("babel", "lxml", "python-docx", "resvg-py")
"""What decides the bytes of a document besides our own sources."""


def names(library: Library) -> tuple[str, ...]:
    """Return the file name of every document, on both papers. Makes none."""
    return tuple(word_name(listed(subject), paper) for subject in _subjects(library) for paper in PAPERS)


def render(library: Library, cache: Path, only: Collection[str] | None = None) -> dict[str, bytes]:
    """Return every document by its file name, or `only` some. Those of words that `cache` knows are not made again."""
    kept = Cache(cache / "word", ".docx")
    begin: bytes | None = None
    files: dict[str, bytes] = {}
    for subject in _subjects(library):
        wanted = {paper: word_name(listed(subject), paper) for paper in PAPERS}
        wanted = {paper: name for paper, name in wanted.items() if only is None or name in only}
        keys = {paper: _key(subject, library, paper) for paper in wanted}
        found = {paper: kept.find(key) for paper, key in keys.items()}
        if None in found.values():
            begin = begin or template(library.brand, library.edition)
            made = document(subject, library, begin)
            for paper, key in keys.items():
                laid(made, paper, turned(subject))
                found[paper] = saved(made, library.edition)
                kept.keep(key, found[paper] or b"")
        files |= {name: found[paper] or b"" for paper, name in wanted.items()}
    kept.prune()
    return files


def _subjects(library: Library) -> Iterator[Subject]:
    for scenario in library.scenarios:
        yield library.checklist(scenario)
    for values in (library.cards, library.worksheets, library.conversations):
        yield from values.values()


def _key(subject: Subject, library: Library, paper: str) -> str:
    opens = "" if isinstance(subject, Checklist) else library.opens_at(subject)
    values = (subject, library.brand, library.edition)
    return digest([_engine(), type(subject).__name__, paper, opens, *(each.model_dump_json() for each in values)])


@remembered
def _engine() -> str:
    here = Path(__file__).parent
    words = [here.parent / "guidance" / name for name in ("model.py", "names.py", "words.py")]
    return digest([*versions(*PACKAGES), *(path.read_bytes() for path in (*sorted(here.glob("*.py")), *words))])
