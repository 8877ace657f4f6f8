"""The desk in the browser reads a roster as the command does: row for row, sentence for sentence, name for name."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from macros.orders import code_pages
from macros.orders.decoding import score_of
from macros.orders.roster import file_name, read
from scripts.tables import SOURCES
from tests.unit.orders.test_roster import (
    CASES,
    CHOICES,
    FIELDS,
    FILE_NAMES,
    FILES,
    NAMES,
    TICKS,
    data_of,
    notices_of,
    plain,
    problems_of,
    tables,
)

Read = tuple[list[list[Any]], list[str], list[str]]
"""The rows as the cases have them, and each problem and notice in one line."""

READ = """
async ([folder, files, fields, ticks, choices]) => {
  const { asLine, readRoster } = await import(`${folder}desk/roster.mjs`);
  return files.map((file) => {
    const text = atob(file);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
    const { rows, problems, notices } = readRoster(bytes, fields, ticks, choices);
    const chosen = (choices) => (Object.keys(choices).length ? [choices] : []);
    const plain = rows.map(({ number, values, ticks, choices }) => [number, values, ticks, ...chosen(choices)]);
    return [plain, problems.map(asLine), notices.map(asLine)];
  });
}
"""
NAME = """
async ([folder, people]) => {
  const { fileName } = await import(`${folder}desk/roster.mjs`);
  return people.map((each) => fileName(...each));
}
"""


SENSE = """
async ([folder, pages, wide]) => {
  const { scoreOf } = await import(`${folder}desk/decoding.mjs`);
  const two = Array.from({ length: 0x8000 }, (_, at) => String.fromCharCode(0x80 + (at >> 8), at & 0xff));
  const one = Array.from({ length: 0x80 }, (_, at) => String.fromCharCode(0x80 + at));
  return pages.map((page) => (wide.includes(page) ? two : one).map((data) => scoreOf(data, page)));
}
"""


def read_there(page: Page, scripts: str, files: list[bytes]) -> list[Read]:
    """Return how the browser reads these files."""
    sent = [base64.b64encode(data).decode() for data in files]
    return [tuple(each) for each in page.evaluate(READ, [scripts, sent, FIELDS, TICKS, CHOICES])]


def read_here(data: bytes) -> Read:
    """Return how Python reads a file."""
    roster = read(data, FIELDS, TICKS, CHOICES)
    return plain(roster), problems_of(roster), notices_of(roster)


def made(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Return values that hypothesis makes, the same in every run."""
    values = []

    @settings(
        derandomize=True,
        database=None,
        max_examples=count,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(strategy)
    def collect(value: Any) -> None:
        values.append(value)

    collect()
    return values


def test_the_browser_reads_every_case(bare: Page, scripts: str) -> None:
    """Each way of writing a roster gives exactly the rows and sentences that the command gives."""
    there = read_there(bare, scripts, [data_of(case) for case in CASES])
    for case, (rows, lines, notices) in zip(CASES, there, strict=True):
        assert lines == case.get("problems", []), case["case"]
        assert notices == case.get("notices", []), case["case"]
        if "count" in case:
            assert len(rows) == case["count"], case["case"]
        else:
            assert rows == case.get("rows", []), case["case"]


def test_the_browser_reads_whatever_a_program_writes_exactly(bare: Page, scripts: str) -> None:
    """Tables of every dialect come back cell for cell."""
    written = made(tables(), 300)
    there = read_there(bare, scripts, [data for data, _ in written])
    assert [rows for rows, _, _ in there] == [rows for _, rows in written]


def test_the_browser_agrees_on_any_bytes(bare: Page, scripts: str) -> None:
    """Random bytes and near-rosters are read, and what is wrong is said, exactly as by Python."""
    files = made(FILES, 1_500)
    there = read_there(bare, scripts, files)
    assert sum(bool(rows) and bool(lines) for rows, lines, _ in there) > 50, "the files must be bad and good enough"
    for data, seen in zip(files, there, strict=True):
        assert seen == read_here(data), data


def test_what_is_pasted_is_read_as_a_file_is(bare: Page, scripts: str) -> None:
    """A table copied from a spreadsheet has tabs between its cells, and quotation marks around a new line."""
    text = 'Full name\tlay-out-clothes\r\nZoë Anderson\tx\r\n"Dana\nSol"\tperhaps\r\n'
    [(rows, lines, notices)] = read_there(bare, scripts, [text.encode()])
    assert rows == [[2, {"name": "Zoë Anderson"}, ["lay-out-clothes"]]]
    assert (rows, lines, notices) == read_here(text.encode())


def test_the_browser_knows_every_byte_of_every_code_page(bare: Page, scripts: str) -> None:
    """Each byte, and each two of those that are written with two, make as much sense there as here, or as little.

    So no list is read otherwise at the desk than by the command.
    """
    here = []
    for page in code_pages.PAGES:
        tries = [bytes([byte]) for byte in range(0x80, 0x100)]
        if page in code_pages.WIDE:
            tries = [bytes([byte, after]) for byte in range(0x80, 0x100) for after in range(0x100)]
        here.append([score_of(data, page) for data in tries])
    assert bare.evaluate(SENSE, [scripts, list(code_pages.PAGES), list(code_pages.WIDE)]) == here


@pytest.mark.parametrize("module", SOURCES)
def test_the_browser_has_the_same_tables(bare: Page, scripts: str, module: str) -> None:
    """Every limit, word and sentence that is written for the browser is there what it is in Python."""
    read = "async (address) => JSON.stringify({ ...(await import(address)) })"
    there = json.loads(bare.evaluate(read, scripts + module.removeprefix("docs/assets/second-round/")))
    here = {
        name: value
        for each in SOURCES[module]
        for name, value in vars(each).items()
        if name[0].isupper() and name.isupper()
    }
    assert there == json.loads(json.dumps(here, default=list))


def test_the_browser_names_files_as_the_command_does(bare: Page, scripts: str) -> None:
    """The listed names, random ones and very long ones are the same, so that two ways of making copies agree."""
    named = [[number, name, last, made_on] for number, name, last, _, made_on in FILE_NAMES]
    assert bare.evaluate(NAME, [scripts, named]) == [right for _, _, _, right, _ in FILE_NAMES]
    people = [[7, name, 40 * number] for number, name in enumerate(made(NAMES, 500))]
    people += [[2, sign * 10_000, 10_001] for sign in ("a", "é", "王", "𠮷", "a\u0301", "\u0301", "/", "🎓", "a ")]
    there = bare.evaluate(NAME, [scripts, people])
    assert there == [file_name(number, name, last) for number, name, last in people]


def test_a_hostile_file_does_not_hang_the_page(bare: Page, scripts: str) -> None:
    """A million signs that keep a careless reader looking for an end again and again are done with in a moment."""
    start = time.monotonic()
    for what in ('"', " ", '"\n', '""\n'):
        data = b"name\n" + (what * (1_000_000 // len(what))).encode()
        assert read_there(bare, scripts, [data + b"a"]) == [read_here(data + b"a")]
    assert time.monotonic() - start < 60
