// Owns a pack as a value: a PDF in parts, and the map of them; it leaves fetching one to pack-file, filling to copy.
//
// macros/paper/pack/pack.py is the same in Python, and says what a pack is. Objects are strings: a character is a byte.

import { byCharacter, formatted, textOf } from "./brought.mjs";
import { crc32 } from "./crc32.mjs";
import { NOTES, OTHER_PACK, OTHER_PARTS } from "./tables.mjs";

/** @typedef {Map<number, string>} Objects by their numbers, as they stand in a file */
/** @typedef {[number, number, number[]]} GlyphRun neighbours: first character, its glyph's number, the widths */
/** @typedef {[number, number[]]} PointRun places on neighbours: first letter, x and y of each */
/**
 * @typedef {object} PackPart what the map says of a part
 * @property {string} id
 * @property {string} label
 * @property {string} title
 * @property {number} first
 * @property {number} end
 * @property {number} pages
 * @property {string} media
 * @property {number[]} sections
 * @property {number} leaf
 * @property {number} key
 * @property {number} outline
 * @property {string} entry what stands at that number but what it hangs below and stands beside
 * @property {(number | string)[]} fields
 */
/**
 * @typedef {object} ChunkPlace where a chunk is in the pack, and which objects are in it
 * @property {string} id
 * @property {[number, number, number]} at
 * @property {[number, number][]} direct
 * @property {number} own how many bytes at its beginning are the brand's
 * @property {number} container
 * @property {[number, number][]} packed
 */
/**
 * @typedef {object} FontPlace a font to set values in
 * @property {number} number
 * @property {string} chunk
 * @property {GlyphRun[]} runs
 */
/**
 * @typedef {object} FieldPlaces a field, and each place where it is filled in
 * @property {string} words
 * @property {boolean} tick
 * @property {number[][]} at
 */
/**
 * @typedef {object} MarksMap how marks are set on letters
 * @property {number} [font]
 * @property {Record<string, number[][]>} [forms]
 * @property {PointRun[][]} [bases]
 * @property {Record<string, [number, number]>} [undotted]
 */
/**
 * @typedef {object} Form a place for what a brand says
 * @property {number} number
 * @property {string} what
 * @property {number} width
 * @property {number} height
 * @property {number} size
 * @property {number} align
 */
/**
 * @typedef {object} Branded what a brand says on the sheets that have a chunk in common
 * @property {Form[]} forms
 * @property {Record<string, number>} links
 * @property {Record<string, string>} objects
 * @property {string} check
 */
/**
 * @typedef {object} BrandMap what a linker must know to set a brand
 * @property {number} colour
 * @property {Record<string, Branded>} chunks
 * @property {string} info
 * @property {string} id
 * @property {number} size
 */
/**
 * @typedef {object} PackMap the JSON beside a pack, as it was parsed
 * @property {string} title
 * @property {Record<string, number>} ids
 * @property {Record<string, number>} heading
 * @property {number} keys
 * @property {string} form
 * @property {BrandMap} brand
 * @property {{ address: string, edition: string }} imprint
 * @property {string[]} also
 * @property {string} info
 * @property {[string, string]} xmp
 * @property {FontPlace[]} fonts
 * @property {MarksMap} marks
 * @property {ChunkPlace[]} chunks
 * @property {PackPart[]} parts
 * @property {Record<string, FieldPlaces>} fields
 * @property {number} size
 * @property {string} id
 * @property {number} length
 * @property {number} crc32
 */

/** A pack and its map. Copies can be made of those parts that were unpacked. */
export class Pack {
  /** @type {Map<string, unknown>} */
  #kept = new Map();

  /**
   * @param {Uint8Array} pdf
   * @param {PackMap} map
   * @throws {RangeError} where the two do not belong together
   */
  constructor(pdf, map) {
    if (pdf.length !== map.length || crc32(pdf) !== map.crc32) throw new RangeError(OTHER_PACK);
    this.pdf = pdf;
    this.map = map;
    this.parts = new Map(map.parts.map((part) => [part.id, part]));
    this.chunks = new Map(map.chunks.map((chunk) => [chunk.id, chunk]));
    /** What a person would call each field, by its name. */
    this.words = Object.fromEntries(Object.entries(map.fields).map(([name, each]) => [name, each.words]));
    /** Every object of every part that was unpacked, as it stands in the pack. @type {Objects} */
    this.texts = new Map();
  }

