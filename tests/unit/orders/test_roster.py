"""A class's roster is read as spreadsheets write it, and what is wrong with it is said; rosters.yml has the cases."""

from __future__ import annotations

import csv
import io
import unicodedata
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.orders import Roster, code_pages
from macros.orders.roster import file_name, read
from macros.orders.tables import LOST, NAME_PARTS, SYNONYMS, TICKED, UNTICKED, WHITE

WRITTEN = yaml.safe_load((Path(__file__).parent / "rosters.yml").read_text(encoding="utf-8"))
FIELDS: dict[str, str] = WRITTEN["fields"]
TICKS: dict[str, str] = WRITTEN["ticks"]
CHOICES: dict[str, dict[str, str]] = WRITTEN["choices"]
CASES: list[dict[str, Any]] = WRITTEN["cases"]
FILE_NAMES: list[tuple[int, str, int, str, str]] = [(*case, "")[:5] for case in WRITTEN["file_names"]]
"""Row, person, last row, the right name, and what it says of when it was made."""

LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters=[LOST]) | st.sampled_from(
    '\n\t,;"= xéŁ王'
)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cn"]) | st.sampled_from("é\u0301 -/."))
"""What a browser of a later Unicode would call a letter while Python doesn't is left out."""

PIECES = (
    *("name", "Your name", "nmae", "date", "ask-format", "lay-out-clothes", "company", "x", "no", "maybe", "Zoë", "🎓"),
    *(",", ";", "\t", '"', '""', "\n", "\r\n", "\r", " ", "_", "\u00a0", "\u3000", "\ufeff", "sep=;\n", "\u0007", "="),
)
SCRAPS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
"""Texts that are nearly rosters."""

NAMES_ANYWHERE = (
    *(
        "Zoë",
        "Łukasz",
        "René",
        "Jörg",
        "L’Île",
        "王小明",
        "陳怡君",
        "田中",
        "김민수",
        "Пётр",
        "Віктор",
        "Γιώργος",
        "שרה",
    ),
    *("محمد", "สมชาย", "Ayşe", "Jānis", "Núñez", "ÁLVAREZ", "–", "½", "name", "employer", "First name", "Surname"),
    *(",", ";", "\t", "\n", '"', " "),
)

CODED = st.builds(
    lambda scraps, page, rest: f"name,employer\n{''.join(scraps)}\n".encode(page, "ignore") + rest,
    st.lists(st.sampled_from(NAMES_ANYWHERE), max_size=12),
    st.sampled_from(["utf-8", *(codec for codec, _, _ in code_pages.PAGES.values())]),
    st.sampled_from([b"", b"", b"Zo\xc3\xab\n", b"Ren\xe9\n"]) | st.binary(max_size=8),
)
"""Names as any program of the last forty years may have written them, and what somebody else has put below."""

FILES = st.one_of(
    CODED,
    st.binary(max_size=60),
    st.binary(max_size=60).map(b"name,ask-format\n".__add__),
    st.builds(str.encode, SCRAPS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])),
    st.builds(lambda scraps: f"name;date\n{scraps}".encode(), SCRAPS),
    st.builds(lambda scraps: f"name,ask-format,date\n{scraps}".encode("cp1252", "ignore"), SCRAPS),
)
"""Bytes, from any to nearly a roster's."""


def data_of(case: dict[str, Any]) -> bytes:
    """Return a case's bytes."""
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    if "repeat" in case:
        before, what, count, after = case["repeat"]
        return str(before + what * count + after).encode()
    return str(case["text"]).encode(case.get("encoding", "utf-8"))


def problems_of(roster: Roster) -> list[str]:
    return [str(problem) for problem in roster.problems]


def notices_of(roster: Roster) -> list[str]:
    return [str(notice) for notice in roster.notices]


