"""Owns one person's copy of some parts: texts set in fields, boxes ticked, numbered anew to stand beside others.

It leaves it to `copy` to make a file of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from macros.errors import NotText, UnsupportedText
from macros.paper.fill.layout import Layout, Place, appearance, lay_out, operators
from macros.paper.fill.selection import select
from macros.paper.fill.shaper import ShapedLayout, Shaper
from macros.paper.fill.tables import MORE, PLACELESS
from macros.paper.fill.text import Letters, clean, letters_of
from macros.paper.pack import NOTES, Objects, Pack, PackPart, references, siblings, text_string

_REFERENCE = re.compile(rb"(\d+) 0 R")

_KEY = re.compile(rb"(/StructParents? )(\d+)")

_LEAF_LIMITS = re.compile(rb"\[(\d+) (\d+)\]/")

_PLACELESS = re.compile(PLACELESS)

_LEAF_KEY = re.compile(rb"\d+(?= (?:\[|\d+ 0 R))")


REMEMBERED = 600
"""How many texts are remembered as they are set: what a class has in common is set once, and memory has an end."""

Shown = dict[tuple[int, int, int, Layout | ShapedLayout], int]
"""What shows a text in fields of a size: how it is laid out, and the number of the object."""


class Filled:
    """One person's copy: the objects that are different in it, numbered as in the pack until it must stand alone.

    `shown` is what copies in the same file show already, `shaper` sets what the pack's fonts cannot show.

    Raises UnsupportedText and NotText as `fill` does.
    """

    def __init__(
        self,
        pack: Pack,
        chosen: Sequence[PackPart],
        values: Mapping[str, str],
        ticks: Iterable[str],
        shaper: Shaper | None,
        following: int,
        shown: Shown,
    ) -> None:
        self._pack, self._map = pack, pack.map
        self.next = following
        self.objects: Objects = {}
        self.moved: tuple[str, ...] = ()
        self.cut: tuple[str, ...] = ()
        self.blanks: dict[str, int] = {}
        """The blank side that follows a part, by the part's id."""
        self.sides: Objects = {}
        """Those sides."""
        self._count = 0
        self._numbers: dict[int, int] = {}
        self._shown = shown
        self._used: set[int] = set()
        self._shaper = shaper
        self._letters: Letters
        self._shaped: set[str] = set()
        """The fields whose text the pack's fonts cannot show."""
        self._selection = select(pack, chosen)
        self.top = self._selection.top
        """What hangs at the top of the form."""
        texts = self._texts(values)
        self._check(texts)
        self._set_all(texts)
        self._set_heading(texts)
        for name in set(ticks):
            for place in self._selection.boxes.get(name, []):
                body = pack.texts[place.number]
                self.objects[place.number] = body.replace(b"/AS/Off/V/Off", b"/AS/on/V/on")

    @property
    def chosen(self) -> Sequence[PackPart]:
        """The parts that it has; text that does not fit brings one more."""
        return self._selection.parts

    @property
    def heading(self) -> Objects:
        """The fields that parts share, with no value."""
        return self._selection.heading

    @property
    def chunks(self) -> list[str]:
        """The chunks of the fonts that are used, beside those that are always there."""
        fonts = self._map["fonts"]
        used = [fonts[at]["chunk"] for at in sorted(self._used) if at < len(fonts)]
        return [chunk for chunk in used if chunk != "base"]

    @property
    def title(self) -> str:
        """What the document is called: the sheet it is, or the pack it is of; a notes page at the back is no sheet."""
        sheets = [part for part in self.chosen if part["id"] != NOTES] or self.chosen
        return sheets[0]["title"] if len(sheets) == 1 else self._map["title"]

    def begin_on_leaves(self, last: bool, first: int) -> None:
        """Lay the parts out for both sides of paper that is turned on its long edge.

        A blank side follows each part that would end on a front, and also the `last` one if it is said so; their
        numbers are those from `first` on. The backs of wide pages are turned round, so that they too stand upright when
        their leaf is turned like a page.
        """
        for part in self.chosen if last else self.chosen[:-1]:
            if part["pages"] % 2:
                above = self._map["ids"]["pages"]
                text = f"<</Type/Page/Parent {above} 0 R/MediaBox{part['media']}/Resources<<>>>>"
                self.blanks[part["id"]] = first + len(self.sides)
                self.sides[first + len(self.sides)] = text.encode()
        self.next = max(self.next, first + len(self.sides))
        for part in self.chosen:
            if is_wide(part):
                for number in range(part["first"] + 1, part["first"] + part["pages"], 2):
                    self.objects[number] = self._pack.texts[number][:-2] + b"/Rotate 180>>"

    def now(self, number: int) -> int:
        """Return the number that an object of the pack has in this copy."""
        return self._numbers.get(number, number)

    def outline(self, above: int) -> Objects:
        """Return the entries of the chosen parts in the outline, linked below `above`, in their order."""
        linked = zip(self.chosen, siblings([part["outline"] for part in self.chosen]), strict=True)
        return {
            entry: f"{part['entry'][:-2]}/Parent {above} 0 R{beside}>>".encode() for part, (entry, beside) in linked
        }

    def stand_alone(self, count: int, keys: int) -> int:
        """Number every object of this copy anew, as number `count` of several, and return the next free number.

        The number before that one is for the copy's entry in the outline. `keys` is how many keys in the map of parents
        are taken.
        """
        self._count = count
        entries = self.outline(0)
        self.objects = self.heading | self.objects | entries
        numbers = [number for number in self._map["heading"].values() if number in self.objects]
        numbers += [number for part in self.chosen for number in range(part["first"], part["end"])]
        self._numbers = {number: self.next + at for at, number in enumerate(numbers)}
        above, head = self.next + len(numbers), self.next + len(numbers) + 1
        fresh = self.sides | {number: body for number, body in self.objects.items() if number not in self._numbers}
        hung = f"/Parent {above} 0 R>>".encode()
        leaves = {part["leaf"] for part in self.chosen}
        top = set(self.top)
        for number in numbers:
            body = self.objects.get(number) or self._pack.texts[number]
            if number in top:
                body = body[:-2] + hung
            if number in leaves:
                body = _LEAF_LIMITS.sub(lambda found: b"[%d %d]/" % (int(found[1]) + keys, int(found[2]) + keys), body)
                body = _LEAF_KEY.sub(lambda found: b"%d" % (int(found[0]) + keys), body)
            body = _REFERENCE.sub(lambda found: b"%d 0 R" % self.now(int(found[1])), body)
            if number in entries:
                body = body.replace(b"/Parent 0 0 R", b"/Parent %d 0 R" % head)
            body = _KEY.sub(lambda found: b"%b%d" % (found[1], int(found[2]) + keys), body)
            fresh[self._numbers[number]] = body
        self.top = [self.now(number) for number in self.top]
        fresh[above] = f"<</T{text_string(f'copy-{count}')}/Kids[{references(self.top)}]>>".encode()
        self.top = [above]
        self.objects = fresh
        return head + 1

    def entry(self, name: str) -> str:
        """Return the entry of a copy that stands alone in the outline: whose it is, and the parts below it."""
        if not isinstance(name, str):
            raise NotText(["name"], self._pack.words)
        entries = [self.now(part["outline"]) for part in self.chosen]
        title = clean(name).replace("\n", " ") or f"Copy {self._count}"
        page = self.now(self.chosen[0]["first"])
        below = f"/First {entries[0]} 0 R/Last {entries[-1]} 0 R/Count {-len(entries)}"
        return f"/Title{text_string(title)}/Dest[{page} 0 R/Fit]{below}"

    def _texts(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return what is to stand in fields of the chosen parts, cleaned. Raises NotText with every other thing."""
        names = sorted([name for name in values if self._places(name)])
        wrong = [name for name in names if not isinstance(values[name], str)]
        if wrong:
            raise NotText(wrong, self._pack.words)
        texts = {name: clean(values[name]) for name in names}
        if texts:
            self._letters = letters_of(self._pack)
            self._shaped = {name for name, text in texts.items() if self._letters.lacking(text)}
        if self._shaper and self._shaped:
            texts |= {name: clean(values[name], _PLACELESS) for name in self._shaped}
        return {name: text for name, text in texts.items() if text}

    def _check(self, texts: Mapping[str, str]) -> None:
        """Raise UnsupportedText with every text that neither the pack's fonts nor a shaper can show."""
        missing = self._missing(texts)
        if missing:
            raise UnsupportedText(missing, self._pack.words)

    def _missing(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the characters of each text that cannot be shown, where there are any."""
        if not self._shaped:
            return {}
        letters = self._shaper or self._letters
        found = {name: letters.lacking(text) for name, text in texts.items() if name in self._shaped}
        return {name: characters for name, characters in found.items() if characters}

    def _places(self, name: str) -> list[Place]:
        """Return where a text field can be filled in on the chosen parts."""
        return self._selection.texts.get(name, [])

    def _set_all(self, texts: dict[str, str]) -> None:
        """Set every value where it belongs; what does not fit goes on at the back, whole and below its name."""
        laid = {name: self._laid(name, text) for name, text in texts.items()}
        long = [name for name, each in laid.items() if not all(layout.fits for _, layout in each)]
        self.cut = tuple(long)
        if any(name != MORE for name in long) and NOTES in self._pack.parts:
            self._selection = select(self._pack, self._pack.chosen([NOTES, *[part["id"] for part in self.chosen]]))
            self.top = self._selection.top
            self.moved = tuple([name for name in long if name != MORE])
            own = [texts[MORE]] if MORE in texts else []
            whole = "\n\n".join([*own, *(f"{self._sayable(name)}:\n{texts[name]}" for name in self.moved)])
            if self._shaped.intersection(self.moved):
                self._shaped.add(MORE)
            texts[MORE], laid[MORE] = whole, self._laid(MORE, whole)
            self.cut = () if all(layout.fits for _, layout in laid[MORE]) else (*self.moved, MORE)
        for name, each in sorted(laid.items()):
            for place, layout in each:
                value = "" if name in self._map["heading"] else f"/V{text_string(texts[name])}"
                body = self._selection.empty[place.number]
                self.objects[place.number] = body + f"{value}/AP<</N {self._show(place, layout)} 0 R>>>>".encode()

    def _laid(self, name: str, text: str) -> list[tuple[Place, Layout | ShapedLayout]]:
        """Return how a text is set in each place of a field."""
        if self._shaper and name in self._shaped:
            return [(place, self._shaper.lay_out(text, place)) for place in self._places(name)]
        known, letters = self._selection.laid, self._letters
        if (name, text) not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            drawn = letters.apart(text)
            places = self._places(name)
            known[name, text] = [(each, lay_out(drawn, each, letters.width, letters.marks.pieces)) for each in places]
        return [*known[name, text]]

    def _sayable(self, name: str) -> str:
        """Return what a person calls a field, as far as the fonts for values can show it."""
        return "".join([each for each in self._pack.words[name] if ord(each) in self._letters.glyphs])

    def _set_heading(self, texts: Mapping[str, str]) -> None:
        """Write the fields that parts share and that have a value."""
        known = self._selection.said
        for name, field in self._selection.shared.items():
            if name in texts:
                body = known.get((name, texts[name]))
                if body is None:
                    if len(known) >= REMEMBERED:
                        known.clear()
                    body = known[name, texts[name]] = f"{field}/V{text_string(texts[name])}>>".encode()
                self.objects[self._map["heading"][name]] = body

    def _show(self, place: Place, layout: Layout | ShapedLayout) -> int:
        """Return the object that shows a text in a field; fields of one size that show the same share it."""
        key = (place.width, place.height, place.white, layout)
        if key not in self._shown:
            known = self._selection.drawn
            body, used = known.get(key, (b"", set()))
            if not body:
                content, resources, used = self._set(place, layout)  # which may bring a font, and number it
                body = appearance(place, content, resources)
                if isinstance(layout, Layout):
                    if len(known) >= REMEMBERED:
                        known.clear()
                    known[key] = body, used
            self.objects[self.next] = body
            self._used |= used
            self._shown[key] = self.next
            self.next += 1
        return self._shown[key]

    def _set(self, place: Place, layout: Layout | ShapedLayout) -> tuple[str, str, set[int]]:
        """Return the operators that set a text, the fonts that it needs, and their places."""
        own = self._letters.fonts
        more: dict[int, int] = {}
        if isinstance(layout, Layout):
            content, used = operators(layout, self._letters)
        elif self._shaper:
            content, used = self._shaper.operators(layout, place)
            more, self.next = self._shaper.numbered(used, self.next)
        fonts = "".join([f"/F{at} {more.get(at) or own[at]['number']} 0 R" for at in sorted(used)])
        return content, f"/Font<<{fonts}>>", used


def is_wide(part: PackPart) -> bool:
    """Return whether the pages of a part are wider than they are high."""
    left, bottom, right, top = map(float, part["media"].strip("[]").split())
    return right - left > top - bottom
