// Owns which text the bytes of a file are, and whether that is a guess; it leaves what the text says to roster.
//
// The same stands in macros/orders/decoding.py, with the same names. Both have what they know from tables and
// code-pages, and are held to the same cases and to each other on random bytes. Change both. Bytes are handled here as
// a string, each as one character.

import { bytesOf, code, formatted } from "../pdf/brought.mjs";
import * as codePages from "./code-pages.mjs";
import * as tables from "./tables.mjs";

/**
 * @typedef {object} Decoded a text with a line feed at the end of each line, and how it was come by
 * @property {string} text
 * @property {string} guess what a person calls the code page that fitted best, where nothing says which it is
 * @property {boolean} damaged whether it is UTF-8 with bytes in it that are not, for each of which U+FFFD stands
 */

const { APOSTROPHE, BEFORE_NAMES, FAMILY, FITS, LETTERS, MISFITS, SIGNS, WITHIN_WORDS } = codePages;
const PAGES = /** @type {Record<string, string[]>} */ (codePages.PAGES);
const TABLES = /** @type {Record<string, string>} */ (codePages.TABLES);
const WIDE = /** @type {Record<string, [number[], string]>} */ (/** @type {unknown} */ (codePages.WIDE));
const APART = /** @type {Record<string, number[][]>} */ (codePages.APART);
const SCRIPTS = /** @type {[string, number[][]][]} */ (Object.entries(codePages.SCRIPTS));
const BOMS = /** @type {[number[], string][]} */ (tables.BOMS);
const OTHER_FILES = /** @type {[number[], number[], string][]} */ (tables.OTHER_FILES);
/** @type {Record<string, Set<string>>} */
const PAIRS = Object.fromEntries(Object.entries(codePages.PAIRS).map(([group, pairs]) => [group, new Set(pairs.split(" "))]));
/** @type {Set<string>} */
const NO_PAIRS = new Set();
const ALL_LETTERS = Object.values(LETTERS).join("");

