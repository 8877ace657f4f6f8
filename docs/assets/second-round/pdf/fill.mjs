// Owns how a personal PDF is linked from a pack: parts chosen, text set in fields, boxes ticked; refuses to render.
//
// macros/paper/fill.py is the same in Python, in the same order and with the same names, and says what a pack is. Both
// write the same bytes, and tests/browser/test_fill.py holds them to it. Change both.
//
// Units: widths of glyphs are thousandths of an em, type sizes hundredths of a point, all other lengths thousandths of
// a point. Objects are strings of bytes: each character is one byte.

import { crc32 } from "./crc32.mjs";

/**
 * @typedef {object} Part what the map says of a part
 * @property {string} id
 * @property {string} label
 * @property {string} title
 * @property {number} first
 * @property {number} end
 * @property {number} pages
 * @property {string} media
 * @property {number[]} sections
 * @property {number} leaf
 * @property {number} key
 * @property {number} outline
 * @property {(number | string)[]} fields
 */
/**
 * @typedef {object} Chunk
 * @property {string} id
 * @property {[number, number, number]} at
 * @property {[number, number][]} direct
 * @property {number} container
 * @property {[number, number][]} packed
 */
/**
 * @typedef {object} PackMap the JSON beside a pack, as it was parsed
 * @property {number} length
 * @property {number} crc32
 * @property {string} title
 * @property {string} id
 * @property {number} size
 * @property {number} keys
 * @property {string} form
 * @property {string} info
 * @property {[string, string]} xmp
 * @property {Record<string, number>} ids
 * @property {Record<string, number>} heading
 * @property {Chunk[]} chunks
 * @property {Part[]} parts
 * @property {{number: number, chunk: string, runs: [number, number, number[]][]}[]} fonts
 * @property {Record<string, {words: string, tick: boolean, at: number[][]}>} fields
 * @property {MarksMap} marks
 */
/**
 * @typedef {object} MarksMap what `macros/paper/marks.py` tells
 * @property {number} [font]
 * @property {Record<string, number[][]>} [forms]
 * @property {[number, number[]][][]} [bases]
 * @property {Record<string, [number, number]>} [undotted]
 */
/**
 * @typedef {object} Copy a personal PDF, and what a careful person would tell about it
 * @property {Uint8Array} pdf
 * @property {string[]} moved fields whose text did not fit, and stands whole on the notes page at the back
 * @property {string[]} cut fields whose text does not show whole anywhere on paper; the field keeps all of it
 */
/** @typedef {{values?: Record<string, string>, ticks?: Iterable<string>}} Person text by field name; boxes to tick */
/**
 * @typedef {object} Place where a value is shown
 * @property {number} number of its object
 * @property {number} width
 * @property {number} height
 * @property {number} size of the type
 * @property {number} lines whether lines follow
 * @property {number} white whether it covers lines
 */
/**
 * @typedef {object} Layout
 * @property {string[]} lines
 * @property {number} size
 * @property {number} first the first baseline, from the bottom
 * @property {number} leading
 * @property {boolean} fits
 */
/**
 * @typedef {object} Drawing a text as a picture in black and white, and where it stands in its field
 * @property {boolean} fits
 * @property {[number, number, number, number]} box left, bottom, width and height
 * @property {number} columns
 * @property {number} rows
 * @property {Uint8Array} data the dots, as a fax sends them (CCITT group 4)
 */
/**
 * @callback Picture draws the text of a field that the pack's fonts cannot show, or returns what it cannot draw either
 * @param {string} text
 * @param {Place} place
 * @param {string} lacking the characters of the text that the fonts cannot show
 * @returns {Drawing | string}
 */
/** @typedef {Map<number, string>} Objects by number */
/** @typedef {Map<number, [number, number, number]>} Glyphs by character: the font's place, the glyph, its width */
/** @typedef {[number, number, number, number, number]} Drawn font's place, glyph, its width, how far right and up */
/** @typedef {[number, number, number]} Row of the table of objects: its kind, where the object is, its place there */
/** @typedef {{blocks: Uint8Array[], rows: Row[], length: number}} Linked */

export const PAD = 2000; // Between the edge of a field and its text.

// The smallest type on one line, the smallest on several, and by how much it shrinks at a time.
const [LEAST_LINE, LEAST_LINES, STEP] = [700, 800, 50];

const ELLIPSIS = "…";

// The part at the back, and its field, on which text goes on that does not fit where it belongs.
const [NOTES, MORE] = ["notes", "more"];

const HEADER = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

const { floor, max } = Math;

/** Somebody typed a character that no font at hand can show right. Its message is fit to be shown. */
export class UnsupportedText extends Error {
  /**
   * @param {Record<string, string>} missing the characters, by the name of the field
   * @param {Record<string, string>} words what a person would call each field
   */
  constructor(missing, words) {
    const told = Object.entries(missing).map(([name, characters]) => `${words[name]}: ${characterList(characters)}`);
    super(`No font at hand shows this right. ${told.join("; ")}.`);
    this.name = "UnsupportedText";
    this.missing = missing;
  }
}

/** Each with its code, because some cannot be seen, and some cannot be told apart. @param {string} characters */
function characterList(characters) {
  const told = [...characters].map((each) => {
    return `${/[\p{C}\p{Z}]/u.test(each) ? "" : each} (U+${hex(code(each), 4)})`.trim();
  });
  return told.join(", ");
}

/** How marks are set on letters: what the map tells, with the glyphs of the pack. */
class Marks {
  /**
   * @param {MarksMap} map
   * @param {Glyphs} glyphs
   */
  constructor({ font = 0, forms = {}, bases = [], undotted = {} }, glyphs) {
    this.glyphs = glyphs;
    this.font = font;
    this.forms = new Map(Object.entries(forms).map(([mark, each]) => [Number(mark), each]));
    this.bases = bases.map(pointsOf);
    this.undotted = new Map(Object.entries(undotted).map(([letter, glyph]) => [Number(letter), glyph]));
    const marks = String.fromCodePoint(...this.forms.keys());
    this.piece = new RegExp(marks ? `.[${marks}]*` : ".", "gsu");
  }

