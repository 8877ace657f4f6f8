// Owns a logo that is safe to print, made of an SVG or PNG file; it leaves understanding drawings to drawing and paint,
// and putting the logo on sheets to pdf/imprint.
//
// macros/brand/logo.py does the same, of pictures with a library's help, and macros/paper/mark.py makes the same objects.

import { formatted } from "../pdf/brought.mjs";
import { crc32 } from "../pdf/crc32.mjs";
import { drawnLines } from "../pdf/lines.mjs";
import { drawnPixels } from "../pdf/pixels.mjs";
import { LOGO } from "../pdf/tables.mjs";
import { readDrawing } from "./drawing.mjs";
import { OPAQUE, plainSvg } from "./layers.mjs";
import {
  ALL_CLEAR,
  ALL_WHITE,
  CHANNELS,
  CLEAR_BELOW,
  DAMAGED,
  DEPTHS,
  MOST_HIGH,
  MOST_PIXELS,
  MOST_WIDE,
  NO_LOGO,
  PASSES,
  PNG_SIGN,
  SEEN_BELOW,
  TOO_MANY_PIXELS,
} from "./logo-tables.mjs";
import { painted } from "./paint.mjs";
import { Unfit, checkLength, checkShape } from "./unfit.mjs";

/** @typedef {import("./layers.mjs").Layer} Layer */
/** @typedef {import("../pdf/imprint.mjs").Mark} Mark */
/**
 * @typedef {object} LogoRead
 * @property {Mark} mark what is put on sheets
 * @property {LogoPicture | null} picture how it looks there
 * @property {string} plain the text of an SVG file that looks so, where it is a drawing
 * @property {number} contrast with white, from 1 to 21, where it is dark
 * @property {number} dots to an inch that the file has on a sheet; a drawing has no end of them
 */
/**
 * @typedef {object} LogoPicture rows of pixels on white paper, in red, green and blue of a byte each
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} pixels
 */
/**
 * @typedef {object} Head what the first chunk of a PNG says
 * @property {number} width
 * @property {number} height
 * @property {number} bits of each value
 * @property {number} kind 0 for grey, 2 for colours, 3 for colours of a table, 4 and 6 for the first two and how clear
 * @property {boolean} isInterlaced
 * @property {Uint8Array} table
 * @property {Uint8Array | undefined} clear
 */

const ORDER = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]; // What the picture is made of, in order.

/**
 * Read a file as a logo.
 * @param {Uint8Array} data
 * @param {boolean} isDrawing whether it is called so, or was taken for one before
 * @returns {Promise<LogoRead>}
 * @throws {Unfit}
 */
export async function readLogo(data, isDrawing) {
  checkLength(data);
  if (!PNG_SIGN.every((byte, at) => data[at] === byte)) {
    if (isDrawing) return readLines(data);
    throw new Unfit(NO_LOGO);
  }
  const { head, packed } = pieces(data);
  const raw = await unpacked(packed, passesOf(head).reduce((sum, { rows, length }) => sum + rows * (length + 1), 0));
  const { width, height } = head;
  const picture = smaller({ width, height, pixels: onWhite(head, raw) });
  const object = drawnPixels(picture.width, picture.height, picture.pixels);
  const mark = { wide: Math.floor((width * 1000) / height), objects: [object] };
  const high = Math.min(LOGO[1], (LOGO[0] * height) / width);
  return { mark, picture, plain: "", contrast: contrastOf(picture), dots: (72_000 * height) / high };
}

/** Read a file as a drawing. @param {Uint8Array} data @returns {LogoRead} @throws {Unfit} */
function readLines(data) {
  const { top, rules } = readDrawing(data);
  const { drawing, width, height } = painted(top, rules);
  // In whole thousandths, rounded down as the command does.
  const mark = { wide: Math.floor((width / height) * 1000 + 1e-6), objects: drawnLines(drawing) };
  return { mark, picture: null, plain: plainSvg(drawing), contrast: darkest(drawing.layers, 1), dots: Infinity };
}

