// Owns reading the values of a PDF out of its bytes, whoever wrote them; does not go deeper, or on for longer, than any
// file of a viewer does.

/** @typedef {number | boolean | null | PdfName | PdfReference | Uint8Array | PdfList | PdfFields} PdfValue a text is its bytes */
/** @typedef {{name: string}} PdfName */
/** @typedef {{reference: number}} PdfReference */
/** @typedef {PdfValue[]} PdfList */
/** @typedef {Map<string, PdfValue>} PdfFields */

const DEEPEST = 40;
const LONGEST_NAME = 127; // Bytes, as PDF itself has it.
const MOST_VALUES = 1_000_000; // A copy of every sheet has a fifth of that.
const FEW = 16; // Digits, or spaces, in a reference.
const TEXT_UNIT = 64; // So many bytes of a text, of spaces or of a comment count as a value.

const SPACES = bytesIn("\0\t\n\f\r ");
const ENDS = bytesIn("\0\t\n\f\r ()<>[]{}/%");

/** @type {Record<string, number>} */
const ESCAPES = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** Said where a value is cut off or is none. */
export class NoValue extends Error {}

/** Said where a file holds more than any that a viewer saves. */
export class TooMuch extends Error {}

/** How much may still be read of one file, its packed objects included. */
export class Allowance {
  #left = MOST_VALUES;

  /** @param {number} values @throws {TooMuch} */
  take(values) {
    this.#left -= values;
    if (this.#left < 0) throw new TooMuch();
  }
}

/** Reads one value after the other. */
export class ValueReader {
  /** @param {Uint8Array} bytes @param {Allowance} allowance @param {number} [at] */
  constructor(bytes, allowance, at = 0) {
    this.bytes = bytes;
    this.at = at;
    this.allowance = allowance;
  }

  /** The value that comes next. @throws {NoValue | TooMuch} @returns {PdfValue} */
  value(depth = 0) {
    this.allowance.take(1);
    if (depth > DEEPEST) throw new NoValue();
    this.skip();
    const byte = this.bytes[this.at];
    if (byte === 0x2f) return { name: this.#name() };
    if (byte === 0x28) return this.#literal();
    if (byte === 0x5b) return this.#list(depth);
    if (byte === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.#fields(depth) : this.#digits();
    return this.#numberOrWord();
  }

  /** Pass spaces and comments. */
  skip() {
    const start = this.at;
    while (SPACES.has(this.bytes[this.at]) || this.bytes[this.at] === 0x25) {
      const isComment = this.bytes[this.at] === 0x25;
      this.at += 1;
      while (isComment && this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at += 1;
    }
    this.allowance.take((this.at - start) / TEXT_UNIT);
  }

  /** Whether a word comes next; if so, it is passed. @param {string} word */
  isWord(word) {
    for (let at = 0; at < word.length; at += 1) if (this.bytes[this.at + at] !== word.charCodeAt(at)) return false;
    this.at += word.length;
    return true;
  }

  #word() {
    const start = this.at;
    let word = "";
    for (; this.at < this.bytes.length && !ENDS.has(this.bytes[this.at]); this.at += 1) {
      if (word.length < LONGEST_NAME) word += String.fromCharCode(this.bytes[this.at]);
    }
    this.allowance.take((this.at - start) / TEXT_UNIT);
    return word;
  }

  #name() {
    this.at += 1;
    return this.#word().replace(/#([0-9a-f]{2})/gi, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
  }

  /** @returns {PdfValue} */
  #numberOrWord() {
    const word = this.#word();
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new NoValue();
    const isReference = /^\d{1,9}$/.test(word) && this.#isReference();
    return isReference ? { reference: Number(word) } : Number(word);
  }

  /** Whether after a whole number there is another, and an R; if so, they are passed. */
  #isReference() {
    const { bytes } = this;
    let at = this.at;
    const pass = (/** @type {(byte: number) => boolean} */ isOne) => {
      const start = at;
      while (at < start + FEW && isOne(bytes[at])) at += 1;
      return at > start;
    };
    const isSpace = (/** @type {number} */ byte) => SPACES.has(byte);
    if (!pass(isSpace) || !pass((byte) => byte >= 0x30 && byte <= 0x39) || !pass(isSpace)) return false;
    if (bytes[at] !== 0x52 || (at + 1 < bytes.length && !ENDS.has(bytes[at + 1]))) return false;
    this.at = at + 1;
    return true;
  }

