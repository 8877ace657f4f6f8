"""The filler in the browser makes the copy that the command makes, byte for byte, and draws what our fonts lack."""

from __future__ import annotations

import base64
import copy
import hashlib
import io
import json
import random
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from macros import paper, reading
from macros.errors import NotText, UnsupportedText
from macros.paper import Pack, PackName
from macros.paper.fill.squeeze import squeezed
from macros.paper.fill.text import letters_of
from tests.browser.test_roster import made
from tests.conftest import ROOT
from tests.paper.structure import problems, text_values
from tests.paper.viewers import VIEWERS, darkness, rectangles

Case = dict[str, Any]
"""What is asked of the filler, as JSON: parts, for both sides or not, with values and ticks, or with people; whether to
draw."""

OPEN = """
async ([folder, pdf, map, end, more]) => {
  const [{ Pack }, { fill, merge }, { NotText, UnsupportedText }, { drawPictures }] = await Promise.all(
    ["pack", "copy", "errors", "picture"].map((name) => import(`${folder}pdf/${name}.mjs`)),
  );
  const short = Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0));
  const long = new Uint8Array(short.length + more).fill(32);
  long.set(short.subarray(0, end));
  long.set(short.subarray(end), end + more);
  const pack = new Pack(long, JSON.parse(map));
  await pack.unpack();
  globalThis.pack = pack;
  globalThis.answer = async ({ drawn, ...wanted }) => {
    try {
      for (const each of drawn ? (wanted.people ?? [wanted]) : []) {
        each.picture = await drawPictures(pack, { parts: wanted.parts, values: each.values });
      }
      const { pdf, moved, cut } = wanted.people ? merge(pack, wanted) : fill(pack, wanted);
      return { pdf: new Uint8Array(await new Blob(pdf).arrayBuffer()), moved, cut };
    } catch (error) {
      if (error instanceof UnsupportedText) return { missing: error.missing, message: error.message };
      if (error instanceof NotText) return { fields: error.fields, message: error.message };
      if (error instanceof RangeError) return { refused: error.message };
      throw error;
    }
  };
}
"""
DIGEST = """
async (cases) => {
  const answers = [];
  for (const wanted of JSON.parse(cases)) {
    const { pdf, moved, cut, missing, refused } = await answer(wanted);
    const digest = pdf && [...new Uint8Array(await crypto.subtle.digest("SHA-256", pdf))];
    answers.push({ pdf: digest, moved, cut, missing, refused });
  }
  return JSON.stringify(answers);
}
"""
WHOLE = """
async (wanted) => {
  const made = await answer(JSON.parse(wanted));
  const signs = made.pdf && Array.from(made.pdf, (byte) => String.fromCharCode(byte));
  return JSON.stringify({ ...made, pdf: signs && btoa(signs.join("")) });
}
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A pack of the project's own, with every card and worksheet."""
    return paper.open_pack(reading.load(ROOT), PackName("panel-day", "letter"), cache=ROOT / ".cache")


@pytest.fixture(scope="module")
def bare(browser: Browser, handmade: str, scripts: str, pack: Pack) -> Iterator[Page]:
    """A page that does nothing by itself, with the pack opened in it."""
    page = browser.new_page()
    page.goto(f"{handmade}page.css")
    page.evaluate(OPEN, sent(scripts, pack))
    yield page
    page.close()


def sent(scripts: str, pack: Pack, end: int = 0, more: int = 0) -> list[str | int]:
    """Return the pack as it is sent to a page, which puts so many spaces where they are left out here."""
    pdf = pack.pdf[:end] + pack.pdf[end + more :]
    return [scripts, base64.b64encode(pdf).decode(), json.dumps(pack.map), end, more]


def answers_there(page: Page, cases: list[Case]) -> list[Case]:
    """Return what the browser answers: the digest of each PDF, what moved and was cut, or what it refused."""
    # As JSON in ASCII, so that halves of characters arrive as they are.
    answers: list[Case] = json.loads(page.evaluate(DIGEST, json.dumps(cases)))
    return [{**each, "pdf": bytes(each["pdf"]).hex()} if "pdf" in each else each for each in answers]


