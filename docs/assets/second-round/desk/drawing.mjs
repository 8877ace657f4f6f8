// Owns what stands in an SVG file: the elements that draw; it rejects whatever could run, fetch, or need a font, and
// leaves how an element looks to look.
//
// A file is never cleaned of what does harm. What is not on the list here and would be drawn or run is a reason to reject
// it. macros/brand/drawing.py is the same in Python, where expat parses what xml parses here.

import { formatted } from "../pdf/brought.mjs";
import { bare, beginning } from "./colours.mjs";
import {
  CONDITIONS,
  CUT_WITHIN_A_CUT,
  DRAWN,
  DRAWN_FOR_SOME,
  HOLDS_UNPRINTED,
  INSTEAD,
  LEADS_BY,
  LEADS_OUT,
  LEADS_TO,
  MOST_DEPTH,
  MOST_ELEMENTS,
  NAMESPACE,
  NO_DRAWING,
  NO_PLAIN_STYLE,
  ODD_ENCODING,
  RUNS,
  SAVE_PLAIN,
  SILENT,
  SINGLE_BYTES,
  SVG_DAMAGED,
  TOO_MANY_SHAPES,
  WITH_DOCTYPE,
} from "./logo-tables.mjs";
import { Unfit } from "./unfit.mjs";
import { NotXml, parseXml } from "./xml.mjs";

/** @typedef {import("./xml.mjs").XmlAttribute} XmlAttribute */
/** @typedef {[name: string, body: string][]} Rules of style elements: the name of a class, and what is declared for it */

const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENCODING = /^<\?xml[ \t\r\n][^>]{0,200}?encoding[ \t\r\n]*=[ \t\r\n]*["']([^"'>]*)["']/;
const CLASS = /^\.[A-Za-z0-9_\-\u0080-\u{10ffff}]+$/u;
const OUTSIDE = new RegExp(LEADS_OUT, "i");

/** An element that draws or says how: its attributes, where its name is its own, and what is in it. */
export class SvgElement {
  /** @type {SvgElement[]} */
  children = [];

  /** @param {string} tag @param {Map<string, string>} attributes */
  constructor(tag, attributes) {
    this.tag = tag;
    this.attributes = attributes;
  }

  /** This element and all in it, in the order of the file. @returns {Generator<SvgElement>} */
  *all() {
    yield this;
    for (const child of this.children) yield* child.all();
  }
}

/** The outermost element of an SVG file, and its rules for classes. @param {Uint8Array} data @throws {Unfit} */
export function readDrawing(data) {
  const text = decoded(data);
  // Looked for before anything is parsed, so that no entity is put in.
  if (text.includes("<!DOCTYPE")) throw new Unfit(WITH_DOCTYPE);
  if (NO_XML.test(text)) throw new Unfit(SVG_DAMAGED);
  const reader = new SvgReader();
  try {
    parseXml(text, reader);
  } catch (error) {
    throw error instanceof NotXml ? new Unfit(SVG_DAMAGED) : error;
  }
  return { top: /** @type {SvgElement} */ (reader.top), rules: reader.rules };
}

