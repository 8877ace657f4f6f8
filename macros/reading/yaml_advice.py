"""Owns what to type instead where a file is not YAML, or not the YAML that was meant; does not change what is there.

YAML's own words are for programmers. Here a line is looked at as a person wrote it: a key, a colon, a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[A-Za-z_][\w-]*):(?: +|$))?(?P<value>.*?) *")

SIGNS = "*&!@%`|>[]{},?"
"""What YAML takes for something else than text at the start of a value."""

CURLY = "“”„‟‘’‚‛«»"
"""Quotation marks that YAML takes for letters."""

LONGEST = 100
"""So many characters of a line are written out in a sentence, right as it would be."""

KEY_LINE = re.compile(r" *(?:- +)*[A-Za-z_][\w-]*:(?: |$)")


@dataclass(frozen=True)
class Advice:
    """What to say of a line (from 1): where in it, and what to type instead."""

    line: int
    where: str
    message: str


def quoted(text: str) -> str:
    """Return a text in straight quotation marks, as YAML takes it: those that it has are kept, curly ones around it go.

    >>> quoted('“Ask: who?”'), quoted('"A" and "B"')
    ('"Ask: who?"', '\\'"A" and "B"\\'')
    """
    bare = without_curly(text)
    return f'"{bare}"' if not {'"', "\\"} & {*bare} else "'" + bare.replace("'", "''") + "'"


def without_curly(text: str) -> str:
    """Return a text without the curly quotation marks around it, if it has them."""
    is_wrapped = len(text) > 1 and text[0] in CURLY and text[-1] in CURLY
    return text[1:-1].strip() if is_wrapped else text


def value_advice(text: str, line: int, signs: str = SIGNS) -> Advice | None:
    """Say that the value in a line (from 1) has to stand in quotation marks, if it begins with one of some signs."""
    found = _split(_line_of(text, line))
    value = found["value"]
    if not value or not (value[0] in signs or value.startswith("- ")):
        return None
    message = f"YAML takes {value[0]} at the start for something else. Put the text in quotation marks."
    return Advice(line, _where(found), f"{message} {_write(found, quoted(value))}")


def unclosed_advice(text: str, line: int, sign: str) -> Advice:
    """Say that a quotation mark which opens in a line (from 1) is closed nowhere, or in another line."""
    found = _split(_line_of(text, line))
    value = found["value"].strip()
    message = f"A {sign} opens here, and none closes it in this line. {_write(found, value + sign)}"
    return Advice(line, _where(found), message)


def is_run_on(text: str, first: int, last: int) -> bool:
    """Whether what is quoted from one line to another (from 1) swallowed a line that begins with a key."""
    return any(KEY_LINE.match(_line_of(text, line)) for line in range(first + 1, last + 1))


def advice(text: str, problem: str, line: int, column: int, context: str = "", context_line: int = 0) -> Advice | None:
    """Say what to type where YAML stopped, or None where that can't be told. Lines are from 1, columns from 0."""
    if "quoted scalar" in context:
        sign = "'" if _split(_line_of(text, context_line))["value"].startswith("'") else '"'
        return unclosed_advice(text, context_line, sign)
    if "flow" in context and context_line:
        return _open_bracket(text, context_line)
    if "could not find expected ':'" in problem:
        return _no_colon(text, context_line or line)
    if "another document" in problem:
        return Advice(line, "the line", "A line of --- would begin another file. Remove it.")
    if not _line_of(text, line).strip():
        return None
    found = _split(_line_of(text, line))
    value = found["value"]
    if about_sign := value_advice(text, line):
        return about_sign
    if re.match(r"""("[^"]*"|'[^']*') *[^ #]""", value):
        message = "The text goes on after its quotation marks. Put others around all of it. "
        is_one = value[-1] == value[0] and value.count(value[0]) % 2 == 1  # 'It's' is one text with a mark inside
        return Advice(line, _where(found), message + _write(found, quoted(value[1:-1] if is_one else value)))
    if "mapping values" in problem:
        if found["key"] is None or column > found.start("value"):
            message = "A colon in a text needs quotation marks around the text. "
            return Advice(line, _where(found), message + _write(found, quoted(value)))
        above = _above(text, line)
        if above and not KEY_LINE.match(_line_of(text, above)) and _indent(text, above) == _indent(text, line):
            return _no_colon(text, above)
    return _out_of_line(text, line)


