"""Owns the structure tree of the press's PDF, folded and put into reading order; refuses to write anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

from macros.errors import PressError

HOLDERS = {"/H1", "/H2", "/H3", "/P", "/LBody", "/Lbl", "/Span", "/Caption", "/TD", "/TH"}
"""Structure elements that may hold text themselves."""

INLINE = {"/Span", "/Form", "/Link"}
"""Structure elements that are part of a line."""

GROUPS = {"/Document", "/Sect", "/Div"}
"""Structure elements that hold no text themselves."""


@dataclass
class Structure:
    """What the structure tree says, in reading order: the marked contents of each page, and the annotations."""

    marks: dict[tuple[int, int], dict[int, Object]] = field(default_factory=dict)
    annotations: list[tuple[Object, Object]] = field(default_factory=list)
    """Each annotation with the element that owns it."""


# ------------------------------------------------------------------------------------------------------- structure


def fold(element: Object) -> None:
    """Take out elements that say nothing, so that a page has half as many and a screen reader fewer stops.

    A line that stands by itself is a paragraph, whatever the press made of it.
    """
    kids = [kept for kid in element.K for kept in _kept(kid, element)]
    if str(element.S) == "/Div" and all(_is_inline(kid) for kid in kids):
        element.S = Name.P
        kids = [kept for kid in kids for kept in _kept(kid, element)]
    element.K = Array(kids)
    for kid in filter(is_element, kids):
        kid.P = element
        if str(element.S) in GROUPS and str(kid.S) == "/Span":
            kid.S = Name.P


def _kept(kid: Any, parent: Object) -> list[Any]:
    """Return what stays of `kid` below `parent`: itself, what is in it, or nothing."""
    if not is_element(kid):
        return [kid]
    fold(kid)
    kids = list(kid.K)
    plain = set(kid.keys()) <= {"/Type", "/S", "/K", "/Pg", "/P"}
    if not kids:
        return []
    if plain and str(kid.S) == "/NonStruct" and not any(isinstance(each, int) for each in kids):
        return [kept for each in kids for kept in _kept(each, parent)]
    if plain and str(kid.S) == "/Div" and str(parent.S) in GROUPS:
        return kids
    # A number is a piece of the page that its element stands on, so it can only move within the page.
    if plain and str(kid.S) in ("/Span", "/NonStruct") and str(parent.S) in HOLDERS and is_same(parent.Pg, kid.Pg):
        return kids
    return [kid]


def set_scopes(element: Object, scope: Name = Name.Row) -> None:
    """Say of each header of a table whether it is of a column or of a row: those in the table's head are of columns.

    WeasyPrint lists the headers of each cell instead, by names that it enters in no index; a scope says it in less.
    """
    for kid in filter(is_element, element.K):
        if str(kid.S) in ("/TH", "/TD"):
            for key in ("/A", "/ID"):
                if key in kid:
                    del kid[key]
            if str(kid.S) == "/TH":
                kid.A = Dictionary(O=Name.Table, Scope=scope)
        set_scopes(kid, Name.Column if str(kid.S) == "/THead" else scope)


def read(element: Object, structure: Structure) -> None:
    for kid in element.K:
        if isinstance(kid, int):
            structure.marks.setdefault(element.Pg.objgen, {})[kid] = element
        elif is_element(kid):
            read(kid, structure)
        else:
            structure.annotations.append((kid.Obj, element))


def order_annotations(pdf: Pdf, structure: Structure) -> list[Object]:
    """Put annotations into reading order, which is the order of the Tab key; return those that are fields."""
    widgets = [each for each, _ in structure.annotations if str(each.Subtype) == "/Widget"]
    for page in pdf.pages:
        if "/Annots" in page:
            here = {each.objgen for each in page.Annots}
            page.Annots = Array([each for each, _ in structure.annotations if each.objgen in here])
    return widgets


def check_fields(found: list[str], wanted: list[str], name: str) -> None:
    twice = sorted({each for each in found if found.count(each) > 1})
    if twice:
        raise PressError(f"{name}: two fields have one name: {', '.join(twice)}.")
    if found != wanted:
        lost, more = sorted(set(wanted) - set(found)), sorted(set(found) - set(wanted))
        what = f"missing: {lost}; not expected: {more}" if lost or more else f"the order is {found}"
        raise PressError(f"{name}: the fields are not those of the list; {what}.")


def is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _is_inline(kid: Any) -> bool:
    return not is_element(kid) or str(kid.S) in INLINE


def is_same(one: Object, other: Object) -> bool:
    return one.objgen == other.objgen
