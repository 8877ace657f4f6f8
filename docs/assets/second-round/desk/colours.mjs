// Owns colours as a style writes them, as shares of red, green and blue; whose colours they are is left to look.
//
// macros/brand/colours.py is the same in Python.

import { formatted } from "../pdf/brought.mjs";
import { COLOURS, COLOUR_BEYOND } from "./logo-tables.mjs";
import { Unfit } from "./unfit.mjs";

/** @typedef {[red: number, green: number, blue: number, alpha: number]} Colour4 each from 0 to 1 */

export const NUMBER = "[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?";
/** What is white in a style; JavaScript knows more. */
export const SPACES = " \t\n\r\f";

const ANY_BEYOND = /^(?:lab|lch|oklab|oklch|color|color-mix|device-cmyk|light-dark)\(/;
const FUNCTION = /^(rgb|hsl|hwb)(a?)\(([^()]{1,60})\)$/;
const DIGITS = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/;
const HUE = new RegExp(`^(${NUMBER})(deg|grad|rad|turn)?$`);
const SHARE = new RegExp(`^(${NUMBER})(%?)$`);
/** @type {Record<string, number>} */
const TURNS = { deg: 1, grad: 0.9, rad: 180 / Math.PI, turn: 360 };
const PARTS = COLOURS.split(" ");
const NAMES = new Map(Array.from({ length: PARTS.length / 2 }, (_, at) => [PARTS[2 * at], PARTS[2 * at + 1]]));

/** A colour that is written as in CSS, or null where it is none. @param {string} value @throws {Unfit} for one beyond sRGB */
export function colour(value) {
  const word = value.toLowerCase();
  if (ANY_BEYOND.test(word)) throw new Unfit(formatted(COLOUR_BEYOND, { value: beginning(value) }));
  if (word === "transparent") return /** @type {Colour4} */ ([0, 0, 0, 0]);
  const named = NAMES.get(word);
  if (named !== undefined) return ofDigits(named);
  if (DIGITS.test(word)) return ofDigits(word.slice(1));
  const found = FUNCTION.exec(word);
  return found ? ofFunction(found[1], found[2], found[3]) : null;
}

/** A number or a percentage as a share from 0 to 1, or null where it is neither. @param {string} value */
export function share(value) {
  const found = SHARE.exec(bare(value));
  return found ? between(Number(found[1]) / (found[2] ? 100 : 1)) : null;
}

/** The words of a text, between which something white is. @param {string} text */
export function words(text) {
  return text.match(new RegExp(`[^${SPACES}]+`, "g")) ?? [];
}

/** Without what is white around it; not by an expression, which would look for the end at every space. @param {string} text */
export function bare(text) {
  let [from, to] = [0, text.length];
  while (from < to && SPACES.includes(text[from])) from += 1;
  while (to > from && SPACES.includes(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

/** So many characters of a text. @param {string} text */
export function beginning(text, many = 40) {
  return [...text].slice(0, many).join("");
}

/** @param {number} number */
function between(number) {
  return Math.min(1, Math.max(0, number));
}

/** @param {string} digits @returns {Colour4} */
function ofDigits(digits) {
  const whole = digits.length < 6 ? [...digits].map((each) => each + each).join("") : digits;
  const [red, green, blue, alpha] = [0, 2, 4, 6].map((at) => Number.parseInt(`${whole}ff`.slice(at, at + 2), 16) / 255);
  return [red, green, blue, alpha];
}

/**
 * What rgb(), hsl() or hwb() say: with commas as they were written at first, or without.
 * @param {string} name
 * @param {string} old
 * @param {string} inside
 * @returns {Colour4 | null}
 */
function ofFunction(name, old, inside) {
  const hasCommas = inside.includes(",");
  /** @type {string[]} */
  let parts;
  if (hasCommas) {
    parts = inside.split(",").map(bare);
  } else {
    const slash = inside.indexOf("/");
    parts = words(slash < 0 ? inside : inside.slice(0, slash));
    if (parts.length !== 3) return null;
    if (slash >= 0) parts.push(bare(inside.slice(slash + 1)));
  }
  if (![3, 4].includes(parts.length) || (name === "hwb" && (hasCommas || old))) return null;
  const alpha = parts.length === 3 ? 1 : valueOf(parts[3], !hasCommas);
  const first = name === "rgb" ? null : hue(parts[0], !hasCommas);
  const values = parts.slice(0, 3).map((each) => valueOf(each, !hasCommas, name === "rgb" ? 255 : 100));
  const units = new Set(parts.slice(name === "rgb" ? 0 : 1, 3).map((each) => each.endsWith("%")));
  if (hasCommas && (units.size > 1 || (name === "hsl" && units.has(false)))) return null;
  const [, second, third] = values;
  if (alpha === null || second === null || third === null) return null;
  if (name === "rgb") return values[0] === null ? null : [values[0], second, third, alpha];
  if (first === null) return null;
  return [...(name === "hsl" ? ofHsl : ofHwb)(first, second, third), alpha];
}

/**
 * A number of a whole, or a percentage, as a share from 0 to 1; `none` is nothing where it can be said.
 * @param {string} text
 * @param {boolean} canLack
 */
function valueOf(text, canLack, whole = 1) {
  if (text === "none" && canLack) return 0;
  const found = SHARE.exec(text);
  return found ? between(Number(found[1]) / (found[2] ? 100 : whole)) : null;
}

/** An angle in degrees from 0 to 360. @param {string} text @param {boolean} canLack */
function hue(text, canLack) {
  if (text === "none" && canLack) return 0;
  const found = HUE.exec(text);
  const degrees = found ? Number(found[1]) * TURNS[found[2] ?? "deg"] : Infinity;
  return Math.abs(degrees) < 1e9 ? degrees - 360 * Math.floor(degrees / 360) : null;
}

/** @param {number} hue @param {number} saturation @param {number} lightness @returns {[number, number, number]} */
function ofHsl(hue, saturation, lightness) {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (/** @type {number} */ start) => {
    let at = start + hue / 30;
    at = at >= 12 ? at - 12 : at;
    return lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

/** @param {number} hue @param {number} white @param {number} black @returns {[number, number, number]} */
function ofHwb(hue, white, black) {
  if (white + black >= 1) {
    const grey = white / (white + black);
    return [grey, grey, grey];
  }
  const [red, green, blue] = ofHsl(hue, 1, 0.5).map((each) => each * (1 - white - black) + white);
  return [red, green, blue];
}
