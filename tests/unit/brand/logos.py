"""Logos as people have them, and what a logo is made of once it is taken; logos.toml has the drawings."""

from __future__ import annotations

import random
import re
import struct
import tomllib
import zlib
from pathlib import Path
from xml.etree import ElementTree

from macros.brand import Logo, tables

_FOUND = tomllib.loads((Path(__file__).parent / "logos.toml").read_text(encoding="utf-8"))

DRAWN: dict[str, str] = _FOUND["drawn"]
"""Drawings that are taken, by what is special in each."""

REFUSED: dict[str, tuple[str, str]] = {
    name: (each["drawing"], each["says"]) for name, each in _FOUND["refused"].items()
}
"""Drawings that are not, each with what must be said of it."""


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 20">{}</svg>'

UNSAFE = [
    ("<script>alert(1)</script>", "script"),
    ("<g onload='alert(1)'/>", "runs a program"),
    ("<path d='M0 0' onClick='x'/>", "runs a program"),
    ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>", "foreignObject"),
    ("<text>Careers</text>", "Turn the text into paths"),
    ("<image href='https://tracker.example/a.png'/>", "image"),
    ("<image xlink:href='file:///etc/passwd'/>", "image"),
    ("<image href='data:image/png;base64,AAAA'/>", "image"),
    ("<use href='#a'/>", "use"),
    ("<a xlink:href='javascript:alert(1)'><path d='M0 0'/></a>", "“a”"),
    ("<linearGradient id='a' xlink:href='https://x.example/a.svg#b'/>", "outside of it"),
    ("<rect fill='url(https://x.example/a.svg#b)'/>", "outside of it"),
    ("<rect style='fill: url( &quot;file:///etc/passwd&quot; )'/>", "outside of it"),
    ("<rect style='fill:\\75rl(https://x.example)'/>", "outside of it"),
    ("<style>@import 'https://x.example/a.css';</style>", "plain rules"),
    ("<style>.a{fill:url(https://x.example)}</style>", "plain rules"),
    ("<style>.a{fill:url(<!-- -->https://x.example)}</style>", "plain rules"),
    ("<style>.a{fill:url(/**/https://x.example)}</style>", "plain rules"),
    ("<style>.a{fill:<![CDATA[url(]]>https://x.example)}</style>", "plain rules"),
    ("<style>@font-face{font-family:x;src:url(#a)}</style>", "plain rules"),
    ("<style>path{clip-path:url(#a)}</style>", "plain rules"),
    ("<clipPath id='a' clip-path='url(#a)'/>", "clipping path"),
    ("<clipPath id='a'><path style='Clip-Path:url(#a)'/></clipPath>", "clipping path"),
    ("<set attributeName='href' to='https://x.example'/>", "set"),
    ("<pattern id='a'><rect fill='url(#a)'/></pattern>", "pattern"),
    ("<svg/>", "svg"),
    ("<g>" * 60 + "</g>" * 60, "nested too deep"),
    ("<g/>" * 3000, "more than 2,000"),
    ("<g>", "damaged"),
    ("&unknown;", "damaged"),
]
"""What may stand in no drawing, each with what must be said of it."""