  /** @param {string} character */
  has(character) {
    return this.forms.has(code(character));
  }

  /** A text in pieces that must not be torn: each a character and the marks on it. @param {string} text */
  pieces(text) {
    return text.match(this.piece) ?? [];
  }

  /**
   * How a letter and the marks on it are drawn; nothing where a mark has no place.
   *
   * The letter comes first. How far each is drawn to the right and up is told from where the letter begins.
   * @param {string} piece
   * @returns {Drawn[]}
   */
  drawn(piece) {
    const [letter, ...marks] = [...piece.normalize("NFD")].map(code);
    const glyph = this.glyphs.get(letter);
    if (!glyph || this.forms.has(letter)) return [];
    /** @type {Map<number, [number, number]>} */
    const places = new Map();
    for (const [kind, points] of this.bases.entries()) {
      const point = points.get(letter);
      if (point) places.set(kind, point);
    }
    /** @type {Drawn[]} */
    const drawn = [[...glyph, 0, 0]];
    for (const mark of marks) {
      const form = (this.forms.get(mark) ?? []).find(([kind]) => places.has(kind));
      if (!form) return [];
      const [kind, glyph, x, y, ...following] = form;
      const place = places.get(kind) ?? [0, 0];
      const [right, up] = [place[0] - x, place[1] - y];
      drawn.push([this.font, glyph, 0, right, up]);
      const undotted = this.undotted.get(letter);
      if (kind === 0 && undotted) drawn[0] = [this.font, ...undotted, 0, 0];
      places.delete(kind);
      if (following.length) places.set(kind, [right + following[0], up + following[1]]);
    }
    return drawn;
  }
}

/** A pack and its map. Copies can be made of those parts that were unpacked. */
export class Pack {
  /**
   * @param {Uint8Array} pdf
   * @param {PackMap} map
   * @returns {Promise<Pack>}
   * @throws {RangeError} where the two do not belong together
   */
  static async open(pdf, map) {
    if (pdf.length !== map.length || crc32(pdf) !== map.crc32) throw new RangeError("This map is not of this pack.");
    return new Pack(pdf, map);
  }

  /** For `open`. @param {Uint8Array} pdf @param {PackMap} map */
  constructor(pdf, map) {
    this.pdf = pdf;
    this.map = map;
    this.parts = new Set(map.parts.map((part) => part.id));
    /** What a person would call each field. */
    this.words = Object.fromEntries(Object.entries(map.fields).map(([name, each]) => [name, each.words]));
    /** Every object of every part that was unpacked, as it stands in the pack. @type {Objects} */
    this.texts = new Map();
    this.glyphs = best(map.fonts);
    this.marks = new Marks(map.marks, this.glyphs);
    this.chunks = new Map(map.chunks.map((chunk) => [chunk.id, chunk]));
    /** @type {Map<string, Promise<void>>} */
    this.unpacked = new Map();
    /** @type {Map<string, Linked>} */
    this.linked = new Map();
  }

  /**
   * The text fields (or, with `ticks`, the boxes) of the chosen parts: name to what a person calls it.
   * @param {Iterable<string>} [parts] all of them where none are named
   * @returns {Record<string, string>}
   */
  fieldsOf(parts, ticks = false) {
    const chosen = this.chosen(parts);
    const fields = Object.entries(this.map.fields).filter(
      ([, each]) => each.tick === ticks && each.at.some(([number]) => isIn(chosen, number)),
    );
    return Object.fromEntries(fields.map(([name, each]) => [name, each.words]));
  }

