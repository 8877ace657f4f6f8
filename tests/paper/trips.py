"""Random copies of random plans, and what people do to them in viewers and with tools before they bring them back."""

from __future__ import annotations

import ctypes
import io
import json
import subprocess
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pymupdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from hypothesis import strategies as st

from macros import paper, reading
from macros.guidance import kept_as
from macros.paper import Pack
from macros.paper.fill.attach import Attached
from tests.browser.plans_page import back_up_of, plan_of
from tests.conftest import ROOT
from tests.paper.structure import fields, full_name

LIBRARY = reading.load(ROOT)
BLOCKS = (*LIBRARY.pause_points.values(), *LIBRARY.cards.values())
ITEMS = {item.id: item.do for block in BLOCKS for item in block.items}
MADE = "2026-11-01T08:00:00.000Z"
"""When the copies were made."""

State = dict[str, str]
"""What a plan says, by section and name: {"items/ask-names": "done"}."""

Edits = Mapping[str, str | bool]
"""What fields of a PDF say once somebody was at them."""

# ------------------------------------------------------------------------------------------------------------- copies

NAMED = ("Zoë Łukasz", "Müller & Søn", "(a) \\ b)", "“Ask” – why?", "Сергей", "a  b", "Off", "/V", "<b>", "50 %")
LINES = ("Two\nlines", "a\n\nb", " ".join(["long"] * 300))
LETTERS = "abz AZ09 .,;:!?()[]<>{}/\\%#&'\"“”’–•€äßéñçŁőąžşğĦŒ"


@dataclass(frozen=True)
class Trip:
    """A copy of a plan, and what is done to it."""

    parts: list[str]
    state: State
    """What the plan says."""
    edits: dict[str, str | bool] = field(default_factory=dict)

    @property
    def then(self) -> State:
        """What the plan says once what was done is in it."""
        then = dict(self.state)
        for name, value in self.edits.items():
            section, entry = kept_as(name) or ("", "")
            was = then.get(f"{section}/{entry}", "")
            if isinstance(value, bool):
                if value != (was == "done"):
                    then[f"{section}/{entry}"] = "done" if value else "to-do" if section == "items" else ""
            elif value != was:
                then[f"{section}/{entry}"] = value
        return then


def trips(pack: Pack) -> st.SearchStrategy[Trip]:
    """Return what makes copies of any plan with something on it, and what somebody does to them in a viewer."""
    words = st.sampled_from(NAMED) | st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
    long = words | st.sampled_from(LINES)
    blank = paper.fill(pack, [part for part in pack.parts if part != "notes"]).pdf
    with pikepdf.open(io.BytesIO(blank)) as opened:
        has_lines = {name: bool(int(each.get("/Ff", 0)) & 4096) for name, each in fields(opened).items()}

    @st.composite
    def trip(draw: st.DrawFn) -> Trip:
        def some(names: list[str], least: int, most: int) -> list[str]:
            return draw(st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True))

        parts = ["checklist", "people", *some(["card-meal", "deep-dive", "first-round", "story-bank"], 2, 2)]
        texts = sorted(name for name in pack.fields_of(parts) if kept_as(name))
        boxes = sorted(pack.fields_of(parts, ticks=True))
        state: State = {"about/scenario": "panel-day"}
        for name in some(texts, 5, 25):
            state["/".join(kept_as(name) or ())] = draw(long if has_lines[name] else words)
        for name in some(boxes, 3, 12):
            tick = st.just("done") if "." in name else st.sampled_from(["done", "not-for-me"])
            state["/".join(kept_as(name) or ())] = draw(tick)
        for name in some(list(ITEMS), 0, 2):
            state[f"notes/{name}"] = draw(words)
        if "card-meal" in parts:
            state["cards/meal"] = "chosen"
        edits: dict[str, str | bool] = {}
        for name in some(texts, 3, 8):
            edits[name] = draw(st.just("") | (long if has_lines[name] else words))
        for name in some(boxes, 3, 8):
            edits[name] = draw(st.booleans())
        return Trip(parts, state, edits)

    return trip()


@dataclass(frozen=True)
class Wanted:
    """What is asked of a filler, in Python or in the browser."""

    parts: list[str]
    values: dict[str, str]
    ticks: list[str]
    attached: Attached

    def made(self, pack: Pack) -> bytes:
        return paper.fill(pack, self.parts, self.values, self.ticks, attached=[self.attached]).pdf


def copy_of(pack: Pack, parts: list[str], state: State, other: Mapping[str, str] | None = None) -> Wanted:
    """Return what a list in the browser asks for to make a copy of a plan, with what that carries.

    `other` is what stands in fields otherwise than in the plan.
    """
    texts, boxes = pack.fields_of(parts), pack.fields_of(parts, ticks=True)
    inside = {place: name for name in (*texts, *boxes) if (place := kept_as(name))}
    named = {inside[section, name]: value for (section, _, name), value in split(state) if (section, name) in inside}
    notes = [f"{ITEMS[name]}\n{value}" for (section, _, name), value in split(state) if section == "notes" and value]
    sheet = {"date": "Thu 3 Dec, 10:00", **({"more": "\n\n".join(notes)} if notes else {}), **(other or {})}
    file = json.loads(back_up_of({"acme": kept(state)}, at=MADE, current="acme", sheet=sheet))
    values = {name: value for name, value in named.items() if name in texts} | sheet
    ticks = [name for name, value in named.items() if name in boxes and value == "done"]
    parts = [*parts, "notes"] if notes else parts
    return Wanted(parts, values, ticks, carrying(json.dumps(file).encode()))


