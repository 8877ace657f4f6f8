"""Owns what all data is made of: frozen values, short texts, ids and papers; does not know what they are about."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Paper = Literal["letter", "a4"]

PAPERS: tuple[Paper, ...] = ("letter", "a4")


FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and signs that nothing shows, such as the blank of Braille."""

UNSEEN = r"\p{C}" + FILLERS
"""What a text may not hold, because nothing shows it: control and format characters, and fillers."""


def text(most: int) -> StringConstraints:
    """Text on one line, with nothing blank at its ends, no mark without a letter before it, and nothing unseen."""
    pattern = rf"^[^\s\p{{M}}{UNSEEN}]([^{UNSEEN}]*[^\s{UNSEEN}])?$"
    return StringConstraints(min_length=1, max_length=most, pattern=pattern)


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60),
    Field(description="an id in small letters and hyphens, such as bring-two-stories"),
]


class Value(BaseModel):
    """A frozen value that takes its own keys and no others, each of exactly its type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