NO_DRAWING = [
    ('<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("&b;"), "DOCTYPE"),
    ('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("&x;"), "DOCTYPE"),
    ("<html/>", "not an SVG"),
    ("", "damaged"),
    ("<svg xmlns='http://www.w3.org/2000/svg'/>", "how large it is"),
    ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 10'/>", "how large it is"),
    ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 10'/>", "at most 10 times as wide"),
    ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 900'/>", "3 times as high"),
    (SVG.format(" " * tables.LARGEST_LOGO), "larger than"),
]
"""Files that are no plain drawing, in the same way."""


FOR_EVER = {
    "numbers-that-run-on": ('<g transform="matrix({}!)"/>'.format("1" * 100), "Nothing of it is visible"),
    "spaces-in-a-transform": ('<g transform="a{}b"/>'.format(" " * 140_000), "Nothing of it is visible"),
    "digits-of-a-length": ('<rect width="{}!"/>'.format("1" * 140_000), "Nothing of it is visible"),
    "style-without-an-end": ("<style>{}</style>".format("/*" * 70_000), "more than plain rules"),
    "classes-again-and-again": (
        "<style>{}</style>{}".format(".a{fill:red}" * 8_000, "<g class='a'/>" * 1_900),
        "styles say too much",
    ),
    "gradients-in-a-row": (
        "{}<path fill='url(#g0)' d='M0 0h9v9'/>".format(
            "".join(f"<linearGradient id='g{at}' href='#g{at + 1}'/>" for at in range(1_900))
        ),
        "made of too many others",
    ),
}
"""What stands in drawings that a reader could be at for ever, each with what must be said of it."""


def file_of(name: str) -> bytes:
    """Return the file of a drawing that is taken."""
    return DRAWN[name].encode("utf-16" if name == "in-utf-16" else "utf-8")


# ------------------------------------------------------------------------------------------------------------ pictures


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return a piece of a PNG file."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(kind: int, bits: int, rows: list[bytes], width: int, more: bytes = b"", filters: int = 1) -> bytes:
    """Return a PNG file of rows of pixels: its kind of colour and the bits of each, as its head has them.

    Of its filters so many are used by turns.
    """
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(rows), bits, kind, 0, 0, 0))
    data = zlib.compress(b"".join(bytes([at % filters]) + row for at, row in enumerate(rows)))
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


_LEVELS = [x * 65535 // 39 for x in range(40)]

_NOISE = random.Random(7)


def interlaced(width: int, height: int) -> bytes:
    """Return a PNG file whose pixels come in seven turns, with all filters."""
    turns = [(len(range(x, width, dx)), len(range(y, height, dy))) for x, y, dx, dy in tables.PASSES]
    rows = [bytes([at % 5]) + _NOISE.randbytes(4 * across) for across, rows in turns if across for at in range(rows)]
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 1))
    return tables.PNG_SIGN + head + chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b"")


_PALETTE = chunk(b"PLTE", bytes([18, 52, 59, 200, 60, 0, 255, 255, 255, 0, 120, 60]))

PICTURES: dict[str, bytes] = {
    "grey-of-sixteen-bits": png(0, 16, [struct.pack(">40H", *_LEVELS)] * 20, 40),
    "grey-of-sixteen-bits-with-one-clear": png(
        0, 16, [struct.pack(">40H", *_LEVELS)] * 20, 40, chunk(b"tRNS", struct.pack(">H", _LEVELS[20]))
    ),
    "grey-of-sixteen-bits-and-clear": png(
        4, 16, [b"".join(struct.pack(">HH", 8000, each) for each in _LEVELS)] * 20, 40
    ),
    "colours-of-sixteen-bits": png(
        2, 16, [b"".join(struct.pack(">HHH", each, 20000, 65535 - each) for each in _LEVELS)] * 20, 40
    ),
    "colours-of-sixteen-bits-and-clear": png(
        6, 16, [b"".join(struct.pack(">HHHH", each, 20000, 0, each) for each in _LEVELS)] * 20, 40
    ),
    "grey-of-one-bit": png(0, 1, [b"\xaa\xcc\xf0\xff\x00"] * 20, 40),
    "grey-of-two-bits": png(0, 2, [b"\x1b" * 10] * 20, 40),
    "grey-of-four-bits": png(0, 4, [bytes(range(0, 200, 10))] * 20, 40),
    "colours-of-a-table": png(3, 2, [b"\x1b" * 10] * 20, 40, _PALETTE),
    "colours-of-a-table-and-clear": png(3, 2, [b"\x1b" * 10] * 20, 40, _PALETTE + chunk(b"tRNS", b"\xff\x80\x00")),
    "colours-with-one-clear": png(
        2, 8, [bytes([200, 60, 0, 18, 52, 59] * 20)] * 20, 40, chunk(b"tRNS", struct.pack(">HHH", 200, 60, 0))
    ),
    "grey-of-two-bits-with-one-clear": png(0, 2, [b"\x1b" * 10] * 20, 40, chunk(b"tRNS", b"\0\2")),
    "colours-of-sixteen-bits-with-one-clear": png(
        2, 16, [struct.pack(">6H", 1, 2, 3, 51400, 20000, 0) * 20] * 20, 40, chunk(b"tRNS", b"\0\1\0\2\0\3")
    ),
    "filters-of-all-kinds": png(6, 8, [_NOISE.randbytes(160) for _ in range(20)], 40, filters=5),
    "turns": interlaced(43, 21),
    "turns-of-which-some-are-empty": interlaced(3, 2),
    "more-pixels-than-are-printed": png(2, 8, [_NOISE.randbytes(30) * 81] * 101 + [bytes(2430)] * 299, 810),
}
"""Pictures that are taken, of each kind that the format knows."""

