// Owns finding the objects of a PDF, packed ones too, without believing its table of them: the last version of each
// counts; does not know what they are about.

import { Allowance, NoValue, TooMuch, ValueReader } from "./values.mjs";

/** @typedef {import("./values.mjs").PdfFields} PdfFields */
/** @typedef {import("./values.mjs").PdfValue} PdfValue */
/**
 * @typedef {object} PdfObject
 * @property {PdfValue} value
 * @property {number} at where it stands in the file; of a packed one, where the stream does that it is packed in
 * @property {Uint8Array} [data] of a stream, as it stands there, and what may follow it
 */

const MOST_OPENED = 64 * 1024 * 1024; // Bytes of all streams that are opened.
const BEFORE = 32; // Bytes in which the number of an object stands before the word.
const NUMBER = /(?:^|[^\d])(\d{1,9})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+$/;

/** The objects of a file. */
export class PdfObjects {
  /** @type {Map<number, PdfObject>} */
  all = new Map();
  isLocked = false;
  #allowance = new Allowance();
  #opened = 0;

  /**
   * @param {Uint8Array} bytes
   * @returns {Promise<PdfObjects>}
   * @throws {TooMuch}
   */
  static async in(bytes) {
    const objects = new PdfObjects();
    objects.#find(bytes);
    if (!objects.isLocked) await objects.#unpack();
    return objects;
  }

  /** What a value is, or what it refers to. @param {PdfValue | undefined} value @returns {PdfValue | undefined} */
  resolved(value) {
    for (let steps = 0; steps < 8 && value instanceof Object && "reference" in value; steps += 1) {
      value = this.all.get(value.reference)?.value;
    }
    return value;
  }

  /**
   * What is in a stream, opened; undefined where it is packed in a way that no viewer packs text.
   * @param {PdfObject | undefined} object
   * @throws {TooMuch}
   */
  async open(object) {
    if (!object?.data || !(object.value instanceof Map)) return undefined;
    const fields = object.value;
    const data = this.#exactly(object.data, fields);
    const [filter, ...more] = [this.resolved(fields.get("Filter")) ?? []].flat().map((each) => nameOf(this.resolved(each)));
    if (filter === undefined) return data;
    if (more.length || filter !== "FlateDecode") return undefined;
    const opened = await this.#inflated(data);
    const parms = [this.resolved(fields.get("DecodeParms"))].flat().map((each) => this.resolved(each))[0];
    return parms instanceof Map ? unpredicted(opened, this.#numbers(parms)) : opened;
  }

  /** @param {PdfFields} parms */
  #numbers(parms) {
    const number = (/** @type {string} */ name, /** @type {number} */ usual) => {
      const value = this.resolved(parms.get(name));
      return typeof value === "number" && value > 0 && value < 4096 ? Math.floor(value) : usual;
    };
    const across = number("Colors", 1) * number("BitsPerComponent", 8);
    return { predictor: number("Predictor", 1), pixel: Math.max(1, across >> 3), row: Math.ceil((number("Columns", 1) * across) / 8) };
  }

  /** @param {Uint8Array} bytes */
  #find(bytes) {
    const search = { bytes, hasEnds: true };
    for (let at = wordIn(bytes, "obj", 0); at >= 0; at = wordIn(bytes, "obj", at)) {
      const isObject = bytes[at - 1] <= 32; // And no “endobj”.
      const before = isObject ? String.fromCharCode(...bytes.subarray(Math.max(0, at - BEFORE), at)) : "";
      const number = Number(NUMBER.exec(before)?.[1] ?? -1);
      at = number < 0 ? at + 1 : this.#read(search, number, at + 3);
    }
    for (let at = wordIn(bytes, "trailer", 0); at >= 0; at = wordIn(bytes, "trailer", at)) {
      const reader = new ValueReader(bytes, this.#allowance, at + "trailer".length);
      const fields = valueOrNone(reader);
      if (fields instanceof Map && fields.has("Encrypt")) this.isLocked = true;
      at = reader.at;
    }
  }

  /**
   * Read the object of a number, and return where to look for the next.
   * @param {{bytes: Uint8Array, hasEnds: boolean}} search
   * @param {number} number
   * @param {number} at
   */
  #read(search, number, at) {
    const { bytes } = search;
    const reader = new ValueReader(bytes, this.#allowance, at);
    const value = valueOrNone(reader);
    if (value === undefined) return Math.max(at, reader.at);
    /** @type {PdfObject} */
    const object = { value, at };
    this.all.set(number, object);
    if (!(value instanceof Map)) return reader.at;
    if (nameOf(value.get("Type")) === "XRef" && value.has("Encrypt")) this.isLocked = true;
    reader.skip();
    if (!reader.isWord("stream")) return reader.at;
    const start = reader.at + (bytes[reader.at] === 13 && bytes[reader.at + 1] === 10 ? 2 : 1);
    const length = value.get("Length");
    if (typeof length === "number" && isEnd(bytes, start + length)) {
      object.data = bytes.subarray(start, start + length);
      return start + length;
    }
    const end = search.hasEnds ? wordIn(bytes, "endstream", start) : -1;
    search.hasEnds = end >= 0;
    if (end < 0) return start;
    // What refers to its length is measured once all is known; till then it may be longer than it seems.
    object.data = typeof length === "number" ? bytes.subarray(start, end) : bytes.subarray(start);
    return end;
  }

