"""A centre's own sheets: its logo, appointments, links and dates; nothing collides, and all can be listened to."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageChops, ImageDraw

from macros import paper
from macros.guidance import Library
from macros.paper import Download, pack_sheets
from macros.reading.load import read_brand
from tests.paper.conftest import CACHE, alone
from tests.paper.structure import file_problems, listening_problems, tree_problems
from tests.paper.verapdf import standard_problems

NAME = "Centre for Careers, Employability and Community Learning, X."
APPOINTMENT = "https://careers.example/appointments/book?from=handout"
BRAND = f"""\
name: "{NAME}"
address: https://careers.example/second/
contact: Room 214, Student Union, or 555 0100. Drop in from Monday to Thursday, 10 to 4, all year.
colour: "#4a1942"
accent: "#9a3b00"
paper: letter
logo: LOGO
appointment: {APPOINTMENT}
links:
  - title: Practice interviews
    address: https://careers.example/practice
  - title: Closet of interview clothes to borrow
    address: https://careers.example/services/students/closet-of-interview-clothes
  - title: Workshops this term
    address: https://careers.example/workshops
  - title: Adjustments and access support
    address: https://access.example/
dates: fr-CA
"""
WIDE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 40"><defs><linearGradient id="g"><stop offset="0"
stop-color="#123"/><stop offset="1" stop-color="#9a3b00" stop-opacity=".5"/></linearGradient><clipPath id="c"><rect
width="40" height="40"/></clipPath></defs><g clip-path="url(#c)"><circle cx="20" cy="20" r="22" fill="url(#g)"/></g>
<g opacity=".9"><path d="M50 8h190v8H50z" stroke="url(#g)"/><path d="M50 24h120v8H50z" fill="#123" fill-opacity=".8"/>
</g></svg>
"""
CASES = [
    (logo, part, large)
    for logo in ("wide.svg", "tall.png")
    for part, large in (("cover", False), ("checklist", False), ("people", False), ("cover", True), ("checklist", True))
]


@pytest.fixture(scope="module")
def brands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brands")
    (folder / "wide.svg").write_text(WIDE, encoding="utf-8")
    picture = Image.new("RGBA", (200, 400), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 199, 399), fill=(18, 52, 59, 200))
    picture.save(folder / "tall.png")
    for logo in ("wide.svg", "tall.png"):
        (folder / f"{logo}.yml").write_text(BRAND.replace("LOGO", logo), encoding="utf-8")
    return folder


def branded(real: Library, brands: Path, logo: str, part: str, large: bool) -> Download:
    library = dataclasses.replace(real, brand=read_brand(brands / f"{logo}.yml"))
    (sheet,) = [each for each in pack_sheets(library, "panel-day", "letter", large) if each.kind.part == part]
    return sheet


def seen_of(page: pymupdf.Page, rect: pymupdf.Rect) -> float:
    """Return down to how many points below its top anything is drawn in a place of a page."""
    found = page.get_pixmap(dpi=360, clip=rect)
    image = ImageChops.invert(Image.frombytes("RGB", (found.width, found.height), found.samples))
    return (image.getbbox() or (0, 0, 0, 0))[3] / 5


