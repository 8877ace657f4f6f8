"""Owns how a brand is linked into a pack: its words, codes, colour and logo, as objects in the places left for them.

So a sheet is pressed once for all brands. What the objects are for is said by the map of the pack; they stand at the
beginning of the chunks that need them, where the next brand takes the place of the last.

Words are set in the fonts that fields have: every copy has those whole, so a name needs no font of its own.
`docs/assets/second-round/pdf/imprint.mjs` is the same in JavaScript, and both write the same bytes.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from macros.errors import PressError, UnsupportedText
from macros.paper.fill.layout import Layout, Place, lay_out, operators
from macros.paper.fill.qr import modules
from macros.paper.fill.tables import (
    ASKS,
    BESIDE_LOGO,
    BLACK,
    BOOKS,
    BRAND_WORDS,
    HOUSE,
    LARGE_LOGO,
    LARGE_TYPE,
    LOGO,
    NO_ROOM,
    PAD,
)
from macros.paper.fill.text import Letters, clean, letters_of
from macros.paper.pack import HEADER, Branded, Form, Objects, Pack, number_text, text_string

_IF = re.compile(r"\{([a-z0-9-]+)\?([^{}]*)\}")

_UNSAFE = re.compile(r"[^!-~]|[()\\]")


@dataclass(frozen=True)
class Mark:
    """A logo as objects, the first one high and one wide; `{m2}` in them stands for the number of the third."""

    wide: int
    """How wide it is, in thousandths of its height."""
    objects: tuple[bytes, ...]


@dataclass(frozen=True)
class Imprint:
    """What a brand says on sheets. Addresses hold nothing but characters of ASCII."""

    name: str
    contact: str
    colour: str
    """As in #12343b."""
    address: str
    """Of the site, with a slash at its end."""
    edition: str
    """The edition and the month that it is of, in the brand's language."""
    appointment: str = ""
    links: tuple[tuple[str, str], ...] = ()
    """Title and address of each."""
    logo: Mark | None = None


def branded(pack: Pack, imprint: Imprint) -> Pack:
    """Return the pack with this brand in place of the one that it had, if any. Nothing is pressed.

    Raises UnsupportedText with every word that holds a character which no font can show, and PressError for one that is
    too long for its place.
    """
    return _Linker(pack, imprint).branded()