def plain(roster: Roster) -> list[list[Any]]:
    """Return the rows as the cases have them."""
    return [
        [row.number, dict(row.values), list(row.ticks), *([dict(row.choices)] if row.choices else [])]
        for row in roster.rows
    ]


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, list[list[Any]]]:
    """Return a roster as one of many programs would write it, and its rows as the cases have them."""
    columns = draw(st.lists(st.sampled_from([*FIELDS, *TICKS]), min_size=2, unique=True))
    # A comma in a name turns it round.
    kinds = {"name": st.text(LETTERS.filter(lambda sign: sign != ","), max_size=12)}
    kinds |= dict.fromkeys(TICKS, st.sampled_from([*TICKED, *UNTICKED]))
    cells = [kinds.get(name, st.text(LETTERS, max_size=12)) for name in columns]
    table = draw(st.lists(st.tuples(*cells), min_size=1, max_size=6))
    out = io.StringIO(newline="")
    separator, end = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\r\n", "\n", "\r"]))
    quoted = draw(st.sampled_from([True, end == "\r"]))  # csv leaves a new line bare where lines end in CR
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows([columns, *table])
    rows = []
    for number, row in enumerate(table, 2):
        given = {name: cell for name, cell in zip(columns, row, strict=True) if cell.strip(WHITE)}
        if given:
            values = {name: cell for name, cell in given.items() if name in FIELDS}
            rows.append([number, values, [name for name in given if name in TICKS and given[name] in TICKED]])
    return out.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))), rows


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_roster_is_read_and_what_is_wrong_is_said(case: dict[str, Any]) -> None:
    """Each way of writing a roster gives exactly these rows and these sentences."""
    roster = read(data_of(case), FIELDS, TICKS, CHOICES)
    assert problems_of(roster) == case.get("problems", [])
    assert notices_of(roster) == case.get("notices", [])
    if "count" in case:
        assert len(roster.rows) == case["count"]
    else:
        assert plain(roster) == case.get("rows", [])


@pytest.mark.parametrize("page", sorted(code_pages.PAGES))
def test_letters_are_such_as_their_code_page_has(page: str) -> None:
    """No group has letters or pairs that none of its code pages can write; every pair is two signs."""
    codec, _, group = code_pages.PAGES[page]
    others = [other for other, _, same in code_pages.PAGES.values() if same == group]
    for sign in code_pages.LETTERS.get(group, "") + code_pages.PAIRS.get(group, "").replace(" ", ""):
        assert any(sign.encode(each, "ignore") for each in (codec, *others)), sign
    assert all(len(pair) == 2 for pair in code_pages.PAIRS.get(group, "ab").split(" "))


@given(tables())
def test_what_a_program_writes_is_read_back_exactly(table: tuple[bytes, list[list[Any]]]) -> None:
    """Whatever stands between cells, around them, at the ends of lines and in the cells, every cell comes back."""
    data, rows = table
    roster = read(data, FIELDS, TICKS)
    assert plain(roster) == rows
    nobody = "The roster: It has no rows below its headings. Write one for each person."
    assert problems_of(roster) == ([] if rows else [nobody])


@given(FILES)
def test_no_bytes_are_too_bad_to_say_why(data: bytes) -> None:
    """Whatever the bytes are, nothing is raised; there is a row or a reason why there is none; a sentence is a line."""
    roster = read(data, FIELDS, TICKS)
    assert roster.rows or roster.problems
    assert not any(unicodedata.category(sign) == "Cc" for line in problems_of(roster) for sign in line)
    assert all(set(row.values) <= set(FIELDS) and set(row.ticks) <= set(TICKS) for row in roster.rows)


@pytest.mark.parametrize(("name", "said"), [(name, said) for name in SYNONYMS for said in SYNONYMS[name]])
def test_what_else_people_call_a_field_is_understood_where_there_is_one(name: str, said: str) -> None:
    """A synonym is the field; on a handout without that field it is an unknown column like any other."""
    assert plain(read(f"{said}\nDana\n".encode(), FIELDS, TICKS)) == [[2, {name: "Dana"}, []]]
    others = {other: words for other, words in FIELDS.items() if other != name}
    assert read(f"{said}\nDana\n".encode(), others, TICKS).rows == ()


