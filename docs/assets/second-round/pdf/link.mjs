// Owns how chunks and changed objects become one file that readers take; it leaves what the objects say to others.
//
// macros/paper/fill/link.py is the same in Python.

import { bytesOf, hex, textOf } from "./brought.mjs";
import { crc32 } from "./crc32.mjs";
import { squeezed } from "./squeeze.mjs";
import { HEADER, VARYING } from "./tables.mjs";

/** @typedef {import("./pack.mjs").ChunkPlace} ChunkPlace */
/** @typedef {import("./pack.mjs").Objects} Objects */
/** @typedef {import("./pack.mjs").Pack} Pack */
/** @typedef {[number, number, number]} Row the kind of an object, where it is, and its place there */
/**
 * @typedef {object} Index a cross-reference table, and where in it the row of each object is that a copy brings
 * @property {Uint8Array} table
 * @property {string} spans
 * @property {[number, number][]} places
 */

const DIFFERS = new RegExp(VARYING);

const PIECE = 2 ** 18; // Bytes that are written at a time: a string has an end, and a class of thousands has none.

/** What files begin with, and the rows of its objects in their cross-reference tables. */
export class Linked {
  /** @type {{changed: number[], wide: number, index: Index} | undefined} */
  #last;

  /**
   * @param {Uint8Array[]} blocks
   * @param {Map<number, Row>} rows
   * @param {number} length
   * @param {number} checksum of what follows the chunks (CRC-32)
   */
  constructor(blocks, rows, length, checksum = 0) {
    this.blocks = blocks;
    this.rows = rows;
    this.length = length;
    this.checksum = checksum;
  }

  /** The same with objects behind it. @param {Objects} objects */
  followedBy(objects) {
    const { added, rows, end } = objectsFrom(this.length, objects);
    const blocks = [...this.blocks, ...added];
    return new Linked(blocks, new Map([...this.rows, ...rows]), end, checksumOf(added, this.checksum));
  }

  /**
   * The table with room for these objects; the last is kept, because a class fills in the same fields.
   * @param {number[]} changed sorted
   * @param {number} wide
   */
  index(changed, wide) {
    const last = this.#last;
    const isSame = last?.wide === wide && last.changed.length === changed.length;
    if (last && isSame && last.changed.every((number, at) => number === changed[at])) return last.index;
    /** @type {Set<number>} */
    const known = new Set(this.rows.keys());
    for (const number of changed) known.add(number);
    const numbers = Uint32Array.from(known).sort();
    const firsts = numbers.filter((number) => !known.has(number - 1));
    const lasts = numbers.filter((number) => !known.has(number + 1));
    const spans = Array.from(firsts, (first, at) => `${first} ${lasts[at] - first + 1}`).join(" ");
    const table = new Uint8Array(numbers.length * (wide + 3));
    const place = new Map(Array.from(numbers, (number, at) => [number, (wide + 3) * at]));
    for (const [number, each] of this.rows) row(table, place.get(number) ?? 0, wide, each);
    /** @type {Index} */
    const index = { table, spans, places: changed.map((number) => [number, place.get(number) ?? 0]) };
    this.#last = { changed, wide, index };
    return index;
  }
}

/**
 * The file: what is linked, then `objects`; in pieces, as a Blob takes them. Numbers from `following` on are free.
 *
 * It says which objects are packed `together`; then the chunks must come without those that are packed in them. The
 * file ends with a cross-reference stream.
 * @param {Pack} pack
 * @param {Linked} linked
 * @param {Objects} objects
 * @param {number} following
 * @param {number[][]} [together]
 * @returns {Uint8Array[]}
 */
export function written(pack, linked, objects, following, together = []) {
  /** @type {Map<number, Row>} */
  const inside = new Map();
  if (together.length) {
    const bodies = new Map(objects);
    for (const group of together) {
      bodies.set(following, packedTogether(objects, group));
      for (const [place, number] of group.entries()) {
        inside.set(number, [2, following, place]);
        bodies.delete(number);
      }
      following += 1;
    }
    objects = bodies;
  }
  const { added, rows, end: position } = objectsFrom(linked.length, objects);
  for (const [number, each] of inside) rows.set(number, each);
  rows.set(following, [1, position, 0]);
  const wide = wideOf(Math.max(position, following));
  const index = linked.index(sorted(rows.keys()), wide);
  const table = index.table.slice();
  for (const [number, place] of index.places) row(table, place, wide, /** @type {Row} */ (rows.get(number)));
  const filters = together.length ? `/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns ${wide + 3}>>` : "";
  const data = together.length ? squeezedTable(table, wide) : table;
  const { ids, id: mark } = pack.map;
  const sum = checksumOf(added, linked.checksum);
  const head =
    `${following} 0 obj\n<</Type/XRef/Size ${following + 1}/W[1 ${wide} 2]/Index[${index.spans}]` +
    `/Root ${ids.catalog} 0 R/Info ${ids.info} 0 R` +
    `/ID[<${mark}><${mark.slice(0, 24)}${hex(sum, 8)}>]${filters}/Length ${data.length}>>stream\n`;
  const tail = `\nendstream\nendobj\nstartxref\n${position}\n%%EOF\n`;
  return [bytesOf(HEADER), ...linked.blocks, ...added, bytesOf(head), data, bytesOf(tail)];
}