  /**
   * One copy of the chosen parts, in the pack's order; all of them where none are named.
   *
   * What is for a part that was not chosen is left out.
   * @param {object} [wanted]
   * @param {Iterable<string>} [wanted.parts]
   * @param {Record<string, string>} [wanted.values]
   * @param {Iterable<string>} [wanted.ticks]
   * @param {Picture} [wanted.picture]
   * @returns {Copy}
   * @throws {UnsupportedText} with every field that holds a character which nothing at hand can show
   * @throws {RangeError} for a part that is not there, or where none is chosen
   */
  fill({ parts, values = {}, ticks = [], picture } = {}) {
    const filled = new Filled(this, this.chosen(parts), values, new Set(ticks), picture, this.map.size);
    const frame = new Frame(this, filled.title);
    frame.add(filled, filled.outline(this.map.ids.outlines), "");
    const chunks = ["base", ...filled.chosen.map((part) => part.id), ...filled.chunks];
    const objects = new Map([...frame.objects(), ...filled.objects]);
    return { pdf: this.#written(chunks, objects, filled.next, true), moved: filled.moved, cut: filled.cut };
  }

  /**
   * One PDF with a copy for each person, each from the front of a new sheet.
   *
   * The fields of copy 7 hang below `copy-7`, as in `copy-7.name`. Throws as `fill` does, and where there is nobody.
   * @param {object} wanted
   * @param {Iterable<Person>} wanted.people
   * @param {Iterable<string>} [wanted.parts]
   * @param {Picture} [wanted.picture]
   * @returns {Copy}
   */
  merge({ people, parts, picture }) {
    const chosen = this.chosen(parts);
    const used = new Set(["base"]);
    /** @type {Objects} */
    const objects = new Map();
    /** @type {string[]} */
    const moved = [];
    /** @type {string[]} */
    const cut = [];
    /** @type {Map<number, string>} */
    const entries = new Map();
    /** @type {Frame | undefined} */
    let frame;
    let following = this.map.size;
    let count = 0;
    for (const { values = {}, ticks = [] } of people) {
      count += 1;
      const filled = new Filled(this, chosen, values, new Set(ticks), picture, following);
      frame ??= new Frame(this, filled.title);
      following = filled.standAlone(count, frame.keys);
      entries.set(following - 1, filled.entry(Object.hasOwn(values, "name") ? values.name : ""));
      frame.add(filled, [following - 1], `${count}. `);
      if (filled.pages.length % 2) {
        frame.pages.push(following);
        objects.set(following, `<</Type/Page/Parent ${this.map.ids.pages} 0 R${filled.blank}>>`);
        following += 1;
      }
      for (const [number, body] of filled.objects) objects.set(number, body);
      for (const chunk of [...filled.chosen.map((part) => part.id), ...filled.chunks]) used.add(chunk);
      moved.push(...filled.moved.map((name) => `copy-${count}.${name}`));
      cut.push(...filled.cut.map((name) => `copy-${count}.${name}`));
    }
    if (!frame) throw new RangeError("There is nobody to make a copy for.");
    for (const [number, siblings] of siblingsOf([...entries.keys()])) {
      objects.set(number, `<<${entries.get(number)}/Parent ${this.map.ids.outlines} 0 R${siblings}>>`);
    }
    for (const [number, body] of frame.objects()) objects.set(number, body);
    const chunks = [...this.chunks.keys()].filter((each) => used.has(each));
    return { pdf: this.#written(chunks, objects, following, false), moved, cut };
  }

  // ------------------------------------------------------------------------------------------------------- parts

  /**
   * What the map says of each chosen part, in the pack's order.
   * @param {Iterable<string>} [parts]
   */
  chosen(parts) {
    const wanted = new Set(parts ?? this.parts);
    const unknown = [...wanted].filter((part) => !this.parts.has(part));
    if (!wanted.size || unknown.length) {
      const asked = unknown.sort(byCharacter).join(", ") || "none";
      throw new RangeError(`The parts of this pack are ${[...this.parts].join(", ")}; asked for: ${asked}.`);
    }
    return this.map.parts.filter((part) => wanted.has(part.id));
  }

  /**
   * Read the objects of these parts, of all where none are named, and of the page that goes on at the back, once.
   * @param {Iterable<string>} [parts]
   */
  async unpack(parts) {
    const wanted = new Set(this.chosen(parts).map((part) => part.id));
    if (this.parts.has(NOTES)) wanted.add(NOTES);
    for (const part of wanted) this.unpacked.set(part, this.unpacked.get(part) ?? this.#unpack(part));
    await Promise.all([...wanted].map((part) => this.unpacked.get(part)));
  }

  /** Read the objects that stand packed at the end of a part's chunk. @param {string} part */
  async #unpack(part) {
    const [, packed, end] = chunkOf(this, part).at;
    const said = new TextDecoder().decode(this.pdf.subarray(packed, packed + 200));
    const [dictionary, length] = said.match(/^[^]*?\/Length (\d+)>>stream\n/) ?? ["", ""];
    const start = packed + dictionary.length;
    if (!length || start + Number(length) > end) throw new RangeError("This map is not of this pack.");
    const stream = new DecompressionStream("deflate");
    const writer = stream.writable.getWriter();
    const written = writer.write(this.pdf.slice(start, start + Number(length))).then(() => writer.close());
    const [data] = await Promise.all([new Response(stream.readable).text(), written]);
    const head = data.indexOf("\n") + 1;
    const numbers = data.slice(0, head).split(" ").map(Number);
    const offsets = [...numbers.filter((_, at) => at % 2), data.length - head];
    for (const [at, number] of numbers.filter((_, at) => at % 2 === 0).entries()) {
      this.texts.set(number, data.slice(head + offsets[at], head + offsets[at + 1] - 1));
    }
  }

  /**
   * A text as it is drawn: letters that no font has whole are taken apart where their marks can be set.
   * @param {string} text
   */
  apart(text) {
    return Array.from(text, (each) => (this.glyphs.has(code(each)) ? each : this.#apart(each))).join("");
  }

  /** @param {string} character */
  #apart(character) {
    const parts = character.normalize("NFD");
    return lengthOf(parts) > 1 && this.marks.drawn(parts).length ? parts : character;
  }

  /**
   * The characters of a text that no glyph shows, and the marks that have no place on what they follow; sorted.
   * @param {string} text
   */
  lacking(text) {
    const drawn = this.apart(text);
    const marked = this.marks.pieces(drawn).filter((piece) => lengthOf(piece) > 1 || this.marks.has(piece));
    const torn = marked.filter((piece) => !this.marks.drawn(piece).length).map((piece) => [...piece]);
    const stray = torn.flatMap((piece) => (piece.length > 1 ? piece.slice(1) : piece));
    const unknown = [...drawn].filter((each) => each !== "\n" && !this.glyphs.has(code(each)));
    return [...new Set([...stray, ...unknown])].sort(byCharacter).join("");
  }

  // ------------------------------------------------------------------------------------------------------- bytes

  /**
   * The file: the chunks, with the objects that are packed in them or without, then `objects`.
   *
   * It ends with a cross-reference stream, whose number is `following`.
   * @param {string[]} chunks
   * @param {Objects} objects
   * @param {number} following
   * @param {boolean} packed
   */
  #written(chunks, objects, following, packed) {
    const linked = this.#link(chunks, packed);
    let position = linked.length;
    const rows = linked.rows.slice();
    const fresh = [];
    for (const [number, body] of [...objects].sort(([one], [other]) => one - other)) {
      const object = `${number} 0 obj\n${body}\nendobj\n`;
      fresh.push(object);
      rows[number] = [1, position, 0];
      position += object.length;
    }
    rows[following] = [1, position, 0];
    const added = bytes(fresh.join(""));
    const numbers = rows.flatMap((_, number) => number); // Without those that are not there.
    const firsts = numbers.filter((number) => !(number - 1 in rows));
    const lasts = numbers.filter((number) => !(number + 1 in rows));
    const spans = firsts.map((first, at) => `${first} ${lasts[at] - first + 1}`).join(" ");
    const most = Math.max(position, following);
    const wide = most < 2 ** 16 ? 2 : most < 2 ** 24 ? 3 : 4;
    const table = numbers.map((number) => rowText(wide, rows[number])).join("");
    const { ids, id: mark } = this.map;
    const head =
      `${following} 0 obj\n<</Type/XRef/Size ${following + 1}/W[1 ${wide} 2]/Index[${spans}]` +
      `/Root ${ids.catalog} 0 R/Info ${ids.info} 0 R` +
      `/ID[<${mark}><${mark.slice(0, 24)}${hex(crc32(added), 8)}>]/Length ${table.length}>>stream\n`;
    const tail = `\nendstream\nendobj\nstartxref\n${position}\n%%EOF\n`;
    return joined([bytes(HEADER), ...linked.blocks, added, bytes(head), bytes(table), bytes(tail)]);
  }

  /**
   * The bytes of the chunks, and where each of their objects is; kept, because a class shares them.
   * @param {string[]} chunks
   * @param {boolean} packed
   */
  #link(chunks, packed) {
    const key = [...chunks, packed].join();
    const kept = this.linked.get(key);
    if (kept) return kept;
    const blocks = [];
    /** @type {Row[]} */
    const rows = new Array(this.map.size); // With holes: not every number is there.
    let position = HEADER.length;
    for (const name of chunks) {
      const chunk = chunkOf(this, name);
      const [start, middle, end] = chunk.at;
      const whole = packed || !this.parts.has(name);
      for (const [number, offset] of chunk.direct) rows[number] = [1, position + offset, 0];
      if (whole) {
        rows[chunk.container] = [1, position + middle - start, 0];
        const inside = chunk.packed.flatMap(([first, count]) => Array.from({ length: count }, (_, at) => first + at));
        for (const [at, number] of inside.entries()) rows[number] = [2, chunk.container, at];
      }
      blocks.push(this.pdf.subarray(start, whole ? end : middle));
      position += (whole ? end : middle) - start;
    }
    const linked = { blocks, rows, length: position };
    this.linked.set(key, linked);
    return linked;
  }
}

/** What holds the pages of a PDF together: their order, the form, the structure, the outline, the labels. */
class Frame {
  /** @type {number[]} */
  pages = [];
  keys = 0;
  /** @type {number[]} */
  #fields = [];
  /** @type {number[]} */
  #sections = [];
  /** @type {number[]} */
  #leaves = [];
  /** @type {number[]} */
  #outline = [];
  #labels = "";