const BREAKS = /[\0-@[-`{-\x7f]+/;
const IS_ASCII = /^[\0-\x7f]*$/;
// What looks like a character of several bytes in UTF-8.
const LONG = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/;
const CHUNK = 8192;

/** The file as a whole cannot be used; its message says why. */
export class UnfitRoster extends Error {}

/**
 * The text of a file. Throws UnfitRoster where it is no table of text, or no code page makes sense of it.
 * @param {Uint8Array} bytes
 * @returns {Decoded}
 */
export function decode(bytes) {
  if (bytes.length > tables.MOST_BYTES) throw new UnfitRoster(formatted(tables.TOO_LARGE, { most: tables.MOST_BYTES / 1e6 }));
  const begins = (/** @type {number[]} */ start) => start.every((byte, at) => bytes[at] === byte);
  for (const [start, within, message] of OTHER_FILES) {
    if (begins(start) && binary(bytes).includes(String.fromCharCode(...within))) throw new UnfitRoster(message);
  }
  const [bom, encoding] = BOMS.find(([start]) => begins(start)) ?? [[], "utf-8"];
  const body = bytes.subarray(bom.length);
  let found;
  try {
    found = certain(lined(new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body)));
  } catch {
    if (encoding !== "utf-8") throw new UnfitRoster(tables.UNREADABLE);
    found = bom.length ? broken(binary(body)) : guessed(binary(body));
  }
  if (found.text.includes("\0")) throw new UnfitRoster(tables.HAS_NUL);
  return found;
}

/** @param {string} text @returns {Decoded} */
function certain(text) {
  return { text, guess: "", damaged: false };
}

/** Bytes as a string. @param {Uint8Array} bytes */
function binary(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/**
 * What some bytes most likely are that are not UTF-8. Throws UnfitRoster where nothing makes sense.
 * @param {string} data
 * @returns {Decoded}
 */
function guessed(data) {
  const page = bestPage(data);
  const text = page ? textIn(page, data) : null;
  if (text === null || isMixed(data, page) || (page in WIDE && wideSense(text, data, page) === null)) {
    return mixed(data);
  }
  return { ...certain(lined(text)), guess: PAGES[page][1] };
}

/**
 * The text of UTF-8 with other bytes in it. Throws UnfitRoster where nothing but ASCII is left of it.
 * @param {string} data
 * @returns {Decoded}
 */
function mixed(data) {
  if (!LONG.test(data)) throw new UnfitRoster(tables.UNREADABLE);
  return broken(data);
}

/** @param {string} data @returns {Decoded} */
function broken(data) {
  return { ...certain(lined(asUtf8(data))), damaged: true };
}

/** @param {string} data */
function asUtf8(data) {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytesOf(data));
}

/** @param {string} text */
function lined(text) {
  return text.replace(/\r\n?/g, "\n");
}

/**
 * The code page in which the most letters are such as stand together, or "" where too much does not.
 * @param {string} data
 */
function bestPage(data) {
  const lines = [];
  let room = codePages.SAMPLE;
  for (const line of data.split(/[\r\n]+/)) {
    if (room > 0 && !IS_ASCII.test(line)) {
      lines.push(line.slice(0, room));
      room -= line.length;
    }
  }
  const sample = lines.join("\n");
  let [best, most] = ["", -1];
  for (const page of Object.keys(PAGES)) {
    const score = scoreOf(sample, page);
    if (score !== null && score > most) [best, most] = [page, score];
  }
  return best;
}

/**
 * Whether there are words that make sense as UTF-8, and more than in the page that fits best.
 * @param {string} data
 * @param {string} page
 */
function isMixed(data, page) {
  const words = [...new Set(data.split(BREAKS).filter((word) => LONG.test(word)))];
  return words.slice(0, codePages.MOST_WORDS).some((word) => {
    const asPage = scoreOf(word, page);
    return asPage !== null && (scoreOf(word, "utf-8") ?? 0) > Math.max(asPage, 0);
  });
}

/**
 * The text that some bytes are in a code page, or null where they are none.
 * @param {string} page
 * @param {string} data
 */
function textIn(page, data) {
  if (page in TABLES) {
    const text = data.replace(/[\x80-\xff]/g, (byte) => TABLES[page][code(byte) - 0x80]);
    return text.includes(tables.LOST) ? null : text;
  }
  try {
    return new TextDecoder(page, { fatal: true }).decode(bytesOf(data));
  } catch {
    return null;
  }
}

/**
 * How much sense some bytes make in a code page, or as UTF-8; null where they can't be in it.
 * @param {string} data
 * @param {string} page
 */
export function scoreOf(data, page) {
  if (page === "utf-8") return senseOf(asUtf8(data), ALL_LETTERS, NO_PAIRS, true);
  const text = textIn(page, data);
  if (text === null) return null;
  const group = PAGES[page][2];
  if (group === "han") return wideSense(text, data, page);
  return senseOf(text, /** @type {Record<string, string>} */ (LETTERS)[group], PAIRS[group] ?? NO_PAIRS, false);
}

/**
 * How much sense a Chinese, Japanese or Korean text makes; the data tell how common its characters are.
 * @param {string} text
 * @param {string} data
 * @param {string} page
 */
function wideSense(text, data, page) {
  const [[first, last], families] = WIDE[page];
  let [score, at] = [0, 0];
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (sign < "\x80") {
      at += 1;
      continue;
    }
    const [lead, second] = [code(data[at]), data.charCodeAt(at + 1)];
    at += 2;
    if (second < 0x40) return null; // Four bytes, which Python's GBK has not.
    if (APART[page].some(([low, high]) => low <= lead * 256 + second && lead * 256 + second <= high)) return null;
    if (codePages.WIDE_SIGNS.includes(sign)) continue;
    if (!["han", "hangul"].includes(scriptOf(sign))) return null;
    score += first <= lead && lead <= last ? 2 * FITS : 1;
    const [before, after] = [text[place - 1] ?? "\n", text[place + 1] ?? ""];
    score -= MISFITS * (Number(scriptOf(before) === "latin") + Number(scriptOf(after) === "latin"));
    if (BEFORE_NAMES.includes(before) && families.includes(sign)) score += FAMILY;
  }
  return score;
}

/**
 * How much sense the words of a text make that are not ASCII. A letter counts for as many bytes as it has in UTF-8
 * where isLong, or else for one.
 * @param {string} text
 * @param {string} letters
 * @param {Set<string>} pairs
 * @param {boolean} isLong
 */
function senseOf(text, letters, pairs, isLong) {
  let score = 0;
  for (const run of text.split(BREAKS)) {
    if (IS_ASCII.test(run)) continue;
    const signs = [...run];
    let word = "";
    const close = () => {
      if (!IS_ASCII.test(word)) score += senseOfWord([...word], letters, pairs, isLong);
      word = "";
    };
    for (const [at, sign] of signs.entries()) {
      if (!SIGNS.includes(sign)) {
        word += sign;
        continue;
      }
      const touches = Number(word !== "") + Number(at + 1 < signs.length && !SIGNS.includes(signs[at + 1]));
      if (touches < 2) score += touches;
      else if (sign === APOSTROPHE) score += FITS;
      else if (!WITHIN_WORDS.includes(sign)) score -= MISFITS;
      close();
    }
    close();
  }
  return score;
}

/**
 * How much sense one word makes: its letters, its case, what stands together, and its scripts.
 * @param {string[]} word
 * @param {string} letters
 * @param {Set<string>} pairs
 * @param {boolean} isLong
 */
function senseOfWord(word, letters, pairs, isLong) {
  const small = word.map((sign) => sign.toLowerCase());
  const isSmall = word.map((sign, at) => small[at] === sign && sign !== sign.toUpperCase());
  const mixesCase = isSmall.some(Boolean);
  const scripts = new Set();
  let [score, count] = [0, 0];
  for (const [at, sign] of word.entries()) {
    const isGreatWithin = at > 0 && mixesCase && small[at] !== sign;
    if (sign < "\x80") {
      scripts.add("latin");
      if (isGreatWithin && word[at - 1] >= "\x80") score -= 2 * FITS;
      continue;
    }
    count += 1;
    const script = scriptOf(sign);
    if (!letters.includes(sign) && !letters.includes(small[at]) && !(isLong && ["han", "hangul"].includes(script))) {
      if (word.length > 1) score -= MISFITS;
      continue;
    }
    scripts.add(script);
    if (word.length === 1) {
      score += Number(small[at] !== sign);
      continue;
    }
    score += FITS * (isLong ? bytesIn(sign) : 1);
    if (isGreatWithin) score -= 2 * FITS;
    if (at === 0 && (isSmall[at] || (small[at] !== sign && !mixesCase))) score -= 1;
    const [before, after] = [small[at - 1] ?? "_", small[at + 1] ?? "_"];
    score += Number(pairs.has(before + small[at])) + Number(pairs.has(small[at] + after));
    if (pairs.size && script === "latin" && before >= "\x80" && !pairs.has(before + small[at])) score -= 2 * FITS;
  }
  return score - (scripts.size > 1 ? MISFITS * count : 0);
}

/** How many bytes a character has in UTF-8. @param {string} sign */
function bytesIn(sign) {
  const number = code(sign);
  return number < 0x800 ? 2 : number < 0x10000 ? 3 : 4;
}

/** @type {Map<string, string>} */
const known = new Map();

/** The script that a letter is of, or "". @param {string} sign */
function scriptOf(sign) {
  let script = known.get(sign);
  if (script === undefined) {
    const number = sign ? code(sign) : -1;
    const isOf = (/** @type {number[][]} */ ranges) => ranges.some(([first, last]) => first <= number && number <= last);
    script = SCRIPTS.find(([, ranges]) => isOf(ranges))?.[0] ?? "";
    known.set(sign, script);
  }
  return script;
}
