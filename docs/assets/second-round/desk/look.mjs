// Owns how an element of a drawing looks: what attributes, classes and styles say of it, and what it inherits; it leaves
// the lines of a drawing to outlines.
//
// What a browser would not understand is left out as a browser leaves it out. What it would understand and a printer
// draws otherwise is a reason to reject the drawing. macros/brand/look.py is the same in Python.

import { formatted } from "../pdf/brought.mjs";
import { NUMBER, SPACES, bare, beginning, colour, share, words } from "./colours.mjs";
import { withoutComments } from "./drawing.mjs";
import {
  COLOUR_FROM_AROUND,
  CUT_BY_UNPRINTED,
  DRAWN_BY_UNPRINTED,
  FAR_OUTSIDE,
  GROUND_UNPRINTED,
  MOST_DECLARED,
  MOST_NUMBER,
  MOST_VALUE,
  SAVE_PLAIN,
  SIZE_FROM_OUTSIDE,
  STYLES_TOO_LONG,
  UNPRINTED_ATTRIBUTES,
  UNPRINTED_IN_STYLES,
  WITHOUT_EFFECT,
} from "./logo-tables.mjs";
import { Unfit } from "./unfit.mjs";

/** @typedef {import("./colours.mjs").Colour4} Colour4 */
/** @typedef {import("./drawing.mjs").Rules} Rules */
/** @typedef {import("./drawing.mjs").SvgElement} SvgElement */
/** @typedef {[name: string, value: string, isImportant: boolean]} Declared */

/** How many pixels of CSS a unit has. @type {Record<string, number>} */
export const UNITS = { "": 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4, q: 24 / 25.4 };

// Units whose size depends on fonts, or on where the drawing is shown.
const OUTER_UNITS = "r?em|ex|ch|lh|[sld]?v(?:w|h|i|b|min|max)";
const LENGTH = new RegExp(`^(${NUMBER})(px|pt|pc|in|cm|mm|q|%)?$`, "i");
const OUTER = new RegExp(`^${NUMBER}(?:${OUTER_UNITS})$`, "i");
/** What leads to an element of the same file, and what stands behind it. */
export const PLACE_IN_IT = new RegExp(
  `^url\\([${SPACES}]*(?:["'][${SPACES}]*)?#([^${SPACES}"'()]+)[${SPACES}]*(?:["'][${SPACES}]*)?\\)[${SPACES}]*([^]*)$`,
  "i",
);
const COMMAS = new RegExp(`[${SPACES},]+`);

// What a value is where nothing is said, for what an element has from that around it.
const INHERITED = new Map(/** @type {[string, string][]} */ ([
  ...[["fill", "black"], ["fill-opacity", "1"], ["fill-rule", "nonzero"], ["clip-rule", "nonzero"], ["color", "black"]],
  ...[["stroke", "none"], ["stroke-opacity", "1"], ["stroke-width", "1"], ["stroke-linecap", "butt"]],
  ...[["stroke-linejoin", "miter"], ["stroke-miterlimit", "4"], ["stroke-dasharray", "none"], ["stroke-dashoffset", "0"]],
  ...[["visibility", "visible"], ["paint-order", "normal"]],
]));
// The same for what is an element's own.
const OWN = new Map(/** @type {[string, string][]} */ ([
  ...[["opacity", "1"], ["display", "inline"], ["clip-path", "none"], ["stop-color", "black"], ["stop-opacity", "1"]],
  ...[["transform", "none"], ["background", "none"], ["background-color", "none"]],
  ...["width", "height", "rx", "ry"].map((each) => [each, "auto"]),
  ...["x", "y", "cx", "cy", "r"].map((each) => [each, "0"]),
]));
const KEYWORDS = new Map([
  ["fill-rule", ["nonzero", "evenodd"]],
  ["clip-rule", ["nonzero", "evenodd"]],
  ["stroke-linecap", ["butt", "round", "square"]],
  ["stroke-linejoin", ["miter", "round", "bevel"]],
  ["visibility", ["visible", "hidden", "collapse"]],
]);
const UNPRINTED = new Set([...UNPRINTED_ATTRIBUTES, ...UNPRINTED_IN_STYLES]);
// What may stand as an attribute too; the rest means something in a style alone.
const ATTRIBUTES = new Set([
  ...INHERITED.keys(),
  ...[...OWN.keys()].filter((each) => !each.startsWith("background")),
  ...UNPRINTED_ATTRIBUTES,
]);

