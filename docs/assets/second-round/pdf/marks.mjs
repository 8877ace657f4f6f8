// Owns how marks are set on letters, as the map of a pack has it; it leaves what to do without a place to others.
//
// macros/paper/fill/marks.py is the same in Python.

import { code } from "./brought.mjs";

/** @typedef {import("./pack.mjs").MarksMap} MarksMap */
/** @typedef {import("./pack.mjs").PointRun} PointRun */
/** @typedef {Map<number, [number, number, number]>} Glyphs by character: the font's place, the glyph, its width */
/** @typedef {[number, number, number, number, number]} Drawn font's place, glyph, its width, how far right and up */

/** How marks are set on letters: the map says in which font they are, and where they stand. */
export class Marks {
  #glyphs;
  #font;
  #forms;
  #bases;
  #undotted;
  #piece;

  /**
   * @param {MarksMap} map
   * @param {Glyphs} glyphs
   */
  constructor({ font = 0, forms = {}, bases = [], undotted = {} }, glyphs) {
    this.#glyphs = glyphs;
    this.#font = font;
    this.#forms = new Map(Object.entries(forms).map(([mark, each]) => [Number(mark), each]));
    this.#bases = bases.map(points);
    this.#undotted = new Map(Object.entries(undotted).map(([letter, glyph]) => [Number(letter), glyph]));
    const marks = String.fromCodePoint(...this.#forms.keys());
    this.#piece = new RegExp(marks ? `.[${marks}]*` : ".", "gsu");
  }

  /** @param {string} character */
  has(character) {
    return this.#forms.has(code(character));
  }

  /** A text in pieces that must not be torn: each a character and the marks on it. @param {string} text */
  pieces(text) {
    return text.match(this.#piece) ?? [];
  }

  /**
   * How a letter and the marks on it are drawn; nothing where a mark has no place.
   *
   * The letter comes first. How far each is drawn to the right and up is measured from where the letter begins.
   * @param {string} piece
   * @returns {Drawn[]}
   */
  drawn(piece) {
    const [letter, ...marks] = [...piece.normalize("NFD")].map(code);
    const glyph = this.#glyphs.get(letter);
    if (!glyph || this.#forms.has(letter)) return [];
    /** @type {Map<number, [number, number]>} */
    const places = new Map();
    for (const [kind, each] of this.#bases.entries()) {
      const point = each.get(letter);
      if (point) places.set(kind, point);
    }
    /** @type {Drawn[]} */
    const drawn = [[...glyph, 0, 0]];
    for (const mark of marks) {
      const form = (this.#forms.get(mark) ?? []).find(([kind]) => places.has(kind));
      if (!form) return [];
      const [kind, glyph, x, y, ...following] = form;
      const place = places.get(kind) ?? [0, 0];
      const [right, up] = [place[0] - x, place[1] - y];
      drawn.push([this.#font, glyph, 0, right, up]);
      const undotted = this.#undotted.get(letter);
      if (kind === 0 && undotted) drawn[0] = [this.#font, ...undotted, 0, 0];
      places.delete(kind);
      if (following.length) places.set(kind, [right + following[0], up + following[1]]);
    }
    return drawn;
  }
}

/**
 * The places on letters from runs of neighbours: first letter, x and y of each.
 * @param {PointRun[]} runs
 */
function points(runs) {
  /** @type {Map<number, [number, number]>} */
  const found = new Map();
  for (const [letter, each] of runs) {
    for (let at = 0; 2 * at + 1 < each.length; at += 1) found.set(letter + at, [each[2 * at], each[2 * at + 1]]);
  }
  return found;
}
