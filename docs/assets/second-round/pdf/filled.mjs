// Owns one person's copy of some parts: texts set in fields, boxes ticked, numbered anew to stand beside others; it
// leaves it to copy to make a file of that.
//
// macros/paper/fill/filled.py is the same in Python.

import { byCharacter, code, textOf } from "./brought.mjs";
import { NotText, UnsupportedText } from "./errors.mjs";
import { appearance, layOut, operators } from "./layout.mjs";
import { select } from "./selection.mjs";
import { numberText, references, siblings, textString } from "./syntax.mjs";
import { INK, MORE, NOTES, PLACELESS } from "./tables.mjs";
import { clean, lettersOf } from "./text.mjs";

/** @typedef {import("./layout.mjs").Layout} Layout */
/** @typedef {import("./layout.mjs").Place} Place */
/** @typedef {import("./pack.mjs").Objects} Objects */
/** @typedef {import("./pack.mjs").Pack} Pack */
/** @typedef {import("./pack.mjs").PackPart} PackPart */
/**
 * @typedef {object} Drawing a text as a picture in black and white, and where it stands in its field
 * @property {boolean} fits
 * @property {[number, number, number, number]} box left, bottom, width and height
 * @property {number} columns
 * @property {number} rows
 * @property {Uint8Array} data a bit for each dot, 1 where it is black, each row in whole bytes; compressed
 */
/** @typedef {Map<string | Drawing, number>} Shown what shows a text in fields of a size, and the object's number */
/**
 * @callback Picture returns how a text that the pack's fonts cannot show is drawn, or what nothing shows
 * @param {string} text
 * @param {Place} place
 * @param {string} lacking the characters of the text that the fonts cannot show
 * @returns {Drawing | string}
 */

