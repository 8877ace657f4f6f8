"""What a PDF must be that no checker looks at: one tree in which every piece of a page and every field hangs once."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
from pikepdf import Array, Dictionary


def standard_problems(path: Path) -> list[str]:
    """Return what keeps a PDF from being PDF/UA-1."""
    report = page_validation.validate_pdf(str(path), profile=page_validation.ValidationProfile.PDF_UA_1)
    return [] if report.is_compliant else [f"{each.rule_id} {each.message}" for each in report.failures] or ["fails"]


def file_problems(path: Path) -> str:
    """Return what `qpdf --check` finds wrong."""
    run = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def listening_problems(path: Path) -> str:
    """Return what outloud finds that a listener would stumble over, beyond the standard."""
    run = subprocess.run([Path(sys.executable).with_name("outloud"), path], capture_output=True, text=True, check=False)
    return "" if "0 error(s), 0 warning(s)" in run.stdout else run.stdout + run.stderr


def tree_problems(path: Path) -> list[str]:
    """Return where the structure tree, its map of parents, the pages, the fields and the outline disagree."""
    with pikepdf.open(path) as pdf:
        return _Audit(pdf).problems


class _Audit:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.problems: list[str] = []
        self.pages = {page.obj.objgen: page for page in pdf.pages}
        self.elements: set[Any] = set()
        self.marks: dict[Any, dict[int, Any]] = {}
        self.annotations: dict[Any, Any] = {}
        tree = pdf.Root.StructTreeRoot
        for top in tree.K:
            self._walk(top, tree)
        numbers = tree.ParentTree.Nums
        self.parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        used = set()
        for number, (objgen, page) in enumerate(self.pages.items(), 1):
            used |= self._check_page(number, objgen, page)
        self._demand(used == set(self.parents), "the map of parents has keys that nothing uses")
        widgets = [each.objgen for page in pdf.pages for each in page.get("/Annots", []) if "/T" in each]
        fields = [each.objgen for each in pdf.Root.AcroForm.Fields]
        self._demand(fields == widgets, "the fields are not the widgets of the pages, in their order")
        self._demand(
            fields == [each for each in self.annotations if each in set(fields)], "fields not in reading order"
        )
        with pdf.open_outline() as outline:
            entries = [entry for top in outline.root for entry in (top, *top.children)]
            self._demand(all(_page(entry) in self.pages for entry in entries), "outline to no page")

    def _demand(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.problems.append(otherwise)

    def _walk(self, element: Any, parent: Any) -> None:
        self._demand(element.objgen not in self.elements, f"element {element.objgen} hangs twice")
        self.elements.add(element.objgen)
        self._demand(element.P.objgen == parent.objgen, f"element {element.objgen} names another parent")
        self._demand(len(element.K) > 0, f"element {element.objgen} {element.S} is empty")
        for kid in element.K if isinstance(element.K, Array) else [element.K]:
            if isinstance(kid, int):
                marks = self.marks.setdefault(element.Pg.objgen, {})
                self._demand(kid not in marks, f"a piece of a page hangs twice, at {element.objgen}")
                marks[kid] = element.objgen
            elif isinstance(kid, Dictionary) and "/Obj" in kid:
                self.annotations[kid.Obj.objgen] = element.objgen
            else:
                self._walk(kid, element)

    def _check_page(self, number: int, objgen: Any, page: pikepdf.Page) -> set[int]:
        shown = [int(each) for each in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
        marks = self.marks.get(objgen, {})
        self._demand(sorted(shown) == sorted(marks), f"page {number}: its pieces are not those of the tree")
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
        return keys


def _page(entry: pikepdf.OutlineItem) -> tuple[int, int]:
    """Return which object an entry of the outline leads to."""
    assert isinstance(entry.destination, pikepdf.Array)
    return entry.destination[0].objgen
