// Owns what of a text that somebody typed can be shown, and in which letters; it leaves where it stands to layout.
//
// macros/paper/fill/text.py is the same in Python.

import { byCharacter, code, hex, lengthOf } from "./brought.mjs";
import { Marks } from "./marks.mjs";
import { NEW_LINE, SPACE, UNSEEN } from "./tables.mjs";

/** @typedef {import("./marks.mjs").Glyphs} Glyphs */
/** @typedef {import("./pack.mjs").FontPlace} FontPlace */
/** @typedef {import("./pack.mjs").Pack} Pack */
/** @typedef {import("./pack.mjs").PackMap} PackMap */

const NEW_LINES = new RegExp(NEW_LINE, "g");
const SPACES = new RegExp(SPACE, "g");
const ALL_UNSEEN = new RegExp(UNSEEN, "gu");

/** What the fonts of a pack can show. Widths are thousandths of an em. */
export class Letters {
  /** @type {Map<string, string>} */
  #codes = new Map();

  /** @param {PackMap} map */
  constructor(map) {
    /** The best first. */
    this.fonts = map.fonts;
    this.glyphs = best(map.fonts);
    this.marks = new Marks(map.marks, this.glyphs);
    for (const [number, [font, glyph]] of this.glyphs) {
      const character = String.fromCodePoint(number);
      if (font === 0 && !this.marks.has(character)) this.#codes.set(character, hex(glyph, 4));
    }
  }

  /** Whether the first font shows a text character by character, as nearly every text. @param {string} text */
  isPlain(text) {
    for (const each of text) if (each !== "\n" && !this.#codes.has(each)) return false;
    return true;
  }

  /** The glyphs of a plain line. @param {string} line */
  codes(line) {
    let codes = "";
    for (const each of line) codes += this.#codes.get(each);
    return codes;
  }

  /** How wide a text is of which every character can be shown. @param {string} text */
  width(text) {
    let width = 0;
    for (const each of text) width += this.glyph(each)[2];
    return width;
  }

  /**
   * A text as it is drawn: letters that no font has whole are taken apart where their marks can be set.
   * @param {string} text
   */
  apart(text) {
    if (this.isPlain(text)) return text;
    return Array.from(text, (each) => (this.glyphs.has(code(each)) ? each : this.#apart(each))).join("");
  }

  /**
   * The characters that no glyph shows, and the marks that have no place on what they follow; sorted.
   * @param {string} text
   */
  lacking(text) {
    if (this.isPlain(text)) return "";
    const [drawn, { marks }] = [this.apart(text), this];
    const marked = marks.pieces(drawn).filter((piece) => lengthOf(piece) > 1 || marks.has(piece));
    const torn = marked.filter((piece) => !marks.drawn(piece).length).map((piece) => [...piece]);
    const stray = torn.flatMap((piece) => (piece.length > 1 ? piece.slice(1) : piece));
    const unknown = [...drawn].filter((each) => each !== "\n" && !this.glyphs.has(code(each)));
    return [...new Set([...stray, ...unknown])].sort(byCharacter).join("");
  }

  /** @param {string} character */
  #apart(character) {
    const parts = character.normalize("NFD");
    return lengthOf(parts) > 1 && this.marks.drawn(parts).length ? parts : character;
  }

  /** How a character is shown that can be. @param {string} character */
  glyph(character) {
    return /** @type {[number, number, number]} */ (this.glyphs.get(code(character)));
  }
}

/** What the fonts of a pack can show, read once. @param {Pack} pack */
export function lettersOf(pack) {
  return pack.kept("letters", () => new Letters(pack.map));
}

/**
 * A text composed (NFC), with one kind of new line and of space, and without what nobody can see.
 * @param {string} text
 */
export function clean(text, unseen = ALL_UNSEEN) {
  return text.replace(NEW_LINES, "\n").replace(SPACES, " ").replace(unseen, "").normalize("NFC");
}

/**
 * How the first font that has a character shows it.
 * @param {FontPlace[]} fonts
 * @returns {Glyphs}
 */
function best(fonts) {
  /** @type {Glyphs} */
  const glyphs = new Map();
  for (const [at, { runs }] of fonts.entries()) {
    for (const [character, glyph, widths] of runs) {
      for (const [more, width] of widths.entries()) {
        if (!glyphs.has(character + more)) glyphs.set(character + more, [at, glyph + more, width]);
      }
    }
  }
  return glyphs;
}
