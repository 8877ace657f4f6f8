"""Owns what python-docx has no call for, such as boxes that tick; leaves which of it goes where to `content`."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

LONGEST_NAME = 64
"""How long the title of a box may be: with a longer one, Word calls the file damaged."""

OPEN, TICKED = "2610", "2612"
"""The signs of a box, by their code points, which stand in a font of symbols."""

SYMBOLS = "MS Gothic"
"""The font that Word itself takes for such boxes; other programs take their own."""

HEADER_GROUND = "F0F0F0"


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its heading, what to write in it, and how wide it is in millimetres."""

    heading: str
    width: float
    hint: str | None = None


class Elements:
    """Puts into a document what each sheet is made of."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers = count(1)
        self._styles = {style.name: style.style_id for style in document.styles}

    def heading(self, words: str, level: int) -> None:
        """Add a heading."""
        self.say(words, f"Heading {level}")

    def say(self, words: str, style: str) -> Paragraph:
        """Add a paragraph."""
        return self._styled(self._document.add_paragraph(words), style)

    def box(self, paragraph: Paragraph, identity: str, name: str) -> None:
        """Add a box that ticks, with a title that a screen reader says, and the id of what is ticked."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        def child(parent: Any, tag: str, **values: str) -> Any:
            element = OxmlElement(tag)
            for key, value in values.items():
                element.set(qn(f"{tag.partition(':')[0]}:{key}"), value)
            parent.append(element)
            return element

        control = child(paragraph._p, "w:sdt")
        about = child(control, "w:sdtPr")
        child(about, "w:alias", val=textwrap.shorten(name, LONGEST_NAME, placeholder=" …"))
        child(about, "w:tag", val=identity[:LONGEST_NAME])
        child(about, "w:id", val=str(next(self._numbers)))
        check = child(about, "w14:checkbox")
        child(check, "w14:checked", val="0")
        child(check, "w14:checkedState", val=TICKED, font=SYMBOLS)
        child(check, "w14:uncheckedState", val=OPEN, font=SYMBOLS)
        run = child(child(control, "w:sdtContent"), "w:r")
        child(
            child(run, "w:rPr"), "w:rFonts", ascii=SYMBOLS, eastAsia=SYMBOLS, hAnsi=SYMBOLS, cs=SYMBOLS, hint="eastAsia"
        )
        child(run, "w:t").text = chr(int(OPEN, 16))

    def table(self, title: str, columns: Sequence[TableColumn], rows: int, named: bool) -> Table:
        """Add a table of so many rows below a row of headings, which a page that it goes on with says again.

        Where its rows are `named`, the first cell of each is its heading.
        """
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Mm

        table: Table = self._document.add_table(rows + 1, len(columns), "Table Grid")
        table.autofit = False
        properties = table._tbl.tblPr
        look = properties.find(qn("w:tblLook"))
        for key in list(look.attrib):
            del look.attrib[key]
        for key, on in (("firstRow", True), ("lastRow", False), ("firstColumn", named), ("lastColumn", False)):
            look.set(qn(f"w:{key}"), str(int(on)))
        look.set(qn("w:noHBand"), "1")
        look.set(qn("w:noVBand"), "1")
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), title)
        properties.append(caption)
        for grid, column in zip(table._tbl.tblGrid.gridCol_lst, columns, strict=True):
            grid.w = Mm(column.width)
        for number, row in enumerate(table._tbl.tr_lst):
            about = row.get_or_add_trPr()
            about.append(OxmlElement("w:cantSplit"))
            if not number:
                about.append(OxmlElement("w:tblHeader"))
            for square, column in zip(row.tc_lst, columns, strict=True):
                square.width = Mm(column.width)
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            _shade(cell)
            self.fill(cell, column.heading, "Cell Heading")
            if column.hint:
                self.below(cell, column.hint, "Hint")
        return table

    def fill(self, cell: _Cell, words: str, style: str = "Cell") -> Paragraph:
        """Write into an empty cell."""
        paragraph = self._styled(cell.paragraphs[0], style)
        paragraph.add_run(words)
        return paragraph

    def below(self, cell: _Cell, words: str, style: str) -> None:
        """Write one more paragraph into a cell."""
        self._styled(cell.add_paragraph(words), style)

    def height(self, table: Table, row: int, height: float) -> None:
        """Give a row at least so many millimetres, so that there is room for a pen."""
        from docx.enum.table import WD_ROW_HEIGHT_RULE
        from docx.shared import Mm

        table.rows[row].height_rule, table.rows[row].height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(height)

    def link(self, paragraph: Paragraph, words: str, address: str) -> None:
        """Add a link."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = paragraph.add_run(words, "Hyperlink")
        link.append(run._r)
        paragraph._p.append(link)

    def _styled(self, paragraph: Paragraph, style: str) -> Paragraph:
        """Give a paragraph a style by its id: by its name, the library would look through all styles each time."""
        if style != "Normal":
            paragraph._p.style = self._styles[style]
        return paragraph


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    ground = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", HEADER_GROUND)):
        ground.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(ground)
