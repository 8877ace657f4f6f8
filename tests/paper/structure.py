"""What a PDF must be that no checker looks at: one tree in which every piece of a page and every field hangs once."""

from __future__ import annotations

import io
import re
import subprocess
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import outloud
import pikepdf
import pymupdf
import pypdf
from pikepdf import Array, Dictionary

from macros.paper.fill.attach import Attached
from tests.paper.verapdf import standard_problems


def file_problems(path: Path) -> str:
    """Return what `qpdf --check` finds wrong, and what MuPDF warns of, which mends some faults as it opens a file."""
    run = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    return ("" if run.returncode == 0 else run.stdout + run.stderr) + warnings(path)


def warnings(path: Path) -> str:
    """Return what MuPDF warns of as it reads a file: its outline, and each page with its fields and words."""
    pymupdf.TOOLS.reset_mupdf_warnings()
    try:
        with pymupdf.open(path) as document:
            document.get_toc()
            for page in document:
                list(page.widgets())
                page.get_text()
    except pymupdf.FileDataError as error:
        return str(error)
    return str(pymupdf.TOOLS.mupdf_warnings())


def problems(path: Path, pdf: bytes | None = None) -> list[str]:
    """Return all that is wrong with a PDF, by the standard, by the audit below and by qpdf; write `pdf` there first."""
    if pdf is not None:
        path.write_bytes(pdf)
    return [*standard_problems(path), *tree_problems(path), *filter(None, [file_problems(path)])]


def text_values(pdf: bytes) -> dict[str, str]:
    """Return what pypdf reads in the text fields that hold something."""
    found = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    return {name: each["/V"] for name, each in found.items() if each.get("/FT") == "/Tx" and each.get("/V")}


def spans(page: Any) -> list[Any]:
    """Return each piece of text on a page of PyMuPDF's, with its size and place."""
    lines = (line for block in page.get_text("dict")["blocks"] for line in block.get("lines", []))
    return [span for line in lines for span in line["spans"] if span["text"].strip()]


def squeezed(text: str) -> str:
    """Return a text without its spaces, which a PDF has wherever a line breaks."""
    return re.sub(r"\s+", "", text)


FALSE_ALARMS = {
    "TBL-012": r".* cells are empty",  # as they must be in a table to fill in
    "TBL-014": r"a ruled grid",  # two tables on one page are taken for one, which neither covers
    "TAG-002": r".* Edition \d+\.\d+ · \w+ \d{4} \w+",  # a foot of eight words and more is taken for prose
}
"""What outloud complains of for no reason in some of our sheets: rule, and the pattern of what it found."""


def listening_problems(path: Path) -> list[str]:
    """Return what outloud finds that a listener would stumble over, beyond the standard."""
    result = outloud.check(str(path))
    assert result.error is None
    findings = [(each.rule, each.message, each.evidence or "") for each in result.findings]
    return [
        f"{rule} {message} {evidence}"
        for rule, message, evidence in findings
        if not re.match(FALSE_ALARMS.get(rule, "(?!)"), evidence if rule == "TAG-002" else message)
    ]