@pytest.mark.parametrize(("first", "last"), list(product(*NAME_PARTS)))
def test_the_parts_of_a_name_are_joined_where_the_handout_has_a_name(first: str, last: str) -> None:
    """Whatever the two are called, and whichever comes first; a field of that name is a field."""
    assert plain(read(f"{last},{first}\nVale,Robin\n".encode(), FIELDS, TICKS)) == [[2, {"name": "Robin Vale"}, []]]
    others = {"a": first, "b": last}
    assert plain(read(f"{last},{first}\nVale,Robin\n".encode(), others, {})) == [[2, {"b": "Vale", "a": "Robin"}, []]]


def test_notes_about_a_person_are_not_printed_on_their_handout() -> None:
    """A column "Notes" of an address book is left out, even where just one field has that word; its name is taken."""
    roster = read(b"Name,Notes\nDana,Is late\n", {"name": "Your name", "people.notes": "Notes"}, {})
    assert plain(roster) == [[2, {"name": "Dana"}, []]]
    assert "".join(notices_of(roster)).startswith('Column "Notes": The handout has no such field')
    named = read(b"Name,people.notes\nDana,Is late\n", {"name": "Your name", "people.notes": "Notes"}, {})
    assert plain(named) == [[2, {"name": "Dana", "people.notes": "Is late"}, []]]


def test_the_name_of_one_field_is_never_another_ones_words() -> None:
    """Where one field's words, or a synonym, are another's name, the column is the one that has the name."""
    fields = {"name": "Company", "company": "Name", "employer": "Employer"}
    assert plain(read(b"company,name\na,b\n", fields, {})) == [[2, {"company": "a", "name": "b"}, []]]


@pytest.mark.parametrize(("number", "name", "last", "right", "made"), FILE_NAMES)
def test_a_file_is_named_by_row_and_person(number: int, name: str, last: int, right: str, made: str) -> None:
    """Each name, the hostile ones too, gives exactly this file name; it says of which edition and day it is."""
    assert file_name(number, name, last, made) == right


@given(st.integers(2, 20_000), st.text(), st.integers(0, 20_000))
def test_a_file_name_is_fit_for_every_system(number: int, name: str, more: int) -> None:
    """Short, composed, and with nothing in it but the number, letters, digits, marks and single hyphens."""
    named = file_name(number, name, number + more)
    words = named.removesuffix(".pdf")
    assert len(named) <= 60
    assert len(named.encode()) <= 120
    assert unicodedata.normalize("NFC", named) == named
    assert all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in words)
    assert "--" not in words
    assert not words.endswith("-")


@pytest.mark.parametrize("sign", ["a", "é", "王", "𠮷", "a\u0301", "\u0301", "/", "🎓", "a "])
def test_a_name_of_ten_thousand_signs_is_cut(sign: str) -> None:
    """At most 60 characters and 120 bytes, cut between two characters, and not after a hyphen."""
    named = file_name(2, sign * 10_000, 9)
    assert len(named) <= 60
    assert len(named.encode()) <= 120
    assert named.startswith("002")
    assert named.endswith(".pdf")
    assert not named.endswith("-.pdf")


@given(st.lists(st.text(max_size=4), min_size=1), st.sampled_from([2, 95, 997, 9_998]))
def test_files_sort_as_the_roster_does_and_none_is_lost(people: list[str], first: int) -> None:
    """However alike the names are, where case counts for nothing too, no two files have one name, and order stays."""
    last = first + len(people) - 1
    named = [file_name(number, name, last) for number, name in enumerate(people, first)]
    assert sorted(named) == named
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in named}) == len(people)