  /** @param {Pack} pack @param {string} title */
  constructor(pack, title) {
    this.map = pack.map;
    this.title = title;
  }

  /**
   * Add a copy; its pages are labelled with `before`, the name of their part, and their number in it.
   * @param {Filled} filled
   * @param {number[]} outline
   * @param {string} before
   */
  add(filled, outline, before) {
    for (const part of filled.chosen) {
      const numbered = part.pages > 1 ? "/S/D" : "";
      const label = before + part.label + (numbered ? " " : "");
      this.#labels += `${this.pages.length}<<${numbered}/P${textString(label)}>>`;
      for (let page = 0; page < part.pages; page += 1) this.pages.push(filled.now(part.first + page));
      this.#sections.push(...part.sections.map((section) => filled.now(section)));
    }
    // A tree of numbers is sorted by them.
    const sorted = [...filled.chosen].sort((one, other) => one.key - other.key);
    this.#leaves.push(...sorted.map((part) => filled.now(part.leaf)));
    this.#fields.push(...filled.top);
    this.#outline.push(...outline);
    this.keys += this.map.keys;
  }

  /** The objects that differ from one selection to the next. @returns {Objects} */
  objects() {
    const { map, title } = this;
    const number = map.ids;
    const named = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const xmp = utf8(`${map.xmp[0]}${named}${map.xmp[1]}`);
    const [count, first, last] = [this.#outline.length, this.#outline[0], this.#outline.at(-1)];
    return new Map([
      [number.pages, `<</Type/Pages/Count ${this.pages.length}/Kids[${refs(this.pages)}]>>`],
      [number.form, `<<${map.form}/Fields[${refs(this.#fields)}]>>`],
      [
        number.structure,
        `<</Type/StructTreeRoot/K[${number.document} 0 R]/ParentTree ${number.parents} 0 R` +
          `/ParentTreeNextKey ${this.keys}>>`,
      ],
      [number.document, `<</S/Document/P ${number.structure} 0 R/K[${refs(this.#sections)}]>>`],
      [number.parents, `<</Kids[${refs(this.#leaves)}]>>`],
      [number.outlines, `<</Type/Outlines/Count ${count}/First ${first} 0 R/Last ${last} 0 R>>`],
      [number.labels, `<</Nums[${this.#labels}]>>`],
      [number.info, `<<${map.info}/Title${textString(title)}>>`],
      [number.metadata, `<</Type/Metadata/Subtype/XML/Length ${xmp.length}>>stream\n${xmp}\nendstream`],
    ]);
  }
}

/** One person's copy: the objects that are different in it, numbered as in the pack until it must stand alone. */
class Filled {
  /** @type {Objects} */
  objects = new Map();
  /** What hangs at the top of the form. @type {number[]} */
  top = [];
  /** @type {string[]} */
  moved = [];
  /** @type {string[]} */
  cut = [];
  #pack;
  #map;
  #picture;
  #count = 0;
  /** @type {Map<number, number>} */
  #numbers = new Map();
  /** @type {Map<string | Drawing, number>} */
  #shown = new Map();
  /** @type {Map<string, Drawing | string>} */
  #drawn = new Map();
  /** @type {Set<number>} */
  #used = new Set();

