"""Every PDF is linked out of a pack: whatever is chosen and typed, it is whole, accessible, and holds nothing else."""

from __future__ import annotations

import copy
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros import paper, reading
from macros.errors import NotText, UnsupportedText
from macros.guidance import Library
from macros.paper import Pack, PackName, fill, merge
from macros.paper.fill import filled
from macros.paper.fill.attach import Attached
from macros.paper.fill.layout import lay_out
from macros.values import PAPERS
from tests.conftest import ROOT
from tests.paper.conftest import CACHE
from tests.paper.structure import (
    attached,
    fields,
    file_problems,
    problems,
    standing_twice,
    text_values,
    tree_problems,
)
from tests.paper.verapdf import standard_problems
from tests.paper.viewers import VIEWERS, darkness, rectangles

LONG = "A line of notes that goes on and on, about vans, lists and a depot. " * 60

PERSON = {
    "name": "Zoë Łukasz (née \\Ōno)",
    "employer": "Müller & Søn",
    "notes": "first line\nsecond line\r\n\nfourth",
    "notes-meal": "Dana, director",
    "people.person-1.name": "Dana",
}


@pytest.fixture(scope="session")
def pack(real: Library) -> Pack:
    """The pack with the most items, on Letter."""
    return paper.open_pack(real, PackName("panel-day", "letter"), CACHE)


@pytest.fixture(scope="session")
def large(real: Library) -> Pack:
    """The same on A4, in large print."""
    return paper.open_pack(real, PackName("panel-day", "a4", large=True), CACHE)


def destination(entry: pikepdf.OutlineItem) -> Any:
    """Return the page that an entry of the outline leads to."""
    assert isinstance(entry.destination, pikepdf.Array)
    return entry.destination[0]


@pytest.mark.parametrize("paper_size", PAPERS)
@pytest.mark.parametrize("size", ["", "-large"])
@pytest.mark.parametrize("scenario", reading.load(ROOT).scenarios)
def test_a_whole_pack_is_sound(folder: Path, scenario: str, paper_size: str, size: str) -> None:
    """The pack that people download passes the standard, qpdf and the audit; bookmarks and labels name its parts."""
    path = folder / f"pack-{scenario}-{paper_size}{size}.pdf"
    assert [*standard_problems(path), *tree_problems(path), file_problems(path)] == [""]
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = [each.title for each in outline.root]
        assert len(titles) > 25
        assert str(pdf.pages[0].label).startswith(titles[0])
        at = [pdf.pages.index(pikepdf.Page(destination(each))) for each in outline.root]
        assert [place for place in at if place % 2] == [], "each begins on the front of a leaf"
    reader = pypdf.PdfReader(path)
    assert set(titles) <= {label.rstrip(" 0123456789") for label in reader.page_labels} | set(reader.page_labels)


@pytest.mark.parametrize("which", ["pack", "large"])
def test_each_part_can_stand_alone(request: pytest.FixtureRequest, which: str, tmp_path: Path) -> None:
    """Any one part of a pack is a PDF of its own, with its own title and just its own fields."""
    pack: Pack = request.getfixturevalue(which)
    for part in pack.parts:
        pdf = fill(pack, [part]).pdf
        assert problems(tmp_path / "part.pdf", pdf) == [], part
        with pikepdf.open(tmp_path / "part.pdf") as opened:
            assert str(opened.docinfo.Title) == pack.parts[part]["title"]
            wanted = {*pack.fields_of([part]), *pack.fields_of([part], ticks=True)}
            assert set(fields(opened)) == wanted


