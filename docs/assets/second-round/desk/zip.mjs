// Owns how finished files become one ZIP; does not compress (a PDF gains nothing) or make what needs ZIP64.

import { crc32 } from "../pdf/crc32.mjs";

/**
 * @typedef {object} Weighed a file's content, and what a ZIP says of it
 * @property {BlobPart[]} parts
 * @property {number} size in bytes
 * @property {number} sum its CRC-32
 */

const MOST_FILES = 0xffff;
const MOST_BYTES = 0xffffffff;
const MOST_WAITING = 2 ** 23; // Bytes that are held here before the browser has them, who may put them on the disk.
const FILE = 0x04034b50;
const LISTED = 0x02014b50;
const END = 0x06054b50;
const UTF_8 = 0x0800; // The flag that says how a name is written.
const VERSION = 20; // What a program must know to unpack it: 2.0.
// Made as on Unix, where a file has permissions: on any other, unzip takes the names for a code page's.
const MADE_BY = (3 << 8) | VERSION;
const PERMISSIONS = 0o100644 * 2 ** 16;

/** @param {Uint8Array[]} pieces @returns {Weighed} */
export function weighed(pieces) {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return { parts: pieces, size, sum: pieces.reduce((sum, piece) => crc32(piece, sum), 0) };
}

/**
 * A ZIP to which one file is added after the other; of those that were added it holds the names alone.
 *
 * The same files and time make the same bytes in every time zone.
 */
export class Zip {
  #date;
  #time;
  /** @type {Blob[]} */
  #written = [];
  /** @type {BlobPart[]} */
  #waiting = [];
  #size = 0;
  #offset = 0;
  /** @type {Uint8Array[]} */
  #list = [];
  #listSize = 0;
  #count = 0;

  /** @param {Date} when what each file is dated, to two seconds, in UTC; 1980 to 2107 */
  constructor(when) {
    [this.#date, this.#time] = dosTime(when);
  }

  /**
   * @param {string} name one of its own, which is written as it is
   * @param {Weighed} file
   * @throws {RangeError} when there would be more than 65,535 files or 4 GB; its message is fit to be shown
   */
  add(name, { parts, size, sum }) {
    const named = new TextEncoder().encode(name);
    const after = this.#offset + 30 + named.length + size;
    if (this.#count === MOST_FILES) {
      throw new RangeError("A ZIP holds at most 65,535 files; these are more. Make several.");
    }
    if (after + this.#listSize + 46 + named.length + 22 >= MOST_BYTES) {
      throw new RangeError("A ZIP holds at most 4 GB; these files are larger. Make several.");
    }
    const about = numbers(
      [2, VERSION],
      [2, UTF_8],
      [2, 0], // Stored.
      [2, this.#time],
      [2, this.#date],
      [4, sum],
      [4, size],
      [4, size],
      [2, named.length],
      [2, 0], // Nothing extra.
    );
    // After what is the same in both places: no comment, the first disk, nothing known about the content.
    const place = numbers([2, 0], [2, 0], [2, 0], [4, PERMISSIONS], [4, this.#offset]);
    this.#list.push(numbers([4, LISTED], [2, MADE_BY]), about, place, named);
    this.#listSize += 46 + named.length;
    this.#waiting.push(numbers([4, FILE]), about, named, ...parts);
    this.#size += after - this.#offset;
    this.#offset = after;
    this.#count += 1;
    if (this.#size < MOST_WAITING) return;
    this.#written.push(new Blob(this.#waiting));
    [this.#waiting, this.#size] = [[], 0];
  }

  /** The whole of it. */
  finish() {
    const [count, size, at] = [this.#count, this.#listSize, this.#offset];
    const end = numbers([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0]);
    return new Blob([...this.#written, ...this.#waiting, ...this.#list, end], { type: "application/zip" });
  }
}

/**
 * Numbers as bytes, the lowest first.
 * @param {[2 | 4, number][]} sized each number and how many bytes it takes
 */
function numbers(...sized) {
  const view = new DataView(new ArrayBuffer(sized.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, number] of sized) {
    if (bytes === 2) view.setUint16(at, number, true);
    else view.setUint32(at, number, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/**
 * A date and a time of day in 16 bits each; a clock that is wrong by decades is set to what a ZIP can hold.
 * @param {Date} when
 */
function dosTime(when) {
  const moment = new Date(Math.min(Math.max(when.getTime(), Date.UTC(1980, 0)), Date.UTC(2108, 0) - 1));
  const date = ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate();
  const time = (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1);
  return [date, time];
}