/** What the rules for classes say, and how much may still be said of all elements. */
export class Styles {
  /** @type {Map<string, [number, Declared[]][]>} */
  #said = new Map();
  #left = MOST_DECLARED;

  /** @param {Rules} rules */
  constructor(rules) {
    for (const [at, [name, body]] of rules.entries()) {
      const said = this.#said.get(name) ?? [];
      said.push([at, [...declarations(body)]]);
      this.#said.set(name, said);
    }
  }

  /**
   * What is said of an element: attributes, rules of its classes, its style, then what is important.
   * @param {SvgElement} element
   * @throws {Unfit} where too much is
   */
  declared(element) {
    /** @type {[string, string][]} */
    const found = [];
    for (const [name, value] of element.attributes) {
      const text = bare(value);
      if ((name === "rx" || name === "ry") && text.toLowerCase() !== "auto" && length(text, 1) === null) {
        found.push([name, "0"]); // So have browsers understood these two from the beginning.
      } else if (ATTRIBUTES.has(name)) {
        found.push([name, text]);
      }
    }
    const rules = [...new Set(words(element.attributes.get("class") ?? ""))].flatMap((name) => this.#of(name));
    const said = rules.sort(([one], [other]) => one - other).flatMap(([, body]) => body);
    for (const each of declarations(element.attributes.get("style") ?? "")) said.push(each);
    this.#take(said.length);
    for (const important of [false, true]) {
      for (const [name, value, isImportant] of said) if (isImportant === important) found.push([name, value]);
    }
    return found;
  }

  /** @param {string} name */
  #of(name) {
    const rules = this.#said.get(name) ?? [];
    this.#take(rules.length);
    return rules;
  }

  /** @param {number} count */
  #take(count) {
    this.#left -= count;
    if (this.#left < 0) throw new Unfit(STYLES_TOO_LONG);
  }
}

/** The values of an element, as text that a browser would understand. */
export class Look {
  #around;
  /** @type {Map<string, string>} */
  #values = new Map();
  /** @type {Map<string, string>} */
  #variables = new Map();

  /** @param {SvgElement} element @param {Look | null} around @param {Styles} styles */
  constructor(element, around, styles) {
    this.#around = around;
    const said = styles.declared(element);
    for (const [name, value] of said) if (name.startsWith("--")) this.#variables.set(name, value);
    for (const [name, value] of said) this.#take(name, value);
  }

  /** @param {string} name @returns {string} */
  get(name) {
    const found = this.#values.get(name) ?? OWN.get(name);
    return found ?? (this.#around ? this.#around.get(name) : /** @type {string} */ (INHERITED.get(name)));
  }

  /** A share from 0 to 1, such as an opacity. @param {string} name */
  number(name) {
    return share(this.get(name)) ?? 0;
  }

  /** A colour, where it is one. @param {string} name @returns {Colour4} */
  colour(name) {
    let value = this.get(name);
    if (value.toLowerCase() === "currentcolor") value = this.get("color");
    return colour(value) ?? [0, 0, 0, 1];
  }

  /**
   * What `fill` or `stroke` paint with: the id of a gradient or "", and a colour, or what stands in.
   * @param {string} name
   * @returns {[string, Colour4 | null]}
   */
  paint(name) {
    let value = this.get(name);
    const found = PLACE_IN_IT.exec(value);
    const identity = found ? found[1] : "";
    if (found) value = bare(found[2]);
    if (["", "none"].includes(value.toLowerCase())) return [identity, null];
    return [identity, value.toLowerCase() === "currentcolor" ? this.colour("color") : colour(value)];
  }

  /** @param {string} name @returns {string | null} */
  #variable(name) {
    return this.#variables.get(name) ?? (this.#around ? this.#around.#variable(name) : null);
  }

