"""Owns the brands of a network of centres: a file for each, and what is wrong in any of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from macros.brand import Brand
from macros.errors import DataError, SecondRoundError
from macros.reading.load import read_brand
from macros.reading.source_files import files_in

BRAND_FILES = (".yml", ".yaml")


def read_brands(path: Path) -> tuple[dict[str, Brand], list[str]]:
    """Return the brands of a folder by the names of their files without their endings, and what is wrong in the others.

    Of a file, it is one brand, by the name "". Raises DataError for a file that is wrong, and SecondRoundError for a
    folder without any.
    """
    if not path.is_dir():
        return {"": read_brand(path)}, []
    brands: dict[str, Brand] = {}
    wrong: list[str] = []
    files = files_in(path, *BRAND_FILES)
    if not files:
        raise SecondRoundError(f"{path} has no brand in it: a copy of brand.yml for each centre, each named after it.")
    for each in files:
        if each.stem in brands:
            wrong.append(f"{each}:1  {each.name}  Another file has this name with another ending. Rename one of them.")
            continue
        try:
            brands[each.stem] = read_brand(each)
        except DataError as error:
            wrong += [str(replace(problem, file=str(each))) for problem in error.problems]
    return brands, wrong
