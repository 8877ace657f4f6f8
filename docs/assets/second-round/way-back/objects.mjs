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
const OPENING = 100; // As so many values counts opening a stream at all,
const OPENING_AGAIN = 2000; // and once more, byte by byte.
const PIECE = 16 * 1024; // Bytes that are opened at once: they become a thousand times as many at most.
const SMALL_PIECE = 64;
const LONGEST_AGAIN = 1024 * 1024;
const FAR = 16; // Digits or spaces before the word that begins an object.
const ENDING = 2048; // Bytes in which a whole file says that it ends.

/** The objects of a file. */
export class PdfObjects {
  /** @type {Map<number, PdfObject>} */
  all = new Map();
  isLocked = false;
  /** Whether the end of the file is missing. */
  isCut = false;
  /** How much may still be read. */
  allowance = new Allowance();
  /** Each stream of packed objects, also where its number was used again. @type {PdfObject[]} */
  #packed = [];
  #opened = 0;

  /**
   * @param {Uint8Array} bytes
   * @returns {Promise<PdfObjects>}
   * @throws {TooMuch}
   */
  static async in(bytes) {
    const objects = new PdfObjects();
    objects.isCut = wordIn(bytes, "%%EOF", Math.max(0, bytes.length - ENDING)) < 0;
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
      const number = numberBefore(bytes, at);
      at = number === undefined ? at + 1 : this.#read(search, number, at + 3);
    }
    for (let at = wordIn(bytes, "trailer", 0); at >= 0; at = wordIn(bytes, "trailer", at)) {
      const reader = new ValueReader(bytes, this.allowance, at + "trailer".length);
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
    const reader = new ValueReader(bytes, this.allowance, at);
    const value = valueOrNone(reader);
    if (value === undefined) return Math.max(at, reader.at);
    /** @type {PdfObject} */
    const object = { value, at };
    this.all.set(number, object);
    if (!(value instanceof Map)) return reader.at;
    const kind = nameOf(value.get("Type"));
    if (kind === "XRef" && value.has("Encrypt")) this.isLocked = true;
    if (kind === "ObjStm") this.#packed.push(object);
    reader.skip();
    if (!reader.isWord("stream")) return reader.at;
    const start = reader.at + (bytes[reader.at] === 13 && bytes[reader.at + 1] === 10 ? 2 : 1);
    const length = value.get("Length");
    if (typeof length === "number" && length >= 0 && isEnd(bytes, start + length)) {
      object.data = bytes.subarray(start, start + length);
      return start + length;
    }
    const end = search.hasEnds ? wordIn(bytes, "endstream", start) : -1;
    search.hasEnds = end >= 0;
    if (end < 0) {
      // The file is cut off in it: what is there is opened as far as it goes.
      object.data = bytes.subarray(start);
      return start;
    }
    // What refers to its length is measured once all is known; till then it may be longer than it seems.
    object.data = typeof length === "number" ? bytes.subarray(start, end) : bytes.subarray(start);
    return end;
  }

