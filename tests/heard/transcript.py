"""Owns how a walk and what was heard on it are written down, read and compared; refuses to listen itself.

A transcript is a walk and its record at once:

    # To the first heading, in words for whoever reads this.
    open scenarios/panel-day/
    h
        A day of many <heading level 1>

A line at the margin is what is done: "open" and a page ("at" another width, in pixels), "type" and words, "listen" for
a moment, or a key as xdotool names it, which may have "and listen" behind it. What stands below it, indented, was said
then; of a page that opens, nothing is written down. Words in angle brackets are Orca's own: what a thing is, and in
what state. A line with "says:" is what the page says by itself.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

INDENT = "    "

OWN = re.compile(r"<[^>]*>")
HEARD_WITH = "# Heard with "


@dataclass(frozen=True)
class Step:
    """What is done, and what was said then; `before` are the lines of comment above it."""

    does: str
    said: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """A walk, with the versions it was heard with, such as "Orca 43 and Firefox 153"."""

    versions: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        lines = [HEARD_WITH + self.versions + "."]
        for step in self.steps:
            lines += [*step.before, step.does, *(INDENT + line for line in step.said)]
        return "\n".join(lines) + "\n"


def read(text: str) -> Transcript:
    """Read what `str` of a transcript writes, or a walk that somebody wrote and nobody has heard yet."""
    steps: list[Step] = []
    before: list[str] = []
    versions = ""
    for line in text.splitlines():
        if line.startswith(HEARD_WITH):
            versions = line.removeprefix(HEARD_WITH).removesuffix(".")
        elif not line or line.startswith("#"):
            before.append(line)
        elif line.startswith(INDENT):
            steps[-1] = replace(steps[-1], said=(*steps[-1].said, line.removeprefix(INDENT)))
        else:
            steps.append(Step(line, before=tuple(before)))
            before = []
    return Transcript(versions, tuple(steps))


def words(said: Sequence[str]) -> list[str]:
    """The words of the page in what was said, without Orca's own: these don't hang on its version."""
    return re.findall(r"\w+", OWN.sub(" ", " ".join(said)).casefold())


def _holds(all_words: Sequence[str], some: Sequence[str]) -> bool:
    rest = iter(all_words)
    return all(word in rest for word in some)


def again(kept: Transcript, heard: Transcript, once_more: Transcript) -> Transcript:
    """Take each step that was not as it was from the next time that the same way was gone."""
    steps = zip(kept.steps, heard.steps, once_more.steps, strict=True)
    return replace(heard, steps=tuple(new if new.said == old.said else newer for old, new, newer in steps))


def difference(kept: Transcript, heard: Transcript, name: str) -> str:
    """What is heard otherwise than it was, as a diff; nothing where all is the same.

    With the same versions every word counts. With others, each step need only say the words of the page that it said,
    in their order: what such a version says on top is no fault of the page.
    """
    if kept.versions == heard.versions:
        same = str(kept) == str(heard)
    else:
        same = all(_holds(words(new.said), words(old.said)) for old, new in zip(kept.steps, heard.steps, strict=True))
    if same:
        return ""
    return "\n".join(
        difflib.unified_diff(str(kept).splitlines(), str(heard).splitlines(), name, "heard now", lineterm="")
    )
