"""Owns the empty document: its styles, page, head and foot; leaves what stands between them to `content`."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

from macros.guidance import HOUSE, Orientation, month_words
from macros.values import Paper
from macros.word.package import without_unused

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from macros.brand import Brand, Logo
    from macros.guidance import Edition

LANGUAGE = "en-GB"
"""How the words on all sheets are spelt, so that Word marks no “colour” as wrong."""

FONT = "Arial"
"""A plain face that every office program has, or has one of the same widths for."""

INK, QUIET = "111111", "333333"
"""Both can be read on white after a photocopy."""

PAGE: dict[Paper, tuple[float, float]] = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
"""Width and height in millimetres."""

WIDTH: dict[Orientation, float] = {"portrait": 177.0, "landscape": 241.0}
"""How wide the text is on either paper, in millimetres: as on the PDF, so that one table fits both."""

MARGINS = (22.0, 16.0)
"""Above and below, in millimetres; the head and the foot of each page stand in them."""

LOGO = (36.0, 8.0)
"""The largest width and height of a logo, in millimetres."""

DOTS = 12
"""How many pixels a millimetre of a drawn logo has: 300 an inch."""

KEPT = ("Normal", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Table Grid", "Header", "Footer")
"""The library's styles that we use, by the names that every office program knows; it brings a hundred more."""

# Name, what it is based on, size in points, bold, ink, room above and below in points, indent and hanging in mm.
OURS: tuple[tuple[str, str, float, bool, str, float, float, float, float], ...] = (
    ("Lead", "Normal", 12, False, INK, 0, 8, 0, 0),
    ("Facts", "Normal", 10, False, QUIET, 0, 4, 0, 0),
    ("Item", "Normal", 11, False, INK, 1.5, 0, 9, 7),
    ("Why", "Normal", 10, False, QUIET, 0, 2, 9, 0),
    ("Cell", "Normal", 10.5, False, INK, 1, 1, 0, 0),
    ("Cell Heading", "Cell", 10, True, INK, 1, 1, 0, 0),
    ("Hint", "Normal", 9.5, False, QUIET, 0, 1, 0, 0),
    ("Closing", "Normal", 9, False, QUIET, 8, 0, 0, 0),
)


def template(brand: Brand, edition: Edition) -> bytes:
    """Return a document with all that sheets share, of which `begun` makes each."""
    from docx import Document

    document = Document()
    without_unused(document)
    _styles(document, brand.colour.removeprefix("#"))
    _settings(document)
    _head(document, brand)
    about = document.core_properties
    about.author = about.last_modified_by = brand.name
    about.language = LANGUAGE
    about.keywords = about.comments = ""
    about.created = about.modified = datetime.datetime.combine(edition.released, datetime.time())
    about.revision = 1
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def begun(file: bytes, title: str, word: str, orientation: Orientation, brand: Brand, edition: Edition) -> Document:
    """Return a document of a sheet with this title, a “Checklist” or whatever its `word` says, and nothing on it."""
    from docx import Document

    document = Document(io.BytesIO(file))
    document.core_properties.title = f"{title} · {word}"
    document.core_properties.subject = f"{HOUSE}, for second and later job interviews. Edition {edition.edition}."
    section = document.sections[0]
    width = WIDTH[orientation]
    if brand.name == HOUSE:
        section.header.paragraphs[0].add_run(word)
    foot = section.footer.paragraphs[0]
    for paragraph in (section.header.paragraphs[0], foot):
        _stops(paragraph, width)
    foot.add_run(f"{title}\tEdition {edition.edition} · {month_words(edition.released, brand.dates)}\tPage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    return document


def laid(document: Document, paper: Paper, orientation: Orientation) -> None:
    """Lay the document out for a paper."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    width, height = PAGE[paper] if orientation == "portrait" else PAGE[paper][::-1]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if orientation == "landscape" else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm((width - WIDTH[orientation]) / 2)
    section.top_margin, section.bottom_margin = (Mm(each) for each in MARGINS)
    section.header_distance, section.footer_distance = Mm(9), Mm(8)


def _styles(document: Document, colour: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    styles = document.styles
    for element in [each.element for each in styles if each.name not in KEPT]:
        if element.get(qn("w:default")) != "1":
            styles.element.remove(element)
    # What a style leads to may have gone with the rest.
    for link in styles.element.findall(f".//{qn('w:link')}"):
        link.getparent().remove(link)
    whole = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    whole.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
    _set_font(whole)
    for name, points, after in (("Normal", 11, 4), ("Header", 9, 0), ("Footer", 9, 0), ("List Bullet", 11, 2)):
        _set(styles[name], points, False, INK, 0, after)
    for name, large, before, after in (("Heading 1", 24, 0, 4), ("Heading 2", 14, 8, 2), ("Heading 3", 11, 6, 2)):
        _set(styles[name], large, True, INK if name == "Heading 1" else colour, before, after)
        styles[name].paragraph_format.keep_with_next = True
    for name, base, size, bold, ink, above, below, indent, hanging in OURS:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        style.quick_style = True
        _set(style, size, bold, ink, above, below, indent, hanging)
    must = styles.add_style("Must", WD_STYLE_TYPE.CHARACTER)
    must.font.bold = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline = True


def _set(
    style: Any, size: float, bold: bool, ink: str, above: float, below: float, indent: float = 0, hanging: float = 0
) -> None:
    from docx.shared import Mm, Pt, RGBColor

    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(ink.upper())
    properties = style.element.get_or_add_rPr()
    _set_font(properties)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(above), Pt(below), 1.08
    if indent:
        form.left_indent, form.first_line_indent = Mm(indent), Mm(-hanging)
        if hanging:
            form.tab_stops.add_tab_stop(Mm(indent))


def _set_font(properties: Any) -> None:
    """Name the face for every script, in place of what a theme would choose."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)


def _settings(document: Document) -> None:
    """Have Word take it for a document of today; in its mode for old files it checks no accessibility."""
    from docx.oxml.ns import qn

    settings = document.settings.element
    for each in settings.findall(f".//{qn('w:compatSetting')}"):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    settings.remove(settings.find(qn("w:savePreviewPicture")))


def _head(document: Document, brand: Brand) -> None:
    """Write the head of every page: the house on the left, whose sheet it is on the right."""
    from docx.shared import Mm

    head = document.sections[0].header.paragraphs[0]
    head.add_run(HOUSE).bold = True
    head.add_run("\t")
    if brand.logo:
        width, height = brand.logo.size(*LOGO)
        picture = head.add_run().add_picture(io.BytesIO(_pixels(brand.logo, width)), Mm(width), Mm(height))
        about = picture._inline.docPr
        about.set("name", "Logo")
        about.set("descr", f"Logo of {brand.name}")
        head.add_run("  ")
    if brand.name != HOUSE:
        head.add_run(brand.name)


def _pixels(logo: Logo, width: float) -> bytes:
    """Return a logo as PNG, `width` millimetres wide: older office programs show no drawing."""
    if logo.kind == "png":
        return logo.file
    import resvg_py

    drawing = logo.file.decode()
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=round(width * DOTS), skip_system_fonts=True))


def _stops(paragraph: Any, width: float) -> None:
    """Have tabs lead to the right edge of the text; where there are two, the first leads to its middle."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    stops = paragraph.paragraph_format.tab_stops
    paragraph.style.paragraph_format.tab_stops.clear_all()
    if "Foot" in paragraph.style.name:
        stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Paragraph, code: str) -> None:
    """Add what the program itself counts, such as the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
