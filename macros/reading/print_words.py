"""Owns the check that all words which go on paper can be printed; which letters fonts have is for `brand.fonts`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from macros.brand import fonts
from macros.reading.source_files import SourceFiles
from macros.reading.yaml_file import Node
from macros.values import FILLERS

MOST_SHOWN = 5
"""How many characters of one text are named."""

NOT_WORDS = {"logo", "sources", "guide", "formerly"}
"""Keys whose values are names of files, pages and ids, which no sheet shows."""


def check_printed(files: SourceFiles, node: Node) -> None:
    """Report each text at `node` or below it that holds what no font of the sheets shows.

    What nobody could see anywhere is reported as a wrong text already.
    """
    for each in _texts(node):
        seen = [sign for sign in each.text or "" if unicodedata.category(sign)[0] != "C" and sign not in FILLERS]
        is_text = bool(seen) and unicodedata.category(seen[0])[0] != "M"
        if is_text and (lacking := fonts.unprinted("".join(seen))):
            files.report(each, _message(lacking))


def _texts(node: Node) -> Iterator[Node]:
    if node.is_mapping:
        for key in node.keys:
            if key not in NOT_WORDS:
                yield from _texts(node[key])
    elif node.is_list:
        for each in node.entries:
            yield from _texts(each)
    elif node.text is not None:
        yield node


def _message(lacking: str) -> str:
    shown = ", ".join(f"“{each}” (U+{ord(each):04X})" for each in lacking[:MOST_SHOWN])
    more = f" and {len(lacking) - MOST_SHOWN} more" if len(lacking) > MOST_SHOWN else ""
    return f"The fonts of the sheets have no {shown}{more}. Write it with letters and signs that can be printed."