@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_choice_of_parts_can_be_filled(pack: Pack, tmp_path: Path, data: st.DataObject) -> None:
    """Whatever is chosen, typed and ticked: the PDF is sound, and reads back what was typed and nothing else."""
    parts = data.draw(st.lists(st.sampled_from(list(pack.parts)), min_size=1, unique=True))
    texts, boxes = pack.fields_of(parts), pack.fields_of(parts, ticks=True)
    letters = st.text(st.sampled_from("abc éŁő()\\<>{}0 R\n"), max_size=60)
    values = data.draw(st.dictionaries(st.sampled_from(sorted(texts)), letters, max_size=8)) if texts else {}
    ticks = data.draw(st.sets(st.sampled_from(sorted(boxes)))) if boxes else set()
    carried = [
        Attached(f"{name}.json", "application/json", "It’s 1 0 R", "Data", zlib.compress(b"{}"), 2) for name in "ab"
    ]
    made = fill(pack, parts, {**values, "no-such-field": "x"}, [*ticks, "no-such-box"], attached=carried[::-1])
    assert problems(tmp_path / "out.pdf", made.pdf) == []
    assert attached(made.pdf) == carried
    found = text_values(made.pdf)
    if not made.moved:
        assert found == {name: text for name, text in values.items() if text}
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert {name for name, each in fields(pdf).items() if each.get("/AS") == "/on"} == ticks
        assert len(pdf.pages) == sum(
            each["pages"] for each in pack.chosen([*parts, *(["notes"] if made.moved else [])])
        )


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("part", ["checklist", "people", "card-meal", "notes"])
def test_what_is_filled_in_shows(pack: Pack, part: str, viewer: str, tmp_path: Path) -> None:
    """A value and a tick show in the place where they belong and in no other, in three engines."""
    texts, boxes = list(pack.fields_of([part])), list(pack.fields_of([part], ticks=True))[:3]
    values = dict.fromkeys(texts[:1] + texts[-1:], "Wm")
    paths = tmp_path / "blank.pdf", tmp_path / "out.pdf"
    paths[0].write_bytes(fill(pack, [part]).pdf)
    paths[1].write_bytes(fill(pack, [part], values, boxes).pdf)
    blank, image = (VIEWERS[viewer](each) for each in paths)
    dark = {name: (darkness(blank, rect), darkness(image, rect)) for name, rect in rectangles(paths[1]).items()}
    shown = {name for name in (*values, *boxes) if name in dark}
    assert min(dark[name][1] for name in shown) > 10, dark
    assert {name for name, (before, after) in dark.items() if before != after} == shown


def test_what_is_asked_twice_is_one_field(pack: Pack, tmp_path: Path) -> None:
    """A name that stands on cover, checklist and worksheets is typed once and shows on each."""
    path = tmp_path / "out.pdf"
    path.write_bytes(fill(pack, ["cover", "checklist", "people"], PERSON).pdf)
    with pymupdf.open(path) as document:
        shown = [page.number for page in document if "née \\Ōno" in page.get_text()]
        widgets = [widget.field_name for page in document for widget in page.widgets()]
    assert shown == [0, 1, 3]
    assert widgets.count("name") == 3
    assert text_values(path.read_bytes())["name"] == PERSON["name"]


def test_text_that_is_long_is_set_smaller_first(pack: Pack) -> None:
    """Twice as much text as fits at the usual size is set smaller; nothing goes to the back yet."""
    made = fill(pack, ["checklist"], {"employer": "The Long Transport Company"})
    assert (made.moved, made.cut) == ((), ())


def test_text_that_does_not_fit_goes_on_at_the_back(pack: Pack, tmp_path: Path) -> None:
    """It ends with an ellipsis where it belongs, and stands whole on a notes page that comes by itself."""
    made = fill(pack, ["people"], {"people.person-1.name": LONG[:300], "people.person-2.name": "Dana"})
    assert (made.moved, made.cut) == (("people.person-1.name",), ())
    assert problems(tmp_path / "out.pdf", made.pdf) == []
    with pymupdf.open(tmp_path / "out.pdf") as document:
        assert len(document) == 2
        back = " ".join(document[1].get_text().split())
        front = document[0].get_text()
    assert pack.words["people.person-1.name"] in back
    assert " ".join(LONG[:300].split()) in back
    assert "…" in front
    assert text_values(made.pdf)["people.person-1.name"] == LONG[:300]


