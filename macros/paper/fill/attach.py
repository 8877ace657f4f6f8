"""Owns how files are attached to a copy, so that a program can read what paper shows; what they say is for others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.paper.pack import Objects, Pack, references, text_string


@dataclass(frozen=True)
class Attached:
    """A file that a copy carries. No two of one copy have one name."""

    name: str
    """In letters, hyphens and stops, so that the names of several sort as they read."""
    kind: str
    """Its media type, as in application/json."""
    words: str
    """What it is, for whoever finds it in a viewer's list."""
    relation: str
    """What it is to the copy, as PDF calls it: Data, or Supplement."""
    data: bytes
    """Compressed, as zlib does it."""
    size: int
    """In bytes, before it was compressed."""


def attach(pack: Pack, files: Sequence[Attached], following: int) -> tuple[Objects, int]:
    """Return the objects that attach files to a copy, with its catalog, and the next free number."""
    if not files:
        return {}, following
    objects: Objects = {}
    named, numbers = [], []
    for at, file in enumerate(sorted(files, key=lambda file: file.name)):
        number = following + 2 * at
        name, words, kind = text_string(file.name), text_string(file.words), file.kind.replace("/", "#2F")
        head = (
            f"<</Type/EmbeddedFile/Subtype/{kind}/Params<</Size {file.size}>>/Filter/FlateDecode"
            f"/Length {len(file.data)}>>stream\n"
        )
        objects[number] = head.encode() + file.data + b"\nendstream"
        text = (
            f"<</Type/Filespec/F{name}/UF{name}/Desc{words}/AFRelationship/{file.relation}"
            f"/EF<</F {number} 0 R/UF {number} 0 R>>>>"
        )
        objects[number + 1] = text.encode()
        named.append(f"{name} {number + 1} 0 R")
        numbers.append(number + 1)
    catalog = pack.map["ids"]["catalog"]
    listed = f"/AF[{references(numbers)}]/Names<</EmbeddedFiles<</Names[{' '.join(named)}]>>>>>>"
    objects[catalog] = pack.texts[catalog][:-2] + listed.encode()
    return objects, following + 2 * len(files)