def fields(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return every field that can be filled by its full name, in the order of the form."""
    return dict(_leaves(pdf.Root.AcroForm.Fields, ()))


def attached(pdf: bytes) -> list[Attached]:
    """Return the files that a copy carries, as they were given to whoever made it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        specs = list(opened.Root.get("/AF", []))
        found = [(str(spec.UF), str(spec.Desc), str(spec.AFRelationship)[1:], spec.EF.F) for spec in specs]
        return [
            Attached(name, str(file.Subtype)[1:], words, relation, file.read_raw_bytes(), int(file.Params.Size))
            for name, words, relation, file in found
        ]


def boxes(field: Any) -> list[Any]:
    """Return where a field stands on pages: it is a box itself, or has one on each sheet that asks the same."""
    return list(field.Kids) if "/Kids" in field else [field]


def full_name(field: Any) -> str:
    """Return a field's name with those of the fields above it, as programs that fill forms put it together."""
    if "/T" not in field:
        return full_name(field.Parent)
    above = f"{full_name(field.Parent)}." if "/Parent" in field else ""
    return above + str(field.T)


def _leaves(nodes: Any, above: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for node in nodes:
        path = (*above, str(node.T))
        if "/Kids" in node and "/T" in node.Kids[0]:
            yield from _leaves(node.Kids, path)
        else:
            yield ".".join(path), node


def tree_problems(path: Path) -> list[str]:
    """Return where the structure tree, its map of parents, the pages, the fields and the outline disagree."""
    twice = [f"object {each} stands twice in one version" for each in standing_twice(path.read_bytes())]
    with pikepdf.open(path) as pdf:
        try:
            return twice + _Audit(pdf).problems
        except (AttributeError, KeyError, TypeError) as error:  # something leads to what is not there
            return [f"it does not hold together: {error!r}"]


def standing_twice(pdf: bytes) -> list[int]:
    """Return the objects that stand twice in one version of a file; each version ends with a mark."""
    twice: list[int] = []
    for version in pdf.split(b"%%EOF"):
        numbers = [int(each) for each in re.findall(rb"(?:^|\n)(\d+) 0 obj\b", version)]
        for found in re.finditer(rb"/ObjStm[^>]*?/First (\d+)[^>]*>>\s*stream\r?\n", version):
            data = zlib.decompressobj().decompress(version[found.end() :])
            numbers += [int(each) for each in data[: int(found[1])].split()[::2]]
        twice += [number for number, times in Counter(numbers).items() if times > 1]
    return twice


class _Audit:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.problems: list[str] = []
        self.pages = {page.obj.objgen: page for page in pdf.pages}
        self.elements: set[Any] = set()
        self.marks: dict[Any, dict[int, Any]] = {}
        self.annotations: dict[Any, Any] = {}
        self.bookmarks: set[Any] = set()
        tree = pdf.Root.StructTreeRoot
        for top in tree.K:
            self._walk(top, tree)
        self.parents = self._parents(tree.ParentTree)
        self._demand(list(self.parents) == sorted(self.parents), "the map of parents is not in order")
        used = set()
        for number, (objgen, page) in enumerate(self.pages.items(), 1):
            used |= self._check_page(number, objgen, page)
        there = {key for key, value in self.parents.items() if value is not None}
        self._demand(used == there, "the map of parents has keys that nothing uses")
        self._check_names(pdf.Root.AcroForm.Fields, None)
        shown = [each for page in pdf.pages for each in page.get("/Annots", []) if str(each.Subtype) == "/Widget"]
        widgets = [each.objgen for each in shown]
        form = [[each.objgen for each in boxes(field)] for field in fields(pdf).values()]
        self._demand(sorted(widgets) == sorted(chain(*form)), "the fields are not the widgets of the pages")
        first = [each[0] for each in form]
        self._demand(first == [each for each in widgets if each in set(first)], "fields in another order than pages")
        self._demand(widgets == [each for each in self.annotations if each in set(widgets)], "not in reading order")
        parents = {page.obj.Parent.objgen for page in pdf.pages}
        self._demand(parents == {pdf.Root.Pages.objgen}, "a page hangs elsewhere")
        self._check_outline(pdf.Root.Outlines)

    def _parents(self, node: Any) -> dict[int, Any]:
        """Return the map of parents; a leaf of it holds what its limits say."""
        if "/Kids" in node:
            return {key: value for kid in node.Kids for key, value in self._parents(kid).items()}
        parents = {int(node.Nums[at]): node.Nums[at + 1] for at in range(0, len(node.Nums), 2)}
        limits = [int(each) for each in node.get("/Limits", [min(parents), max(parents)])]
        self._demand(limits == [min(parents), max(parents)], "a leaf of the map of parents has other limits")
        return parents

    def _demand(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.problems.append(otherwise)

    def _walk(self, element: Any, parent: Any) -> None:
        self._demand(element.objgen not in self.elements, f"element {element.objgen} hangs twice")
        self.elements.add(element.objgen)
        self._demand(element.P.objgen == parent.objgen, f"element {element.objgen} names another parent")
        self._demand(len(element.K) > 0, f"element {element.objgen} {element.S} is empty")
        if str(element.S) == "/Table":
            self._check_table(element)
        if str(element.S) in ("/Document", "/Sect", "/Div"):
            inside = [None if isinstance(kid, int) else str(kid.get("/S")) for kid in element.K]
            loose = {None, "/Span", "/Div"} & set(inside)
            self._demand(not loose, f"a group {element.objgen} holds {loose}: lines stand in paragraphs, not in boxes")
        for kid in element.K if isinstance(element.K, Array) else [element.K]:
            if isinstance(kid, int):
                marks = self.marks.setdefault(element.Pg.objgen, {})
                self._demand(kid not in marks, f"a piece of a page hangs twice, at {element.objgen}")
                marks[kid] = element.objgen
            elif isinstance(kid, Dictionary) and "/Obj" in kid:
                self.annotations[kid.Obj.objgen] = element.objgen
            else:
                self._walk(kid, element)

    def _check_names(self, nodes: Any, parent: Any) -> None:
        """A field's own name has no period and no sister has it too; each field names the one that it hangs below."""
        names = [str(node.T) for node in nodes]
        self._demand(len(set(names)) == len(names), f"two of {names} have one name")
        for name, node in zip(names, nodes, strict=True):
            self._demand("." not in name, f"a period in the name {name}")
            found = node.Parent.objgen if "/Parent" in node else None
            self._demand(found == (parent.objgen if parent else None), f"the field {name} names another parent")
            if "/Kids" in node and "/T" in node.Kids[0]:
                self._check_names(node.Kids, node)
            for box in boxes(node) if "/Kids" in node and "/T" not in node.Kids[0] else []:
                self._demand("/T" not in box and box.Parent.objgen == node.objgen, f"a box of {name} hangs elsewhere")

    def _check_outline(self, above: Any) -> int:
        """Each bookmark is one object that leads to a page, and names those above it, before it and after it.

        Returns how many bookmarks show below `above` once it is open.
        """
        kids, kid = [], above.get("/First")
        while kid is not None and kid.objgen not in self.bookmarks:
            self.bookmarks.add(kid.objgen)
            kids.append(kid)
            kid = kid.get("/Next")
        self._demand(kid is None, "a bookmark is listed twice")
        listed = [kid.objgen for kid in kids]
        self._demand(all(kid.is_indirect for kid in kids), "a bookmark is no object of its own")
        self._demand(_named(above, "/Last") == (listed or [None])[-1], "an entry of the outline ends with another")
        self._demand([_named(kid, "/Prev") for kid in kids] == [None, *listed][: len(kids)], "bookmarks before others")
        shown = 0
        for kid in kids:
            title = str(kid.Title)
            self._demand(_named(kid, "/Parent") == above.objgen, f"the bookmark {title} hangs below another")
            self._demand(kid.Dest[0].objgen in self.pages, f"the bookmark {title} leads to no page")
            shown += 1 + self._check_outline(kid) * (int(kid.get("/Count", 0)) > 0)
        self._demand(abs(int(above.get("/Count", 0))) == shown, "an entry of the outline counts others")
        return shown

    def _check_table(self, table: Any) -> None:
        """A table stands on one page: a head of column headers, then rows of one header and as many cells."""
        kinds = [str(part.S) for part in table.K]
        self._demand(kinds == ["/THead", "/TBody"], f"table {table.objgen} is made of {kinds}")
        head, body = ([list(row.K) for row in part.K] for part in (table.K[0], table.K[-1]))
        self._demand(len(head) == 1 and len({len(row) for row in head + body}) == 1, "rows of different lengths")
        for row, scopes in [(row, {"/Column"}) for row in head] + [(row[:1], {"/Row"}) for row in body]:
            found = {str(cell.A.Scope) if str(cell.S) == "/TH" and "/A" in cell else None for cell in row}
            self._demand(found == scopes, f"table {table.objgen}: headers of the scope {found}")
        self._demand(all(str(cell.S) == "/TD" for row in body for cell in row[1:]), "a cell that is none")
        self._demand(len({cell.Pg.objgen for row in head + body for cell in row}) == 1, "a table on two pages")

    def _check_page(self, number: int, objgen: Any, page: pikepdf.Page) -> set[int]:
        content = page.Contents.read_bytes() if "/Contents" in page.obj else b""
        shown = [int(each) for each in re.findall(rb"/MCID (\d+)", content)]
        marks = self.marks.get(objgen, {})
        blank = self._blank(page, content)
        pieces = [each for each in shown if each not in blank]
        self._demand(sorted(pieces) == sorted(marks), f"page {number}: its pieces are not those of the tree")
        if not marks and "/StructParents" not in page.obj:
            self._demand("/Contents" not in page.obj, f"page {number} is neither empty nor in the tree")
            return set()
        key = int(page.obj.StructParents)
        row = self.parents[key]
        self._demand(all(row[each].objgen == owner for each, owner in marks.items()), f"page {number}: wrong parents")
        keys = {key}
        for annotation in page.get("/Annots", []):
            keys.add(int(annotation.StructParent))
            owner = self.parents[int(annotation.StructParent)].objgen
            self._demand(
                self.annotations.get(annotation.objgen) == owner, f"page {number}: an annotation in no element"
            )
            self._demand(int(annotation.F) == 4, f"page {number}: an annotation that is not printed")
            self._demand(_named(annotation, "/P") == objgen, f"page {number}: an annotation that names another page")
        return keys

    def _blank(self, page: pikepdf.Page, content: bytes) -> set[int]:
        """Return the pieces of a page that hold a place for what the brand leaves out: nothing is drawn there."""
        if "/StructParents" not in page.obj:
            return set()
        row = self.parents[int(page.obj.StructParents)]
        none = {at for at, owner in enumerate(row) if owner is None}
        drawn = dict(re.findall(rb"/MCID (\d+)\s*>>\s*BDC(?:(?!EMC)[\s\S])*?(/P\d+) Do", content))
        names = {at: drawn[b"%d" % at].decode() for at in none}
        return {at for at, name in names.items() if not page.Resources.XObject[name].read_bytes()}


def _named(entry: Any, key: str) -> Any:
    """Return which object an entry of the outline has under a key, or None where it has none."""
    return entry[key].objgen if key in entry else None