/** What a file says of its picture, and the packed pixels. @param {Uint8Array} data @returns {{head: Head, packed: Uint8Array[]}} */
function pieces(data) {
  /** @type {Map<string, Uint8Array>} */
  const found = new Map();
  /** @type {Uint8Array[]} */
  const packed = [];
  let before = "";
  for (const [kind, body] of chunks(data)) {
    if (!ORDER.includes(kind)) continue; // It is about who made it, when and with what.
    const order = ORDER.indexOf(kind) - ORDER.indexOf(before);
    if (order < 0 || (order === 0 && kind !== "IDAT")) throw new Unfit(DAMAGED);
    before = kind;
    found.set(kind, body);
    if (kind === "IDAT") packed.push(body);
  }
  const first = found.get("IHDR");
  if (first?.length !== 13 || !packed.length) throw new Unfit(DAMAGED);
  const view = new DataView(first.buffer, first.byteOffset);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (!(width && height && width <= MOST_PIXELS && height <= MOST_PIXELS)) {
    throw new Unfit(formatted(TOO_MANY_PIXELS, { width, height, most: MOST_PIXELS }));
  }
  checkShape(width, height);
  const [bits, kind, compression, filter, interlaced] = first.subarray(8);
  const table = found.get("PLTE") ?? new Uint8Array();
  const clear = found.get("tRNS");
  const depths = /** @type {Record<number, number[]>} */ (DEPTHS)[kind] ?? [];
  if (!depths.includes(bits) || compression || filter || interlaced > 1) throw new Unfit(DAMAGED);
  if (table.length % 3 || table.length > 768 || (kind === 3 && !table.length)) throw new Unfit(DAMAGED);
  if (clear && !isRight(clear.length, kind, table.length / 3)) throw new Unfit(DAMAGED);
  return { head: { width, height, bits, kind, isInterlaced: interlaced === 1, table, clear }, packed };
}

/** Kind and body of each chunk up to the end of the picture. @param {Uint8Array} data @returns {Generator<[string, Uint8Array]>} */
function* chunks(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  let [at, kind] = [PNG_SIGN.length, ""];
  while (kind !== "IEND") {
    if (at + 12 > data.length) throw new Unfit(DAMAGED);
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > data.length || crc32(data.subarray(at + 4, end)) !== view.getUint32(end)) throw new Unfit(DAMAGED);
    kind = String.fromCharCode(...data.subarray(at + 4, at + 8));
    yield [kind, data.subarray(at + 8, end)];
    at = end + 4;
  }
}

/**
 * Whether so many bytes can say what is clear.
 * @param {number} length
 * @param {number} kind
 * @param {number} colours in the table
 */
function isRight(length, kind, colours) {
  if (kind === 0) return length === 2;
  if (kind === 2) return length === 6;
  return kind !== 3 || (length > 0 && length <= colours);
}

/** @param {Head} head how many rows of how many pixels and bytes come in each turn, and which pixels they are */
function passesOf({ width, height, bits, kind, isInterlaced }) {
  const passes = isInterlaced ? PASSES : [[0, 0, 1, 1]];
  const found = passes.map(([x, y, dx, dy]) => {
    const [across, rows] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)];
    return { x, y, dx, dy, across, rows, length: Math.ceil((across * bits * channelsOf(kind)) / 8) };
  });
  return found.filter(({ across, rows }) => across > 0 && rows > 0);
}

/** @param {number} kind */
function channelsOf(kind) {
  return /** @type {Record<number, number>} */ (CHANNELS)[kind];
}

/**
 * What was packed, if it is just so many bytes: of more, no more is unpacked.
 * @param {Uint8Array[]} packed
 * @param {number} needed
 */