  /** The bytes of a stream alone. @param {Uint8Array} data @param {PdfFields} fields */
  #exactly(data, fields) {
    const length = this.resolved(fields.get("Length"));
    if (typeof length === "number" && length >= 0 && (length === data.length || isEnd(data, length))) return data.subarray(0, length);
    const end = wordIn(data, "endstream", 0);
    let last = end < 0 ? data.length : end;
    if (data[last - 1] === 10) last -= 1;
    if (data[last - 1] === 13) last -= 1;
    return data.subarray(0, last);
  }

  /** Take the objects out that are packed in others, the earliest first; as they were found. */
  async #unpack() {
    for (const object of this.#packed) {
      const bytes = await this.open(object);
      const fields = /** @type {PdfFields} */ (object.value);
      const [count, first] = [this.resolved(fields.get("N")), this.resolved(fields.get("First"))];
      if (!bytes || typeof count !== "number" || typeof first !== "number") continue;
      const head = new ValueReader(bytes, this.allowance);
      for (let at = 0; at < count && head.at < first; at += 1) {
        const [number, place] = [valueOrNone(head), valueOrNone(head)];
        if (typeof number !== "number" || typeof place !== "number") break;
        const value = valueOrNone(new ValueReader(bytes, this.allowance, first + place));
        const known = this.all.get(number);
        if (value !== undefined && (!known || known.at < object.at)) this.all.set(number, { value, at: object.at });
      }
    }
  }

  /** What is in packed bytes, as far as they can be opened. @param {Uint8Array} data */
  async #inflated(data) {
    this.allowance.take(OPENING);
    const { opened, isWhole } = await this.#through(data, PIECE, PIECE);
    if (isWhole || data.length > LONGEST_AGAIN) return opened;
    // Where a browser meets a fault, it forgets what it has just opened: of small pieces, that is little or nothing.
    this.allowance.take(OPENING_AGAIN);
    return (await this.#through(data, SMALL_PIECE, 1)).opened;
  }

  /**
   * @param {Uint8Array} data
   * @param {number} piece bytes at once
   * @param {number} last bytes at once in the last small piece, where a line’s end may follow that is none of it
   */
  async #through(data, piece, last) {
    this.#count(data);
    const stream = new DecompressionStream("deflate");
    const writer = stream.writable.getWriter();
    const write = async () => {
      for (let at = 0; at < data.length; ) {
        const next = at + (at < data.length - SMALL_PIECE ? Math.min(piece, data.length - SMALL_PIECE - at) : last);
        await writer.write(data.slice(at, next));
        at = next;
      }
      await writer.close();
    };
    // Whatever goes wrong there is heard of where it is read.
    write().catch(() => {});
    const reader = stream.readable.getReader();
    /** @type {Uint8Array[]} */
    const pieces = [];
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        pieces.push(next.value);
        this.#count(next.value);
      }
    } catch (error) {
      if (!(error instanceof TooMuch)) return { opened: joined(pieces), isWhole: false };
      reader.cancel().catch(() => {});
      throw error;
    }
    return { opened: joined(pieces), isWhole: true };
  }

  /** @param {Uint8Array} bytes that were opened, or are to be */
  #count(bytes) {
    this.#opened += bytes.length;
    if (this.#opened > MOST_OPENED) throw new TooMuch();
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

/** The number of an object, before the word at a place; undefined where that is none. @param {Uint8Array} bytes @param {number} at */
function numberBefore(bytes, at) {
  const second = passBack(bytes, at, isSpace);
  const between = passBack(bytes, second, isDigit);
  const first = passBack(bytes, between, isSpace);
  const start = passBack(bytes, first, isDigit);
  if (second === at || between === second || first === between || start === first || first - start > 9) return undefined;
  return Number(String.fromCharCode(...bytes.subarray(start, first)));
}

/**
 * Where what stands before a place begins, as far as each byte of it is one of its kind; no further than it can be.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {(byte: number) => boolean} isOne
 */
function passBack(bytes, at, isOne) {
  let start = at;
  while (start > at - FAR && start > 0 && isOne(bytes[start - 1] ?? 0)) start -= 1;
  return start;
}

/** @param {number} byte */
function isDigit(byte) {
  return byte >= 0x30 && byte <= 0x39;
}

/** @param {number} byte */
function isSpace(byte) {
  return byte === 32 || (byte >= 9 && byte <= 13) || byte === 0;
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
    const kind = data[from] ?? 0;
    for (let at = 0; at < row; at += 1) {
      const left = at < pixel ? 0 : (all[to + at - pixel] ?? 0);
      const up = line ? (all[to + at - row] ?? 0) : 0;
      const corner = line && at >= pixel ? (all[to + at - row - pixel] ?? 0) : 0;
      all[to + at] = (data[from + 1 + at] ?? 0) + beside(kind, left, up, corner);
    }
  }
  return all;
}

/** What a byte was written beside. @param {number} kind @param {number} left @param {number} up @param {number} corner */
function beside(kind, left, up, corner) {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  return kind === 4 ? nearest(left, up, corner) : 0;
}

/** @param {number} left @param {number} up @param {number} corner */
function nearest(left, up, corner) {
  const one = Math.abs(up - corner);
  const two = Math.abs(left - corner);
  const three = Math.abs(left + up - corner - corner);
  return one <= two && one <= three ? left : two <= three ? up : corner;
}