  /**
   * @param {Pack} pack
   * @param {Part[]} chosen
   * @param {Record<string, string>} values
   * @param {Set<string>} ticks
   * @param {Picture | undefined} picture
   * @param {number} following
   */
  constructor(pack, chosen, values, ticks, picture, following) {
    this.#pack = pack;
    this.#map = pack.map;
    this.#picture = picture;
    this.chosen = chosen;
    this.next = following;
    const names = Object.keys(values).filter((name) => this.#places(name).length);
    /** @type {Map<string, string>} */
    const texts = new Map();
    for (const name of names.sort(byCharacter)) {
      const text = clean(values[name]);
      // What joins and turns letters stays where a picture shows what it does.
      const kept = picture && pack.lacking(text) ? clean(values[name], CONTROL) : text;
      if (text) texts.set(name, kept);
    }
    this.#refuse(texts);
    this.#setAll(texts);
    this.#heading(texts);
    for (const name of ticks) {
      for (const place of this.#places(name, true)) {
        this.objects.set(place.number, this.#body(place.number).replace("/AS/Off/V/Off", "/AS/on/V/on"));
      }
    }
  }

  /** Of the fonts that are used, beside those that are always there. */
  get chunks() {
    const used = [...this.#used].sort((one, other) => one - other);
    return used.map((at) => this.#map.fonts[at].chunk).filter((chunk) => chunk !== "base");
  }

  /** What the document is called: the sheet it is, or the pack it is of; a notes page at the back is no sheet. */
  get title() {
    const sheets = this.chosen.filter((part) => part.id !== NOTES);
    return sheets.length < 2 ? (sheets[0] ?? this.chosen[0]).title : this.#map.title;
  }

  get pages() {
    return this.chosen.flatMap((part) => Array.from({ length: part.pages }, (_, page) => part.first + page));
  }

  /** The size of an empty page, as the last of this copy has it. */
  get blank() {
    return `/MediaBox${this.chosen[this.chosen.length - 1].media}/Resources<<>>`;
  }

  /** The number that an object of the pack has in this copy. @param {number} number */
  now(number) {
    return this.#numbers.get(number) ?? number;
  }

  /** Link the entries of the chosen parts in the outline, below `above`, and return them. @param {number} above */
  outline(above) {
    const entries = this.chosen.map((part) => part.outline);
    for (const [entry, siblings] of siblingsOf(entries)) {
      this.objects.set(entry, `${this.#body(entry).slice(0, -2)}/Parent ${above} 0 R${siblings}>>`);
    }
    return entries;
  }

  // ------------------------------------------------------------------------------------------------------- values

  /** An object as it stands in the pack. @param {number} number */
  #body(number) {
    const body = this.#pack.texts.get(number);
    if (body === undefined) throw new Error("A part of this pack was not unpacked.");
    return body;
  }

  /**
   * Where a field can be filled in on the chosen parts.
   * @param {string} name
   * @returns {Place[]}
   */
  #places(name, ticks = false) {
    const field = Object.hasOwn(this.#map.fields, name) ? this.#map.fields[name] : undefined;
    if (field?.tick !== ticks) return [];
    const at = field.at.filter(([number]) => isIn(this.chosen, number));
    return at.map(([number, width = 0, height = 0, size = 0, lines = 0, white = 0]) => {
      return { number, width, height, size, lines, white };
    });
  }

  /** Throw UnsupportedText where neither the fonts nor a picture can show a text. @param {Map<string, string>} texts */
  #refuse(texts) {
    /** @type {[string, string][]} */
    const missing = [];
    for (const [name, text] of texts) {
      const lacking = this.#pack.lacking(text);
      const drawn = lacking && this.#picture ? this.#draw(text, this.#places(name)[0], lacking) : lacking;
      if (drawn && typeof drawn === "string") missing.push([name, drawn]);
    }
    if (missing.length) throw new UnsupportedText(Object.fromEntries(missing), this.#pack.words);
  }

  /**
   * The picture of a text; or the characters that nothing shows.
   * @param {string} text
   * @param {Place} place
   * @param {string} lacking
   */
  #draw(text, place, lacking) {
    const key = JSON.stringify([text, { ...place, number: 0 }]);
    const drawn = this.#drawn.get(key) ?? this.#picture?.(text, place, lacking) ?? lacking;
    this.#drawn.set(key, drawn);
    return drawn;
  }

  /**
   * Set every value where it belongs; what does not fit goes on at the back, whole and below its name.
   * @param {Map<string, string>} texts
   */
  #setAll(texts) {
    const laid = new Map([...texts].map(([name, text]) => [name, this.#laid(name, text)]));
    const long = [...laid].filter(([, each]) => !each.every(({ layout }) => layout.fits)).map(([name]) => name);
    if (long.some((name) => name !== MORE) && this.#pack.parts.has(NOTES)) {
      this.chosen = this.#pack.chosen([NOTES, ...this.chosen.map((part) => part.id)]);
      this.moved = long.filter((name) => name !== MORE);
      const told = this.moved.map((name) => `${this.#sayable(name)}:\n${texts.get(name)}`);
      const own = texts.get(MORE);
      const whole = [...(own === undefined ? [] : [own]), ...told].join("\n\n");
      const more = this.#laid(MORE, whole);
      texts.set(MORE, whole);
      laid.set(MORE, more);
      this.cut = more.every(({ layout }) => layout.fits) ? [] : [...this.moved, MORE];
    } else {
      this.cut = long;
    }
    for (const [name, each] of [...laid].sort(([one], [other]) => byCharacter(one, other))) {
      for (const { place, layout } of each) {
        const value = Object.hasOwn(this.#map.heading, name) ? "" : `/V${textString(texts.get(name) ?? "")}`;
        const body = this.#body(place.number).replace(APPEARANCE, "").slice(0, -2);
        this.objects.set(place.number, `${body}${value}/AP<</N ${this.#show(place, layout)} 0 R>>>>`);
      }
    }
  }

  /**
   * How a text is set, or drawn, in each place of a field.
   * @param {string} name
   * @param {string} text
   */
  #laid(name, text) {
    const lacking = this.#pack.lacking(text);
    return this.#places(name).map((place) => {
      const layout = lacking ? this.#draw(text, place, lacking) : this.#layout(text, place);
      return { place, layout: /** @type {Layout | Drawing} */ (layout) }; // Or it had been refused.
    });
  }

  /** What a person calls a field, as far as the fonts for values can show it. @param {string} name */
  #sayable(name) {
    return [...this.#pack.words[name]].filter((each) => this.#pack.glyphs.has(code(each))).join("");
  }

  /**
   * Write the fields that parts share: each holds the value, and the boxes of the chosen parts hang below.
   * @param {Map<string, string>} texts
   */
  #heading(texts) {
    const { heading } = this.#map;
    const listed = this.chosen.flatMap((part) => part.fields);
    const seen = new Set(listed.map((each) => (typeof each === "string" ? heading[each] : each)));
    this.top = [...seen];
    for (const [name, number] of Object.entries(heading)) {
      if (!seen.has(number)) continue;
      const boxes = this.#places(name).map((place) => place.number);
      const text = texts.get(name);
      const value = text === undefined ? "" : `/V${textString(text)}`;
      const words = textString(this.#pack.words[name]);
      this.objects.set(number, `<</FT/Tx/T${textString(name)}/TU${words}/Kids[${refs(boxes)}]${value}>>`);
    }
  }

  // ------------------------------------------------------------------------------------------------------- layout

  /** @param {string} text @param {Place} place */
  #layout(text, place) {
    const { marks } = this.#pack;
    return layOut(
      this.#pack.apart(text),
      place,
      (each) => this.#width(each),
      (each) => marks.pieces(each),
    );
  }

  /** @param {string} character */
  #glyph(character) {
    return /** @type {[number, number, number]} */ (this.#pack.glyphs.get(code(character)));
  }

  /** @param {string} text */
  #width(text) {
    let width = 0;
    for (const each of text) width += this.#glyph(each)[2];
    return width;
  }