async function unpacked(packed, needed) {
  const data = new Uint8Array(needed);
  let size = 0;
  const blob = new Blob(/** @type {BlobPart[]} */ (packed));
  const reader = blob.stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      data.set(read.value, size); // A RangeError where it is more.
      size += read.value.length;
    }
  } catch {
    reader.cancel().catch(() => {});
    throw new Unfit(DAMAGED);
  }
  if (size !== needed) throw new Unfit(DAMAGED);
  return data;
}

/**
 * All pixels on white paper, in eight bits of red, green and blue.
 * @param {Head} head
 * @param {Uint8Array} raw
 */
function onWhite(head, raw) {
  const pixels = new Uint8Array(head.width * head.height * 3);
  const step = Math.max(1, (head.bits * channelsOf(head.kind)) / 8);
  const paint = painter(head);
  let [from, opaque, darkest] = [0, 0, 255];
  for (const { x, y, dx, dy, across, rows, length } of passesOf(head)) {
    let above = new Uint8Array(length);
    for (let row = 0; row < rows; row += 1) {
      const line = raw.subarray(from + 1, from + 1 + length);
      unfilter(raw[from], line, above, step);
      for (let column = 0; column < across; column += 1) {
        const [red, green, blue, alpha] = paint(line, column);
        const to = ((y + row * dy) * head.width + x + column * dx) * 3;
        pixels[to] = mixed(red, alpha);
        pixels[to + 1] = mixed(green, alpha);
        pixels[to + 2] = mixed(blue, alpha);
        opaque = Math.max(opaque, alpha);
        darkest = Math.min(darkest, pixels[to], pixels[to + 1], pixels[to + 2]);
      }
      above = line;
      from += length + 1;
    }
  }
  if (opaque < CLEAR_BELOW) throw new Unfit(ALL_CLEAR);
  if (darkest > SEEN_BELOW) throw new Unfit(ALL_WHITE);
  return pixels;
}

/**
 * Undo what made a row easier to pack: each byte differs from others by what stands there.
 * @param {number} filter
 * @param {Uint8Array} line
 * @param {Uint8Array} above
 * @param {number} step how many bytes the same value of the pixel before is away
 */
function unfilter(filter, line, above, step) {
  if (filter > 4) throw new Unfit(DAMAGED);
  if (!filter) return;
  for (let at = 0; at < line.length; at += 1) {
    const [left, corner] = at < step ? [0, 0] : [line[at - step], above[at - step]];
    line[at] += [left, above[at], (left + above[at]) >>> 1, nearest(left, above[at], corner)][filter - 1];
  }
}

/** Which of three neighbours is nearest to where they lead (Paeth). @param {number} left @param {number} up @param {number} corner */
function nearest(left, up, corner) {
  const [one, other, both] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (one <= other && one <= both) return left;
  return other <= both ? up : corner;
}

/**
 * Red, green, blue and how opaque a pixel of a row is, each from 0 to 255.
 * @param {Head} head
 * @returns {(line: Uint8Array, column: number) => number[]}
 */
function painter({ bits, kind, table, clear }) {
  const most = 2 ** bits - 1;
  const channels = channelsOf(kind);
  /** @type {(line: Uint8Array, at: number) => number} a value as it stands in a row */
  const value = (line, at) => {
    if (bits === 16) return line[2 * at] * 256 + line[2 * at + 1];
    return (line[(at * bits) >>> 3] >>> (8 - bits - ((at * bits) & 7))) & most;
  };
  const shades = Array.from({ length: clear && kind < 3 ? channels : 0 }, (_, at) => value16(clear, at));
  if (kind === 3) {
    return (line, column) => {
      const at = value(line, column);
      if (at * 3 >= table.length) throw new Unfit(DAMAGED);
      return [table[at * 3], table[at * 3 + 1], table[at * 3 + 2], clear?.[at] ?? 255];
    };
  }
  if (kind === 0) {
    // The product is that of the library which reads sixteen bits of grey for the command.
    const eight = (/** @type {number} */ grey) => (bits === 16 ? Math.trunc(grey * (1 / 257)) : (grey * 255) / most);
    return (line, column) => {
      const grey = value(line, column);
      const shade = eight(grey);
      return [shade, shade, shade, shades.length && grey === (shades[0] & most) ? 0 : 255];
    };
  }
  const eight = (/** @type {number} */ each) => (bits === 16 ? each >>> 8 : each);
  return (line, column) => {
    const found = Array.from({ length: channels }, (_, at) => eight(value(line, column * channels + at)));
    if (kind === 4) return [found[0], found[0], found[0], found[1]];
    if (kind === 6) return found;
    const isClear = shades.length && found.every((each, at) => each === eight(shades[at] & most));
    return [...found, isClear ? 0 : 255];
  };
}

