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
 * @typedef {object} Linked chunks one after the other, and the rows of their objects in a cross-reference table
 * @property {Uint8Array[]} blocks
 * @property {Map<number, Row>} rows
 * @property {number} length
 */
/**
 * @typedef {object} File a file, and what must be known to add to it
 * @property {Uint8Array[]} pieces its bytes, as a Blob takes them
 * @property {number} length of all
 * @property {number} table where its cross-reference table is
 * @property {number} checksum of what follows its chunks (CRC-32)
 */

const DIFFERS = new RegExp(VARYING);

const PIECE = 2 ** 18; // Bytes that are written at a time: a string has an end, and a class of thousands has none.

/**
 * The bytes of the chunks, and where each of their objects is.
 *
 * Unless they are to be there `packed`, parts come without those of their objects that are.
 * @param {Pack} pack
 * @param {string[]} chunks
 * @param {boolean} packed
 * @returns {Linked}
 */
export function linkChunks(pack, chunks, packed) {
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
  return { blocks, rows, length: position };
}

/**
 * The file: chunks, then `objects`, of which some are packed `together`. Numbers from `following` on are free.
 *
 * The file ends with a cross-reference stream.
 * @param {Pack} pack
 * @param {Linked} linked
 * @param {Objects} objects
 * @param {number} following
 * @param {number[][]} together
 * @returns {File}
 */
export function written(pack, linked, objects, following, together) {
  const [rows, bodies] = [new Map(linked.rows), new Map(objects)];
  for (const group of together) {
    bodies.set(following, packedTogether(objects, group));
    for (const [place, number] of group.entries()) {
      rows.set(number, [2, following, place]);
      bodies.delete(number);
    }
    following += 1;
  }
  const { added, rows: more, end: position } = objectsFrom(linked.length, bodies);
  const wide = wideOf(Math.max(position, following));
  const { table, spans } = tableOf(wide, new Map([...rows, ...more, [following, [1, position, 0]]]));
  const filters = `/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns ${wide + 3}>>`;
  const checksum = checksumOf(added, 0);
  const last = end(pack, following, wide, spans, checksum, filters, squeezedTable(table, wide), position);
  const pieces = [bytesOf(HEADER), ...linked.blocks, ...added, ...last];
  return { pieces, length: position + sizeOf(last), table: position, checksum };
}

/**
 * A file with `objects` added, in place of those that have their numbers, as a viewer saves what is typed.
 *
 * Numbers from `following` on are free.
 * @param {Pack} pack
 * @param {File} file
 * @param {Objects} objects
 * @param {number} following
 * @returns {Uint8Array[]}
 */
export function updated(pack, file, objects, following) {
  if (!objects.size) return file.pieces;
  const { added, rows, end: position } = objectsFrom(file.length, objects);
  rows.set(following, [1, position, 0]);
  const wide = wideOf(Math.max(position, following));
  const { table, spans } = tableOf(wide, rows);
  const checksum = checksumOf(added, file.checksum);
  const last = end(pack, following, wide, spans, checksum, `/Prev ${file.table}`, table, position);
  return [...file.pieces, ...added, ...last];
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

/** @param {Uint8Array[]} pieces */
function sizeOf(pieces) {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
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
 * The rows of a cross-reference table, and which numbers they are of: the first of each run, how many.
 * @param {number} wide
 * @param {Map<number, Row>} rows
 */
function tableOf(wide, rows) {
  const numbers = sorted(rows.keys());
  const firsts = numbers.filter((number) => !rows.has(number - 1));
  const lasts = numbers.filter((number) => !rows.has(number + 1));
  const spans = firsts.map((first, at) => `${first} ${lasts[at] - first + 1}`).join(" ");
  const table = new Uint8Array(numbers.length * (wide + 3));
  for (const [at, number] of numbers.entries()) {
    row(table, (wide + 3) * at, wide, /** @type {Row} */ (rows.get(number)));
  }
  return { table, spans };
}

/**
 * How a file ends: with its cross-reference stream, and where that is.
 * @param {Pack} pack
 * @param {number} number
 * @param {number} wide
 * @param {string} spans
 * @param {number} checksum
 * @param {string} more
 * @param {Uint8Array} table
 * @param {number} position
 */
function end(pack, number, wide, spans, checksum, more, table, position) {
  const { ids, id: mark } = pack.map;
  const head =
    `${number} 0 obj\n<</Type/XRef/Size ${number + 1}/W[1 ${wide} 2]/Index[${spans}]` +
    `/Root ${ids.catalog} 0 R/Info ${ids.info} 0 R` +
    `/ID[<${mark}><${mark.slice(0, 24)}${hex(checksum, 8)}>]${more}/Length ${table.length}>>stream\n`;
  const tail = `\nendstream\nendobj\nstartxref\n${position}\n%%EOF\n`;
  return [bytesOf(head), table, bytesOf(tail)];
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