BAD_PICTURES: dict[str, tuple[bytes, str]] = {
    "with-nothing-in-it": (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", b"nope")
        + chunk(b"IEND", b""),
        "damaged",
    ),
    "cut-short-inside": (png(2, 8, [bytes(120)] * 20, 40)[:-30] + chunk(b"IEND", b""), "damaged"),
    "too-few-rows": (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" + bytes(120)))
        + chunk(b"IEND", b""),
        "damaged",
    ),
    "colours-of-no-table": (png(3, 2, [b"\x1b" * 10] * 20, 40), "damaged"),
    "kind-that-is-none": (png(5, 8, [bytes(40)] * 20, 40), "damaged"),
    "filter-that-is-none": (png(2, 8, [bytes(120)] * 20, 40, filters=6), "damaged"),
    "too-many-rows": (
        tables.PNG_SIGN
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(9_000_000)))
        + chunk(b"IEND", b""),
        "damaged",
    ),
    "something-behind-the-pixels": (
        tables.PNG_SIGN
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(3)) + b"more")
        + chunk(b"IEND", b""),
        "damaged",
    ),
    "colour-outside-of-the-table": (png(3, 2, [b"\x1b" * 10] * 20, 40, chunk(b"PLTE", bytes(9))), "damaged"),
    "clear-outside-of-the-table": (
        png(3, 2, [b"\x1b" * 10] * 20, 40, _PALETTE + chunk(b"tRNS", bytes(5))),
        "damaged",
    ),
    "two-tables": (png(3, 2, [b"\x1b" * 10] * 20, 40, _PALETTE * 2), "damaged"),
    "bits-that-no-kind-has": (png(2, 4, [bytes(60)] * 20, 40), "damaged"),
    "far-too-wide": (png(0, 8, [bytes(3001)], 3001), "at most 3000 each way"),
    "no-shape-for-a-sheet": (png(0, 8, [bytes(221)] * 20, 221), "221 wide and 20 high; at most 10 times"),
    "all-clear": (png(6, 8, [bytes(160)] * 20, 40), "all of its pixels are clear"),
    "all-white": (png(0, 8, [b"\xff" * 40] * 20, 40), "paper is white"),
    "white-and-clear": (png(4, 8, [b"\xff\xff\xff\x00" * 20] * 20, 40), "paper is white"),
    "hardly-there": (png(4, 8, [b"\x00\x09" * 40] * 20, 40), "paper is white"),
}


# ----------------------------------------------------------------------------------------------------- what is taken

_NUMBER = r"-?\d{1,10}(?:\.\d{1,8})?"

