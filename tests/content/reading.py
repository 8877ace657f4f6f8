"""Owns how hard a text is to read, as a school grade; refuses to know what the text is about."""

from __future__ import annotations

import re

import textstat


def prose(markdown: str) -> str:
    """Return the words of a page, a sentence a line: no front matter, calls, addresses or marks.

    A table's cell, a heading and a list's entry are each a sentence of their own, as a reader takes them.
    """
    text = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{[#.:][^}\n]*\}|<[^>\n]+>", " ", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    lines = []
    for line in text.splitlines():
        line = re.sub(r"^[\s>]*(?:[-*+]|\d+\.|#+)?\s*", "", line)
        cells = (
            [] if re.fullmatch(r"[|\s:-]*", line) else line.strip("|").split("|") if line.startswith("|") else [line]
        )
        for cell in cells:
            cell = re.sub(r"[*_`“”\[\]]", "", cell).replace("…", " ").strip()
            if cell:
                lines.append(cell if cell[-1] in ".?!" else f"{cell.rstrip(':;,')}.")
    return "\n".join(lines)


def grade(text: str) -> float:
    """Return the Flesch–Kincaid grade of plain text: years of school that a reader needs."""
    return float(textstat.flesch_kincaid_grade(text))
