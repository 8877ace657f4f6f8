"""All sheets of an edition on a paper come in one ZIP, the same bytes on any day."""

from __future__ import annotations

import datetime
import io
import zipfile

from macros.paper import archive

PRINTS = {
    "panel-day-letter.pdf": b"a",
    "panel-day-letter-large.pdf": b"b",
    "panel-day-a4.pdf": b"c",
    "card-meal-letter.pdf": b"d",
    "pack-panel-day-letter.pdf": b"e",
    "pack-panel-day-letter.json": b"f",
}


def test_it_has_every_sheet_of_the_paper_once() -> None:
    """Large ones too; no other paper, and no pack, which is the same sheets once more."""
    day = datetime.date(2026, 11, 23)
    with zipfile.ZipFile(io.BytesIO(archive(PRINTS, "letter", day))) as found:
        assert found.namelist() == ["card-meal-letter.pdf", "panel-day-letter-large.pdf", "panel-day-letter.pdf"]
        assert found.read("panel-day-letter.pdf") == b"a"
        assert {entry.date_time for entry in found.infolist()} == {(2026, 11, 23, 0, 0, 0)}
    again = dict(reversed(PRINTS.items()))
    assert archive(PRINTS, "letter", day) == archive(again, "letter", day)