_ALLOWED = {
    "svg": {"viewBox": rf"0 0 {_NUMBER} {_NUMBER}"},
    "defs": {},
    "g": {"opacity": r"0?\.?\d+(?:e-\d+)?", "clip-path": r"url\(#d\d+\)"},
    "clipPath": {"id": r"d\d+"},
    "path": {
        "d": rf"(?:[MLC](?:{_NUMBER}(?: |(?=[MLCZ])|$))+|Z)*",
        "fill": r"none|#[0-9a-f]{6}|url\(#d\d+\)",
        "stroke": r"#[0-9a-f]{6}|url\(#d\d+\)",
        "fill-rule": "evenodd",
        "transform": rf"matrix\((?:{_NUMBER} ){{5}}{_NUMBER}\)",
        "stroke-linecap": "round|square",
        "stroke-linejoin": "round|bevel",
        "stroke-dasharray": rf"{_NUMBER}(?: {_NUMBER})*",
        **dict.fromkeys(("stroke-width", "stroke-miterlimit", "stroke-dashoffset"), _NUMBER),
        **dict.fromkeys(("fill-opacity", "stroke-opacity"), r"\d+(?:\.\d+)?(?:e-\d+)?"),
    },
    "stop": {"offset": r"[\d.e-]+", "stop-color": "#[0-9a-f]{6}", "stop-opacity": r"\d+(?:\.\d+)?(?:e-\d+)?"},
    "linearGradient": {
        "id": r"d\d+",
        "gradientUnits": "userSpaceOnUse",
        **dict.fromkeys(("x1", "y1", "x2", "y2"), _NUMBER),
    },
    "radialGradient": {
        **{"id": r"d\d+", "gradientUnits": "userSpaceOnUse"},
        "gradientTransform": rf"matrix\((?:{_NUMBER} ){{5}}{_NUMBER}\)",
        **dict.fromkeys(("cx", "cy", "r", "fx", "fy", "fr"), _NUMBER),
    },
}
"""All that a logo may hold once it is taken: elements, their attributes, and how those are written."""


def faults(logo: Logo) -> list[str]:
    """Return what a drawing that was taken holds, and what no drawing that was taken may hold."""
    found = []
    text = logo.file.decode("ascii")
    for element in ElementTree.fromstring(text).iter():
        tag = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        allowed = _ALLOWED.get(tag)
        if allowed is None or (element.text or "").strip():
            found.append(tag)
            continue
        for name, value in element.attrib.items():
            if not re.fullmatch(allowed.get(name, "(?!)"), value):
                found.append(f"{tag} {name}={value[:80]}")
    return found


# ------------------------------------------------------------------------------------------------------------ damaged

_NASTY = [
    *("nan", "inf", "-inf", "1e999", "-1e999", "1e-320", "9" * 400, "0", "-1", "", "%", "-", ".", "1e", "٣", "0x10"),
    *(
        "1e5%",
        "1e38",
        "-0",
        "1px",
        "1e3mm",
        "calc(1px)",
        "var(--a)",
        "var(--a,var(--a))",
        "url(#g)",
        "url(#c)",
        "url()",
    ),
    *(
        "(" * 3000,
        "currentColor",
        "inherit",
        "initial",
        "none",
        "auto",
        "rgb(1e99,0,0)",
        "hsl(nan 1% 1%)",
        "#12",
        "a" * 999,
    ),
    *("M0 0", "M0 0A1e-300 1 0 0 1 1e300 1", "M0 0A0 0 nan 2 2 1 1", "M1 1m1e9 1e9z", "z", "rotate(1e300)", "scale(0)"),
    *("skewX(90)", "matrix(1e-9 0 0 1e9 0 0)", "matrix(1 2 3)", "translate(1e12)", "repeat", "evenodd", "stroke"),
]

_VALUE = re.compile(r'(?<==")[^"<>]*(?=")')

_NUMBER_IN_IT = re.compile(r"[+-]?[\d.]+(?:e[+-]?\d+)?", re.IGNORECASE)


def damaged(chance: random.Random) -> str:
    """Return a drawing that was right, in which up to four values are others now."""
    drawing = chance.choice(list(DRAWN.values()))
    for _ in range(chance.randint(1, 4)):
        places = [each for each in _VALUE.finditer(drawing) if "w3.org" not in each[0]]
        at = chance.choice(places)
        start, end = at.span()
        numbers = list(_NUMBER_IN_IT.finditer(at[0]))
        if numbers and chance.random() < 0.7:
            number = chance.choice(numbers)
            start, end = start + number.start(), start + number.end()
        put = chance.choice(
            [
                chance.choice(_NASTY),
                chance.choice(places)[0],
                f"{chance.uniform(-150, 150):.3g}",
                f"{chance.random():.2f}",
            ]
        )
        drawing = drawing[:start] + put + drawing[end:]
    return drawing


