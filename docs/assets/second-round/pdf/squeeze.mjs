// Owns how many objects that are much alike become few bytes, by Deflate (RFC 1951); it leaves which objects to link.
//
// macros/paper/fill/squeeze.py is the same in Python, and says why this is not the engine's own.

import { bytesOf } from "./brought.mjs";
import { CODE_LENGTHS, DISTANCE_LENGTHS } from "./tables.mjs";

const LEAST = 4;

export const MOST = 258;

export const WINDOW = 32_768;

export const END = 256; // The code that ends a block.

/** Bits one after the other, the lowest of each byte first, and the bytes that they fill. */
export class Bits {
  #data = new Uint8Array(2 ** 16);
  #size = 0;
  #held = 0;
  #count = 0;

  /** Add a number in so many bits, at most 16, the lowest first. @param {number} number @param {number} count */
  add(number, count) {
    this.#held |= number << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.byte(this.#held & 0xff);
      this.#held >>>= 8;
      this.#count -= 8;
    }
  }

  /** Add a whole byte, where no bits are held. @param {number} byte */
  byte(byte) {
    if (this.#size === this.#data.length) {
      const more = new Uint8Array(2 * this.#size);
      more.set(this.#data);
      this.#data = more;
    }
    this.#data[this.#size] = byte;
    this.#size += 1;
  }

  /** All bytes, the last filled up with nothing. */
  end() {
    if (this.#count) this.byte(this.#held);
    this.#held = this.#count = 0;
  }

  get bytes() {
    return this.#data.subarray(0, this.#size);
  }
}

/**
 * What `pieces` are together, as zlib writes it. A piece that came before is only pointed at.
 * @param {string[]} pieces each character is a byte
 */
export function squeezed(pieces) {
  const bits = new Bits();
  head(bits, CODE_LENGTHS, DISTANCE_LENGTHS);
  /** @type {Map<string, number>} */
  const known = new Map();
  let [at, length, distance] = [0, 0, 0];
  for (const piece of pieces) {
    const size = piece.length;
    let far = 0;
    if (size >= LEAST) {
      far = at - (known.get(piece) ?? at);
      known.set(piece, at);
    }
    at += size;
    if (!(far > 0 && far <= WINDOW)) {
      if (length) again(bits, length, distance);
      length = 0;
      for (let place = 0; place < size; place += 1) put(bits, CODES[piece.charCodeAt(place)]);
    } else if (length && far === distance) {
      length += size;
    } else {
      if (length) again(bits, length, distance);
      [length, distance] = [size, far];
    }
  }
  if (length) again(bits, length, distance);
  put(bits, CODES[END]);
  return wrapped(bits, bytesOf([...pieces].join("")));
}

/**
 * The bits of all blocks as zlib writes them, with the sum of what they stand for.
 * @param {Bits} bits
 * @param {Uint8Array} data
 */
export function wrapped(bits, data) {
  let [low, high] = [1, 0];
  for (let at = 0; at < data.length; at += 1) {
    low = (low + data[at]) % 65_521;
    high = (high + low) % 65_521;
  }
  bits.end();
  for (const byte of [high >>> 8, high & 0xff, low >>> 8, low & 0xff]) bits.byte(byte);
  return bits.bytes;
}

/**
 * Add the bits for what came before, `distance` bytes ago.
 * @param {Bits} bits
 * @param {number} length
 * @param {number} distance
 */
function again(bits, length, distance) {
  const [back, far, farBits] = parted(distance - 1, 2);
  while (length) {
    // No rest may be too short to be pointed at.
    const size = length <= MOST ? length : length >= MOST + 3 ? MOST : length - 3;
    const [code, more, count] = size === MOST ? [28, 0, 0] : parted(size - 3, 4);
    put(bits, CODES[END + 1 + code]);
    bits.add(more, count);
    put(bits, DISTANCES[back]);
    bits.add(far, farBits);
    length -= size;
  }
}

/**
 * The code of a number, what is left of it, and in how many bits that is: `steps` codes to a doubling.
 * @param {number} number
 * @param {number} steps
 */
export function parted(number, steps) {
  const count = Math.max(0, Math.clz32(steps) - Math.clz32(number));
  return [steps * count + (number >>> count), number & ((1 << count) - 1), count];
}

/** @param {Bits} bits @param {[number, number]} code */
export function put(bits, [code, size]) {
  bits.add(code, size);
}

/**
 * The code of each symbol, its first bit lowest, and how many bits it has (RFC 1951, 3.2.2).
 * @param {string} lengths
 * @returns {[number, number][]}
 */
export function codes(lengths) {
  const sizes = Array.from(lengths, (each) => Number.parseInt(each, 16));
  /** @type {[number, number][]} */
  const found = sizes.map(() => [0, 0]);
  let code = 0;
  for (let size = 1; size < 16; size += 1) {
    code <<= 1;
    for (const [symbol, own] of sizes.entries()) {
      if (own !== size) continue;
      found[symbol] = [mirrored(code, size), size];
      code += 1;
    }
  }
  return found;
}

/** @param {number} code @param {number} size */
function mirrored(code, size) {
  let turned = 0;
  for (let bit = 0; bit < size; bit += 1) turned |= ((code >>> bit) & 1) << (size - 1 - bit);
  return turned;
}

const [CODES, DISTANCES] = [codes(CODE_LENGTHS), codes(DISTANCE_LENGTHS)];

/**
 * Begin with the last block, which has codes of its own; how long each is, is a digit.
 * @param {Bits} bits
 * @param {string} literals
 * @param {string} distances
 */
export function head(bits, literals, distances) {
  bits.byte(0x78);
  bits.byte(0x01);
  bits.add(1, 1);
  bits.add(2, 2);
  bits.add(literals.length - 257, 5);
  bits.add(distances.length - 1, 5);
  bits.add(15, 4);
  // The lengths of codes are numbers of four bits each; the three ways to repeat one are not used.
  for (let way = 0; way < 19; way += 1) bits.add(way < 3 ? 0 : 4, 3);
  for (const each of literals + distances) bits.add(mirrored(Number.parseInt(each, 16), 4), 4);
}