  #list(/** @type {number} */ depth) {
    this.at += 1;
    /** @type {PdfList} */
    const list = [];
    for (this.skip(); this.bytes[this.at] !== 0x5d; this.skip()) list.push(this.value(depth + 1));
    this.at += 1;
    return list;
  }

  #fields(/** @type {number} */ depth) {
    this.at += 2;
    /** @type {PdfFields} */
    const fields = new Map();
    for (this.skip(); !(this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e); this.skip()) {
      if (this.bytes[this.at] !== 0x2f) throw new NoValue();
      const name = this.#name();
      fields.set(name, this.value(depth + 1));
    }
    this.at += 2;
    return fields;
  }

  #digits() {
    const start = this.at + 1;
    const end = this.bytes.indexOf(0x3e, start);
    if (end < 0) this.at = this.bytes.length;
    if (end < 0) throw new NoValue();
    this.at = end + 1;
    this.allowance.take((end - start) / TEXT_UNIT);
    let digits = "";
    for (const byte of this.bytes.subarray(start, end)) {
      const sign = String.fromCharCode(byte);
      if (/[0-9a-f]/i.test(sign)) digits += sign;
    }
    return Uint8Array.from(digits.match(/..?/g) ?? [], (pair) => parseInt(pair.padEnd(2, "0"), 16));
  }

  #literal() {
    const { bytes } = this;
    const start = this.at;
    /** @type {number[]} */
    const text = [];
    let open = 1;
    for (this.at += 1; this.at < bytes.length; this.at += 1) {
      const byte = bytes[this.at];
      if (byte === 0x28) open += 1;
      if (byte === 0x29) open -= 1;
      if (!open) break;
      if (byte === 0x5c) this.#escape(text);
      else if (byte !== 13) text.push(byte);
      else if (bytes[this.at + 1] !== 10) text.push(10);
    }
    this.allowance.take((this.at - start) / TEXT_UNIT);
    if (open) throw new NoValue();
    this.at += 1;
    return Uint8Array.from(text);
  }

  /** What a backslash and what follows it mean. @param {number[]} text takes it up */
  #escape(text) {
    this.at += 1;
    const sign = String.fromCharCode(this.bytes[this.at]);
    const digits = /^[0-7]{1,3}/.exec(String.fromCharCode(...this.bytes.subarray(this.at, this.at + 3)))?.[0];
    if (digits) {
      text.push(parseInt(digits, 8) & 255);
      this.at += digits.length - 1;
    } else if (sign === "\r") {
      if (this.bytes[this.at + 1] === 10) this.at += 1;
    } else if (sign !== "\n") {
      text.push(ESCAPES[sign] ?? this.bytes[this.at]);
    }
  }
}

/** @param {string} signs */
function bytesIn(signs) {
  return new Set([...signs].map((sign) => sign.charCodeAt(0)));
}

/** What a PDF calls Unicode in one byte, where that is not the byte itself. */
const ONE_BYTE = new Map([
  ...[..."˘ˇˆ˙˝˛˚˜"].map((sign, at) => /** @type {[number, string]} */ ([0x18 + at, sign])),
  ...[..."•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"].map((sign, at) => /** @type {[number, string]} */ ([0x80 + at, sign])),
  [0xa0, "€"],
]);

/** The words of a text. @param {Uint8Array} bytes */
export function wordsOf(bytes) {
  const [first, second, third] = bytes;
  const marks = /** @type {[string, boolean, number][]} */ ([
    ["utf-16be", first === 0xfe && second === 0xff, 2],
    ["utf-16le", first === 0xff && second === 0xfe, 2],
    ["utf-8", first === 0xef && second === 0xbb && third === 0xbf, 3],
  ]);
  const [kind, , length] = marks.find(([, isIt]) => isIt) ?? ["", false, 0];
  // In between two escapes stands the language of what follows.
  if (kind) return new TextDecoder(kind).decode(bytes.subarray(length)).replace(/\u001b[^\u001b]{0,20}\u001b/g, "");
  return Array.from(bytes, (byte) => ONE_BYTE.get(byte) ?? String.fromCharCode(byte)).join("");
}
