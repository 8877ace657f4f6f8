// Owns how finished files become one ZIP; refuses to compress (a PDF gains nothing) or to make what needs ZIP64.

import { crc32 } from "../pdf/crc32.mjs";

const MOST_FILES = 0xffff;
const MOST_BYTES = 0xffffffff;
const FILE = 0x04034b50;
const LISTED = 0x02014b50;
const END = 0x06054b50;
const UTF_8 = 0x0800; // The flag that says how a name is written.
const VERSION = 20; // What a program must know to unpack it: 2.0.
// Made as on Unix, where a file has permissions: on any other, unzip takes the names for a code page's.
const MADE_BY = (3 << 8) | VERSION;
const PERMISSIONS = 0o100644 * 2 ** 16;

/**
 * A ZIP of these files, as parts for a Blob; the same files and time make the same bytes in every time zone.
 * @param {{name: string, data: Uint8Array}[]} files each with a name of its own, which is written as it is
 * @param {Date} when what each file is dated, to two seconds, in UTC; 1980 to 2107
 * @returns {Uint8Array[]}
 * @throws {RangeError} when it would have more than 65,535 files or 4 GB; its message is fit to be shown
 */
export function zip(files, when) {
  if (files.length > MOST_FILES) {
    throw new RangeError(`A ZIP holds at most 65,535 files; these are ${files.length.toLocaleString("en")}.`);
  }
  const entries = files.map(({ name, data }) => ({ name: new TextEncoder().encode(name), data }));
  // Known before anything is read, so that too much is refused at once.
  const size = entries.reduce((sum, { name, data }) => sum + 30 + 46 + 2 * name.length + data.length, 22);
  if (size >= MOST_BYTES) throw new RangeError("A ZIP holds at most 4 GB; these files are larger. Make several.");

  const [date, time] = dosTime(when);
  const parts = [];
  const list = [];
  let offset = 0;
  for (const { name, data } of entries) {
    const about = numbers(
      [2, VERSION],
      [2, UTF_8],
      [2, 0], // Stored.
      [2, time],
      [2, date],
      [4, crc32(data)],
      [4, data.length],
      [4, data.length],
      [2, name.length],
      [2, 0], // Nothing extra.
    );
    const start = numbers([4, FILE]);
    // After what is the same in both places: no comment, the first disk, nothing known about the content.
    const place = numbers([2, 0], [2, 0], [2, 0], [4, PERMISSIONS], [4, offset]);
    list.push(numbers([4, LISTED], [2, MADE_BY]), about, place, name);
    parts.push(start, about, name, data);
    offset += start.length + about.length + name.length + data.length;
  }
  const listSize = list.reduce((sum, part) => sum + part.length, 0);
  const count = entries.length;
  const end = numbers([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, listSize], [4, offset], [2, 0]);
  return [...parts, ...list, end];
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