  /** Take over a value, unless a browser would not understand it. @param {string} name @param {string} said */
  #take(name, said) {
    let value = said;
    if (UNPRINTED.has(name) && !WITHOUT_EFFECT.includes(value.toLowerCase())) {
      throw new Unfit(formatted(DRAWN_BY_UNPRINTED, { name, instead: SAVE_PLAIN }));
    }
    if (!INHERITED.has(name) && !OWN.has(name)) return;
    if (value.toLowerCase().includes("var(")) {
      // What a variable does not fill is as if nothing were said here, and what was said before is gone too.
      value = filled(value, (each) => this.#variable(each)) ?? "unset";
      if (value !== "unset" && !isUnderstood(name, value)) value = "unset";
    }
    const word = value.toLowerCase();
    const isOther = ["inherit", "initial", "unset", "revert", "revert-layer"].includes(word);
    if (isOther || (name === "color" && word === "currentcolor")) {
      this.#values.delete(name);
      const usual = INHERITED.get(name);
      if (word === "initial" && usual !== undefined) this.#values.set(name, usual);
      else if (word === "inherit" && this.#around && OWN.has(name)) this.#values.set(name, this.#around.get(name));
    } else if (isUnderstood(name, value)) {
      this.#values.set(name, value);
    }
  }
}

/** Name and value of each declaration, and whether it is important. @param {string} body @returns {Generator<Declared>} */
function* declarations(body) {
  for (const each of withoutComments(body).split(";")) {
    const colon = each.indexOf(":");
    if (colon < 0) continue;
    const [name, value] = [bare(each.slice(0, colon)), bare(each.slice(colon + 1))];
    const mark = value.lastIndexOf("!");
    const isImportant = mark >= 0 && bare(value.slice(mark + 1)).toLowerCase() === "important";
    yield [
      name.startsWith("--") ? name : name.toLowerCase(),
      isImportant ? bare(value.slice(0, mark)) : value,
      isImportant,
    ];
  }
}

/**
 * A value with its variables put in, or null where one has none, or where they lead to one another.
 * @param {string} text
 * @param {(name: string) => string | null} variable
 */
function filled(text, variable) {
  let value = text;
  for (let time = 0; time < 30; time += 1) {
    const start = value.toLowerCase().indexOf("var(");
    if (start < 0) return bare(value);
    let [depth, end] = [1, start + 4];
    while (end < value.length && depth) {
      depth += { "(": 1, ")": -1 }[value[end]] ?? 0;
      end += 1;
    }
    const inside = value.slice(start + 4, depth ? end : end - 1);
    const comma = inside.indexOf(",");
    const name = bare(comma < 0 ? inside : inside.slice(0, comma));
    const known = variable(name) ?? (comma < 0 ? null : inside.slice(comma + 1));
    if (known === null) return null;
    value = `${value.slice(0, start)} ${known} ${value.slice(end)}`;
    if ([...value].length > MOST_VALUE) return null;
  }
  return null;
}

/**
 * Whether a browser takes this for a value of the property.
 * @param {string} name
 * @param {string} value
 * @throws {Unfit} where it does, and a printer does not
 */
function isUnderstood(name, value) {
  const word = value.toLowerCase();
  const keywords = KEYWORDS.get(name);
  if (keywords) return keywords.includes(word);
  if (name === "fill" || name === "stroke") {
    if (word === "context-fill" || word === "context-stroke") {
      throw new Unfit(formatted(COLOUR_FROM_AROUND, { value: word, instead: SAVE_PLAIN }));
    }
    const found = PLACE_IN_IT.exec(value);
    const rest = found ? bare(found[2]).toLowerCase() : word;
    return rest === "none" || rest === "currentcolor" || (found !== null && !rest) || colour(rest) !== null;
  }
  const known = KNOWN.get(name) ?? new Map();
  KNOWN.set(name, known);
  // A class may say the same long value of many elements.
  if (!known.has(value)) known.set(value, /** @type {(value: string) => boolean} */ (UNDERSTOOD.get(name))(value));
  return known.get(value);
}

/** @param {string} value */
function isLength(value, negative = true) {
  const found = length(value, 1);
  return found !== null && (negative || found >= 0);
}

/** @param {string} value */
function isDashes(value) {
  return value.toLowerCase() === "none" || bare(value).split(COMMAS).every((each) => isLength(each, false));
}

/** @param {string} value */
function isBackground(value) {
  if (WITHOUT_EFFECT.includes(value.toLowerCase()) || colour(value) !== null) return true;
  throw new Unfit(formatted(GROUND_UNPRINTED, { value: beginning(value), instead: SAVE_PLAIN }));
}

/** @param {string} value */
function isColour(value) {
  return value.toLowerCase() === "currentcolor" || colour(value) !== null;
}

/** @param {string} value */
function isClip(value) {
  if (value.toLowerCase() === "none" || PLACE_IN_IT.exec(value)?.[2] === "") return true;
  throw new Unfit(formatted(CUT_BY_UNPRINTED, { value: beginning(value), instead: SAVE_PLAIN }));
}

/** @param {string} value */
function isNumber(value) {
  return new RegExp(`^${NUMBER}$`).test(value) && Number(value) >= 0 && Number(value) < 1e9;
}

/** @type {Map<string, Map<string, boolean>>} what was found out of values, by the name of the property */
const KNOWN = new Map();
// Whether a text is a value of a property that takes more than a few words.
/** @type {Map<string, (value: string) => boolean>} */
const UNDERSTOOD = new Map();
for (const name of ["opacity", "fill-opacity", "stroke-opacity", "stop-opacity"]) UNDERSTOOD.set(name, (each) => share(each) !== null);
for (const name of ["color", "stop-color"]) UNDERSTOOD.set(name, isColour);
for (const name of ["background", "background-color"]) UNDERSTOOD.set(name, isBackground);
for (const name of ["x", "y", "cx", "cy", "stroke-dashoffset"]) UNDERSTOOD.set(name, (each) => isLength(each));
for (const name of ["r", "stroke-width"]) UNDERSTOOD.set(name, (each) => isLength(each, false));
for (const name of ["width", "height", "rx", "ry"]) {
  UNDERSTOOD.set(name, (each) => each.toLowerCase() === "auto" || isLength(each, false));
}
UNDERSTOOD.set("stroke-dasharray", isDashes);
UNDERSTOOD.set("stroke-miterlimit", isNumber);
UNDERSTOOD.set("clip-path", isClip);
UNDERSTOOD.set("display", (each) => /^[a-z-]+$/.test(each.toLowerCase()));
UNDERSTOOD.set("paint-order", (each) => {
  return Boolean(each) && words(each.toLowerCase()).every((word) => ["normal", "fill", "stroke", "markers"].includes(word));
});
UNDERSTOOD.set("transform", () => true);

/**
 * A length in pixels of CSS, or null where it is none. A percentage is of `whole`.
 * @param {string} value
 * @param {number} whole
 * @throws {Unfit} where a browser would measure it by a font, or by where it is shown
 */
export function length(value, whole) {
  const word = value.toLowerCase();
  if (OUTER.test(value) || word.includes("calc(") || word.includes("var(")) {
    throw new Unfit(formatted(SIZE_FROM_OUTSIDE, { value: beginning(value) }));
  }
  const found = LENGTH.exec(bare(value));
  if (!found) return null;
  const [number, unit] = [near(Number(found[1])), (found[2] ?? "").toLowerCase()];
  return unit === "%" ? (number * whole) / 100 : number * UNITS[unit];
}

/** A number that a drawing can have. @param {number} number @throws {Unfit} for one beyond all paper */
export function near(number) {
  if (Math.abs(number) < MOST_NUMBER) return number;
  throw new Unfit(FAR_OUTSIDE);
}