def test_text_that_is_shaped_goes_on_at_the_back_too(pack: Pack, tmp_path: Path) -> None:
    """There it is whole, in the fonts of its script, below what the field is called."""
    text = "Անի Հարությունյան " * 15
    made = fill(pack, ["people"], {"people.person-1.name": text}, shape=True)
    assert (made.moved, made.cut) == (("people.person-1.name",), ())
    (tmp_path / "out.pdf").write_bytes(made.pdf)
    with pymupdf.open(tmp_path / "out.pdf") as document:
        back = " ".join(document[1].get_text().split())
    assert f"{pack.words['people.person-1.name']}: {text.strip()}" in back


def test_text_longer_than_any_paper_is_noted(pack: Pack) -> None:
    """More than a page of notes is kept in the field, and the caller hears that paper does not show it all."""
    made = fill(pack, ["card-meal"], {"notes-meal": LONG * 12})
    assert made.cut == ("notes-meal", "more")
    assert text_values(made.pdf)["notes-meal"] == LONG * 12


def test_a_character_without_a_glyph_is_refused(pack: Pack) -> None:
    """Nothing is shown as a box: every field is named with the characters that cannot be shown."""
    with pytest.raises(UnsupportedText, match=r"Employer: .*U\+1F600.*; Your name: .*U\+5E02") as refused:
        fill(pack, ["checklist"], {"name": "市 Zoë", "employer": "😀"})
    assert refused.value.missing == {"name": "市", "employer": "😀"}


@pytest.mark.parametrize("value", [42, None, b"Zoe", ["Zoe"]])
def test_what_is_no_text_is_refused_by_its_field(pack: Pack, value: Any) -> None:
    """Every field that is given something else than text is named as a person calls it; others are left out as ever."""
    values: Any = {"name": "Zoë", "employer": value, "date": value, "people.person-1.name": value, "nobody": value}
    message = "Only text can be filled in. Something else was given for “Date and time of the interview”, “Employer”."
    with pytest.raises(NotText) as refused:
        fill(pack, ["checklist"], values)
    assert (refused.value.fields, str(refused.value)) == (("date", "employer"), message)
    with pytest.raises(NotText, match="“Person 1: Name”"):
        merge(pack, [({"name": "Zoë"}, ()), (values, ())], ["people"])
    with pytest.raises(NotText, match="“Your name”"):
        merge(pack, [({"name": value}, ())], ["card-meal"])  # it would stand in the outline


def test_what_is_no_name_of_a_box_ticks_nothing(pack: Pack) -> None:
    """It is left out like a box that is not there."""
    odd: Any = ["ask-format", 42, None, ("ask-names",)]
    assert fill(pack, ["checklist"], ticks=odd) == fill(pack, ["checklist"], ticks=["ask-format"])


def test_unknown_parts_are_named(pack: Pack) -> None:
    """A part that is not there is a mistake of the caller, and so is choosing nothing."""
    for parts in (["checklst"], []):
        with pytest.raises(ValueError, match="The parts of this pack are cover, checklist"):
            fill(pack, parts)


def test_a_map_of_another_pack_is_refused(pack: Pack) -> None:
    """A map beside the wrong PDF would write rubbish."""
    with pytest.raises(ValueError, match="not of this pack"):
        Pack(pack.pdf[:-1] + b"\r", pack.map)


def test_copies_in_one_pdf_begin_on_new_sheets(pack: Pack, tmp_path: Path) -> None:
    """Printed on both sides, no part begins on the back of another, in anybody's copy; each has fields of its own."""
    people = [({**PERSON, "name": f"Person {number}"}, ["ask-format"]) for number in range(1, 4)]
    people[1][0]["people.person-1.name"] = LONG[:300]
    made = merge(pack, people, ["checklist", "card-meal", "people"])
    assert problems(tmp_path / "out.pdf", made.pdf) == []
    assert made.moved == ("copy-2.people.person-1.name",)
    found = text_values(made.pdf)
    assert [found[f"copy-{number}.name"] for number in (1, 2, 3)] == ["Person 1", "Person 2", "Person 3"]
    with pikepdf.open(tmp_path / "out.pdf") as pdf, pdf.open_outline() as outline:
        at = [pdf.pages.index(pikepdf.Page(destination(each))) for each in outline.root]
        assert [each.title for each in outline.root] == ["Person 1", "Person 2", "Person 3"]
        labels = [str(page.label) for page in pdf.pages]
        assert labels[:6] == [f"1. {each}" for each in ("Several people 1", "Several people 2", *ALONE)]
        assert labels[-6:] == [each.replace("1.", "3.", 1) for each in labels[:6]]
    assert at == [0, 6, 14]