  /**
   * The object that shows a text in a field; fields of one size that show the same share it.
   * @param {Place} place
   * @param {Layout | Drawing} layout
   */
  #show(place, layout) {
    const key = "lines" in layout ? JSON.stringify([place.width, place.height, place.white, layout]) : layout;
    const shown = this.#shown.get(key);
    if (shown) return shown;
    const [operators, resources] = "lines" in layout ? this.#set(layout) : this.#put(layout);
    const [width, height] = [numberText(place.width), numberText(place.height)];
    const ground = place.white ? `1 g 0 0 ${width} ${height} re f ` : "";
    const clip = `1 1 ${numberText(place.width - 2000)} ${numberText(place.height - 2000)} re W n`;
    const body = `/Tx BMC q ${ground}${clip} ${operators} Q EMC`;
    this.objects.set(
      this.next,
      `<</Type/XObject/Subtype/Form/BBox[0 0 ${width} ${height}]/Resources<<${resources}>>` +
        `/Length ${body.length}>>stream\n${body}\nendstream`,
    );
    this.#shown.set(key, this.next);
    this.next += 1;
    return this.next - 1;
  }

  /**
   * The operators that set the lines, and the fonts that they use.
   * @param {Layout} layout
   */
  #set(layout) {
    const { marks } = this.#pack;
    const operators = [];
    /** @type {Set<number>} */
    const used = new Set();
    let current = -1;
    for (const [at, line] of layout.lines.entries()) {
      const down = at ? `0 ${numberText(-layout.leading)}` : `${numberText(PAD)} ${numberText(layout.first)}`;
      operators.push(`${down} Td`);
      let codes = "";
      for (const piece of marks.pieces(line)) {
        const [letter] = piece;
        /** @type {Drawn[]} */
        const drawn = letter === piece ? [[...this.#glyph(letter), 0, 0]] : marks.drawn(piece);
        let pen = drawn[0][2];
        for (const [place, [font, glyph, , right, up]] of drawn.entries()) {
          if (codes && (place || font !== current)) {
            operators.push(`<${codes}> Tj`);
            codes = "";
          }
          if (font !== current) {
            operators.push(`/F${font} ${numberText(layout.size * 10)} Tf`);
            current = font;
            used.add(font);
          }
          if (place) {
            // The pen goes back to where the mark is drawn, and on to where the letter ends as it was typed.
            const end = this.#glyph(letter)[2];
            const rise = numberText(floor((up * layout.size) / 100));
            operators.push(`${rise} Ts [${pen - right}<${hex(glyph, 4)}>${right - end}]TJ 0 Ts`);
            pen = end;
          } else {
            codes += hex(glyph, 4);
          }
        }
      }
      if (codes) operators.push(`<${codes}> Tj`);
    }
    for (const font of used) this.#used.add(font);
    const sorted = [...used].sort((one, other) => one - other);
    const fonts = sorted.map((at) => `/F${at} ${this.#map.fonts[at].number} 0 R`).join("");
    return [`BT 0.07 g ${operators.join(" ")} ET`, `/Font<<${fonts}>>`];
  }

  /**
   * The operators that put a picture in its place, and the picture.
   * @param {Drawing} drawing
   */
  #put({ box, columns, rows, data }) {
    const [left, bottom, width, height] = box.map(numberText);
    const dots = Array.from(data, (byte) => String.fromCharCode(byte)).join("");
    this.objects.set(
      this.next,
      `<</Type/XObject/Subtype/Image/Width ${columns}/Height ${rows}/ImageMask true/BitsPerComponent 1` +
        `/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns ${columns}/Rows ${rows}>>` +
        `/Length ${data.length}>>stream\n${dots}\nendstream`,
    );
    this.next += 1;
    return [`0.07 g ${width} 0 0 ${height} ${left} ${bottom} cm /P Do`, `/XObject<</P ${this.next - 1} 0 R>>`];
  }

