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
const AT_ONCE = 4096; // Characters that become words at once.
const TEXT_UNIT = 64; // So many bytes of a text, of spaces or of a comment count as a value.

const SPACES = bytesIn("\0\t\n\f\r ");
const ENDS = bytesIn("\0\t\n\f\r ()<>[]{}/%");

const BACKSLASH = 0x5c;
/** What a letter after a backslash stands for. */
const ESCAPES = new Map([..."nrtbf"].map((sign, at) => [sign.charCodeAt(0), [10, 13, 9, 8, 12][at]]));
/** Words that end a value, so that they are none. */
const KEYWORDS = new Set(["", "obj", "endobj", "stream", "endstream", "xref", "startxref", "trailer", "R"]);

/** Said where a value is cut off or is none. */
export class NoValue extends Error {}

/** The one that is thrown: nobody reads where, and a hostile file has it thrown a million times. */
const NO_VALUE = new NoValue();

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
    if (depth > DEEPEST) throw NO_VALUE;
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
    if (KEYWORDS.has(word)) throw NO_VALUE;
    // What is no value, such as a wrong number, spoils nothing beside it.
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return null;
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
      if (this.bytes[this.at] !== 0x2f) throw NO_VALUE;
      const name = this.#name();
      fields.set(name, this.value(depth + 1));
    }
    this.at += 2;
    return fields;
  }

  #digits() {
    const { bytes } = this;
    const start = this.at + 1;
    const end = bytes.indexOf(0x3e, start);
    this.at = end < 0 ? bytes.length : end + 1;
    this.allowance.take((this.at - start) / TEXT_UNIT);
    if (end < 0) throw NO_VALUE;
    const text = new Uint8Array((end - start + 1) >> 1);
    let length = 0;
    for (let at = start; at < end; at += 1) {
      const digit = digitOf(bytes[at]);
      if (digit === undefined) continue;
      text[length >> 1] |= length % 2 ? digit : digit << 4;
      length += 1;
    }
    return text.subarray(0, (length + 1) >> 1);
  }

  #literal() {
    const { bytes } = this;
    const start = this.at + 1;
    let end = start;
    for (let open = 1; end < bytes.length; end += 1) {
      const byte = bytes[end];
      if (byte === BACKSLASH) end += 1;
      else if (byte === 0x28) open += 1;
      else if (byte === 0x29 && !(open -= 1)) break;
    }
    this.at = Math.min(end + 1, bytes.length);
    this.allowance.take((this.at - start) / TEXT_UNIT);
    if (end >= bytes.length) throw NO_VALUE;
    const text = new Uint8Array(end - start);
    let length = 0;
    for (let at = start; at < end; at += 1) {
      let byte = bytes[at] ?? 0;
      const isEscape = byte === BACKSLASH;
      if (isEscape) byte = bytes[(at += 1)] ?? 0;
      const isLineEnd = byte === 10 || byte === 13;
      if (byte === 13 && bytes[at + 1] === 10) at += 1;
      if (isLineEnd && isEscape) continue; // The line was only broken where it was written.
      if (isLineEnd) byte = 10;
      else if (isEscape && isOctal(byte)) {
        byte -= 0x30;
        for (let more = 0; more < 2 && isOctal(bytes[at + 1]); more += 1) byte = 8 * byte + (bytes[(at += 1)] ?? 0) - 0x30;
      } else if (isEscape) byte = ESCAPES.get(byte) ?? byte;
      text[length] = byte;
      length += 1;
    }
    return text.subarray(0, length);
  }
}

/** What a sign is worth in a number of sixteens. @param {number | undefined} byte */
function digitOf(byte = 0) {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}

/** @param {number | undefined} byte */
function isOctal(byte = 0) {
  return byte >= 0x30 && byte <= 0x37;
}

/** @param {string} signs */
function bytesIn(signs) {
  return new Set([...signs].map((sign) => sign.charCodeAt(0)));
}

/** What a PDF means by each byte of a text that says nothing else. */
const ONE_BYTE = Uint16Array.from({ length: 256 }, (_, byte) => byte);
/** @type {[number, string][]} */
const OTHERS = [[0x18, "˘ˇˆ˙˝˛˚˜"], [0x80, "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"], [0xa0, "€"]];
for (const [first, signs] of OTHERS) {
  for (const [at, sign] of [...signs].entries()) ONE_BYTE[first + at] = sign.charCodeAt(0);
}
/** What a text begins with that is written in one of these ways. */
const MARKS = /** @type {[string, number[]][]} */ ([["utf-16be", [0xfe, 0xff]], ["utf-16le", [0xff, 0xfe]], ["utf-8", [0xef, 0xbb, 0xbf]]]);

/** The words of a text. @param {Uint8Array} bytes */
export function wordsOf(bytes) {
  const [kind, mark] = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte)) ?? [];
  // In between two escapes stands the language of what follows.
  if (mark) return new TextDecoder(kind).decode(bytes.subarray(mark.length)).replace(/\u001b[^\u001b]{0,20}\u001b/g, "");
  let words = "";
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    words += String.fromCharCode(...Uint16Array.from(bytes.subarray(at, at + AT_ONCE), (byte) => ONE_BYTE[byte] ?? byte));
  }
  return words;
}
