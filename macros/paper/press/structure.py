"""Owns the structure tree of the press's PDF, folded and in reading order; it leaves writing it to `objects`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

HOLDERS = {"/H1", "/H2", "/H3", "/P", "/LBody", "/Lbl", "/Span", "/Caption", "/TD", "/TH"}
"""Structure elements that may hold text themselves."""

INLINE = {"/Span", "/Form", "/Link"}
"""Structure elements that are part of a line."""

TEXT_PLACE = "brand:"
"""What the words of a picture begin with that holds a place for a text."""

GROUPS = {"/Document", "/Sect", "/Div"}
"""Structure elements that hold no text themselves."""


@dataclass
class Structure:
    """What the structure tree of a PDF says, in reading order."""

    document: Object
    """The element at the top of the tree."""
    marks: dict[tuple[int, int], dict[int, Object]] = field(default_factory=dict)
    """The element that owns each piece of marked content, by the page's object and by the number of the piece on it."""
    annotations: list[tuple[Object, Object]] = field(default_factory=list)
    """Each annotation with the element that owns it."""

    @property
    def widgets(self) -> list[Object]:
        """The annotations that are fields."""
        return [each for each, _ in self.annotations if str(each.Subtype) == "/Widget"]


def read_structure(pdf: Pdf) -> Structure:
    """Fold the structure tree of `pdf`, give each header of a table its scope, and return what the tree then says."""
    structure = Structure(pdf.Root.StructTreeRoot.K[0])
    _fold(structure.document)
    _set_scopes(structure.document)
    _read(structure.document, structure)
    return structure


def sort_annotations(pdf: Pdf, structure: Structure) -> None:
    """Put the annotations of each page into reading order, which is that of the Tab key."""
    for page in pdf.pages:
        if "/Annots" in page:
            here = {each.objgen for each in page.Annots}
            page.Annots = Array([each for each, _ in structure.annotations if each.objgen in here])


def elements_below(element: Object) -> Iterator[Object]:
    """Yield every element below `element`, in reading order."""
    for kid in filter(_is_element, element.K):
        yield kid
        yield from elements_below(kid)


def _fold(element: Object) -> None:
    """Take out elements that say nothing, so that a page has half as many and a screen reader fewer stops.

    A line that stands by itself is a paragraph, whatever the press made of it.
    """
    kids = list(element.K)
    for kid in filter(_is_element, kids):
        _fold(kid)
    kids = [kept for kid in kids for kept in _kept(kid, element)]
    if str(element.S) == "/Link":
        kids = _with_one_link(kids)
    if str(element.S) == "/Div" and all(_is_inline(kid) for kid in kids):
        element.S = Name.P
        kids = [kept for kid in kids for kept in _kept(kid, element)]
    element.K = Array(kids)
    for kid in filter(_is_element, kids):
        kid.P = element
        if str(element.S) in GROUPS and str(kid.S) == "/Span":
            kid.S = Name.P


def _kept(kid: Any, parent: Object) -> list[Any]:
    """Return what stays of `kid`, which is folded, below `parent`: itself, what is in it, or nothing."""
    if not _is_element(kid):
        return [kid]
    kids = list(kid.K)
    if str(kid.get("/Alt", "")).startswith(TEXT_PLACE):
        return kids  # the text that the linker puts there belongs to the line that it stands in
    plain = set(kid.keys()) <= {"/Type", "/S", "/K", "/Pg", "/P"}
    if not kids:
        return []
    if plain and str(kid.S) == "/NonStruct" and not any(isinstance(each, int) for each in kids):
        return [kept for each in kids for kept in _kept(each, parent)]
    if plain and str(kid.S) == "/Div" and str(parent.S) in GROUPS:
        return kids
    # A number is a piece of the page that its element stands on, so it can only move within the page.
    if plain and str(kid.S) in ("/Span", "/NonStruct") and str(parent.S) in HOLDERS and _is_same(parent.Pg, kid.Pg):
        return kids
    return [kid]


def _with_one_link(kids: list[Any]) -> list[Any]:
    """Return what a link holds with the last of its annotations: around a picture, the press makes two."""
    links = [kid for kid in kids if isinstance(kid, Dictionary) and "/Obj" in kid]
    return [kid for kid in kids if not any(kid is link for link in links[:-1])]


def _set_scopes(element: Object, scope: Name = Name.Row) -> None:
    """Say of each header of a table whether it is of a column or of a row: those in the table's head are of columns.

    WeasyPrint lists the headers of each cell instead, by names that it enters in no index; a scope says it in less.
    """
    for kid in filter(_is_element, element.K):
        if str(kid.S) in ("/TH", "/TD"):
            for key in ("/A", "/ID"):
                if key in kid:
                    del kid[key]
            if str(kid.S) == "/TH":
                kid.A = Dictionary(O=Name.Table, Scope=scope)
        _set_scopes(kid, Name.Column if str(kid.S) == "/THead" else scope)


def _read(element: Object, structure: Structure) -> None:
    """Enter what hangs in `element`, and in all that hangs below it, into `structure`."""
    for kid in element.K:
        if isinstance(kid, int):
            structure.marks.setdefault(element.Pg.objgen, {})[kid] = element
        elif _is_element(kid):
            _read(kid, structure)
        else:
            structure.annotations.append((kid.Obj, element))


def _is_element(kid: Any) -> bool:
    """Whether what hangs in the tree is an element, and not a piece of a page or an annotation."""
    return isinstance(kid, Dictionary) and "/S" in kid


def _is_inline(kid: Any) -> bool:
    return not _is_element(kid) or str(kid.S) in INLINE


def _is_same(one: Object, other: Object) -> bool:
    return one.objgen == other.objgen
