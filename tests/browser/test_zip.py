"""The ZIP that the browser makes is one that every other program opens."""

from __future__ import annotations

import base64
import io
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

FILES = {
    "007-王小明.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 300,
    "008-Zoë-Łukasz.pdf": b"",
    "009.pdf": b"\x00",
    "010-👩.txt": "Łukasz".encode(),
}
MAY = 1_778_245_509_000
"""8 May 2026, 13:05:09 UTC, in milliseconds."""

ZIP = """
async ([folder, files, when]) => {
  const { Zip, weighed } = await import(`${folder}desk/zip.mjs`);
  const zip = new Zip(new Date(when));
  for (const [name, text] of files) zip.add(name, weighed([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))]));
  const bytes = new Uint8Array(await zip.finish().arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
"""
MANY = """
async ([folder, count]) => {
  const { Zip, weighed } = await import(`${folder}desk/zip.mjs`);
  const zip = new Zip(new Date());
  for (let number = 0; number < count; number += 1) zip.add(`${number}`, weighed([new Uint8Array()]));
  const bytes = new Uint8Array(await zip.finish().arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
"""
REFUSED = """
async ([folder, count, size]) => {
  const { Zip } = await import(`${folder}desk/zip.mjs`);
  const zip = new Zip(new Date());
  for (let number = 0; number < count; number += 1) zip.add(`${number}.pdf`, { parts: [], size, sum: 0 });
}
"""


def zipped(page: Page, scripts: str, files: dict[str, bytes], when: int = MAY) -> bytes:
    """Return the ZIP that the browser makes of files by name."""
    sent = [[name, base64.b64encode(data).decode()] for name, data in files.items()]
    return base64.b64decode(page.evaluate(ZIP, [scripts, sent, when]))


def test_python_reads_it_back(bare: Page, scripts: str) -> None:
    """Every file is there, in order, whole, under its own name and dated as the caller said."""
    with zipfile.ZipFile(io.BytesIO(zipped(bare, scripts, FILES))) as read:
        assert read.testzip() is None
        assert read.namelist() == list(FILES)
        assert {name: read.read(name) for name in FILES} == FILES
        assert {info.date_time for info in read.infolist()} == {(2026, 5, 8, 13, 5, 8)}
        assert {info.compress_type for info in read.infolist()} == {zipfile.ZIP_STORED}


def test_unzip_finds_nothing_wrong(bare: Page, scripts: str, tmp_path: Path) -> None:
    """The program that many systems bring tests it without a word of warning, and unpacks every name."""
    (tmp_path / "class.zip").write_bytes(zipped(bare, scripts, FILES))
    for option in ("-t", "-q"):
        unzip = ["unzip", option, "class.zip"]
        run = subprocess.run(
            unzip, cwd=tmp_path, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}, capture_output=True, check=False
        )
        assert (run.returncode, run.stderr) == (0, b"")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "class.zip"} == FILES


def test_no_files_are_an_empty_zip(bare: Page, scripts: str) -> None:
    """Nothing in, a valid ZIP of nothing out."""
    with zipfile.ZipFile(io.BytesIO(zipped(bare, scripts, {}))) as read:
        assert read.namelist() == []


def test_the_same_files_and_time_are_the_same_bytes_everywhere(browser: Browser, handmade: str, scripts: str) -> None:
    """Neither the run nor the time zone of the machine is in it."""
    made = set()
    for zone in ("America/Los_Angeles", "Asia/Tokyo"):
        page = browser.new_page(timezone_id=zone)
        page.goto(f"{handmade}page.css")
        made |= {zipped(page, scripts, FILES), zipped(page, scripts, FILES)}
        page.close()
    assert len(made) == 1


@pytest.mark.parametrize(("when", "year"), [(0, 1980), (MAY, 2026), (8_000_000_000_000, 2107)])
def test_a_wrong_clock_spoils_nothing(bare: Page, scripts: str, when: int, year: int) -> None:
    """A time that a ZIP cannot hold becomes the nearest that it can."""
    with zipfile.ZipFile(io.BytesIO(zipped(bare, scripts, FILES, when))) as read:
        assert {info.date_time[0] for info in read.infolist()} == {year}


def test_as_many_files_as_a_zip_holds(bare: Page, scripts: str) -> None:
    """65,535 files are read back."""
    many = base64.b64decode(bare.evaluate(MANY, [scripts, 65_535]))
    with zipfile.ZipFile(io.BytesIO(many)) as read:
        assert read.namelist() == [str(number) for number in range(65_535)]


@pytest.mark.parametrize(
    ("count", "size", "message"),
    [
        (65_536, 0, "A ZIP holds at most 65,535 files; these are more. Make several."),
        (4, 2**30, "A ZIP holds at most 4 GB; these files are larger. Make several."),
    ],
)
def test_what_no_plain_zip_can_hold_is_refused(bare: Page, scripts: str, count: int, size: int, message: str) -> None:
    """Too many files, or too many bytes, are refused in a sentence that can be shown."""
    with pytest.raises(Error, match=f"RangeError: {message}"):
        bare.evaluate(REFUSED, [scripts, count, size])


def test_the_checksum_is_the_one_that_everybody_uses(bare: Page, scripts: str) -> None:
    """The checksum of all bytes in a row is zlib's."""
    there = bare.evaluate(
        """async (folder) => {
          const { crc32 } = await import(`${folder}pdf/crc32.mjs`);
          return crc32(Uint8Array.from({ length: 999 }, (_, n) => n));
        }""",
        scripts,
    )
    assert there == zlib.crc32(bytes(n % 256 for n in range(999)))