def kept(state: State) -> dict[str, Any]:
    """Return a plan that says this, as a browser keeps it."""
    plan = plan_of(MADE)
    for (section, _, name), value in split(state):
        plan.setdefault(section, {})[name] = {"value": value, "at": MADE}
    return plan


def carrying(text: bytes) -> Attached:
    return Attached("second-round-plan.json", "application/json", "A plan", "Data", zlib.compress(text), len(text))


def split(state: State) -> Iterator[tuple[tuple[str, str, str], str]]:
    return ((path.partition("/"), value) for path, value in state.items())


# ------------------------------------------------------------------------------------------------------------ writers


def edited(pdf: bytes, edits: Edits, **how: Any) -> bytes:
    """Return a copy in which fields say something else, as programs that know forms save it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        there = fields(opened)
        for name, value in edits.items():
            _set(there[name], value)
        out = io.BytesIO()
        opened.save(out, **how)
        return out.getvalue()


def _set(field: Any, value: str | bool) -> None:
    field.V = pikepdf.String(value) if isinstance(value, str) else pikepdf.Name("/on" if value else "/Off")
    for box in [] if isinstance(value, str) else field.get("/Kids", [field]):
        box.AS = field.V


def by_mupdf(pdf: bytes, edits: Edits, **how: Any) -> bytes:
    """Return the same as MuPDF's viewer saves it."""
    document = pymupdf.open(stream=edited(pdf, edits), filetype="pdf")
    return bytes(document.tobytes(**how))


def by_pypdf(pdf: bytes, edits: Edits) -> bytes:
    """Return the same as pypdf copies it into a new file."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(edited(pdf, edits)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def appended(pdf: bytes, edits: Edits) -> bytes:
    """Return the same as viewers save it that append what has changed, and leave the rest as it is."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        there = fields(opened)
        size = int(opened.trailer.Size)
        changed = b""
        for name, value in edits.items():
            _set(there[name], value)
            for each in [there[name], *there[name].get("/Kids", [])]:
                changed += b"%d 0 obj\n%b\nendobj\n" % (each.objgen[0], each.unparse(resolved=True))
    return pdf + changed + b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n0\n%%%%EOF\n" % size


def by_several(pdf: bytes, edits: Edits) -> bytes:
    """Return the same as three people save it, each with another program, the last of whom only appends."""
    first, second, third = (dict([*edits.items()][at::3]) for at in range(3))
    return appended(edited(by_pdfium(pdf, first), second, linearize=True), third)


def by_pdfium(pdf: bytes, edits: Edits) -> bytes:
    """Click into each field and type over what is there, click on each box that is to change; save."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        places = [
            [
                (full_name(each), [float(edge) for edge in each.Rect], "/AS" in each and str(each.AS) != "/Off")
                for each in page.get("/Annots", [])
                if str(each.Subtype) == "/Widget"
            ]
            for page in opened.pages
        ]
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    form, left, pages = document.formenv, dict(edits), []
    for number, there in enumerate(places):
        if not any(name in left for name, *_ in there):
            continue
        pages.append(page := document[number])
        for name, (west, south, east, north), is_ticked in there:
            value = left.pop(name, is_ticked)
            if value is is_ticked:
                continue
            at = ((west + east) / 2, (south + north) / 2)
            for event in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
                event(form, page, 0, *at)
            if isinstance(value, str):
                pdfium.FORM_SelectAllText(form, page)
                units = f"{value}\0".encode("utf-16-le")
                pdfium.FORM_ReplaceSelection(form, page, (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units))
    pdfium.FORM_ForceToKillFocus(form)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def printed(pdf: bytes) -> bytes:
    """Return what Poppler prints into a file, as most programs on Linux do; Ghostscript leaves no more of it."""
    return subprocess.run(["pdftocairo", "-pdf", "-", "-"], input=pdf, capture_output=True, check=True).stdout


STREAMS = pikepdf.ObjectStreamMode
WRITERS: dict[str, Callable[[bytes, Edits], bytes]] = {
    "PDFium": by_pdfium,
    "qpdf, packed": lambda pdf, edits: edited(pdf, edits, object_stream_mode=STREAMS.generate),
    "qpdf, plain": lambda pdf, edits: edited(pdf, edits, object_stream_mode=STREAMS.disable, compress_streams=False),
    "qpdf, for the web": lambda pdf, edits: edited(pdf, edits, linearize=True),
    "MuPDF": lambda pdf, edits: by_mupdf(pdf, edits, garbage=3, deflate=True),
    "MuPDF, packed": lambda pdf, edits: by_mupdf(pdf, edits, garbage=4, use_objstms=1, deflate=True),
    "pypdf": by_pypdf,
    "appended": appended,
    "several": by_several,
}
"""What saves a copy in which fields say something else."""