ALONE = ("Meal", "Blank side", "Who I will meet", "Blank side")
"""The pages of two sheets of one side, printed on both."""


@pytest.mark.parametrize("both_sides", [True, False])
def test_each_part_begins_on_a_leaf_where_paper_has_two_sides(pack: Pack, tmp_path: Path, both_sides: bool) -> None:
    """A blank side of the same size follows a part of one side, but not the last; a wide back is turned, a front isn't.

    For one side, and for a screen, there is no blank side and nothing stands on its head.
    """
    parts = ["cover", "checklist", "card-meal", "story-bank", "people"]
    made = fill(pack, parts, PERSON, both_sides=both_sides)
    assert problems(tmp_path / "out.pdf", made.pdf) == []
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        pages = [(str(page.label), page.get("/Rotate", 0), "/Contents" in page) for page in pdf.pages]
    upright = [("Cover", 0, True), ("Several people 1", 0, True), ("Several people 2", 0, True), ("Meal", 0, True)]
    wide = [("My story bank 1", 0, True), ("My story bank 2", 180 * both_sides, True), ("Who I will meet", 0, True)]
    blank = [("Blank side", 0, False)] * both_sides
    assert pages == upright[:1] + blank + upright[1:] + blank + wide


def test_a_sheet_alone_is_the_same_for_one_side_and_for_both(pack: Pack) -> None:
    """Nothing follows the last sheet, so that what is downloaded and what is made for a printer are one file."""
    for part in ("checklist", "card-meal", "people"):
        assert fill(pack, [part], both_sides=True) == fill(pack, [part])


def test_copies_for_one_side_follow_each_other(pack: Pack, tmp_path: Path) -> None:
    """For a printer of one side no page is blank."""
    made = merge(pack, [(PERSON, ()), ({}, ())], ["card-meal", "story-bank"], both_sides=False)
    assert problems(tmp_path / "out.pdf", made.pdf) == []
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert ["/Contents" in page and "/Rotate" not in page for page in pdf.pages] == [True] * 6


def test_a_merged_copy_looks_like_a_single_one(pack: Pack, tmp_path: Path) -> None:
    """Each page of the second copy is, dot by dot, that of the person's own PDF."""
    people = [({"name": "Dana"}, ["ask-format"]), (PERSON, ["ask-names"])]
    merged, single = tmp_path / "merged.pdf", tmp_path / "single.pdf"
    merged.write_bytes(merge(pack, people, ["checklist", "people"]).pdf)
    single.write_bytes(fill(pack, ["checklist", "people"], *people[1]).pdf)
    with pymupdf.open(merged) as many, pymupdf.open(single) as one:
        for page in range(3):
            assert many[4 + page].get_pixmap(dpi=60).samples == one[page].get_pixmap(dpi=60).samples


def test_the_same_choice_gives_the_same_bytes(pack: Pack) -> None:
    """Order of parts, fields and ticks has no say."""
    values = list(PERSON.items())
    one = fill(pack, ["checklist", "people"], dict(values), ["ask-format", "ask-names"])
    other = fill(pack, ["people", "checklist"], dict(reversed(values)), ["ask-names", "ask-format"])
    assert one == other