def _no_colon(text: str, line: int) -> Advice | None:
    found = _split(_line_of(text, line))
    words = re.fullmatch(r"(?P<key>[A-Za-z_][\w-]*)(?P<colon>:?)(?P<value> *\S.*)", found["value"])
    if not words:
        return None
    message = "A space is missing after the colon" if words["colon"] else "A colon is missing after the key"
    right = f"{found['dashes']}{words['key']}: {words['value'].strip()}"
    return Advice(
        line, words["key"], f"{message}. Write {right if len(right) <= LONGEST else words['key'] + ': …'} instead."
    )


def _open_bracket(text: str, line: int) -> Advice:
    found = _split(_line_of(text, line))
    opening = "{" if "{" in found["value"] else "["
    closing = "}" if opening == "{" else "]"
    message = f"A {opening} opens here, and its {closing} was not found where it could stand."
    if not found["key"] or closing in found["value"]:
        return Advice(line, _where(found), f"{message} Write a {closing} at the end, or put text in quotation marks.")
    right = f"{found['value']}{closing}", f"or, for a text, {found['key']}: {quoted(found['value'])}"
    return Advice(line, _where(found), f"{message} {_write(found, ' '.join(right))}")


def _out_of_line(text: str, line: int) -> Advice | None:
    """Say in which column a line belongs that begins in none of those that are open above it."""
    open_columns: list[
        tuple[int, bool, int]
    ] = []  # the column, whether dashes stand there, and the line that opened it
    for number in range(1, line):
        written = _line_of(text, number)
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        found = _split(written)
        column = len(found["indent"])
        open_columns = [each for each in open_columns if each[0] <= column]
        if not KEY_LINE.match(written) and not found["dashes"]:
            continue  # a text that goes on
        for dash in re.finditer(r"- +", found["dashes"]):
            open_columns.append((column + dash.start(), True, number))
        open_columns.append((column + len(found["dashes"]), False, number))
    begins = _indent(text, line)
    is_dash = _line_of(text, line).lstrip().startswith("- ")
    fitting = [each for each in open_columns if each[1] == is_dash]
    if not fitting:
        return None
    column, _, above = min(fitting, key=lambda each: (abs(each[0] - begins), -each[0]))
    if column == begins:
        return None
    found = _split(_line_of(text, line))
    like = (
        "the dash in" if is_dash else "the words after the dash in" if _split(_line_of(text, above))["dashes"] else ""
    )
    place = " ".join(filter(None, ("as", like, f"line {above}" + ("" if like else " does"))))
    message = (
        f"This line begins after {_spaces(begins)}, where nothing can begin. Put {_spaces(column)} before it, {place}."
    )
    return Advice(line, _where(found), message)


def _spaces(count: int) -> str:
    return {0: "no space", 1: "1 space"}.get(count, f"{count} spaces")


def _split(line: str) -> re.Match[str]:
    found = LINE.fullmatch(line)
    assert found  # it takes any line
    return found


def _line_of(text: str, line: int) -> str:
    """Return a line (from 1) of a text; nothing where there is no such line."""
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _indent(text: str, line: int) -> int:
    return len(_split(_line_of(text, line))["indent"])


def _above(text: str, line: int) -> int:
    """Return the line before one that says anything; 0 for none."""
    lines = ((number, _line_of(text, number).strip()) for number in range(line - 1, 0, -1))
    return next((number for number, words in lines if words and not words.startswith("#")), 0)


def _where(found: re.Match[str]) -> str:
    return found["key"] or "the line"


def _write(found: re.Match[str], value: str) -> str:
    """Return a line as it would be right, without what stands before its key."""
    start = f"{found['key']}: " if found["key"] else "- " if found["dashes"] else ""
    return f"Write {start}{value if len(value) <= LONGEST else f'{value[:24]}…{value[-1]}'} instead."