def answer_here(pack: Pack, case: Case) -> Case:
    """Return what Python answers, in the same form."""
    try:
        sides = {"both_sides": case["bothSides"]} if "bothSides" in case else {}
        if "people" in case:
            people = [(each["values"], each["ticks"]) for each in case["people"]]
            made_here = paper.merge(pack, people, case["parts"], **sides)
        else:
            made_here = paper.fill(pack, case["parts"], case["values"], case["ticks"], **sides)
    except UnsupportedText as error:
        return {"missing": error.missing}
    except ValueError as error:
        if type(error) is not ValueError:
            raise  # a mistake of ours, not of the caller
        return {"refused": str(error)}
    return {
        "pdf": hashlib.sha256(made_here.pdf).hexdigest(),
        "moved": list(made_here.moved),
        "cut": list(made_here.cut),
    }


def made_there(page: Page, case: Case) -> Case:
    """Return the browser's answer with the PDF itself."""
    answer: Case = json.loads(page.evaluate(WHOLE, json.dumps(case)))
    return {**answer, "pdf": base64.b64decode(answer["pdf"])} if "pdf" in answer else answer


# ------------------------------------------------------------------------------------------------- the same in both

PIECES = (
    *(
        "q\u0301",
        "i\u0323\u0301",
        "J\u0302",
        "ə\u0301",
        "x\u0327\u0308",
        "ɨ\u0301",
        "Я\u0301",
        "o\u0328\u0301\u0304",
        "Ḿ\u0323",
    ),
    *("q\u0323\u0307" * 40, "Ж\u0301" * 50 + " ", "ǘ", "Ẩ", "ʼ"),
    *("Zoë Łukasz", "Nguyễn", "Γιώργος", "Сергей", "e\u0301", "A\u030a", "ﬁ", "…", "“ – ”", "12 %", "a\u00a0b"),
    *("(", ")", "((", "\\", "\\)", "<", ">", "/V", "]", "$&", "$1", "${x}", "4 0 R", "endstream", "/AS/Off/V/Off"),
    *("\n", "\r", "\r\n", "\n\r", "\n\n\n", "\x0b", "\x0c", "\x85", "\t", "\x00", "\x1b", "\x7f", "\x9f", "\ud800"),
    *(" ", "  ", " " * 90, "a", "W" * 70, "word " * 60, "supercalifragilistic" * 9, "i" * 300 + " ", "long \n" * 30),
)
RARE = (
    *(
        "王小明",
        "🙂",
        "👩\u200d👩\u200d👧",
        "محمد",
        "नमस्ते",
        "\u202e",
        "\u200e",
        "\ufeff",
        "\u00ad",
        "\uffff",
        "\U0010ffff",
    ),
    *(
        "1\u0323\u0307",
        "\u0301",
        "\n\u0301",
        "é\u0315\u0334\u0301",
        "\u1100\u1161",
        "\u2028",
        "\u2029",
        "\ud83d",
        "\ude42",
        "\udfff\ud800",
        "\ufe0f",
    ),
)
STRANGE = ("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "", "nobody", "people", "name.", "0")


@st.composite
def cases(draw: st.DrawFn, pack: Pack, most: int = 1) -> Case:
    """Return a choice of parts, and what one person or several typed and ticked there, or what nobody would."""
    some = st.lists(st.sampled_from(list(pack.parts)), min_size=1, max_size=6)
    parts = draw(some if most > 1 else st.one_of(st.none(), some, some, some))
    fields, boxes = sorted(pack.fields_of(parts)), sorted(pack.fields_of(parts, ticks=True))
    known = st.text(st.sampled_from(sorted(chr(each) for each in letters_of(pack).glyphs)), max_size=9)
    usual = st.lists(st.sampled_from(PIECES) | known, max_size=6).map("".join)
    odd = st.lists(st.sampled_from(PIECES + RARE) | st.text(st.characters(), max_size=5), max_size=5).map("".join)
    long = usual.map(lambda text: f"{text} {'words ' * 1_300}")
    written = st.sampled_from(range(40)).flatmap(lambda at: long if at < 2 else odd if at < 20 else usual)
    others = st.sampled_from([*STRANGE, *pack.fields_of(), *pack.fields_of(ticks=True)])
    names = st.one_of(*[st.sampled_from(each) for each in (fields, fields, ["name", "more"]) if each], others)
    values = st.dictionaries(names, written, max_size=5)
    ticks = st.lists((st.sampled_from(boxes) if boxes else st.nothing()) | others, max_size=6)
    people = st.lists(st.fixed_dictionaries({"values": values, "ticks": ticks}), min_size=1, max_size=most)
    who = draw(people)
    sheets = {"parts": parts, "bothSides": len(str(who)) % 2 == 0}
    return {**sheets, "people": who} if most > 1 else {**sheets, **who[0]}


def differing(page: Page, pack: Pack, asked: list[Case]) -> list[str]:
    """Return the cases in which the two do not answer the same, after checking that the cases are hard enough."""
    there = answers_there(page, asked)
    for key in ("pdf", "moved", "cut", "missing"):
        assert sum(bool(each.get(key)) for each in there) >= 3, f"too few cases have {key}"
    both = zip(asked, there, strict=True)
    return [ascii((case, answer)) for case, answer in both if answer != answer_here(pack, case)]


def test_every_copy_is_the_same_in_both(pack: Pack, bare: Page) -> None:
    """Whatever is typed and chosen: identical bytes, and the same is said of them, or the same is refused."""
    assert differing(bare, pack, made(cases(pack), 400)) == []


def test_copies_in_one_pdf_are_the_same_in_both(pack: Pack, bare: Page) -> None:
    """Several people's copies in one file, numbered anew, with one that is refused or moved now and then."""
    assert differing(bare, pack, made(cases(pack, most=3), 200)) == []


def end_of_base(pack: Pack) -> int:
    """Return where what all parts share ends in a pack."""
    return pack.chunks["base"]["at"][2]


def longer(pack: Pack, more: int) -> Pack:
    """Return a pack in which so much room is left after what every copy has."""
    map_ = copy.deepcopy(pack.map)
    chunks = map_["chunks"]
    end = end_of_base(pack)
    for chunk in chunks:
        start, middle, last = chunk["at"]
        before = 0 if chunk["id"] == "base" else more
        chunk["at"] = start + before, middle + before, last + more
    pdf = pack.pdf[:end] + b" " * more + pack.pdf[end:]
    return Pack(pdf, {**map_, "length": len(pdf), "crc32": zlib.crc32(pdf)})


@pytest.mark.parametrize(("more", "wide"), [(0, 2), (1 << 16, 3), (1 << 24, 4)])
def test_a_file_of_any_length_is_the_same_in_both(
    browser: Browser, handmade: str, scripts: str, pack: Pack, more: int, wide: int
) -> None:
    """Where objects stand is written in two bytes, or three or four in a long file; readers find them."""
    long, page = longer(pack, more), browser.new_page()
    page.goto(f"{handmade}page.css")
    page.evaluate(OPEN, sent(scripts, long, end_of_base(pack), more))
    people: list[Case] = [{"values": {"name": f"Person {at}"}, "ticks": []} for at in range(1 if wide == 2 else 2)]
    asked: list[Case] = [{"parts": ["checklist"], **people[0]}, {"parts": ["checklist"], "people": people}]
    assert answers_there(page, asked) == [answer_here(long, each) for each in asked]
    page.close()
    pdf = paper.merge(long, [(each["values"], ()) for each in people], ["checklist"]).pdf
    assert len(pdf) > more
    assert b"/W[1 %d 2]" % wide in pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2 * len(people)
        assert "/Btn" in {str(each.get("/FT")) for each in opened.pages[-1].Annots}


@pytest.mark.parametrize("seed", range(3))
def test_our_deflate_is_the_same_in_both_and_every_zlib_reads_it(bare: Page, scripts: str, seed: int) -> None:
    """Pieces of any length, said again near and far, right up to the window's edge: the same bytes, and all of them."""
    chance = random.Random(seed)
    known = [chance.randbytes(chance.choice([1, 3, 4, 5, 17, 258, 259, 260, 261, 262, 516, 900])) for _ in range(40)]
    pieces = [
        chance.choice([*known, chance.randbytes(chance.randint(0, 9)), b"<</Type/Annot 0 R"]) for _ in range(1_500)
    ]
    pieces += [bytes(20_000), b"again", bytes(12_700), b"again", bytes(range(256)) * 200, b"again"]
    packed = squeezed(pieces)
    assert zlib.decompress(packed) == b"".join(pieces)
    there = bare.evaluate(
        """async ([folder, pieces]) => {
          const { squeezed } = await import(`${folder}pdf/squeeze.mjs`);
          return Array.from(squeezed(pieces));
        }""",
        [scripts, [piece.decode("latin-1") for piece in pieces]],
    )
    assert bytes(there) == packed


def test_a_book_in_a_field_is_the_same_in_both(pack: Pack, bare: Page) -> None:
    """Pasted into a field of one line, of several, and into the notes: the copy is made, and it is said to be cut."""
    for text in ("It was a dark night. " * 10_000, "ab\n" * 70_000, "x" * 200_000):
        case = {"parts": ["people", "notes"], "values": {"people.person-1.name": text, "name": text}, "ticks": []}
        (answer,) = answers_there(bare, [case])
        assert answer == answer_here(pack, case)
        assert "people.person-1.name" in answer["cut"]


def test_a_book_is_measured_for_a_page_in_the_browser_too(bare: Page, scripts: str) -> None:
    """What is worked out for 210,000 characters is for those that may show."""
    measure = """async (folder) => {
      const { layOut } = await import(`${folder}pdf/layout.mjs`);
      let measured = 0;
      const width = (text) => ((measured += text.length), 500 * text.length);
      const place = { number: 1, width: 200_000, height: 60_000, size: 1000, lines: 1, white: 0 };
      const { fits } = layOut("It was a dark night. ".repeat(10_000), place, width, (text) => [...text]);
      return [fits, measured];
    }"""
    fits, measured = bare.evaluate(measure, scripts)
    assert not fits
    assert measured < 210_000 // 50


def test_every_part_is_the_same_in_both(pack: Pack, bare: Page) -> None:
    """Each part alone, and all together, with every field written and every box ticked."""
    values = {name: f"Zoë ({name})\r\nand \\ more" for name in pack.fields_of()}
    ticks = list(pack.fields_of(ticks=True))
    for parts in [*([part] for part in pack.parts), list(pack.parts)[::-1], None]:
        case = {"parts": parts, "values": values, "ticks": ticks}
        assert answers_there(bare, [case]) == [answer_here(pack, case)], parts
        there = bare.evaluate("(parts) => [pack.fieldsOf(parts ?? undefined), pack.fieldsOf(parts, true)]", parts)
        assert there == [pack.fields_of(parts), pack.fields_of(parts, ticks=True)]


def test_a_name_that_every_object_has_does_nothing(bare: Page) -> None:
    """A field called __proto__ or toString is one that is not there."""
    hostile = {"parts": ["checklist"], "values": dict.fromkeys(STRANGE, "x"), "ticks": STRANGE}
    empty: Case = {"parts": ["checklist"], "values": {}, "ticks": []}
    one, other = answers_there(bare, [hostile, empty])
    assert one == other
    with_people = [{"parts": ["checklist"], "people": [each]} for each in (hostile, empty)]
    one, other = answers_there(bare, with_people)
    assert one == other


def test_half_a_character_is_dropped_in_both(pack: Pack, bare: Page) -> None:
    """What is left of an emoji that was cut in two goes as control characters do, also where nothing shows the name."""
    for parts in (["checklist"], ["card-meal"]):
        for name in ("Zoë\ud83d", "\udfff", "\ude42\ud83d"):
            case = {"parts": parts, "people": [{"values": {"name": name}, "ticks": []}]}
            (answer,) = answers_there(bare, [case])
            assert "pdf" in answer
            assert answer == answer_here(pack, case)


def test_mistakes_are_named_in_the_same_words(pack: Pack, bare: Page) -> None:
    """A part that is not there, none at all, nobody at all, and a character that no font has."""
    person: Case = {"values": {}, "ticks": []}
    wrong = [{"parts": parts, **person} for parts in (["toString"], [], ["checklist", "\U0001f642", "\uffff"])]
    wrong += [{"parts": None, "people": []}]
    answers = answers_there(bare, wrong)
    assert answers == [answer_here(pack, case) for case in wrong]
    assert all("refused" in answer for answer in answers)
    values = {"name": "王 Zoë \u200e", "employer": "\U0001f642"}
    with pytest.raises(UnsupportedText) as refused:
        paper.fill(pack, ["checklist"], values)
    assert made_there(bare, {"parts": ["checklist"], "values": values})["message"] == str(refused.value)


@pytest.mark.parametrize("value", [42, None, ["Zoe"], {"a": 1}])
def test_what_is_no_text_is_refused_in_the_same_words(pack: Pack, bare: Page, value: Any) -> None:
    """Whatever is in a plan that somebody has changed by hand: the field is named, and nothing is drawn or made."""
    values: Any = {"name": "王", "employer": value, "date": value, "people.person-1.name": value}
    with pytest.raises(NotText) as refused:
        paper.fill(pack, ["checklist"], values)
    for drawn in (False, True):
        answer = made_there(bare, {"parts": ["checklist"], "values": values, "drawn": drawn})
        assert answer == {"fields": ["date", "employer"], "message": str(refused.value)}
    with pytest.raises(NotText) as refused:
        paper.merge(pack, [({"name": value}, ())], ["card-meal"])
    people = [{"values": {"name": value}, "ticks": [42, None]}]
    assert made_there(bare, {"parts": ["card-meal"], "people": people})["message"] == str(refused.value)


@pytest.mark.parametrize("wrong", [{"crc32": 0}, {"length": 0}])
def test_a_map_of_another_pack_is_refused(bare: Page, scripts: str, pack: Pack, wrong: Mapping[str, int]) -> None:
    """A map beside the wrong PDF would write rubbish."""
    address, pdf, *_ = sent(scripts, pack)
    refused = """async ([folder, pdf, map]) => {
        const { Pack } = await import(`${folder}pdf/pack.mjs`);
        try {
            return new Pack(Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0)), map);
        } catch (error) {
            return String(error);
        }
    }"""
    message = bare.evaluate(refused, [address, pdf, {**pack.map, **wrong}])
    assert message == "RangeError: This map is not of this pack."


def test_what_was_not_unpacked_cannot_be_filled(bare: Page, scripts: str, pack: Pack) -> None:
    """Parts are unpacked as they are needed, with the notes at the back; a copy of others says what is missing."""
    found = bare.evaluate(
        """async ([folder, pdf, map]) => {
            const [{ Pack }, { fill }] = await Promise.all(
                ["pack", "copy"].map((name) => import(`${folder}pdf/${name}.mjs`)),
            );
            const pack = new Pack(Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0)), JSON.parse(map));
            await Promise.all([pack.unpack(["people"]), pack.unpack(["people"])]);
            const { moved } = fill(pack, { parts: ["people"], values: { "people.person-1.name": "long ".repeat(99) } });
            try {
                fill(pack, { parts: ["people", "checklist"] });
            } catch (error) {
                return [moved, error.message];
            }
        }""",
        sent(scripts, pack),
    )
    assert found == [["people.person-1.name"], "A part of this pack was not unpacked."]


def test_copies_made_in_the_browser_are_sound(pack: Pack, bare: Page, tmp_path: Path) -> None:
    """PDF/UA-1, qpdf and the audit find nothing wrong, and pypdf reads back exactly what was typed."""
    typed = {"name": "Zoë Łukasz (née \\Ōno)", "employer": "Müller & Søn", "notes-meal": "one\ntwo  three\n\n(four"}
    long = {"people.person-1.name": "A line that goes on and on about vans. " * 9, "people.person-2.name": "Dana"}
    chosen = [["checklist"], ["cover", "card-meal"], ["people"], ["people", "checklist", "notes"], None]
    for at, parts in enumerate(chosen):
        for values in (typed, typed | long) if parts else (typed | long,):
            there = pack.fields_of(parts)
            answer = made_there(bare, {"parts": parts, "values": values, "ticks": ["ask-format"]})
            assert problems(tmp_path / f"{at}.pdf", answer["pdf"]) == [], parts
            found = text_values(answer["pdf"])
            assert found == {**{name: values[name] for name in values if name in there}, **only(found, "more")}
            assert bool(answer["moved"]) == ("more" in found)
    people = [{"values": {**typed, **long, "name": name}, "ticks": []} for name in ("Zoë", "Łukasz")]
    answer = made_there(bare, {"parts": ["checklist", "people"], "people": people})
    assert problems(tmp_path / "merged.pdf", answer["pdf"]) == []
    found = text_values(answer["pdf"])
    assert [found["copy-1.name"], found["copy-2.name"]] == ["Zoë", "Łukasz"]
    assert found["copy-2.people.person-1.name"] == long["people.person-1.name"]


def only(values: Mapping[str, str], name: str) -> dict[str, str]:
    return {name: values[name]} if name in values else {}


# -------------------------------------------------------------------------------------------------------- pictures

SCRIPTS = {
    "Hebrew": "דן כהן",
    "Arabic": "محمد عبد الله",
    "Georgian": "გამარჯობა",
    "Chinese": "王小明",
    "Devanagari": "क्षत्रिय नमस्ते",
    "Thai": "สวัสดี",
}
NOWHERE = "\U00011f04\U0001e290\ue123\U0010ffff"
"""Kawi, Toto, a private character and none at all: no font of an ordinary machine has them."""


@pytest.fixture(scope="module")
def drawable(bare: Page, pack: Pack) -> dict[str, str]:
    """What the machine's fonts show and ours do not: every machine with a browser has some of it."""
    drawable = {}
    for script, text in SCRIPTS.items():
        lacking = "".join(sorted({each for each in text if ord(each) not in letters_of(pack).glyphs}))
        if not lacking:
            continue
        (answer,) = answers_there(bare, [{"parts": ["checklist"], "values": {"name": f"{text} Zoë"}, "drawn": True}])
        if "pdf" in answer:
            drawable[script] = text
        else:
            assert answer == {"missing": {"name": lacking}}, "a script is shown whole, or refused by its characters"
    assert drawable
    return drawable


def test_what_our_fonts_lack_is_drawn(bare: Page, drawable: dict[str, str], pack: Pack, tmp_path: Path) -> None:
    """A name in any script of the system's fonts shows in three engines; the field keeps it, and all is accessible."""
    for script, text in drawable.items():
        values = {"name": f"{text} Zoë", "employer": "Müller & Søn"}
        answer = made_there(bare, {"parts": ["checklist"], "values": values, "drawn": True})
        path = tmp_path / f"{script}.pdf"
        assert problems(path, answer["pdf"]) == []
        assert text_values(answer["pdf"]) == values
        assert [answer["moved"], answer["cut"]] == [[], []]
        assert len(answer["pdf"]) < len(paper.fill(pack, ["checklist"], {"employer": "Müller & Søn"}).pdf) + 5_000
        for view in VIEWERS.values():
            image = view(path)
            dark = {name: darkness(image, rect) for name, rect in rectangles(path).items()}
            assert dark["name"] > 60
            assert sum(dark[name] for name in dark.keys() - values.keys()) == 0
    refused = answers_there(bare, [{"parts": ["checklist"], "values": {"name": text}} for text in drawable.values()])
    assert all("missing" in answer for answer in refused), "only who asks for pictures gets them"


def test_a_picture_stands_where_text_would(bare: Page, drawable: dict[str, str], tmp_path: Path) -> None:
    """It has the size of the type around it, on the same line, at the side where its script begins."""
    for script, text in drawable.items():
        path = tmp_path / f"{script}.pdf"
        values = {"name": text, "employer": "Hamburg"}
        path.write_bytes(made_there(bare, {"parts": ["checklist"], "values": values, "drawn": True})["pdf"])
        left, low, right, high = rectangles(path)["name"]
        middle = (left + right) / 2
        for view in VIEWERS.values():
            image = view(path)
            halves = [darkness(image, each) for each in ((left, low, middle, high), (middle, low, right, high))]
            assert (halves[0] > halves[1]) == (script not in ("Hebrew", "Arabic"))
            assert darkness(image, (left, low, right, low + 4)) == 0


def test_a_long_picture_is_wrapped_and_goes_on_at_the_back(
    bare: Page, drawable: dict[str, str], pack: Pack, tmp_path: Path
) -> None:
    """It is set on several lines where there are some; what does not fit stands whole at the back, as a picture too."""
    script, text = next(iter(drawable.items()))
    name = "people.person-1.name"
    values = {name: f"{text} " * 12, "people.person-2.name": "long " * 50, "employer": "Müller & Søn"}
    answer = made_there(bare, {"parts": ["people"], "values": values, "drawn": True})
    assert [answer["moved"], answer["cut"]] == [[name, "people.person-2.name"], []]
    assert problems(tmp_path / "front.pdf", answer["pdf"]) == []
    found = text_values(answer["pdf"])
    assert found == {**values, "more": "\n\n".join(f"{pack.words[each]}:\n{values[each]}" for each in answer["moved"])}
    back = tmp_path / "back.pdf"
    with pymupdf.open(tmp_path / "front.pdf") as document:
        document.delete_page(0)
        document.save(back)
    left, _, right, high = rectangles(back)["more"]
    for view in VIEWERS.values():
        image = view(back)
        lines = [(left, high - 16 - down, right, high - down) for down in (2, 16, 44)]
        assert all(darkness(image, line) > 40 for line in lines), script


def test_a_picture_longer_than_any_paper_is_noted(bare: Page, drawable: dict[str, str], tmp_path: Path) -> None:
    """The field keeps all of it, and the caller hears that paper does not show it."""
    text = f"{next(iter(drawable.values()))} " * 2_400
    answer = made_there(bare, {"parts": ["notes"], "values": {"more": text}, "drawn": True})
    assert [answer["moved"], answer["cut"]] == [[], ["more"]]
    assert text_values(answer["pdf"]) == {"more": text}
    assert len(answer["pdf"]) < 400_000


def test_copies_in_one_pdf_have_their_pictures(bare: Page, drawable: dict[str, str], tmp_path: Path) -> None:
    """Each person's name is drawn in their own copy."""
    names = [*drawable.values(), "Zoë"]
    people = [{"values": {"name": name}, "ticks": []} for name in names]
    answer = made_there(bare, {"parts": ["checklist"], "people": people, "drawn": True})
    assert problems(tmp_path / "merged.pdf", answer["pdf"]) == []
    assert list(text_values(answer["pdf"]).values()) == names
    assert answer["pdf"].count(b"/ImageMask true") == len(drawable) + 1  # with the code in the foot of all


def test_what_joins_and_turns_letters_stays_where_it_matters(bare: Page, drawable: dict[str, str]) -> None:
    """What nobody sees goes from a name in our letters; in a script that is drawn it decides how letters look."""
    drawn = f"{next(iter(drawable.values()))}\u200c\u200d\u200f!"
    values = {"name": f"\ufeff{drawn}\x00", "employer": "Müller\u200c & Søn\u200f"}
    answer = made_there(bare, {"parts": ["checklist"], "values": values, "drawn": True})
    assert text_values(answer["pdf"]) == {"name": drawn, "employer": "Müller & Søn"}


def test_what_no_font_has_is_never_drawn(bare: Page) -> None:
    """A box says nothing: what even the system's fonts lack is refused by field and character."""
    values = {"name": f"Zoë {NOWHERE}", "employer": "Müller"}
    answer = made_there(bare, {"parts": ["checklist"], "values": values, "drawn": True})
    assert answer["missing"] == {"name": "".join(sorted(NOWHERE))}
    assert "Your name: " in answer["message"]
    assert "U+E123" in answer["message"]


@pytest.mark.parametrize("given", ["(at * 7919) % 256", "255"], ids=["noise", "white"])
def test_a_browser_that_hides_what_it_draws_is_not_believed(
    browser: Browser, handmade: str, scripts: str, pack: Pack, given: str
) -> None:
    """Against tracking, some give noise or white instead of a picture. Then nothing is drawn."""
    page = browser.new_page()
    page.goto(f"{handmade}page.css")
    page.evaluate(
        """(given) => {
            const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
            OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...where) {
                return { data: read.apply(this, where).data.map(new Function("_", "at", `return ${given}`)) };
            };
        }""",
        given,
    )
    page.evaluate(OPEN, sent(scripts, pack))
    (answer,) = answers_there(page, [{"parts": ["checklist"], "values": {"name": "דן Zoë"}, "drawn": True}])
    assert answer == {"missing": {"name": "דן"}}
    page.close()


def test_a_worker_makes_the_same(bare: Page, scripts: str, pack: Pack, drawable: dict[str, str]) -> None:
    """Beside the page, where the desk works, copies and pictures are the same bytes."""
    case = {"parts": ["checklist"], "values": {"name": next(iter(drawable.values()))}, "drawn": True}
    there = bare.evaluate(
        """async ([sent, open, digest, cases]) => {
            const code = `onmessage = async ({ data: [sent, cases] }) => {
                await (${open})(sent);
                postMessage(await (${digest})(cases));
            };`;
            const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
            const worker = new Worker(address, { type: "module" });
            worker.postMessage([sent, cases]);
            const answer = await new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
            worker.terminate();
            return answer;
        }""",
        [sent(scripts, pack), OPEN, DIGEST, json.dumps([case])],
    )
    assert there == bare.evaluate(DIGEST, json.dumps([case]))
    assert "pdf" in json.loads(there)[0]