/** The text of a file, by its first bytes or by the encoding that it says it has. @param {Uint8Array} data @throws {Unfit} */
function decoded(data) {
  const single = (/** @type {Uint8Array} */ bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const name = (ENCODING.exec(single(data.subarray(0, 400)))?.[1] ?? "utf-8").toLowerCase();
  const is = (/** @type {number[]} */ ...bytes) => bytes.every((byte, at) => data[at] === byte);
  const wide = is(0xff, 0xfe) ? "utf-16le" : is(0xfe, 0xff) ? "utf-16be" : "";
  if (wide || is(0xef, 0xbb, 0xbf) || name === "utf-8" || name === "utf8") {
    try {
      return new TextDecoder(wide || "utf-8", { fatal: true }).decode(data);
    } catch {
      throw new Unfit(SVG_DAMAGED);
    }
  }
  if (new RegExp(`^(?:${SINGLE_BYTES})$`).test(name)) return single(data);
  throw new Unfit(name === "" || name === "utf-16" ? SVG_DAMAGED : ODD_ENCODING);
}

/** Takes an SVG file element by element. Each handler throws Unfit at what must not be in it. */
class SvgReader {
  /** @type {Rules} */
  rules = [];
  /** @type {SvgElement | null} */
  top = null;
  /** @type {SvgElement[]} elements that are open and kept, from the outermost */
  #open = [];
  #leftOut = 0; // How many elements are open that are left out, with all that is in them.
  #count = 0; // How many elements have begun.
  #style = ""; // Of the style element that is open.

  /** @param {string} space @param {string} tag @param {XmlAttribute[]} attributes */
  start(space, tag, attributes) {
    this.#count += 1;
    if (this.#count > MOST_ELEMENTS || this.#open.length + this.#leftOut >= MOST_DEPTH) {
      throw new Unfit(formatted(TOO_MANY_SHAPES, { most: MOST_ELEMENTS.toLocaleString("en") }));
    }
    if (!this.#open.length && (space !== NAMESPACE || tag !== "svg")) throw new Unfit(NO_DRAWING);
    if (this.#leftOut || space !== NAMESPACE || SILENT.includes(tag)) {
      this.#leftOut += 1;
      return;
    }
    if (!DRAWN.includes(tag) || (this.#open.length && tag === "svg")) {
      const instead = Object.hasOwn(INSTEAD, tag) ? /** @type {Record<string, string>} */ (INSTEAD)[tag] : SAVE_PLAIN;
      throw new Unfit(formatted(HOLDS_UNPRINTED, { tag: beginning(tag, 30), instead }));
    }
    /** @type {Map<string, string>} */
    const kept = new Map();
    for (const each of attributes) {
      const found = attribute(tag, each);
      if (found) kept.set(...found);
    }
    if (tag === "clipPath" || this.#open.some((each) => each.tag === "clipPath")) {
      // One that clips itself would be drawn for ever; a class could bring the clipping in from the style.
      if (`${[...kept.keys()]} ${kept.get("style") ?? ""}`.toLowerCase().includes("clip-path")) throw new Unfit(CUT_WITHIN_A_CUT);
      kept.delete("class");
    }
    const element = new SvgElement(tag, kept);
    if (this.#open.length) this.#open[this.#open.length - 1].children.push(element);
    else this.top = element;
    this.#open.push(element);
  }

  end() {
    if (this.#leftOut) {
      this.#leftOut -= 1;
      return;
    }
    const element = this.#open.pop();
    if (element?.tag !== "style") return;
    const style = withoutComments(this.#style);
    this.#style = "";
    if (["", "text/css"].includes(bare(element.attributes.get("type") ?? "").toLowerCase())) {
      for (const rule of rulesOf(style, element.attributes.get("media") ?? "")) this.rules.push(rule);
    }
  }

  /** @param {string} text */
  text(text) {
    if (!this.#leftOut && this.#open.at(-1)?.tag === "style") this.#style += text;
  }
}

/**
 * An attribute as it is kept, or null where it is of no use.
 * @param {string} tag
 * @param {XmlAttribute} attribute
 * @returns {[string, string] | null}
 * @throws {Unfit} where it is dangerous
 */
function attribute(tag, [space, key, value]) {
  if (key.toLowerCase().startsWith("on")) throw new Unfit(formatted(RUNS, { key: beginning(key, 30) }));
  if (key === "href") {
    if (!/^#[^ \t\r\n]+$/.test(value) || !tag.endsWith("Gradient")) {
      throw new Unfit(formatted(LEADS_TO, { value: beginning(value) }));
    }
    return [space ? "xlink:href" : "href", value];
  }
  if (space) return null;
  if (CONDITIONS.includes(key) && bare(value)) throw new Unfit(formatted(DRAWN_FOR_SOME, { key, instead: SAVE_PLAIN }));
  if (leadsOut(value) || value.includes("\\")) throw new Unfit(formatted(LEADS_BY, { key: beginning(key, 30) }));
  return [key, value];
}

/** A style with a space in place of each comment; one that does not end stays. @param {string} style */
export function withoutComments(style) {
  let [found, at] = ["", 0];
  for (;;) {
    const start = style.indexOf("/*", at);
    const end = start < 0 ? -1 : style.indexOf("*/", start + 2);
    if (end < 0) return found + style.slice(at);
    found += `${style.slice(at, start)} `;
    at = end + 2;
  }
}

/**
 * The rules of a style that holds nothing but rules for classes.
 * @param {string} style
 * @param {string} media
 * @returns {Rules}
 * @throws {Unfit} where there is more in it
 */
function rulesOf(style, media) {
  const blocks = style.split("}");
  const rest = /** @type {string} */ (blocks.pop());
  const pieces = blocks.map((block) => block.split("{"));
  const isPlain =
    !bare(rest) &&
    pieces.every(({ length }) => length === 2) &&
    ["", "all"].includes(bare(media).toLowerCase()) &&
    !/[@\\]|\/\*/.test(style) &&
    !leadsOut(style);
  if (!isPlain) throw new Unfit(NO_PLAIN_STYLE);
  const rules = pieces.flatMap(([before, body]) => before.split(",").map((each) => [bare(each), body]));
  if (!rules.every(([each]) => CLASS.test(each))) throw new Unfit(NO_PLAIN_STYLE);
  return rules.map(([each, body]) => [each.slice(1), body]);
}

/** Whether a value names an address that is not a place in the same file. @param {string} value */
function leadsOut(value) {
  return OUTSIDE.test(value);
}