# ----------------------------------------------------------------------------------------------------------- by chance


def drawn_by_chance(chance: random.Random) -> str:
    """Return a drawing of shapes, turns, colours, gradients and paths to cut by that nobody would think of."""
    return _Draughtsman(chance).drawing()


class _Draughtsman:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def drawing(self) -> str:
        box = f"{self._number(-5, 5)} {self._number(-5, 5)} {self._number(40, 120)} {self._number(30, 90)}"
        rule = self._chance.choice(("nonzero", "evenodd"))
        cut = f'<clipPath id="c"><path clip-rule="{rule}" d="{self._path()}"/></clipPath>'
        shapes = "".join(self._shape() for _ in range(self._chance.randint(1, 5)))
        inside = f"{self._gradient('g')}{self._gradient('h')}{cut}{shapes}"
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" color="#123">{inside}</svg>'

    def _number(self, least: float = -20, most: float = 120) -> str:
        number = self._chance.uniform(least, most)
        places = self._chance.randint(0, 5)
        return self._chance.choice((f"{number:.{places}f}", f"{number:.3e}", str(round(number * 8) / 8)))

    def _numbers(self, count: int, least: float = -20, most: float = 120) -> str:
        return " ".join(self._number(least, most) for _ in range(count))

    def _turns(self) -> str:
        kinds = (
            lambda: f"rotate({self._number(-400, 400)})",
            lambda: f"rotate({self._number(-1, 1)}turn)",
            lambda: f"rotate({self._numbers(3)})",
            lambda: f"translate({self._number()},{self._number()}mm)",
            lambda: f"scale({self._number(0.1, 3)} {self._number(-3, 3)})",
            lambda: f"skewX({self._number(-80, 80)})",
            lambda: f"matrix({self._numbers(6, -2, 2)})",
        )
        return " ".join(self._chance.choice(kinds)() for _ in range(self._chance.randint(1, 3)))

    def _path(self) -> str:
        counts = {"l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "z": 0, "m": 2}
        found = f"M{self._numbers(2)}"
        for _ in range(self._chance.randint(1, 8)):
            letter = self._chance.choice("LlHhVvCcSsQqTtAaAaZzm")
            flags = f"{self._chance.randint(0, 1)}{self._chance.randint(0, 1)}"
            arc = f"{self._numbers(2, 1, 60)} {self._number(-360, 360)} {flags} {self._numbers(2)}"
            found += letter + (arc if letter in "Aa" else self._numbers(counts[letter.lower()]))
        return found

    def _colour(self) -> str:
        kinds = (
            f"#{self._chance.randrange(4096):03x}",
            f"rgb({self._number(0, 255)}, {self._number(0, 255)}, {self._number(0, 255)})",
            f"hsl({self._number(-500, 500)}, {self._number(0, 100)}%, {self._number(0, 100)}%)",
            f"hwb({self._number(-5, 5)}rad {self._number(0, 90)}% {self._number(0, 90)}% / {self._number(0, 1)})",
            *("currentColor", "teal", "rgba(10%,20%,30%,.5)", "none", "url(#g)", "url(#h) red"),
        )
        return self._chance.choice(kinds)

    def _gradient(self, name: str) -> str:
        in_frame = self._chance.random() < 0.5
        most = 100 if in_frame else 1
        said = ' gradientUnits="userSpaceOnUse"' if in_frame else ""
        if self._chance.random() < 0.5:
            said += f' gradientTransform="{self._turns()}"'
        kind, keys = self._chance.choice((("linear", ("x1", "y1", "x2", "y2")), ("radial", ("cx", "cy", "r"))))
        said += "".join(f' {key}="{self._number(0.1 * most, most)}"' for key in keys)
        stops = "".join(
            f'<stop offset="{self._number(0, 1)}" stop-color="{self._colour()}" stop-opacity="{self._number(0, 1)}"/>'
            for _ in range(self._chance.randint(1, 4))
        )
        return f'<{kind}Gradient id="{name}"{said}>{stops}</{kind}Gradient>'

    def _shape(self) -> str:
        said = f' fill="{self._colour()}" stroke="{self._colour()}" stroke-width="{self._number(0, 20)}"'
        more = (
            f' transform="{self._turns()}"',
            f' stroke-dasharray="{self._numbers(3, 1, 9)}" stroke-dashoffset="{self._number(-30, 30)}"',
            f' opacity="{self._number(0, 1)}" fill-rule="evenodd"',
            ' style="stroke-linejoin:round;stroke-linecap:square;paint-order:stroke" clip-path="url(#c)"',
        )
        said += "".join(each for each in more if self._chance.random() < 0.3)
        kind = self._chance.choice(("path", "path", "rect", "ellipse", "polygon", "g"))
        if kind == "path":
            return f'<path{said} d="{self._path()}"/>'
        if kind == "rect":
            size = f'width="{self._number(1, 90)}" height="60%" rx="{self._number(0, 20)}"'
            return f'<rect{said} x="{self._number()}" {size}/>'
        if kind == "ellipse":
            return f'<ellipse{said} cx="{self._number()}" cy="{self._number()}" rx="{self._number(1, 40)}" ry="9mm"/>'
        if kind == "g":
            return f"<g{said}>{self._shape()}{self._shape()}</g>"
        return f'<polygon{said} points="{self._numbers(8)}"/>'


_PIECES = (
    *("<!--", "-->", "--", "<?x ?>", "<?xml?>", "<?Xml x?>", "<? x?>", "<![CDATA[", "]]>", "<!x>", "<!DOCTYPE svg>"),
    *("&amp;", "&#65;", "&#x9;", "&#0;", "&#xD800;", "&#x110000;", "&#xfffe;", "&none;", "&", "<", ">", '"', "'", "="),
    *(' xmlns:a="u"', ' xmlns=""', ' xmlns:xml="u"', ' xmlns:xmlns="u"', ' xmlns:a=""', ' xmlns:a="a b"', ' a:b="1"'),
    *(' xmlns:a="u" xmlns:b="u" a:x="1" b:x="2"', ' x="1" x="2"', ' a:b:c="1"', ' :a="1"', ' 1="2"', ' é="1"', "<é/>"),
    *("<g>", "</g>", "<g/>", "</ g>", "</g >", "<a:g/>", '<g xmlns="x"><g/></g>', "<title>x</title>", "<b:b/>"),
    *("<metadata><b/></metadata>", ' id = "q"', ' id="a&lt;b"', ' id="a<b"', ' xml:space="preserve"', "<?é?>"),
    *("<style>&#46;a{fill:<![CDATA[red]]>}</style>", '<s:g xmlns:s="http://www.w3.org/2000/svg"/>', "</svg>"),
    *("\r\n", "\t", "\f", "\0", "é", "\ufeff", "\ufffe", "𝒳", "x"),
)
"""What may stand in a file of XML, or may not."""


def spelled() -> list[bytes]:
    """Return files of XML with each of these, in a tag and between two."""
    inside = ("<g{}>x</g>", "<g>{}</g>")
    return [
        SVG.format(f'{each.format(piece)}<rect width="9" height="9"/>').encode() for piece in _PIECES for each in inside
    ]


def misspelled(chance: random.Random) -> bytes:
    """Return a file of XML into which something was put, or from which something was taken."""
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- x -->\n'
    text = SVG.format('<g id="x"><rect class="a" width="50" height="9"/></g>')
    text = chance.choice((text, f"{start}{text}\n<?z?>\n"))
    for _ in range(chance.randint(1, 2)):
        at = chance.choice([each.start() + chance.randint(0, 1) for each in re.finditer("[ >]", text)])
        text = text[:at] + (chance.choice(_PIECES) if chance.random() < 0.8 else "") + text[at + chance.randint(0, 1) :]
    return text.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16")))
