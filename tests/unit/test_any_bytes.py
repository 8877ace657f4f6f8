"""Every way in, given what nobody would write on purpose: it is read, or refused in words, and nothing is lost.

Each example begins as a file that is right, and is damaged at random: bytes changed, cut out, repeated, or put in from
a list of what has broken parsers before. test_roster.py has the same for rosters, test_reading.py for plain YAML.
"""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.brand import logo, tables
from macros.editions import from_json
from macros.errors import DataError
from macros.reading import load
from macros.reading.load import read_brand
from macros.scaffold import KINDS, StartKind, begin

SMALL = Path(__file__).parent / "project"
PROJECT = Path(__file__).resolve().parents[2]
FILES = sorted(path.relative_to(SMALL).as_posix() for path in (SMALL / "checklists").rglob("*.yml"))
QUICK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=120)

NASTY = [
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\t", b"\r", b"\x0b", b"\xc2\x85", b"\xe2\x80\xa8", b"\xed\xa0\x80"),
    *(
        b"- ",
        b": ",
        b"? ",
        b"&a ",
        b"*a",
        b"!!python/object:x ",
        b"<<: ",
        b"|\n",
        b">-\n",
        b"%YAML 9\n",
        b"---\n",
        b"...\n",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"'",
        b"#",
        b"null",
        b"1e999",
        b"-1",
        b"0x7f",
        b".nan",
        b"2026-13-45",
        b"yes",
        b"12:30:45",
    ),
    *(b"<", b">", b"&lol;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<script>", b"<![CDATA[", b"]]>", b" onload='x'"),
    *(
        b" href='https://a.example'",
        b"url(//a.example)",
        b"@import 'x'",
        b"data:text/html,x",
        b"\xf0\x9f\x92\xa9",
        b"9" * 400,
    ),
]


@st.composite
def damaged(draw: st.DrawFn, right: bytes) -> bytes:
    """A file that was right, with one to four wounds."""
    data = right
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        put = draw(st.one_of(st.sampled_from(NASTY), st.binary(max_size=6), st.just(data[start:end] * 2)))
        data = data[:start] + put + data[end:]
    return data


def anything(right: bytes) -> st.SearchStrategy[bytes]:
    return st.one_of(damaged(right), st.binary(max_size=300))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the small project for all examples; each puts back what it damaged."""
    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("any") / "project"))


@QUICK
@given(data=st.data())
def test_a_damaged_file_is_read_or_reported(copy: Path, data: st.DataObject) -> None:
    """Whatever a file of checklists/ holds, the project is read, or problems are reported with their lines."""
    name = data.draw(st.sampled_from(FILES))
    right = (copy / name).read_bytes()
    wrong = data.draw(anything(right))
    (copy / name).write_bytes(wrong)
    try:
        load(copy)
    except DataError as error:
        for problem in error.problems:
            assert problem.file.startswith("checklists")
            assert problem.line >= 1
            assert problem.message.endswith((".", "?"))
    finally:
        left = (copy / name).read_bytes()
        (copy / name).write_bytes(right)
    assert left == wrong, "reading changes nothing"


FROZEN = sorted((PROJECT / "checklists/editions").glob("*.json"))[0].read_bytes()[:4_000]


@QUICK
@given(data=anything(FROZEN))
def test_a_damaged_edition_is_refused(data: bytes) -> None:
    """An edition that is not as it was frozen is a sentence, and nothing else is ever raised."""
    with pytest.raises(ValueError, match=r"\S"):
        from_json(data)


DRAWING = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><title>x</title>
<defs><linearGradient id="g"><stop offset="0" stop-color="#123"/></linearGradient></defs><style>.a{fill:#456}</style>
<g transform="scale(2)"><path class="a" d="M0 0L4 4Z" fill="url(#g)"/>
<rect width="3" height="2" style="fill:red"/></g></svg>"""


@QUICK
@given(data=anything(DRAWING))
def test_a_damaged_drawing_is_safe_or_refused(tmp_path: Path, data: bytes) -> None:
    """A logo that is taken holds only what is drawn, no script, no handler and no address outside of itself."""
    (tmp_path / "logo.svg").write_bytes(data)
    try:
        taken = logo.read("logo.svg", tmp_path)
    except logo.Unfit:
        return
    drawn = taken.file.decode()
    for element in ElementTree.fromstring(drawn).iter():
        assert element.tag.rpartition("}")[2] in tables.DRAWN
        assert not element.tag.endswith("style") or "@" not in (element.text or "")
        assert not any(name.lower().startswith("on") or name.endswith("href") for name in element.attrib)
    assert not re.search(r"url\(\s*[\"']?(?!#)|&(?!amp;|lt;|gt;|quot;|#\d)", drawn)


def png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 4, 2, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 26)) + chunk(b"IEND", b"")


@QUICK
@given(data=anything(png()))
def test_a_damaged_picture_is_taken_or_refused(tmp_path: Path, data: bytes) -> None:
    """A PNG cut short or made up is a sentence for whoever chose it."""
    (tmp_path / "logo.png").write_bytes(data)
    with suppress(logo.Unfit):
        logo.read("logo.png", tmp_path)


BRAND = (
    PROJECT / "checklists/brand.yml"
).read_bytes() + b"logo: logo.svg\nlinks:\n  - {title: a, address: https://a.example}\n"


@QUICK
@given(data=anything(BRAND))
def test_a_damaged_brand_is_read_or_reported(tmp_path: Path, data: bytes) -> None:
    """So is whatever a career centre writes into its brand, with a logo beside it."""
    (tmp_path / "logo.svg").write_bytes(DRAWING)
    (tmp_path / "brand.yml").write_bytes(data)
    with suppress(DataError):
        read_brand(tmp_path / "brand.yml")


@settings(QUICK, max_examples=60)
@given(
    kind=st.sampled_from(KINDS),
    name=st.one_of(st.text(max_size=70), st.from_regex(r"[a-z-]{1,70}")),
    at=st.text(max_size=9),
)
def test_any_name_begins_something_right_or_nothing(tmp_path: Path, kind: StartKind, name: str, at: str) -> None:
    """Whatever somebody calls a new thing, the project stays right, and only files inside of it are written."""
    project = tmp_path / "inside" / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(SMALL, project)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    try:
        begin(project, kind, name, at)
    except DataError:
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    else:
        load(project)
        assert all(path.read_bytes() == data for path, data in before.items())
        assert project.parent.parent.is_dir()
        assert sorted(tmp_path.iterdir()) == [tmp_path / "inside"]
