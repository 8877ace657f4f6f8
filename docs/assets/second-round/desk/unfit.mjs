// Owns the one reason why a file is no logo; looking for one is left to logo and drawing.

import { formatted } from "../pdf/brought.mjs";
import { numberText } from "../pdf/syntax.mjs";
import { LARGEST_LOGO, LOGO_TOO_LARGE, MISSHAPEN, TALLEST, WIDEST } from "./logo-tables.mjs";

/** Why a file is no logo: a sentence or two for whoever chose it. */
export class Unfit extends Error {}

/** Refuse a file of too many bytes. @param {Uint8Array} data @throws {Unfit} */
export function checkLength(data) {
  if (data.length > LARGEST_LOGO) throw new Unfit(formatted(LOGO_TOO_LARGE, { most: LARGEST_LOGO / 1000 }));
}

/** Refuse what is too wide or too high. @param {number} width @param {number} height @throws {Unfit} */
export function checkShape(width, height) {
  if (width <= WIDEST * height && height <= TALLEST * width) return;
  const [wide, high] = [width, height].map((each) => numberText(Math.floor(each * 100 + 0.5), 100));
  throw new Unfit(formatted(MISSHAPEN, { width: wide, height: high, widest: WIDEST, tallest: TALLEST }));
}