  /** The bytes of a stream alone. @param {Uint8Array} data @param {PdfFields} fields */
  #exactly(data, fields) {
    const length = this.resolved(fields.get("Length"));
    if (typeof length === "number" && (length === data.length || isEnd(data, length))) return data.subarray(0, length);
    const end = wordIn(data, "endstream", 0);
    let last = end < 0 ? data.length : end;
    if (data[last - 1] === 10) last -= 1;
    if (data[last - 1] === 13) last -= 1;
    return data.subarray(0, last);
  }

  /** Take the objects out that are packed in others, the earliest first. */
  async #unpack() {
    const packed = [...this.all.values()].filter(({ value }) => value instanceof Map && nameOf(value.get("Type")) === "ObjStm");
    packed.sort((one, other) => one.at - other.at);
    for (const object of packed) {
      const bytes = await this.open(object);
      const fields = /** @type {PdfFields} */ (object.value);
      const [count, first] = [this.resolved(fields.get("N")), this.resolved(fields.get("First"))];
      if (!bytes || typeof count !== "number" || typeof first !== "number") continue;
      const head = new ValueReader(bytes, this.#allowance);
      for (let at = 0; at < count && head.at < first; at += 1) {
        const [number, place] = [valueOrNone(head), valueOrNone(head)];
        if (typeof number !== "number" || typeof place !== "number") break;
        const value = valueOrNone(new ValueReader(bytes, this.#allowance, first + place));
        const known = this.all.get(number);
        if (value !== undefined && (!known || known.at < object.at)) this.all.set(number, { value, at: object.at });
      }
    }
  }

  /** @param {Uint8Array} data */
  async #inflated(data) {
    const stream = new DecompressionStream("deflate");
    const writer = stream.writable.getWriter();
    // Whatever goes wrong there is heard of where it is read.
    writer.write(data.slice()).then(() => writer.close()).catch(() => {});
    const reader = stream.readable.getReader();
    /** @type {Uint8Array[]} */
    const pieces = [];
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        pieces.push(next.value);
        this.#opened += next.value.length;
        if (this.#opened > MOST_OPENED) throw new TooMuch();
      }
    } catch (error) {
      if (error instanceof TooMuch) {
        reader.cancel().catch(() => {});
        throw error;
      }
      // What came before the fault is read all the same.
    }
    return joined(pieces);
  }
}

/** The value that comes next, or nothing. @param {ValueReader} reader */
function valueOrNone(reader) {
  try {
    return reader.value();
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}

/** The word of a name, or nothing. @param {PdfValue | undefined} value */
export function nameOf(value) {
  return value instanceof Object && "name" in value ? value.name : undefined;
}

/** Whether a stream can end here. @param {Uint8Array} bytes @param {number} at */
function isEnd(bytes, at) {
  const reader = new ValueReader(bytes, new Allowance(), at);
  for (let spaces = 0; spaces < 3 && [10, 13, 32].includes(bytes[reader.at]); spaces += 1) reader.at += 1;
  return reader.isWord("endstream");
}

/** Where a word stands, or -1. @param {Uint8Array} bytes @param {string} word @param {number} from */
function wordIn(bytes, word, from) {
  const first = word.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1;
    while (length < word.length && bytes[at + length] === word.charCodeAt(length)) length += 1;
    if (length === word.length) return at;
  }
  return -1;
}

/** @param {Uint8Array[]} pieces */
function joined(pieces) {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/**
 * What was there before each byte was written as more than one beside it, as PNG does it.
 * @param {Uint8Array} data
 * @param {{predictor: number, pixel: number, row: number}} parms
 */
function unpredicted(data, { predictor, pixel, row }) {
  if (predictor < 10 || row > data.length) return data;
  const rows = Math.ceil(data.length / (row + 1));
  const all = new Uint8Array(rows * row);
  for (let line = 0; line < rows; line += 1) {
    const [from, to] = [line * (row + 1), line * row];
    const kind = data[from];
    for (let at = 0; at < row; at += 1) {
      const left = at < pixel ? 0 : all[to + at - pixel];
      const up = line ? all[to + at - row] : 0;
      const corner = line && at >= pixel ? all[to + at - row - pixel] : 0;
      const beside = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][kind] ?? 0;
      all[to + at] = (data[from + 1 + at] ?? 0) + beside;
    }
  }
  return all;
}

/** @param {number} left @param {number} up @param {number} corner */
function nearest(left, up, corner) {
  const guess = left + up - corner;
  const [one, two, three] = [left, up, corner].map((each) => Math.abs(guess - each));
  return one <= two && one <= three ? left : two <= three ? up : corner;
}
