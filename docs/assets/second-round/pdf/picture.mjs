// Owns how a text is drawn with the fonts of the reader's own system, as a picture for a field; it leaves putting it
// there to filled.
//
// For what a pack's fonts lack: Chinese, Arabic, Devanagari and so on, whose shapes and direction the browser knows.
// The field keeps the text itself. It runs in a page and in a worker.

import { code, deflated } from "./brought.mjs";
import { Filled } from "./filled.mjs";
import { layOut } from "./layout.mjs";
import { PAD } from "./tables.mjs";
import { clean, lettersOf } from "./text.mjs";

/** @typedef {import("./filled.mjs").Drawing} Drawing */
/** @typedef {import("./filled.mjs").Picture} Picture */
/** @typedef {import("./layout.mjs").Place} Place */
/** @typedef {import("./pack.mjs").Pack} Pack */
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
/** Whether the browser is too old to draw, or shows nobody what it draws, against tracking. @type {boolean | undefined} */
let isBlind;
/** How nothing looks, and what no font has. @type {Set<string> | undefined} */
let unshown;
/** @type {Map<string, boolean>} */
const shown = new Map();

/**
 * Draw what the fonts of a pack cannot show of somebody's values, for a copy with just these values and parts.
 *
 * It is done beforehand because a browser compresses only while others go on; making a copy waits for nothing.
 * @param {Pack} pack
 * @param {{parts?: Iterable<string>, values?: Record<string, string>}} wanted as it will be for `fill` or `merge`
 * @returns {Promise<Picture | undefined>} nothing where nothing need be drawn
 * @throws {UnsupportedText | NotText} as `fill` does
 */
export async function drawPictures(pack, { parts, values = {} }) {
  const letters = lettersOf(pack);
  const texts = Object.values(values).filter((text) => typeof text === "string");
  if (!texts.some((text) => letters.lacking(clean(text)))) return undefined;
  /** @type {Map<string, Drawing | string>} */
  const drawn = new Map();
  // What does not fit goes on at the back, so only a copy shows which texts have to be drawn. This one is thrown away.
  new Filled(
    pack,
    pack.chosen(parts),
    values,
    [],
    (text, place, lacking) => {
      const made = drawn.get(sizedKey(text, place)) ?? drawText(text, place, lacking);
      drawn.set(sizedKey(text, place), made);
      return made;
    },
    pack.map.size,
  );
  for (const each of drawn.values()) if (typeof each !== "string") each.data = await deflated(each.data);
  return (text, place, lacking) => drawn.get(sizedKey(text, place)) ?? lacking;
}

/** What one picture is for: fields of one size show the same. @param {string} text @param {Place} place */
function sizedKey(text, place) {
  return JSON.stringify([text, { ...place, number: 0 }]);
}

/**
 * Draw the whole text of a field: as large as it fits, wrapped and shrunk like any other. It is not yet compressed.
 * @param {string} text
 * @param {Place} place
 * @param {string} lacking why it is drawn: the characters that no font of the pack shows
 * @returns {Drawing | string} or the characters that no font of this system has
 */
function drawText(text, place, lacking) {
  isBlind ??= !canDraw() || look("") !== "" || look("H") === "";
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
  return { fits, box: /** @type {Drawing["box"]} */ (box), columns, rows, data: bitsOf(dots) };
}

function canDraw() {
  return "OffscreenCanvas" in globalThis && "CompressionStream" in globalThis && "Segmenter" in Intl;
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
 * How a character looks, without the white around it. A frame is known by its edges alone, since its content differs;
 * they may be as faint as anything.
 * @param {string} character
 */
function look(character) {
  const side = 3 * SAMPLE;
  const sample = pen(side, side, SAMPLE);
  sample.fillText(character, SAMPLE, 2 * SAMPLE);
  const { data } = sample.getImageData(0, 0, side, side);
  const ink = Array.from({ length: side * side }, (_, at) => data[4 * at + 3]);
  const inked = [...ink.keys()].filter((at) => ink[at]);
  if (!inked.length) return "";
  const across = inked.map((at) => at % side);
  const [top, bottom] = [inked[0], inked[inked.length - 1]].map((at) => Math.floor(at / side));
  const [left, right] = [Math.min(...across), Math.max(...across)];
  const lines = Array.from({ length: bottom - top + 1 }, (_, row) => {
    return ink.slice((top + row) * side + left, (top + row) * side + right + 1);
  });
  const edges = [lines[0], lines[lines.length - 1], lines.map((line) => line[0]), lines.map((line) => line[right - left])];
  // In its corners, what is faint may be nothing.
  const isFrame = edges.every((edge) => edge.slice(1, -1).every(Boolean));
  return `${right - left} ${isFrame ? edges : lines}`;
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

/**
 * Dots with a bit for each, 1 where it is black; each row in whole bytes.
 * @param {Dots} dots
 */
function bitsOf({ columns, rows, ink }) {
  const wide = Math.ceil(columns / 8);
  const bits = new Uint8Array(rows * wide);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (ink[row * columns + column]) bits[row * wide + (column >> 3)] |= 0x80 >> (column & 7);
    }
  }
  return bits;
}
