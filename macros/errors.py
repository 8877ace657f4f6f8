"""Owns what can go wrong and in which words; does not print a traceback to careers staff.

SecondRoundError
├── DataError            something in checklists/ or on a page of docs/ is wrong: carries every Problem found
├── MissingSystemPart    the machine lacks a program or library: says in one line what to install
├── NotText              something else than text was to be filled in
├── PressError           a PDF came out with something it must not have (a foreign font, a second field of one name)
├── ReleaseRefused       an edition cannot be released as things stand; nothing has changed
├── SiteError            the site around the pages can't be made right: the theme changed, a script is not there
└── UnsupportedText      somebody typed a character that no font at hand can show right
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NOT_TEXT = "Only text can be filled in. Something else was given for {fields}."

NOT_SHOWN = "No font here shows this correctly. {fields}."


_UNPRINTABLE = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_UNPRINTABLE |= dict.fromkeys((*range(0x80, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000)), 0xFFFD)
"""What would break a line, command a terminal, or stop it, and the sign that is shown instead: ␊ for a new line."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to correct: the file (relative to the project), its line (from 1), where in it, and what to do.

    Where no file is at fault, such as with a word of a command, `file` is empty. It is printed as one line, whatever it
    quotes of a file.
    """

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}  " if self.file else ""
        return f"{place}{self.where}  {self.message}".translate(_UNPRINTABLE)


class SecondRoundError(Exception):
    """Whatever this project raises on purpose; its text is fit to be shown as it is."""


class DataError(SecondRoundError):
    """Everything that is wrong in checklists/ or docs/, all at once, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join([str(problem) for problem in self.problems] + [self.summary]))

    @property
    def summary(self) -> str:
        count = len(self.problems)
        files = len({problem.file for problem in self.problems if problem.file})
        place = f" in {files} {'file' if files == 1 else 'files'}" if files else ""
        return f"{count} {'problem' if count == 1 else 'problems'}{place}. Nothing was built or changed."


class MissingSystemPart(SecondRoundError):
    """The machine lacks something that no Python package provides."""


class PressError(SecondRoundError):
    """The press made a PDF that must not be handed out."""


class NotText(SecondRoundError):
    """Something else than text was to be filled in: `fields` are the names of the fields."""

    def __init__(self, fields: Iterable[str], words: Mapping[str, str]) -> None:
        self.fields = tuple(fields)
        super().__init__(NOT_TEXT.format(fields=", ".join([f"“{words.get(name, name)}”" for name in self.fields])))


class ReleaseRefused(SecondRoundError):
    """An edition cannot be released as things stand; nothing has changed."""


class SiteError(SecondRoundError):
    """The site around the pages cannot be made as it must be."""


class UnsupportedText(SecondRoundError):
    """Characters that cannot be shown right: `missing` has them by the name of the field."""

    def __init__(self, missing: Mapping[str, str], words: Mapping[str, str]) -> None:
        self.missing = dict(missing)
        shown = [f"{words[name]}: {_characters(characters)}" for name, characters in missing.items()]
        super().__init__(NOT_SHOWN.format(fields="; ".join(shown)))


def _characters(characters: str) -> str:
    """Return each character with its code, because some cannot be seen, and some look alike."""
    return ", ".join(f"{each if each.isprintable() else ''} (U+{ord(each):04X})".strip() for each in characters)


def nearest(wrong: str, right: Iterable[str]) -> str:
    """Return ' Did you mean "x"?' for the candidate nearest to `wrong`, or '' where none is near."""
    close = difflib.get_close_matches(wrong, list(right), n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""