const REFERENCE = /(\d+) 0 R/g;
const KEY = /(\/StructParents? )(\d+)/g;
const LEAF_LIMITS = /\[(\d+) (\d+)\]\//g;
const LEAF_KEY = /\d+(?= (?:\[|\d+ 0 R))/g;
const ALL_PLACELESS = new RegExp(PLACELESS, "gu");

/** One person's copy: the objects that are different in it, numbered as in the pack until it must stand alone. */
export class Filled {
  /** @type {Objects} */
  objects = new Map();
  /** @type {string[]} */
  moved = [];
  /** @type {string[]} */
  cut = [];
  /** The blank side that follows a part, by the part's id. @type {Map<string, number>} */
  blanks = new Map();
  /** Those sides. @type {Objects} */
  sides = new Map();
  #pack;
  #map;
  #picture;
  #letters;
  #selection;
  #count = 0;
  /** @type {Map<number, number>} */
  #numbers = new Map();
  #shown;
  /** @type {Set<number>} */
  #used = new Set();

  /**
   * @param {Pack} pack
   * @param {PackPart[]} chosen
   * @param {Record<string, string>} values
   * @param {Iterable<string>} ticks
   * @param {Picture | undefined} picture
   * @param {number} following
   * @param {Shown} [shown] what copies in the same file show already
   * @throws {UnsupportedText | NotText} as `fill` does
   */
  constructor(pack, chosen, values, ticks, picture, following, shown = new Map()) {
    this.#pack = pack;
    this.#map = pack.map;
    this.#picture = picture;
    this.#shown = shown;
    this.#letters = lettersOf(pack);
    this.next = following;
    this.#selection = select(pack, chosen);
    /** What hangs at the top of the form. */
    this.top = this.#selection.top;
    const texts = this.#texts(values);
    this.#check(texts);
    this.#setAll(texts);
    this.#setHeading(texts);
    for (const name of new Set(ticks)) {
      for (const { number } of this.#selection.boxes.get(name) ?? []) {
        this.objects.set(number, pack.body(number).replace("/AS/Off/V/Off", "/AS/on/V/on"));
      }
    }
  }

  /** The parts that it has; text that does not fit brings one more. */
  get chosen() {
    return this.#selection.parts;
  }

  /** The fields that parts share, with no value. */
  get heading() {
    return this.#selection.heading;
  }

  /** The chunks of the fonts that are used, beside those that are always there. */
  get chunks() {
    const used = [...this.#used].sort((one, other) => one - other);
    return used.map((at) => this.#letters.fonts[at].chunk).filter((chunk) => chunk !== "base");
  }

  /** What the document is called: the sheet it is, or the pack it is of; a notes page at the back is no sheet. */
  get title() {
    const sheets = this.chosen.filter((part) => part.id !== NOTES);
    return sheets.length < 2 ? (sheets[0] ?? this.chosen[0]).title : this.#map.title;
  }

  /**
   * Lay the parts out for both sides of paper that is turned on its long edge.
   *
   * A blank side follows each part that would end on a front, and also the `last` one if it is said so; their numbers
   * are those from `first` on. The backs of wide pages are turned round, so that they too stand upright when their leaf
   * is turned like a page.
   * @param {boolean} last
   * @param {number} first
   */
  beginOnLeaves(last, first) {
    for (const part of last ? this.chosen : this.chosen.slice(0, -1)) {
      if (part.pages % 2 === 0) continue;
      const above = this.#map.ids.pages;
      const number = first + this.sides.size;
      this.blanks.set(part.id, number);
      this.sides.set(number, `<</Type/Page/Parent ${above} 0 R/MediaBox${part.media}/Resources<<>>>>`);
    }
    this.next = Math.max(this.next, first + this.sides.size);
    for (const part of this.chosen.filter(isWide)) {
      for (let number = part.first + 1; number < part.first + part.pages; number += 2) {
        this.objects.set(number, `${this.#pack.body(number).slice(0, -2)}/Rotate 180>>`);
      }
    }
  }

  /** The number that an object of the pack has in this copy. @param {number} number */
  now(number) {
    return this.#numbers.get(number) ?? number;
  }

  /**
   * The entries of the chosen parts in the outline, linked below `above`, in their order.
   * @param {number} above
   * @returns {Objects}
   */
  outline(above) {
    const linked = siblings(this.chosen.map((part) => part.outline));
    return new Map(
      linked.map(([entry, beside], at) => {
        return [entry, `${this.chosen[at].entry.slice(0, -2)}/Parent ${above} 0 R${beside}>>`];
      }),
    );
  }

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
    this.objects = new Map([...this.heading, ...this.objects, ...entries]);
    const numbers = Object.values(this.#map.heading).filter((number) => this.objects.has(number));
    for (const part of this.chosen) for (let number = part.first; number < part.end; number += 1) numbers.push(number);
    this.#numbers = new Map(numbers.map((number, at) => [number, this.next + at]));
    const [above, head] = [this.next + numbers.length, this.next + numbers.length + 1];
    const fresh = new Map([...this.sides, ...this.objects].filter(([number]) => !this.#numbers.has(number)));
    const leaves = new Set(this.chosen.map((part) => part.leaf));
    const top = new Set(this.top);
    for (const number of numbers) {
      let body = this.objects.get(number) ?? this.#pack.body(number);
      if (top.has(number)) body = `${body.slice(0, -2)}/Parent ${above} 0 R>>`;
      if (leaves.has(number)) {
        body = body.replace(LEAF_LIMITS, (_, first, last) => `[${Number(first) + keys} ${Number(last) + keys}]/`);
        body = body.replace(LEAF_KEY, (key) => `${Number(key) + keys}`);
      }
      body = body.replace(REFERENCE, (_, to) => `${this.now(Number(to))} 0 R`);
      if (entries.has(number)) body = body.replace("/Parent 0 0 R", `/Parent ${head} 0 R`);
      body = body.replace(KEY, (_, word, key) => `${word}${Number(key) + keys}`);
      fresh.set(this.now(number), body);
    }
    this.top = this.top.map((number) => this.now(number));
    fresh.set(above, `<</T${textString(`copy-${count}`)}/Kids[${references(this.top)}]>>`);
    this.top = [above];
    this.objects = fresh;
    return head + 1;
  }

  /**
   * The entry of a copy that stands alone in the outline: whose it is, and the parts below it.
   * @param {string} name
   */
  entry(name) {
    if (typeof name !== "string") throw new NotText(["name"], this.#pack.words);
    const entries = this.chosen.map((part) => this.now(part.outline));
    const title = clean(name).replaceAll("\n", " ") || `Copy ${this.#count}`;
    const page = this.now(this.chosen[0].first);
    const below = `/First ${entries[0]} 0 R/Last ${entries.at(-1)} 0 R/Count ${-entries.length}`;
    return `/Title${textString(title)}/Dest[${page} 0 R/Fit]${below}`;
  }

  /**
   * What is to stand in fields of the chosen parts, cleaned.
   * @param {Record<string, string>} values
   * @throws {NotText} with everything that is no text
   */
  #texts(values) {
    const names = Object.keys(values).filter((name) => this.#places(name).length);
    const wrong = names.sort(byCharacter).filter((name) => typeof values[name] !== "string");
    if (wrong.length) throw new NotText(wrong, this.#pack.words);
    /** @type {Map<string, string>} */
    const texts = new Map();
    for (const name of names) {
      const text = clean(values[name]);
      // What joins and turns letters stays where a picture shows what it does.
      const isDrawn = this.#picture && this.#letters.lacking(text);
      if (text) texts.set(name, isDrawn ? clean(values[name], ALL_PLACELESS) : text);
    }
    return texts;
  }

  /**
   * @param {Map<string, string>} texts
   * @throws {UnsupportedText} with every text that neither the fonts nor a picture can show
   */
  #check(texts) {
    const missing = this.#missing(texts);
    if (missing.length) throw new UnsupportedText(Object.fromEntries(missing), this.#pack.words);
  }

  /**
   * The characters of each text that cannot be shown, where there are any.
   * @param {Map<string, string>} texts
   * @returns {[string, string][]}
   */
  #missing(texts) {
    /** @type {[string, string][]} */
    const missing = [];
    for (const [name, text] of texts) {
      const lacking = this.#letters.lacking(text);
      const drawn = lacking && this.#picture ? this.#picture(text, this.#places(name)[0], lacking) : lacking;
      if (drawn && typeof drawn === "string") missing.push([name, drawn]);
    }
    return missing;
  }

  /** Where a text field can be filled in on the chosen parts. @param {string} name */
  #places(name) {
    return this.#selection.texts.get(name) ?? [];
  }

  /**
   * Set every value where it belongs; what does not fit goes on at the back, whole and below its name.
   * @param {Map<string, string>} texts
   */
  #setAll(texts) {
    const laid = new Map([...texts].map(([name, text]) => [name, this.#laid(name, text)]));
    const long = [...laid].filter(([, each]) => !each.every(({ layout }) => layout.fits)).map(([name]) => name);
    this.cut = long;
    if (long.some((name) => name !== MORE) && this.#pack.parts.has(NOTES)) {
      this.#selection = select(this.#pack, this.#pack.chosen([NOTES, ...this.chosen.map((part) => part.id)]));
      this.top = this.#selection.top;
      this.moved = long.filter((name) => name !== MORE);
      const own = texts.get(MORE);
      const moved = this.moved.map((name) => `${this.#sayable(name)}:\n${texts.get(name)}`);
      const whole = [...(own === undefined ? [] : [own]), ...moved].join("\n\n");
      const more = this.#laid(MORE, whole);
      texts.set(MORE, whole);
      laid.set(MORE, more);
      this.cut = more.every(({ layout }) => layout.fits) ? [] : [...this.moved, MORE];
    }
    for (const [name, each] of [...laid].sort(([one], [other]) => byCharacter(one, other))) {
      for (const { place, layout } of each) {
        const value = Object.hasOwn(this.#map.heading, name) ? "" : `/V${textString(texts.get(name) ?? "")}`;
        const body = this.#selection.empty.get(place.number);
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
    const letters = this.#letters;
    const lacking = letters.lacking(text);
    const [width, pieces] = [letters.width.bind(letters), letters.marks.pieces.bind(letters.marks)];
    const drawn = letters.apart(text);
    return this.#places(name).map((place) => {
      const layout = lacking ? this.#picture?.(text, place, lacking) : layOut(drawn, place, width, pieces);
      return { place, layout: /** @type {Layout | Drawing} */ (layout) }; // Or it had been refused.
    });
  }

  /** What a person calls a field, as far as the fonts for values can show it. @param {string} name */
  #sayable(name) {
    return [...this.#pack.words[name]].filter((each) => this.#letters.glyphs.has(code(each))).join("");
  }

  /**
   * Write the fields that parts share and that have a value.
   * @param {Map<string, string>} texts
   */
  #setHeading(texts) {
    for (const [name, field] of this.#selection.shared) {
      const text = texts.get(name);
      if (text !== undefined) this.objects.set(this.#map.heading[name], `${field}/V${textString(text)}>>`);
    }
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
    const [content, resources] = "lines" in layout ? this.#set(layout) : this.#put(layout);
    this.objects.set(this.next, appearance(place, content, resources));
    this.#shown.set(key, this.next);
    this.next += 1;
    return this.next - 1;
  }

  /** The operators that set a text, and the fonts that it needs. @param {Layout} layout */
  #set(layout) {
    const [content, used] = operators(layout, this.#letters);
    for (const at of used) this.#used.add(at);
    const sorted = [...used].sort((one, other) => one - other);
    return [content, `/Font<<${sorted.map((at) => `/F${at} ${this.#letters.fonts[at].number} 0 R`).join("")}>>`];
  }

  /** The operators that put a picture in its place, and the picture. @param {Drawing} drawing */
  #put({ box, columns, rows, data }) {
    const [left, bottom, width, height] = box.map((each) => numberText(each));
    this.objects.set(
      this.next,
      `<</Type/XObject/Subtype/Image/Width ${columns}/Height ${rows}/ImageMask true/BitsPerComponent 1/Decode[1 0]` +
        `/Filter/FlateDecode/Length ${data.length}>>stream\n${textOf(data)}\nendstream`,
    );
    this.next += 1;
    return [`${INK} ${width} 0 0 ${height} ${left} ${bottom} cm /P Do`, `/XObject<</P ${this.next - 1} 0 R>>`];
  }
}

/** Whether the pages of a part are wider than they are high. @param {PackPart} part */
export function isWide({ media }) {
  const [left, bottom, right, top] = media.replace("[", "").split(" ").map(parseFloat);
  return right - left > top - bottom;
}