def test_a_copy_is_the_blank_sheet_with_something_added(pack: Pack) -> None:
    """No object stands twice in one version of a file: what a copy says stands behind the whole blank sheet.

    All copies of a class have that in common, so no copy of it is made.
    """
    for both_sides in (False, True):
        parts = ["checklist", "people"]
        blank = fill(pack, parts, both_sides=both_sides).pdf
        made = fill(pack, parts, PERSON, ["ask-format"], both_sides=both_sides)
        copy = made.pdf
        assert made.pieces[0] == blank
        assert made.pieces[0] is fill(pack, parts, both_sides=both_sides).pieces[0]
        assert copy.count(b"%%EOF") == blank.count(b"%%EOF") + 1 == 2
        merged = merge(pack, [(PERSON, ["ask-format"])] * 2, parts, both_sides=both_sides).pdf
        assert [standing_twice(each) for each in (blank, copy, merged)] == [[], [], []]


def test_what_a_class_has_in_common_is_set_once(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """One employer on a hundred copies is laid out for the first; what was long ago is forgotten, and set again."""
    counted: list[str] = []

    def counting(text: str, *rest: Any) -> Any:
        counted.append(text)
        return lay_out(text, *rest)

    monkeypatch.setattr(filled, "lay_out", counting)
    monkeypatch.setattr(filled, "REMEMBERED", 40)
    people = [{"name": f"Zoë {number}", "employer": "A house of their own"} for number in range(100)]
    made = [fill(pack, ["checklist"], each).pdf for each in people]
    assert [counted.count(each["name"]) for each in people] == [1] * 100
    assert 1 < counted.count("A house of their own") < 5
    assert fill(Pack(pack.pdf, pack.map), ["checklist"], people[-1]).pdf == made[-1]


def test_what_was_made_before_has_no_say(pack: Pack) -> None:
    """What copies have in common is kept; a copy is the same as the first of a pack, whatever others are and have."""
    parts = ["checklist", "people"]
    long = {"employer": "Людмила " * 60, "name": "Nguyễn Thị Ánh"}
    asked: list[dict[str, Any]] = [
        {"parts": [*chosen, *parts], "values": values, "ticks": ticks, "both_sides": both_sides}
        for chosen in ([], ["card-meal"])
        for values in ({}, PERSON, long)
        for ticks in ([], ["ask-format"])
        for both_sides in (False, True)
    ]
    kept = [fill(pack, **each).pdf for each in asked + asked][len(asked) :]
    assert kept == [fill(Pack(pack.pdf, pack.map), **each).pdf for each in asked]


# ---------------------------------------------------------------------------- the audit catches what checkers let pass


def stale_field(part: Any, other: Any) -> None:
    part["fields"] = [*part["fields"], other["fields"][-1]]


def stale_section(part: Any, other: Any) -> None:
    part["sections"] = [*part["sections"], *other["sections"]]


def stale_leaf(part: Any, other: Any) -> None:
    part["leaf"] = other["leaf"]


def lost_field(part: Any, other: Any) -> None:
    part["fields"] = part["fields"][:-1]


def lost_section(part: Any, other: Any) -> None:
    part["sections"] = other["sections"]


def stale_outline(part: Any, other: Any) -> None:
    part["outline"] = other["outline"]


def stale_page(part: Any, other: Any) -> None:
    part["pages"] += 1


@pytest.mark.parametrize(
    "change",
    [stale_field, stale_section, stale_leaf, lost_field, lost_section, stale_outline, stale_page],
)
def test_the_audit_catches_a_bad_selection(pack: Pack, tmp_path: Path, change: Callable[[Any, Any], None]) -> None:
    """What a wrong map would leave behind of parts that were not chosen, or lose of those that were, is found."""
    map_ = copy.deepcopy(pack.map)
    at = {part["id"]: part for part in map_["parts"]}
    change(at["people"], at["story-bank"])
    wrong = Pack(pack.pdf, map_)
    wrong.unpack(["story-bank"])
    out = tmp_path / "wrong.pdf"
    out.write_bytes(fill(wrong, ["people"]).pdf)
    assert tree_problems(out)


def test_the_pack_is_checked_against_its_map(pack: Pack) -> None:
    """The map holds the length and the checksum of the pack."""
    assert (pack.map["length"], pack.map["crc32"]) == (len(pack.pdf), zlib.crc32(pack.pdf))