class _Linker:
    """Makes the objects of one brand, and puts them at the beginning of chunks."""

    def __init__(self, pack: Pack, imprint: Imprint) -> None:
        self._pack, self._imprint = pack, imprint
        self._letters = letters_of(pack)
        self._used: set[int] = set()
        self._said = _said(imprint, self._letters)
        self._check_letters()

    def branded(self) -> Pack:
        map_, brand = self._pack.map, self._pack.map["brand"]
        own = {name: self._objects(each) for name, each in brand["chunks"].items()}
        own["base"][brand["colour"]] = _colour(self._imprint.colour)
        size, logo = brand["size"], self._imprint.logo
        for at, body in enumerate(logo.objects if logo else ()):
            head, stream, data = body.partition(b"stream\n")
            named = re.sub(rb"\{m(\d+)\}", lambda found: b"%d" % (size + int(found[1])), head)
            own["base"][size + at] = named + stream + data
        blob, chunks, told = [HEADER.encode("latin-1")], [], []
        position = len(blob[0])
        for chunk in map_["chunks"]:
            start, middle, end = chunk["at"]
            start += chunk["own"]
            bodies = [b"%d 0 obj\n%b\nendobj\n" % each for each in own.get(chunk["id"], {}).items()]
            ahead = b"".join(bodies)
            direct, offset = [], 0
            for number, body in zip(own.get(chunk["id"], {}), bodies, strict=True):
                direct.append((number, offset))
                offset += len(body)
            more = len(ahead) - chunk["own"]
            direct += [(number, at + more) for number, at in chunk["direct"] if at >= chunk["own"]]
            at_ = position, position + len(ahead) + middle - start, position + len(ahead) + end - start
            chunks.append({**chunk, "at": at_, "direct": direct, "own": len(ahead)})
            blob += [ahead, self._pack.pdf[start:end]]
            position = at_[2]
            told.append(ahead)
        data = b"".join(blob)
        mark = f"{zlib.crc32(b''.join(told)):08X}"
        fonts = [self._letters.fonts[at]["chunk"] for at in sorted(self._used)]
        pack = Pack(
            data,
            {
                **map_,
                "chunks": chunks,  # type: ignore[typeddict-item]
                "imprint": {"address": self._imprint.address, "edition": self._imprint.edition},
                "also": [each for each in fonts if each not in ("", "base")],
                "info": f"/Author{text_string(self._imprint.name)}{brand['info']}",
                "id": f"{brand['id'][:16]}{mark}{brand['id'][24:]}",
                "size": size + (len(logo.objects) if logo else 0),
                "length": len(data),
                "crc32": zlib.crc32(data),
            },
        )
        pack.kept("letters", lambda: self._letters)
        return pack

    def _check_letters(self) -> None:
        """Raise UnsupportedText with every word that holds what no font shows."""
        imprint = self._imprint
        texts = {"name": imprint.name, "contact": imprint.contact, "edition": imprint.edition}
        texts |= {f"link-{number}": title for number, (title, _) in enumerate(imprint.links)}
        missing = {name: self._letters.lacking(clean(text)) for name, text in texts.items()}
        missing = {name: characters for name, characters in missing.items() if characters}
        if missing:
            raise UnsupportedText(missing, BRAND_WORDS)

    def _objects(self, chunk: Branded) -> Objects:
        """Return the objects of a chunk."""
        found: Objects = {}
        for form in chunk["forms"]:
            if form["what"] in self._said:
                found[form["number"]] = self._form(form, chunk["check"])
            else:
                found[form["number"]] = _drawn(form, "", "")
        leads = _leads(self._imprint, chunk["check"])
        for what, number in chunk["links"].items():
            if what in leads:
                found[number] = f"<</S/URI/URI({_escaped(leads[what])})>>".encode()
        for name, text in chunk["objects"].items():
            there = _IF.sub(lambda if_: if_[2] if if_[1] in self._said else "", text)
            found[int(name)] = (there or "null").encode()
        return found

    def _form(self, form: Form, check: str) -> bytes:
        what = form["what"]
        if what.endswith("-code"):
            return _code(_escaped(_leads(self._imprint, check)[what.removesuffix("-code")]))
        if what == "head":
            return self._head(form)
        return self._text(form, self._said[what], 0, "")

    def _head(self, form: Form) -> bytes:
        """Return the name, and to the right of it the logo."""
        logo = self._imprint.logo
        if not logo:
            return self._text(form, self._said["head"], 0, "")
        most, high = LARGE_LOGO if form["size"] > LARGE_TYPE else LOGO
        height = min(high, form["height"], most * 1000 // logo.wide)
        width = height * logo.wide // 1000
        left, up = number_text(form["width"] - width), number_text(form["height"] - height)
        size = f"{number_text(width)} 0 0 {number_text(height)} {left} {up} cm"
        drawn = f"q {size} /L Do Q "
        return self._text(form, self._said["head"], width + BESIDE_LOGO, drawn)

    def _shorter(self, what: str) -> str:
        """Return what a link says that is too long with its address; it leads there all the same."""
        if what.startswith("link-"):
            return clean(self._imprint.links[int(what.removeprefix("link-"))][0])
        return ASKS if what == "check" else ""

    def _text(self, form: Form, text: str, beside: int, drawn: str) -> bytes:
        """Return a text in its place, lines from its top."""
        letters, width = self._letters, form["width"] - beside
        lines = not form["what"].startswith("link") and (form["what"] != "head" or form["size"] > LARGE_TYPE)
        place = Place(0, width + 2 * PAD, form["height"] + 2 * PAD, form["size"], int(lines))
        shown = letters.apart(clean(text).replace("\n", " "))
        layout = lay_out(shown, place, letters.width, letters.marks.pieces)
        if not layout.fits and (short := self._shorter(form["what"])):
            layout = lay_out(letters.apart(short), place, letters.width, letters.marks.pieces)
        if not layout.fits:
            raise PressError(NO_ROOM.format(words=BRAND_WORDS[form["what"]], text=text))
        content, fonts = drawn, set[int]()
        for at, line in enumerate(layout.lines if shown else ()):
            spare = width - letters.width(line) * layout.size // 100
            right = (0, spare // 2, spare)[form["align"]]
            first = form["height"] - layout.size * 10 - at * layout.leading
            written, used = operators(Layout((line,), layout.size, first, 0, True), letters)
            content += f"q 1 0 0 1 {number_text(right - PAD)} 0 cm {written} Q "
            fonts |= used
        self._used |= fonts
        named = "".join([f"/F{at} {letters.fonts[at]['number']} 0 R" for at in sorted(fonts)])
        resources = f"/Font<<{named}>>" if named else ""
        if drawn:
            resources += f"/XObject<</L {self._pack.map['brand']['size']} 0 R>>"
        return _drawn(form, resources, content.rstrip(" "))


def _colour(colour: str) -> bytes:
    """Return the colour space that has just this colour; black is ink alone, for copiers that bill what has colour."""
    return f"[/Indexed{'/DeviceGray 0<00>' if colour == BLACK else f'/DeviceRGB 0<{colour[1:].upper()}>'}]".encode()


def _said(imprint: Imprint, letters: Letters) -> dict[str, str]:
    """Return the text of each place in which this brand says something; a code has none."""
    said = {
        "head": "" if imprint.name == HOUSE else imprint.name,
        "edition": imprint.edition,
        "contact": imprint.contact,
        "check": _typed(f"{imprint.address}check", letters),
        "check-code": "",
    }
    if imprint.appointment:
        said |= {"appointment": BOOKS, "appointment-code": ""}
    for number, (title, address) in enumerate(imprint.links):
        said[f"link-{number}"] = f"{title}: {_typed(address, letters)}"
    return said


def _typed(address: str, letters: Letters) -> str:
    """Return an address as people type it, in letters that can be shown."""
    typed = address.split("://", 1)[1].rstrip("/")
    return typed if not letters.lacking(clean(typed)) else _escaped(typed)


def _leads(imprint: Imprint, check: str) -> dict[str, str]:
    """Return where each link leads; that to check a sheet ends with what the sheet is."""
    leads = {"check": f"{imprint.address}{check or 'check/'}"}
    if imprint.appointment:
        leads["appointment"] = imprint.appointment
    return leads | {f"link-{number}": address for number, (_, address) in enumerate(imprint.links)}


def _escaped(address: str) -> str:
    """Return an address in ASCII as a string has it, where nothing in it can end it."""
    return _UNSAFE.sub(lambda found: "".join([f"%{byte:02X}" for byte in found[0].encode()]), address)


def _code(address: str) -> bytes:
    """Return a QR code as a picture that is drawn in black: a bit for each square."""
    rows = modules(address)
    size = len(rows)
    bits = ["".join(["1" if dark else "0" for dark in row]).ljust(-(-size // 8) * 8, "0") for row in rows]
    data = b"".join([int(row, 2).to_bytes(len(row) // 8, "big") for row in bits])
    dictionary = (
        f"<</Subtype/Image/Width {size}/Height {size}/ImageMask true/BitsPerComponent 1/Decode[1 0]"
        f"/Length {len(data)}>>"
    )
    return dictionary.encode() + b"stream\n" + data + b"\nendstream"


def _drawn(form: Form, resources: str, content: str) -> bytes:
    """Return a form as an object."""
    box = f"{number_text(form['width'])} {number_text(form['height'])}"
    dictionary = f"<</Subtype/Form/BBox[0 0 {box}]/Resources<<{resources}>>/Length {len(content)}>>"
    return f"{dictionary}stream\n{content}\nendstream".encode()
