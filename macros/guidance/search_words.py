"""Owns what people type into the search, as a frozen value: which words mean the same to them; it never searches."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.values import Value, text

Phrase = Annotated[str, text(40)]


class SearchWords(Value):
    """What people type, as careers staff hear it. The words and phrases of a group find each other."""

    often: Annotated[
        tuple[Phrase, ...],
        Field(max_length=8, description="up to eight searches to offer, each in at most 40 characters"),
    ] = ()
    synonyms: Annotated[
        tuple[Annotated[tuple[Phrase, ...], Field(min_length=2, max_length=20)], ...],
        Field(
            description="groups of words that mean the same: each a list of 2 to 20 words or phrases, "
            "every one in at most 40 characters, in quotes where it is a number or “no”"
        ),
    ] = ()