@pytest.mark.parametrize(("logo", "part", "large"), CASES)
def test_a_branded_sheet_is_whole(
    real: Library, brands: Path, tmp_path: Path, logo: str, part: str, large: bool
) -> None:
    """The longest name and contact, a wide or a tall logo: all in place, nothing over another, nothing cut off."""
    path = tmp_path / "out.pdf"
    path.write_bytes(alone(branded(real, brands, logo, part, large)))
    assert standard_problems(path) + tree_problems(path) == []
    assert file_problems(path) == ""
    with pymupdf.open(path) as document:
        text = " ".join(" ".join(page.get_text() for page in document).split())
        links = [link["uri"] for page in document for link in page.get_links()]
        for page in document:
            name = [
                rect
                for word in NAME.split()
                for rect in page.search_for(word)
                if rect.y1 < (24 if large else 21) / 25.4 * 72
            ]
            drawn = [each["rect"] for each in page.get_drawings() if each["rect"].y1 < name[0].y1 + 3]
            images = [pymupdf.Rect(each["bbox"]) for each in page.get_image_info()]
            drawn += [each for each in images if each.y0 < name[0].y1]
            for rect in images[: logo.endswith("png")]:
                assert seen_of(page, rect) == pytest.approx(rect.height, abs=0.5), "all of the logo"
            marks = [rect for rect in drawn if rect.x0 > page.rect.width / 2 and rect.width < 140 and rect.y0 > 8]
            assert marks, "the logo"
            assert max(rect.x1 for rect in name) < min(rect.x0 for rect in marks)
            assert min(rect.y0 for rect in name) > 14
    assert NAME in text
    assert "novembre 2026" in text
    booked = part in ("cover", "checklist")
    assert links.count(APPOINTMENT) == booked
    assert ("https://access.example/" in links) == (part == "cover")
    assert ("access.example" in text) == (part == "cover")


@pytest.mark.parametrize(("part", "large"), [("cover", False), ("checklist", False)])
def test_it_is_good_to_listen_to(real: Library, brands: Path, tmp_path: Path, part: str, large: bool) -> None:
    """The logo is decoration, since the name stands beside it; a code says where it leads."""
    path = tmp_path / "out.pdf"
    path.write_bytes(alone(branded(real, brands, "wide.svg", part, large)))
    assert listening_problems(path) == []
    with pikepdf.open(path) as pdf:
        spoken = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert sorted(spoken) == ["QR code: book an appointment", "QR code: is this edition current?"]


def test_a_name_in_other_letters_is_printed_in_ours(real: Library, tmp_path: Path) -> None:
    """Vietnamese, Greek and Cyrillic, plain and bold: whole in the text, in our fonts, the sheet as right as ever."""
    name, contact = "Đại học Cần Thơ · Κέντρο", "Центр карьеры, кабинет 214; hỏi ở phòng 5, Ἀθῆναι"
    brand = real.brand.model_copy(update={"name": name, "contact": contact, "dates": "el"})
    library = dataclasses.replace(real, brand=brand)
    (sheet,) = [each for each in pack_sheets(library, "panel-day", "letter", False) if each.kind.part == "card-meal"]
    path = tmp_path / "out.pdf"
    path.write_bytes(alone(sheet))
    assert standard_problems(path) + tree_problems(path) + listening_problems(path) == []
    assert file_problems(path) == ""
    with pymupdf.open(path) as document:
        text = " ".join(" ".join(page.get_text() for page in document).split())
        fonts = {name.split("+")[-1] for page in document for _, _, _, name, *_ in page.get_fonts()}
    assert name in text
    assert contact in text
    assert "Νοέμβριος 2026" in text
    assert fonts == {"Body", "Body-Bold", "Field", "Vietnamese", "Greek", "Cyrillic"}


def test_what_a_brand_leaves_out_leaves_no_trace(real: Library, tmp_path: Path) -> None:
    """Without an appointment and links nothing of them is drawn, said or listed, and the tree holds together."""
    sheets = pack_sheets(real, "panel-day", "letter", False)[:2]
    path = tmp_path / "out.pdf"
    path.write_bytes(paper.fill(paper.bind({"pack": sheets}, CACHE)["pack"]).pdf)
    assert standard_problems(path) + tree_problems(path) == []
    with pymupdf.open(path) as document:
        assert "Book an appointment" not in "".join(page.get_text() for page in document)
        assert {link["uri"].partition("#")[0] for page in document for link in page.get_links()} == {
            f"{real.brand.address}check/"
        }
        assert sum(len(page.get_image_info()) for page in document) == len(sheets)
    with pikepdf.open(path) as pdf:
        spoken = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert spoken == ["QR code: is this edition current?"] * 2
