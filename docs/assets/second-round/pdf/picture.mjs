// Owns how a text is drawn with the fonts of the reader's own system, as a picture for a field; refuses to know PDFs.
//
// For what a pack's fonts lack: Chinese, Arabic, Devanagari and so on, whose shapes and direction the browser knows.
// The field keeps the text itself. It runs in a page and in a worker.

import { layOut, PAD } from "./fill.mjs";

/** @typedef {import("./fill.mjs").Place} Place */
/** @typedef {import("./fill.mjs").Drawing} Drawing */
/** @typedef {{columns: number, rows: number, ink: Uint8Array}} Dots a byte for each dot, 1 where it is black */

const DOT = 150; // The side of a dot, in thousandths of a point: 480 to the inch.
const EM = 100; // In dots, to measure with.
const SAMPLE = 24; // In dots, to compare characters with.

// What no font has; the second belongs to the characters that Firefox draws as four digits in a frame, not six.
const NOWHERE = ["\u{10ffff}", "\ufdd0"];

const NOT_SEEN = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}]/u;
const NO_CHARACTER = /[\p{Cn}\p{Co}\p{Cs}]/u;
const LETTER = /\p{L}/u;
const LEFTWARDS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

// Colours print as patterns of dots, the darker the denser; a whole number for each place in a square of 4 by 4.
const PATTERN = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/** @type {Intl.Segmenter | undefined} */
let segmenter;
/** Whether the browser tells nobody what it draws, against tracking. @type {boolean | undefined} */
let isBlind;
/** How nothing looks, and what no font has. @type {Set<string> | undefined} */
let unshown;
/** @type {Map<string, boolean>} */
const shown = new Map();

/**
 * Draw the whole text of a field: as large as it fits, wrapped and shrunk like any other.
 * @param {string} text
 * @param {Place} place
 * @param {string} lacking why it is drawn: the characters that no font of the pack shows
 * @returns {Drawing | string} or the characters that no font of this system has
 */
export function drawText(text, place, lacking) {
  isBlind ??= look("") !== "" || look("H") === "";
  if (isBlind) return lacking;
  const missing = new Set([...text].filter((each) => !isShown(each)));
  if (missing.size) return [...missing].sort((one, other) => code(one) - code(other)).join("");

  /** @type {Map<string, number>} */
  const widths = new Map();
  const ruler = pen(1, 1, EM);
  const layout = layOut(
    text,
    place,
    (piece) => {
      const width = widths.get(piece) ?? Math.ceil((ruler.measureText(piece).width * 1000) / EM);
      widths.set(piece, width);
      return width;
    },
    pieces,
  );
  const { lines, size, first, leading, fits } = layout;
  const height = (size * 10) / DOT;
  const [above, below] = [Math.ceil(height * 1.3), Math.ceil(height * 0.7)]; // More than a line, for tall signs.
  const columns = Math.ceil(place.width / DOT);
  const top = Math.round((place.height - first) / DOT) - above;
  const down = lines.map((_, at) => Math.round((at * leading) / DOT));
  const rows = down[lines.length - 1] + above + below;
  const dots = { columns, rows, ink: new Uint8Array(columns * rows) };
  const isLeftwards = LEFTWARDS.test([...text].find((each) => LETTER.test(each)) ?? "");
  const line = pen(columns, above + below, height);
  line.direction = isLeftwards ? "rtl" : "ltr";
  line.textAlign = isLeftwards ? "right" : "left";
  for (const [at, words] of lines.entries()) {
    if (!words) continue;
    line.clearRect(0, 0, columns, above + below);
    line.fillText(words, (isLeftwards ? place.width - PAD : PAD) / DOT, above, (place.width - 2 * PAD) / DOT);
    blacken(dots, down[at], line);
  }
  const box = [0, place.height - (top + rows) * DOT, columns * DOT, rows * DOT];
  return { fits, box: /** @type {Drawing["box"]} */ (box), columns, rows, data: faxed(dots) };
}

/**
 * Whether a character is drawn as itself, not as the sign that stands for one that no font has.
 * @param {string} character
 */
function isShown(character) {
  if (NO_CHARACTER.test(character)) return false;
  if (NOT_SEEN.test(character)) return true;
  unshown ??= new Set(["", ...NOWHERE].map(look));
  const isIt = shown.get(character) ?? !unshown.has(look(character));
  shown.set(character, isIt);
  return isIt;
}

/**
 * How a character looks, without the white around it. A frame is told by its size alone: what is written in it differs.
 * @param {string} character
 */
function look(character) {
  const side = 3 * SAMPLE;
  const sample = pen(side, side, SAMPLE);
  sample.fillText(character, SAMPLE, 2 * SAMPLE);
  const dots = { columns: side, rows: side, ink: new Uint8Array(side * side) };
  blacken(dots, 0, sample);
  const inked = [...dots.ink.keys()].filter((at) => dots.ink[at]);
  if (!inked.length) return "";
  const across = inked.map((at) => at % side);
  const [top, bottom] = [inked[0], inked[inked.length - 1]].map((at) => Math.floor(at / side));
  const [left, right] = [Math.min(...across), Math.max(...across)];
  const lines = Array.from({ length: bottom - top + 1 }, (_, row) => {
    return dots.ink.subarray((top + row) * side + left, (top + row) * side + right + 1);
  });
  const edges = [lines[0], lines[lines.length - 1], ...lines.map((line) => [line[0], line[right - left]])];
  const isFrame = edges.every((edge) => edge.every((/** @type {number} */ dot) => dot));
  return `${right - left} ${bottom - top} ${isFrame ? "" : lines.map((line) => line.join("")).join("")}`;
}