/** @param {Uint8Array | undefined} data @param {number} at */
function value16(data, at) {
  return data ? data[2 * at] * 256 + data[2 * at + 1] : 0;
}

/** A shade on white paper, rounded as the command's library does. @param {number} shade @param {number} alpha */
function mixed(shade, alpha) {
  if (alpha === 255) return shade;
  const sum = 128 * (shade * alpha + 255 * (255 - alpha)) + (128 << 7);
  return ((sum >> 8) + sum) >> 15;
}

/**
 * A picture with no more pixels than are printed: each is the mean of a square.
 * @param {LogoPicture} picture
 * @returns {LogoPicture}
 */
function smaller({ width, height, pixels }) {
  const times = Math.max(Math.ceil(width / MOST_WIDE), Math.ceil(height / MOST_HIGH));
  if (times === 1) return { width, height, pixels };
  const [across, down] = [Math.ceil(width / times), Math.ceil(height / times)];
  const means = new Uint8Array(across * down * 3);
  for (let to = 0; to < means.length; to += 1) {
    const [left, top] = [(Math.floor(to / 3) % across) * times, Math.floor(to / 3 / across) * times];
    const [right, low] = [Math.min(width, left + times), Math.min(height, top + times)];
    const count = (right - left) * (low - top);
    let sum = count >>> 1;
    for (let y = top; y < low; y += 1) {
      for (let x = left; x < right; x += 1) sum += pixels[(y * width + x) * 3 + (to % 3)];
    }
    // So does the command's library divide: by a whole number, in which one has 24 bits.
    means[to] = Math.floor((sum * Math.floor(Math.fround(2 ** 24 / count))) / 2 ** 24);
  }
  return { width: across, height: down, pixels: means };
}

const LINEAR = Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** With white, of what is seen: a quarter of it has more. @param {LogoPicture} picture */
function contrastOf({ pixels }) {
  const seen = [];
  for (let at = 0; at < pixels.length; at += 3) {
    const [red, green, blue] = pixels.subarray(at, at + 3);
    if (Math.min(red, green, blue) > SEEN_BELOW) continue;
    seen.push(luminance([red, green, blue]));
  }
  seen.sort((one, other) => one - other);
  return 1.05 / ((seen[seen.length >> 2] ?? 1) + 0.05);
}

/** With white, of the darkest of some layers, which are so opaque together. @param {Layer[]} layers @param {number} seen @returns {number} */
function darkest(layers, seen) {
  let found = 1;
  for (const { layers: inside, opacity = OPAQUE, paint } of layers) {
    if (inside) found = Math.max(found, darkest(inside, (seen * opacity) / OPAQUE));
    for (const [, colour, clear] of paint?.stops ?? (paint ? [[0, paint.colour ?? [0, 0, 0], paint.opacity ?? OPAQUE]] : [])) {
      const shown = colour.map((each) => Math.round(255 - ((255 - each) * seen * clear) / OPAQUE));
      found = Math.max(found, 1.05 / (luminance(shown) + 0.05));
    }
  }
  return found;
}

/** @param {number[]} colour */
function luminance([red, green, blue]) {
  return 0.2126 * LINEAR[red] + 0.7152 * LINEAR[green] + 0.0722 * LINEAR[blue];
}