  /**
   * The text fields (or, with `ticks`, the boxes) of the chosen parts: name to what a person calls it.
   * @param {Iterable<string>} [parts] all of them where none are named
   * @returns {Record<string, string>}
   */
  fieldsOf(parts, ticks = false) {
    const chosen = this.chosen(parts);
    const isIn = (/** @type {number} */ number) => chosen.some((part) => part.first <= number && number < part.end);
    const fields = Object.entries(this.map.fields).filter(
      ([, each]) => each.tick === ticks && each.at.some(([number]) => isIn(number)),
    );
    return Object.fromEntries(fields.map(([name, each]) => [name, each.words]));
  }

  /**
   * What the map says of each chosen part, in the pack's order; of all where none are named.
   * @param {Iterable<string>} [parts]
   * @throws {RangeError} for a part that is not there, or where none is chosen
   */
  chosen(parts) {
    const wanted = new Set(parts ?? this.parts.keys());
    const others = [...wanted].filter((part) => !this.parts.has(part)).map(String);
    if (!wanted.size || others.length) {
      const unknown = others.sort(byCharacter).join(", ") || "none";
      throw new RangeError(formatted(OTHER_PARTS, { parts: [...this.parts.keys()].join(", "), unknown }));
    }
    return this.map.parts.filter((part) => wanted.has(part.id));
  }

  /**
   * Read the objects of the chosen parts, of the page that goes on at the back, and what all share, once.
   * @param {Iterable<string>} [parts]
   */
  async unpack(parts) {
    const wanted = new Set(["base", ...this.chosen(parts).map((part) => part.id)]);
    if (this.parts.has(NOTES)) wanted.add(NOTES);
    await Promise.all([...wanted].map((part) => this.kept(`unpacked ${part}`, () => this.#unpack(part))));
  }

  /**
   * What `make` makes, made once for a key and kept: what the copies of a class have in common.
   * @template T
   * @param {string} key
   * @param {() => T} make
   * @returns {T}
   */
  kept(key, make) {
    if (!this.#kept.has(key)) this.#kept.set(key, make());
    return /** @type {T} */ (this.#kept.get(key));
  }

  /** An object of a part that was unpacked, as it stands in the pack. @param {number} number */
  body(number) {
    const body = this.texts.get(number);
    if (body === undefined) throw new Error("A part of this pack was not unpacked.");
    return body;
  }

  /** Read the objects that stand packed at the end of a part's chunk. @param {string} part */
  async #unpack(part) {
    const chunk = /** @type {ChunkPlace} */ (this.chunks.get(part));
    const [, packed, end] = chunk.at;
    const said = new TextDecoder().decode(this.pdf.subarray(packed, packed + 200));
    const [dictionary, length] = said.match(/^[^]*?\/Length (\d+)>>stream\n/) ?? ["", ""];
    const start = packed + dictionary.length;
    if (!length || start + Number(length) > end) throw new RangeError(OTHER_PACK);
    const stream = new DecompressionStream("deflate");
    const writer = stream.writable.getWriter();
    const written = writer.write(this.pdf.slice(start, start + Number(length))).then(() => writer.close());
    const [data] = await Promise.all([new Response(stream.readable).text(), written]);
    const head = data.indexOf("\n") + 1;
    const numbers = data.slice(0, head).split(" ").map(Number);
    const offsets = [...numbers.filter((_, at) => at % 2), data.length - head];
    for (const [at, number] of numbers.filter((_, at) => at % 2 === 0).entries()) {
      this.texts.set(number, data.slice(head + offsets[at], head + offsets[at + 1] - 1));
    }
    for (const [number, body] of own(this.pdf, chunk)) this.texts.set(number, body);
  }
}

/**
 * The objects at the beginning of a chunk that a brand brings, by their numbers.
 * @param {Uint8Array} pdf
 * @param {ChunkPlace} chunk
 * @returns {Objects}
 */
function own(pdf, chunk) {
  const places = chunk.direct.filter(([, offset]) => offset < chunk.own);
  const ends = [...places.slice(1).map(([, offset]) => offset), chunk.own];
  const entries = places.map(([number, offset], at) => {
    const body = textOf(pdf.subarray(chunk.at[0] + offset, chunk.at[0] + ends[at]));
    return /** @type {[number, string]} */ ([number, body.slice(body.indexOf("\n") + 1, -"\nendobj\n".length)]);
  });
  return new Map(entries);
}