/**
 * The bytes of the chunks, and where each of their objects is; kept, because a class shares them.
 * @param {Pack} pack
 * @param {string[]} chunks
 * @param {boolean} packed
 * @returns {Linked}
 */
export function linkChunks(pack, chunks, packed) {
  return pack.kept(`linked ${chunks} ${packed}`, () => {
    const blocks = [];
    /** @type {Map<number, Row>} */
    const rows = new Map();
    let position = HEADER.length;
    for (const name of chunks) {
      const chunk = /** @type {ChunkPlace} */ (pack.chunks.get(name));
      const [start, middle, end] = chunk.at;
      const whole = packed || !pack.parts.has(name);
      for (const [number, offset] of chunk.direct) rows.set(number, [1, position + offset, 0]);
      if (whole) {
        rows.set(chunk.container, [1, position + middle - start, 0]);
        const inside = chunk.packed.flatMap(([first, count]) => Array.from({ length: count }, (_, at) => first + at));
        for (const [at, number] of inside.entries()) rows.set(number, [2, chunk.container, at]);
      }
      blocks.push(pack.pdf.subarray(start, whole ? end : middle));
      position += (whole ? end : middle) - start;
    }
    return new Linked(blocks, rows, position);
  });
}

/**
 * Objects as a file has them, the lowest number first, their rows where they begin at a position, and their end.
 * @param {number} position
 * @param {Objects} objects
 */
function objectsFrom(position, objects) {
  /** @type {Uint8Array[]} */
  const added = [];
  /** @type {Map<number, Row>} */
  const rows = new Map();
  let fresh = "";
  for (const number of sorted(objects.keys())) {
    const object = `${number} 0 obj\n${objects.get(number)}\nendobj\n`;
    fresh += object;
    rows.set(number, [1, position, 0]);
    position += object.length;
    if (fresh.length < PIECE) continue;
    added.push(bytesOf(fresh));
    fresh = "";
  }
  added.push(bytesOf(fresh));
  return { added, rows, end: position };
}

/** @param {Uint8Array[]} pieces @param {number} before */
function checksumOf(pieces, before) {
  return pieces.reduce((sum, piece) => crc32(piece, sum), before);
}

/** @param {Iterable<number>} numbers */
function sorted(numbers) {
  return [...numbers].sort((one, other) => one - other);
}

/**
 * The stream in which objects are packed together.
 * @param {Objects} objects
 * @param {number[]} group
 */
function packedTogether(objects, group) {
  const numbers = [];
  let body = "";
  for (const number of group) {
    numbers.push(`${number} ${body.length}`);
    body += `${objects.get(number)}\n`;
  }
  const head = `${numbers.join(" ")}\n`;
  const data = textOf(squeezed([head, ...body.split(DIFFERS)]));
  return (
    `<</Type/ObjStm/N ${group.length}/First ${head.length}/Filter/FlateDecode/Length ${data.length}>>stream\n` +
    `${data}\nendstream`
  );
}

/**
 * A table as what each row has more than that above it, which is much the same in all.
 * @param {Uint8Array} table
 * @param {number} wide
 */
function squeezedTable(table, wide) {
  const width = wide + 3;
  const more = textOf(table.map((byte, at) => byte - (at < width ? 0 : table[at - width])));
  const rows = Array.from({ length: table.length / width }, (_, at) => more.slice(width * at, width * (at + 1)));
  return squeezed(rows.map((each) => `\u0002${each}`));
}

/** How many bytes a row of the table has for its offset, where none is above `most`. @param {number} most */
function wideOf(most) {
  return most < 2 ** 16 ? 2 : most < 2 ** 24 ? 3 : 4;
}

/**
 * Write a row into a table, its offset in `wide` bytes.
 * @param {Uint8Array} table
 * @param {number} start
 * @param {number} wide
 * @param {Row} row
 */
function row(table, start, wide, [kind, at, place]) {
  table[start] = kind;
  for (let byte = 0; byte < wide; byte += 1) table[start + 1 + byte] = at >>> (8 * (wide - 1 - byte));
  table[start + wide + 1] = place >>> 8;
  table[start + wide + 2] = place;
}
