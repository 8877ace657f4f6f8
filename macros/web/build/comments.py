"""Owns taking comments out of the scripts that are sent; what a script does, and on which line, never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDS = "\n\r\u2028\u2029"
"""What ends a line in a script, and so a comment that begins with two slashes."""

_TOKEN = re.compile(
    rf"""
      (?P<comment>  //[^{_ENDS}]* | /\*\*(?!/).*?\*/ )
    | (?P<kept>     /\*.*?\*/ | \A\#![^{_ENDS}]* )
    | (?P<text>     "(?:\\\r\n|\\.|[^"\\\n\r])*" | '(?:\\\r\n|\\.|[^'\\\n\r])*' )
    | (?P<word>     (?:[\w$\\]|[^\x00-\x7f\s\ufeff])+ )
    | (?P<mark>     \.\.\. | \+\+ | -- | [^\s\ufeff] )
    """,
    re.VERBOSE | re.DOTALL,
)
_PATTERN = re.compile(rf"/(?:\\[^{_ENDS}]|\[(?:\\[^{_ENDS}]|[^\]\\{_ENDS}])*\]|[^/\\\[{_ENDS}])+/\w*")
_TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?P<end>`|\$\{)", re.DOTALL)

_BEFORE_A_VALUE = frozenset(
    "await case default delete do else extends in instanceof new return throw typeof void yield".split()  # noqa: SIM905
)
"""Words that a value follows, so that a slash after one of them begins a pattern and divides nothing."""

_BEFORE_A_CONDITION = frozenset({"if", "while", "for", "with"})
"""Words whose brackets a statement follows."""


def without_comments(script: str) -> str:
    """Return a module's text with empty lines in place of its comments, where those have lines to themselves.

    They are for those who change it, and more than a third of what a phone would fetch. An error still names the line.
    Comments go that begin with two slashes, or with a slash and two stars. From where a slash could be read in two ways
    on, everything stays as it is, and so does a script with lines that end as on an old Macintosh.
    """
    if re.search(r"\r(?!\n)", script):
        return script  # beside an empty line, such an end and the next one would be read as one
    sent, done = [], 0
    for start, end in _alone(script):
        sent += [script[done:start], re.sub(f"[^{_ENDS}]+", "", script[start:end])]
        done = end
    return "".join(sent) + script[done:]


def _alone(script: str) -> Iterator[tuple[int, int]]:
    """Yield where comments begin and end that have lines to themselves, or share them with one another alone."""
    runs: list[tuple[int, int]] = []
    for start, end in _comments(script):
        if runs and not script[runs[-1][1] : start].strip(" \t"):
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    for start, end in runs:
        while script[start - 1 : start] in (" ", "\t"):
            start -= 1  # the blanks before it go too
        if (start == 0 or script[start - 1] in _ENDS) and (end == len(script) or script[end] in _ENDS):
            yield start, end


def _comments(script: str) -> Iterator[tuple[int, int]]:
    """Yield where each comment that may go begins and ends. Whatever looks like one in a text or a pattern is none."""
    position, before, opened = 0, "", list[str]()
    after_dot = False  # `a.return` is a name
    while token := _TOKEN.search(script, position):
        kind, text, position = str(token.lastgroup), token[0], token.end()
        if kind == "comment":
            yield token.span()
        if kind in ("comment", "kept"):
            continue
        if kind == "word":
            is_await = text == "await" and before == "for"
            before, after_dot = ("name" if after_dot else before if is_await else text), False
            continue
        if kind == "text":
            text = "name"
        elif text == "/":
            divides = _divides(before)
            if divides is None:
                return
            if not divides:
                pattern = _PATTERN.match(script, token.start())
                if not pattern:
                    return
                text, position = "name", pattern.end()
        elif text in "({":
            opened.append("condition" if text == "(" and before in _BEFORE_A_CONDITION else text)
        elif text in ")}":
            opener = opened.pop() if opened else ""
            if opener == "condition":
                text = ";"  # what follows is a statement
            elif opener == "`":
                text = "`"
        elif text in "\"'":
            return  # it has no end
        if text == "`":
            rest = _TEMPLATE.match(script, position)
            if not rest:
                return
            position = rest.end()
            text = "name" if rest["end"] == "`" else "{"
            if text == "{":
                opened.append("`")
        before, after_dot = text, text == "."


def _divides(before: str) -> bool | None:
    """Return whether a slash divides what stands before it; None where that takes more than this module knows."""
    if before in ("}", "of"):
        return None
    if before in _BEFORE_A_VALUE:
        return False
    return before in (")", "]", ".", "++", "--") or bool(re.match(r"[\w$\\]|[^\x00-\x7f]", before))