/**
 * Something to draw text with.
 * @param {number} columns
 * @param {number} rows
 * @param {number} size of the type, in dots
 */
function pen(columns, rows, size) {
  const context = new OffscreenCanvas(columns, rows).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser cannot draw text.");
  context.font = `${size}px sans-serif`;
  context.textRendering = "geometricPrecision";
  return context;
}

/**
 * Make those dots black that are dark in a drawing.
 * @param {Dots} dots
 * @param {number} down the row at which the drawing begins
 * @param {OffscreenCanvasRenderingContext2D} drawn
 */
function blacken({ columns, ink }, down, drawn) {
  const { width, height } = drawn.canvas;
  const { data } = drawn.getImageData(0, 0, width, height);
  for (let at = 0; at < width * height; at += 1) {
    const opaque = data[4 * at + 3];
    if (!opaque) continue;
    const [row, column] = [Math.floor(at / width), at % width];
    const light = Math.max(data[4 * at], data[4 * at + 1], data[4 * at + 2]) && lightness(data, at);
    const least = light ? 8 + 16 * PATTERN[(row % 4) * 4 + (column % 4)] : 127;
    if ((opaque * (255 - light)) / 255 > least) ink[(down + row) * columns + column] = 1;
  }
}

/** From 0 to 255, as the eye sees it. @param {Uint8ClampedArray} data @param {number} at */
function lightness(data, at) {
  return 0.3 * data[4 * at] + 0.59 * data[4 * at + 1] + 0.11 * data[4 * at + 2];
}

/** What a reader takes for one character, each. @param {string} text */
function pieces(text) {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** @param {string} text */
function code(text) {
  return text.codePointAt(0) ?? 0;
}

// ---------------------------------------------------------------------------------------------------------- as a fax

// The codes of ITU-T T.4 for so many dots of one colour: 0 to 63, then 64, 128 and so on to 1728.
const WHITE = `
  00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101
  101010 101011 0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010
  00000011 00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010
  00101011 00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100
  00100101 01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100
  11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 011010010
  011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001
  010011010 011000 010011011`;
const BLACK = `
  0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000
  0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 00000011000
  000011001010 000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 000001101011 000011010010
  000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 000001101101 000011011010 000011011011
  000001010100 000001010101 000001010110 000001010111 000001100100 000001100101 000001010010 000001010011 000000100100
  000000110111 000000111000 000000100111 000000101000 000001011000 000001011001 000000101011 000000101100 000001011010
  000001100110 000001100111
  0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 0000001101101
  0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 0000001110101
  0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 0000001011011
  0000001100100 0000001100101`;
// The same in both colours: 1792 to 2560.
const LONG = `
  00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 000000010110 000000010111
  000000011100 000000011101 000000011110 000000011111`;
const RUNS = [WHITE, BLACK].map((codes) => `${codes}${LONG}`.trim().split(/\s+/));
const LONGEST = 2560;

// The codes of ITU-T T.6: how far a change of colour lies from that in the row above, from 3 dots before to 3 after.
const VERTICAL = ["0000010", "000010", "010", "1", "011", "000011", "0000011"];
const [HORIZONTAL, PASS] = ["001", "0001"];
const END = "000000000001000000000001";

/**
 * Dots as a fax sends them (CCITT group 4): each row by what is different from the row above.
 * @param {Dots} dots
 */
export function faxed({ columns, rows, ink }) {
  const codes = [];
  let above = [columns, columns, columns];
  for (let row = 0; row < rows; row += 1) {
    const changes = changesOf(ink.subarray(row * columns, (row + 1) * columns));
    let [at, next, beside] = [-1, 0, 0];
    while (at < columns) {
      // The first change above that lies farther on, and is to the colour that comes next here.
      beside = Math.max(beside - 1, 0);
      while (above[beside] <= at && above[beside] < columns) beside += 1;
      if (beside % 2 !== next % 2) beside += 1;
      const [to, over, past] = [changes[next], above[beside] ?? columns, above[beside + 1] ?? columns];
      if (past < to) {
        codes.push(PASS);
        at = past;
      } else if (Math.abs(to - over) <= 3) {
        codes.push(VERTICAL[to - over + 3]);
        [at, next] = [to, next + 1];
      } else {
        codes.push(HORIZONTAL, run(to - Math.max(at, 0), next % 2), run(changes[next + 1] - to, (next + 1) % 2));
        [at, next] = [changes[next + 1], next + 2];
      }
    }
    above = changes;
  }
  codes.push(END);
  return bits(codes.join(""));
}

/**
 * Where the colour changes, from white to black first; then the end of the row, as often as anybody looks there.
 * @param {Uint8Array} row
 */
function changesOf(row) {
  const changes = [];
  let colour = 0;
  for (let at = 0; at < row.length; at += 1) {
    if (row[at] === colour) continue;
    changes.push(at);
    colour = row[at];
  }
  return [...changes, row.length, row.length, row.length];
}

/** So many dots of a colour. @param {number} length @param {number} colour */
function run(length, colour) {
  const codes = RUNS[colour];
  let said = "";
  for (; length > LONGEST + 63; length -= LONGEST) said += codes[63 + LONGEST / 64];
  return said + (length > 63 ? codes[63 + Math.floor(length / 64)] : "") + codes[length % 64];
}

/** @param {string} digits */
function bits(digits) {
  const bytes = new Uint8Array(Math.ceil(digits.length / 8));
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = parseInt(digits.slice(8 * at, 8 * at + 8).padEnd(8, "0"), 2);
  return bytes;
}
