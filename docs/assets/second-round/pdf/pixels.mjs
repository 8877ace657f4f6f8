// Owns a picture as an object of a PDF: its pixels, packed by our own Deflate; it leaves reading pictures to others.
//
// macros/paper/fill/pixels.py is the same in Python, and both write the same bytes. In an object a character is a byte.

import { textOf } from "./brought.mjs";
import { Bits, END, MOST, WINDOW, codes, head, parted, put, wrapped } from "./squeeze.mjs";

const LEAST_AGAIN = 6; // So many bytes that are said again are worth pointing at: two pixels in colour.
const LONGEST_CODE = 15;
const PLACES = 65_521; // In so many places it is kept where bytes were last; those that share one are told apart then.

/**
 * Rows of pixels, in red, green and blue of a byte each, as an object: one wide and one high.
 *
 * Where all are grey, so is the picture: a copier bills what has colour.
 * @param {number} width
 * @param {number} height
 * @param {Uint8Array} data
 */
export function drawnPixels(width, height, data) {
  const isGrey = data.every((shade, at) => shade === data[at - (at % 3)]);
  const colours = isGrey ? 1 : 3;
  const shades = isGrey ? data.filter((_, at) => at % 3 === 0) : data;
  const size = width * colours;
  const [plain, lower] = [new Uint8Array((size + 1) * height), new Uint8Array((size + 1) * height)];
  for (let row = 0; row < height; row += 1) {
    lower[row * (size + 1)] = 2;
    for (let at = 0; at < size; at += 1) {
      const [from, to] = [row * size + at, row * (size + 1) + 1 + at];
      plain[to] = shades[from];
      lower[to] = shades[from] - (row ? shades[from - size] : 0);
    }
  }
  // Flat colours are said again as they are; of shades, what differs from the row above is.
  const [one, other] = [plain, lower].map((each) => deflatedRows(each, size + 1));
  const packed = other.length < one.length ? other : one;
  const dictionary =
    `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8` +
    `/ColorSpace/Device${isGrey ? "Gray" : "RGB"}` +
    `/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ${colours}/Columns ${width}>>/Length ${packed.length}>>`;
  return `${dictionary}stream\n${textOf(packed)}\nendstream`;
}

/**
 * Data as zlib writes it, in rows of so many bytes. What is said again is pointed at.
 * @param {Uint8Array} data
 * @param {number} row
 */
export function deflatedRows(data, row) {
  const said = tokens(data, row);
  const [literals, distances] = [new Array(286).fill(0), new Array(30).fill(0)];
  literals[END] = 1;
  distances[0] = distances[1] = 1; // Of codes there are always two, for those who read no fewer.
  for (const [length, value] of said) {
    literals[length ? END + 1 + ofLength(length)[0] : value] += 1;
    if (length) distances[parted(value - 1, 2)[0]] += 1;
  }
  const sizes = [codeLengths(literals), codeLengths(distances)];
  const [forward, back] = sizes.map(codes);
  const bits = new Bits();
  head(bits, sizes[0], sizes[1]);
  for (const [length, value] of said) {
    if (!length) {
      put(bits, forward[value]);
      continue;
    }
    const [code, more, count] = ofLength(length);
    put(bits, forward[END + 1 + code]);
    bits.add(more, count);
    const [far, farMore, farCount] = parted(value - 1, 2);
    put(bits, back[far]);
    bits.add(farMore, farCount);
  }
  put(bits, forward[END]);
  return wrapped(bits, data);
}

/** The code of a length, what is left of it, and in how many bits that is. @param {number} length */
function ofLength(length) {
  return length === MOST ? [28, 0, 0] : parted(length - 3, 4);
}

/**
 * What is said, in order: 0 and a byte, or how long what was said before is, and how far back.
 * @param {Uint8Array} data
 * @param {number} row
 */
function tokens(data, row) {
  const known = new Int32Array(PLACES).fill(-1);
  /** @type {[number, number][]} */
  const said = [];
  const size = data.length;
  const last = size - LEAST_AGAIN;
  for (let at = 0; at < size; ) {
    let [best, far] = [0, 0];
    const there = at <= last ? known[place(data, at)] : -1;
    for (const back of [there < 0 ? 0 : at - there, row]) {
      if (!(back > 0 && back <= Math.min(at, WINDOW))) continue;
      const most = Math.min(MOST, size - at);
      let length = 0;
      while (length < most && data[at + length] === data[at + length - back]) length += 1;
      if (length > best) [best, far] = [length, back];
    }
    if (best >= LEAST_AGAIN) {
      said.push([best, far]);
    } else {
      best = 1;
      said.push([0, data[at]]);
    }
    for (let each = at; each < Math.min(at + best, last + 1); each += 1) known[place(data, each)] = each;
    at += best;
  }
  return said;
}

/** @param {Uint8Array} data @param {number} at */
function place(data, at) {
  let key = 0;
  for (let each = at; each < at + LEAST_AGAIN; each += 1) key = (key * 256 + data[each]) % PLACES;
  return key;
}

/**
 * How many bits the code of each symbol has, as a digit (Huffman), none more than can be written.
 * @param {number[]} counts
 */
function codeLengths(counts) {
  for (let left = counts; ; left = left.map((count) => Math.ceil(count / 2))) {
    /** @type {[number, number, number[]][]} how often, the first symbol, and all of them; the rarest last */
    const groups = [];
    for (const [symbol, count] of left.entries()) if (count) groups.push([count, symbol, [symbol]]);
    groups.sort((one, other) => other[0] - one[0] || other[1] - one[1]);
    const sizes = left.map(() => 0);
    while (groups.length > 1) {
      const [[other, second, others], [one, first, ones]] = groups.splice(-2);
      const [count, symbol, together] = [one + other, Math.min(first, second), [...ones, ...others]];
      for (const each of together) sizes[each] += 1;
      const after = groups.findIndex((group) => group[0] < count || (group[0] === count && group[1] < symbol));
      groups.splice(after < 0 ? groups.length : after, 0, [count, symbol, together]);
    }
    if (Math.max(...sizes) <= LONGEST_CODE) return sizes.map((size) => size.toString(16)).join("");
  }
}
