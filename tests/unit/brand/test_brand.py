"""A brand file anywhere: its logo is safe to print, whoever drew it, and travels with it."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from macros.brand import Brand, logo, tables
from macros.errors import DataError
from macros.reading.load import read_brand
from tests.unit.brand.logos import NO_DRAWING, SVG, UNSAFE

BRAND = """\
name: Northside Careers
address: https://careers.example/second/
contact: Room 214
colour: "#12343b"
accent: "#9a3b00"
paper: a4
"""


def branded(folder: Path, more: str = "") -> Path:
    path = folder / "brand.yml"
    path.write_text(BRAND + more, encoding="utf-8")
    return path


def drawn(folder: Path, inside: str, around: str = SVG) -> str:
    """Write a drawing and return its file name."""
    (folder / "logo.svg").write_text(around.format(inside), encoding="utf-8")
    return "logo.svg"


def picture(width: int = 40, height: int = 20) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (18, 52, 59, 128)).save(out, "png")
    return out.getvalue()


def problems(path: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_brand(path)
    return [str(problem).removeprefix(f"{path.as_posix()}:") for problem in caught.value.problems]


def test_a_brand_file_may_lie_anywhere(tmp_path: Path) -> None:
    """All of it is read, the logo from beside it; what is left out has its default."""
    drawn(tmp_path, "<path d='M0 0h9v9z'/>")
    more = (
        "logo: logo.svg\nappointment: https://careers.example/book\ndates: fr-CA\n"
        "links:\n  - title: Practice interviews\n    address: https://careers.example/practice\n"
    )
    brand = read_brand(branded(tmp_path, more))
    assert brand.logo is not None
    assert (brand.logo.kind, brand.logo.wide, brand.dates) == ("svg", 5, "fr-CA")
    assert [link.title for link in brand.links] == ["Practice interviews"]
    plain = read_brand(branded(tmp_path))
    assert (plain.logo, plain.appointment, plain.links, plain.dates) == (None, None, (), "en")


def test_a_brand_needs_no_file_once_it_is_read(tmp_path: Path) -> None:
    """A worker on another machine gets the logo with the brand: it survives being written as JSON."""
    (tmp_path / "logo.png").write_bytes(picture())
    brand = read_brand(branded(tmp_path, "logo: logo.png\n"))
    (tmp_path / "logo.png").unlink()
    again = Brand.model_validate_json(brand.model_dump_json())
    assert again == brand
    assert again.logo is not None
    assert base64.b64decode(again.logo.data).startswith(tables.PNG_SIGN)


def test_everything_wrong_with_a_brand_is_reported_at_once(tmp_path: Path) -> None:
    """Each line names the file as it was given, the line in it, what was expected, and the nearest right answer."""
    (tmp_path / "logo.png").write_bytes(picture())
    five = "".join(f"  - {{title: L{n}, address: 'https://a.example/'}}\n" for n in range(5))
    more = f"logo: lago.png\nappointment: http://a.example/book\ndates: frn-CA\nlogos: x\nlinks:\n{five}"
    assert problems(branded(tmp_path, more)) == [
        '7  logo  lago.png: There is no file "lago.png" beside the brand file. Did you mean "logo.png"?',
        "8  appointment  Expected where to book an appointment: an address that begins with https://, at most 120 "
        'characters; found "http://a.example/book" (text).',
        '9  dates  No language is called "frn-CA". Did you mean "fr-CA"?',
        '10  logos  There is no such key here. Did you mean "logo"? Known keys: name, address, contact, colour, '
        "accent, paper, logo, appointment, links, dates, spelling, hide.",
        "11  links  Expected a list of at most four links, each with title and address; found a list.",
    ]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("ka", "lack letters of the months"),
        ("zh", "lack letters"),
        ("xx", "No language is called"),
        ("no!", "Expected"),
    ],
)
def test_dates_are_in_a_language_that_can_be_printed(tmp_path: Path, language: str, says: str) -> None:
    """A language that is not there, or whose letters our fonts lack, is reported before anything is printed."""
    assert says in problems(branded(tmp_path, f'dates: "{language}"\n'))[0]


@pytest.mark.parametrize(("inside", "says"), UNSAFE)
def test_a_drawing_that_could_run_fetch_or_need_a_font_is_refused(tmp_path: Path, inside: str, says: str) -> None:
    """Each is refused with what to do instead; none reaches the press."""
    with pytest.raises(logo.Unfit, match=says.replace("(", r"\(")):
        logo.read(drawn(tmp_path, inside), tmp_path)


@pytest.mark.parametrize(("file", "says"), NO_DRAWING)
def test_a_file_that_is_no_plain_drawing_is_refused(tmp_path: Path, file: str, says: str) -> None:
    """A DOCTYPE is refused before any entity is looked at."""
    with pytest.raises(logo.Unfit, match=says):
        logo.read(drawn(tmp_path, "", file.replace("{", "{{").replace("}", "}}")), tmp_path)


def test_what_is_not_drawn_is_left_out(tmp_path: Path) -> None:
    """Titles, notes of drawing programs and comments go; the drawing stays as it was."""
    inside = (
        "<?php x ?><!-- who drew it --><title>Secret</title><metadata><a xmlns='x:y' onload='z'/></metadata>"
        "<g class='a'><path d='M0 0h9v9z' xmlns:i='i:i' i:label='me'/></g><style>.a{fill:#123}</style>"
    )
    taken = logo.read(drawn(tmp_path, inside), tmp_path)
    kept = taken.file.decode()
    assert not {word for word in ("Secret", "who", "php", "me", "onload") if word in kept}
    assert '<path fill="#112233" d="M0 0L90 0L90 90Z"/>' in kept


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"GIF89a", "neither an SVG nor a PNG"),
        (tables.PNG_SIGN, "damaged"),
        (picture()[:-20], "damaged"),
        (picture().replace(b"IDAT", b"IDAX"), "damaged"),
        (picture(tables.MOST_PIXELS + 1, tables.MOST_PIXELS), "pixels"),
        (tables.PNG_SIGN + chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)), "damaged"),
        (picture(400, 20), "at most 10 times as wide"),
    ],
)
def test_a_picture_that_is_none_or_too_large_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    """Signature, sums and size are looked at before anything unpacks it."""
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(logo.Unfit, match=says):
        logo.read("logo.png", tmp_path)


def test_a_picture_keeps_nothing_but_its_pixels(tmp_path: Path) -> None:
    """Who made it, when and with what is not handed on."""
    data = picture()
    (tmp_path / "logo.png").write_bytes(data[:33] + chunk(b"tEXt", b"Author\0Someone") + data[33:])
    assert base64.b64decode(logo.read("logo.png", tmp_path).data) == data


@pytest.mark.parametrize("name", ["../logo.svg", "/etc/hostname", "missing.svg", ".", "a\0b"])
def test_a_logo_lies_beside_its_brand(tmp_path: Path, name: str) -> None:
    """No file of the machine can be printed by naming it."""
    home = tmp_path / "home"
    home.mkdir()
    drawn(tmp_path, "")
    with pytest.raises(logo.Unfit):
        logo.read(name, home)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """Nor by a link that leads there."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "logo.svg").symlink_to(tmp_path / drawn(tmp_path, ""))
    with pytest.raises(logo.Unfit, match="beside the brand file"):
        logo.read("logo.svg", home)