  // ------------------------------------------------------------------------------------------------ standing alone

  /**
   * Number every object of this copy anew, as number `count` of several, and return the next free number.
   *
   * The number before that one is for the copy's entry in the outline.
   * @param {number} count
   * @param {number} keys how many keys in the map of parents are taken
   */
  standAlone(count, keys) {
    this.#count = count;
    const entries = this.outline(0);
    const numbers = Object.values(this.#map.heading).filter((number) => this.objects.has(number));
    for (const part of this.chosen) for (let number = part.first; number < part.end; number += 1) numbers.push(number);
    this.#numbers = new Map(numbers.map((number, at) => [number, this.next + at]));
    const [above, head] = [this.next + numbers.length, this.next + numbers.length + 1];
    const fresh = new Map([...this.objects].filter(([number]) => !this.#numbers.has(number)));
    const leaves = new Set(this.chosen.map((part) => part.leaf));
    const [top, listed] = [new Set(this.top), new Set(entries)];
    for (const number of numbers) {
      let body = this.objects.get(number) ?? this.#body(number);
      if (top.has(number)) body = `${body.slice(0, -2)}/Parent ${above} 0 R>>`;
      if (leaves.has(number)) {
        body = body.replace(LEAF_LIMITS, (_, first, last) => `[${Number(first) + keys} ${Number(last) + keys}]/`);
        body = body.replace(LEAF_KEY, (key) => `${Number(key) + keys}`);
      }
      body = body.replace(REFERENCE, (_, to) => `${this.now(Number(to))} 0 R`);
      if (listed.has(number)) body = body.replace("/Parent 0 0 R", `/Parent ${head} 0 R`);
      body = body.replace(KEY, (_, word, key) => `${word}${Number(key) + keys}`);
      fresh.set(this.now(number), body);
    }
    this.top = this.top.map((number) => this.now(number));
    fresh.set(above, `<</T${textString(`copy-${count}`)}/Kids[${refs(this.top)}]>>`);
    this.top = [above];
    this.objects = fresh;
    return head + 1;
  }

  /**
   * The entry of a copy that stands alone in the outline: whose it is, and the parts below it.
   * @param {string} name
   */
  entry(name) {
    const entries = this.chosen.map((part) => this.now(part.outline));
    const title = clean(name).replaceAll("\n", " ") || `Copy ${this.#count}`;
    const page = this.now(this.chosen[0].first);
    const below = `/First ${entries[0]} 0 R/Last ${entries.at(-1)} 0 R/Count ${-entries.length}`;
    return `/Title${textString(title)}/Dest[${page} 0 R/Fit]${below}`;
  }
}

const APPEARANCE = /\/AP<<[^>]*>>/g;
const REFERENCE = /(\d+) 0 R/g;
const KEY = /(\/StructParents? )(\d+)/g;
const LEAF_LIMITS = /\[(\d+) (\d+)\]\//g;
const LEAF_KEY = /\d+(?= (?:\[|\d+ 0 R))/g;

/**
 * How a text is set: as large as it fits, and no smaller than can be read.
 * @param {string} text
 * @param {Place} place
 * @param {(text: string) => number} width of a text, in thousandths of an em
 * @param {(text: string) => string[]} pieces of a word, which must not be torn
 * @returns {Layout}
 */
export function layOut(text, place, width, pieces) {
  const room = (place.width - 2 * PAD) * 100;
  let size = place.size;
  if (!place.lines) {
    const line = text.replaceAll("\n", " ");
    const whole = width(line);
    if (whole * size > room) size = max(LEAST_LINE, floor(room / whole));
    const fits = whole * size <= room;
    const shown = fits ? line : shortened(line, floor(room / size), width, pieces);
    const first = floor((place.height - size * 10) / 2) + floor((size * 24) / 10);
    return { lines: [shown], size, first, leading: 0, fits };
  }
  let [lines, leading, most] = [[""], 0, 0];
  for (;;) {
    leading = floor((size * 25) / 2);
    most = max(1, floor((place.height - 2 * PAD) / leading));
    lines = wrapped(text, floor(room / size), width, pieces);
    if (lines.length <= most || size <= LEAST_LINES) break;
    size = max(LEAST_LINES, size - STEP);
  }
  const fits = lines.length <= most;
  if (!fits) lines.splice(most - 1, lines.length, shortened(`${lines[most - 1]} `, floor(room / size), width, pieces));
  return { lines, size, first: place.height - PAD - size * 10, leading, fits };
}

/**
 * Break at spaces; break a word that is longer than a line between its characters, each with its marks.
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} width
 * @param {(text: string) => string[]} pieces
 */
function wrapped(text, room, width, pieces) {
  const lines = [];
  for (const paragraph of text.split("\n")) {
    let [line, taken] = ["", 0];
    for (const word of paragraph.match(/[^ ]* */g) ?? []) {
      const whole = width(stripped(word)) <= room;
      for (const piece of whole ? [word] : pieces(word)) {
        if (line && taken + width(stripped(piece)) > room) {
          lines.push(line);
          [line, taken] = ["", 0];
        }
        [line, taken] = [line + piece, taken + width(piece)];
      }
    }
    lines.push(line);
  }
  return lines.map(stripped);
}

/**
 * As much of a line as leaves room for the sign that it goes on elsewhere.
 * @param {string} line
 * @param {number} room
 * @param {(text: string) => number} width
 * @param {(text: string) => string[]} pieces
 */
function shortened(line, room, width, pieces) {
  const [left, kept] = [room - width(ELLIPSIS), pieces(line)];
  let total = width(line);
  while (kept.length && total > left) total -= width(kept.pop() ?? "");
  return stripped(kept.join("")) + ELLIPSIS;
}

const NEW_LINE = /\r\n|[\r\u2028\u2029]/g;
const SPACE = /[\t\u1680\u2000-\u200a\u202f\u205f]/g;
const UNSEEN =
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/gu;
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]/gu;

/**
 * A text composed (NFC), with one kind of new line and of space, and without what nobody can see.
 * @param {string} text
 */
function clean(text, unseen = UNSEEN) {
  return text.replace(NEW_LINE, "\n").replace(SPACE, " ").replace(unseen, "").normalize("NFC");
}

/** A number as a PDF has it: 1234 is "1.234", 5000 is "5", -500 is "-0.5". @param {number} thousandths */
function numberText(thousandths) {
  const whole = Math.abs(thousandths);
  const digits = `${floor(whole / 1000)}.${String(whole % 1000).padStart(3, "0")}`.replace(/\.?0+$/, "");
  return thousandths < 0 ? `-${digits}` : digits;
}

/**
 * A text as a PDF has it: plain words as they are, else in hexadecimal digits, so that nothing in it can end it. Digits
 * are not plain: a reference might be read in them when objects are numbered anew.
 * @param {string} text
 */
function textString(text) {
  if (/^[A-Za-z ,.:;?!'&/+-]*$/.test(text)) return `(${text})`;
  let digits = "";
  for (let at = 0; at < text.length; at += 1) digits += hex(text.charCodeAt(at), 4);
  return `<FEFF${digits}>`;
}

/** @param {number[]} numbers */
function refs(numbers) {
  return numbers.map((number) => `${number} 0 R`).join(" ");
}

/**
 * Each entry of an outline with the references to those beside it.
 * @param {number[]} entries
 * @returns {[number, string][]}
 */
function siblingsOf(entries) {
  return entries.map((entry, at) => {
    const before = at ? `/Prev ${entries[at - 1]} 0 R` : "";
    const after = at + 1 < entries.length ? `/Next ${entries[at + 1]} 0 R` : "";
    return [entry, before + after];
  });
}

/**
 * The places on letters from runs of neighbours: first letter, x and y of each.
 * @param {[number, number[]][]} runs
 */
function pointsOf(runs) {
  /** @type {Map<number, [number, number]>} */
  const found = new Map();
  for (const [letter, points] of runs) {
    for (let at = 0; 2 * at + 1 < points.length; at += 1) found.set(letter + at, [points[2 * at], points[2 * at + 1]]);
  }
  return found;
}

/**
 * How the first font that has a character shows it, from runs of neighbours: first character, its glyph, the widths.
 * @param {PackMap["fonts"]} fonts
 * @returns {Glyphs}
 */
function best(fonts) {
  /** @type {Glyphs} */
  const glyphs = new Map();
  for (const [font, { runs }] of fonts.entries()) {
    for (const [character, glyph, widths] of runs) {
      for (const [at, width] of widths.entries()) {
        if (!glyphs.has(character + at)) glyphs.set(character + at, [font, glyph + at, width]);
      }
    }
  }
  return glyphs;
}

// What Python brings.

/** @param {Pack} pack @param {string} id */
function chunkOf(pack, id) {
  return /** @type {Chunk} */ (pack.chunks.get(id));
}

/** Whether an object belongs to one of the parts. @param {Part[]} parts @param {number} number */
function isIn(parts, number) {
  return parts.some((part) => part.first <= number && number < part.end);
}

/** A row of the table of objects, its offset in `wide` bytes. @param {number} wide @param {Row} row */
function rowText(wide, [kind, at, place]) {
  const bytes = [kind, at >>> 24, at >>> 16, at >>> 8, at, place >>> 8, place];
  bytes.splice(1, 4 - wide);
  return String.fromCharCode(...bytes.map((byte) => byte & 0xff));
}

/** @param {string} text */
function code(text) {
  return text.codePointAt(0) ?? 0;
}

/** In characters. @param {string} text */
function lengthOf(text) {
  return [...text].length;
}

/** @param {number} number @param {number} digits */
function hex(number, digits) {
  return number.toString(16).toUpperCase().padStart(digits, "0");
}

/** The order of Python's strings. @param {string} one @param {string} other */
function byCharacter(one, other) {
  const [ones, others] = [[...one], [...other]];
  const at = ones.findIndex((each, at) => each !== others[at]);
  if (at < 0) return ones.length - others.length;
  return at < others.length ? code(ones[at]) - code(others[at]) : 1;
}

/**
 * Without the spaces at its end; not by an expression, which would look for the end at every space.
 * @param {string} text
 */
function stripped(text) {
  let end = text.length;
  while (text[end - 1] === " ") end -= 1;
  return text.slice(0, end);
}

/** @param {string} text each character is one byte */
function bytes(text) {
  const data = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) data[at] = text.charCodeAt(at);
  return data;
}

/** The bytes of a text, each as one character. @param {string} text */
function utf8(text) {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** @param {Uint8Array[]} blocks */
function joined(blocks) {
  const data = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    data.set(block, at);
    at += block.length;
  }
  return data;
}
