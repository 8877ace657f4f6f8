// Owns how a text is set in a field: its lines, the size of its type, its operators; it leaves which letters to text.
//
// macros/paper/fill/layout.py is the same in Python. Units: widths of glyphs are thousandths of an em, type sizes
// hundredths of a point, all other lengths thousandths of a point. Every length is a whole number.

import { hex, stripped } from "./brought.mjs";
import { numberText } from "./syntax.mjs";
import { ELLIPSIS, INK, LEAST_LINE, LEAST_LINES, PAD, STEP } from "./tables.mjs";

/** @typedef {import("./marks.mjs").Drawn} Drawn */
/** @typedef {import("./text.mjs").Letters} Letters */
/** @typedef {(text: string) => number} Width of a text */
/** @typedef {(text: string) => string[]} Pieces of a word, which must not be torn */
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
 * @typedef {object} Layout how a text is set in a field, and whether all of it fits
 * @property {string[]} lines
 * @property {number} size
 * @property {number} first the first baseline, from the bottom
 * @property {number} leading
 * @property {boolean} fits
 */

const { floor, max } = Math;

/**
 * How a text is set: as large as it fits, and no smaller than can be read.
 * @param {string} text
 * @param {Place} place
 * @param {Width} width
 * @param {Pieces} pieces
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
    lines = wrapped(text, floor(room / size), most, width, pieces);
    if (lines.length <= most || size <= LEAST_LINES) break;
    size = max(LEAST_LINES, size - STEP);
  }
  const fits = lines.length <= most;
  if (!fits) lines.splice(most - 1, lines.length, shortened(`${lines[most - 1]} `, floor(room / size), width, pieces));
  return { lines, size, first: place.height - PAD - size * 10, leading, fits };
}

/**
 * The operators that set the lines, and the places of the fonts that they use.
 * @param {Layout} layout
 * @param {Letters} letters
 * @returns {[string, Set<number>]}
 */
export function operators(layout, letters) {
  const { marks } = letters;
  const written = [];
  /** @type {Set<number>} */
  const used = new Set();
  const size = numberText(layout.size * 10);
  let current = -1;
  for (const [at, line] of layout.lines.entries()) {
    const down = at ? `0 ${numberText(-layout.leading)}` : `${numberText(PAD)} ${numberText(layout.first)}`;
    written.push(`${down} Td`);
    let codes = "";
    if (line && letters.isPlain(line)) {
      if (current !== 0) {
        written.push(`/F0 ${size} Tf`);
        current = 0;
        used.add(0);
      }
      written.push(`<${letters.codes(line)}> Tj`);
      continue;
    }
    for (const piece of marks.pieces(line)) {
      const [letter] = piece;
      /** @type {Drawn[]} */
      const drawn = letter === piece ? [[...letters.glyph(letter), 0, 0]] : marks.drawn(piece);
      let pen = drawn[0][2];
      for (const [place, [font, glyph, , right, up]] of drawn.entries()) {
        if (codes && (place || font !== current)) {
          written.push(`<${codes}> Tj`);
          codes = "";
        }
        if (font !== current) {
          written.push(`/F${font} ${size} Tf`);
          current = font;
          used.add(font);
        }
        if (place) {
          // The pen goes back to where the mark is drawn, and on to where the letter ends as it was typed.
          const end = letters.glyph(letter)[2];
          const rise = numberText(floor((up * layout.size) / 100));
          written.push(`${rise} Ts [${pen - right}<${hex(glyph, 4)}>${right - end}]TJ 0 Ts`);
          pen = end;
        } else {
          codes += hex(glyph, 4);
        }
      }
    }
    if (codes) written.push(`<${codes}> Tj`);
  }
  return [`BT ${INK} ${written.join(" ")} ET`, used];
}

/**
 * The object that shows a field's content.
 * @param {Place} place
 * @param {string} content operators
 * @param {string} resources what they need
 */
export function appearance(place, content, resources) {
  const [width, height] = [numberText(place.width), numberText(place.height)];
  const ground = place.white ? `1 g 0 0 ${width} ${height} re f ` : "";
  const clip = `1 1 ${numberText(place.width - 2000)} ${numberText(place.height - 2000)} re W n`;
  const body = `/Tx BMC q ${ground}${clip} ${content} Q EMC`;
  return (
    `<</Type/XObject/Subtype/Form/BBox[0 0 ${width} ${height}]/Resources<<${resources}>>` +
    `/Length ${body.length}>>stream\n${body}\nendstream`
  );
}

/**
 * Break at spaces; break a word that is longer than a line between its characters, each with its marks.
 *
 * One line more than the most there may be, at the most: whoever pasted a book waits for a page of it, not for the book.
 * @param {string} text
 * @param {number} room
 * @param {number} most
 * @param {Width} width
 * @param {Pieces} pieces
 */
function wrapped(text, room, most, width, pieces) {
  const lines = [];
  for (const paragraph of text.split("\n")) {
    let [line, taken] = ["", 0];
    for (const [word] of paragraph.matchAll(/[^ ]* */g)) {
      const whole = width(stripped(word)) <= room;
      for (const piece of whole ? [word] : pieces(word)) {
        if (line && taken + width(stripped(piece)) > room) {
          lines.push(line);
          [line, taken] = ["", 0];
          if (lines.length > most) return lines.map(stripped);
        }
        [line, taken] = [line + piece, taken + width(piece)];
      }
    }
    lines.push(line);
    if (lines.length > most) break;
  }
  return lines.map(stripped);
}

/**
 * As much of a line as leaves room for the sign that it goes on elsewhere.
 * @param {string} line
 * @param {number} room
 * @param {Width} width
 * @param {Pieces} pieces
 */
function shortened(line, room, width, pieces) {
  const left = room - width(ELLIPSIS);
  let kept = "";
  for (const piece of pieces(line)) {
    if (width(kept + piece) > left) break;
    kept += piece;
  }
  return stripped(kept) + ELLIPSIS;
}
