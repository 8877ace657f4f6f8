// Owns QR codes of addresses (ISO/IEC 18004): bytes at level M, as few squares as can be; it leaves drawing them to
// imprint.
//
// macros/paper/fill/imprint.py has the same from a library. The mask is always MASK, in both: to weigh all eight costs
// more than the code, and any can be read.

const MASK = (/** @type {number} */ row, /** @type {number} */ column) => {
  const product = row * column;
  return ((product % 2) + (product % 3)) % 2 === 0;
};

/** What FORMAT says is level M (0) and the sixth mask, coded (BCH) as the standard has it. */
const FORMAT = 0x4f97;

/** How many bytes to mend each block of a version has, and how many blocks there are, from version 1. */
const MENDING = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, ...Array.from({ length: 19 }, () => 28),
];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37,
  38, 40, 43, 45, 47, 49,
];

const { abs, floor, max, min } = Math;

/**
 * Which squares are dark, row by row.
 * @param {string} address in ASCII
 * @returns {boolean[][]}
 * @throws {RangeError} where it is longer than any code
 */
export function modules(address) {
  const bytes = [...address].map((each) => each.charCodeAt(0));
  let version = 1;
  while (version <= 40 && 4 + (version < 10 ? 8 : 16) + 8 * bytes.length > 8 * room(version)) version += 1;
  if (version > 40) throw new RangeError("The address is too long for a code.");
  const size = 4 * version + 17;
  /** @type {(boolean | undefined)[][]} */
  const squares = Array.from({ length: size }, () => Array.from({ length: size }));
  patterns(squares, version);
  const bits = codewords(bytes, version).flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (word >> bit) & 1));
  fill(squares, bits);
  return squares.map((row) => row.map(Boolean));
}

/** How many bytes of data a version has. @param {number} version */
function room(version) {
  return floor(squaresFor(version) / 8) - MENDING[version - 1] * BLOCKS[version - 1];
}

/** How many squares of a version are for data. @param {number} version */
function squaresFor(version) {
  const side = 4 * version + 17;
  const places = alignments(version).length;
  const small = places ? places ** 2 - 3 : 0;
  // Three corners with their margins and formats, two lines of timing, and the small patterns, which lie on the lines.
  const onLines = places > 2 ? 2 * (places - 2) : 0;
  return side ** 2 - 3 * 64 - 31 - 2 * (side - 16) - 25 * small + 5 * onLines - (version >= 7 ? 36 : 0);
}

/** The middles of the small patterns. @param {number} version */
function alignments(version) {
  if (version === 1) return [];
  const count = floor(version / 7) + 2;
  const step = floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const last = 4 * version + 10;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => last - step * (count - 2 - at))];
}

/**
 * Draw what every code of a version has.
 * @param {(boolean | undefined)[][]} squares
 * @param {number} version
 */
function patterns(squares, version) {
  const size = squares.length;
  for (let at = 0; at < size; at += 1) squares[6][at] = squares[at][6] = at % 2 === 0;
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ]) {
    for (let down = max(0, row - 4); down <= min(size - 1, row + 4); down += 1) {
      for (let right = max(0, column - 4); right <= min(size - 1, column + 4); right += 1) {
        const far = max(abs(down - row), abs(right - column));
        squares[down][right] = far !== 2 && far !== 4;
      }
    }
  }
  const middles = alignments(version);
  const last = middles.at(-1);
  for (const row of middles) {
    for (const column of middles) {
      if ((row === 6 && (column === 6 || column === last)) || (row === last && column === 6)) continue;
      for (let down = -2; down <= 2; down += 1) {
        for (let right = -2; right <= 2; right += 1) {
          squares[row + down][column + right] = max(abs(down), abs(right)) !== 1;
        }
      }
    }
  }
  for (let at = 0; at < 15; at += 1) {
    const dark = Boolean((FORMAT >> at) & 1);
    const row = at < 6 ? at : at < 8 ? at + 1 : size - 15 + at;
    const column = at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at;
    squares[row][8] = squares[8][column] = dark;
  }
  squares[size - 8][8] = true;
  if (version < 7) return;
  const told = coded(version, 6, 0x1f25, 12);
  for (let at = 0; at < 18; at += 1) {
    const [far, near] = [size - 11 + (at % 3), floor(at / 3)];
    squares[far][near] = squares[near][far] = Boolean((told >> at) & 1);
  }
}

/**
 * A number with what mends it behind it (BCH).
 * @param {number} number
 * @param {number} length in bits
 * @param {number} divisor
 * @param {number} more bits
 */
function coded(number, length, divisor, more) {
  let rest = number << more;
  for (let bit = length + more - 1; bit >= more; bit -= 1) if ((rest >> bit) & 1) rest ^= divisor << (bit - more);
  return (number << more) | rest;
}

/**
 * The bytes of a code: data and what mends it, of all blocks in turns.
 * @param {number[]} bytes
 * @param {number} version
 */
function codewords(bytes, version) {
  const whole = room(version);
  const shifts = version < 10 ? [4, 0] : [12, 8, 4, 0];
  const length = shifts.map((shift) => (bytes.length >> shift) & 15);
  // The end, and a byte more of nothing before what fills up: so the library has it, and any reader takes it.
  const halves = [4, ...length, ...bytes.flatMap((each) => [each >> 4, each & 15]), 0, 0, 0];
  const data = [];
  for (let at = 0; at < halves.length && data.length < whole; at += 2) data.push(16 * halves[at] + halves[at + 1]);
  for (let pad = 0xec; data.length < whole; pad ^= 0xec ^ 0x11) data.push(pad);
  const count = BLOCKS[version - 1];
  const size = floor(whole / count);
  const longer = whole % count;
  const blocks = Array.from({ length: count }, (_, at) => {
    const start = at * size + max(0, at - (count - longer));
    return data.slice(start, start + size + (at >= count - longer ? 1 : 0));
  });
  const mends = blocks.map((block) => mending(block, MENDING[version - 1]));
  const turns = (/** @type {number[][]} */ lists) => {
    const longest = max(...lists.map((each) => each.length));
    return Array.from({ length: longest }, (_, at) => lists.flatMap((each) => (at < each.length ? [each[at]] : []))).flat();
  };
  return [...turns(blocks), ...turns(mends)];
}

/**
 * What mends a block (Reed and Solomon, over the field that 0x11d makes).
 * @param {number[]} block
 * @param {number} count
 */
function mending(block, count) {
  let divisor = [1];
  for (let root = 1, at = 0; at < count; at += 1, root = times(root, 2)) {
    divisor = [...divisor, 0].map((each, place) => each ^ times(divisor[place - 1] ?? 0, root));
  }
  const rest = Array.from({ length: count }, () => 0);
  for (const byte of block) {
    const factor = byte ^ /** @type {number} */ (rest.shift());
    rest.push(0);
    for (const [at, each] of divisor.slice(1).entries()) rest[at] ^= times(each, factor);
  }
  return rest;
}

/** A product in that field. @param {number} one @param {number} other */
function times(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((other >> bit) & 1) product ^= one;
  }
  return product;
}

/**
 * Lay bits into what is free, two columns at a time, up and down, and turn those that the mask has.
 * @param {(boolean | undefined)[][]} squares
 * @param {number[]} data
 */
function fill(squares, data) {
  const size = squares.length;
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const row = isUp ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (squares[row][column] !== undefined) continue;
        squares[row][column] = Boolean(data[at] ?? 0) !== MASK(row, column);
        at += 1;
      }
    }
  }
}
