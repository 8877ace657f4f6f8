// Owns what may stand in an SVG file that the browser is to draw; drawing it is left to drawn-logo.
//
// macros/brand/drawing.py rejects the same elements, attributes and styles with the same messages, and look.py the same
// sizes. How an element looks is the browser's own affair here, and nothing is drawn that was not looked at.

import { formatted } from "../pdf/brought.mjs";
import {
  CONDITIONS,
  CUT_WITHIN_A_CUT,
  DRAWN,
  DRAWN_BY_UNPRINTED,
  DRAWN_FOR_SOME,
  FAR_OUTSIDE,
  HOLDS_UNPRINTED,
  INSTEAD,
  LEADS_BY,
  LEADS_OUT,
  LEADS_TO,
  MOST_DEPTH,
  MOST_ELEMENTS,
  MOST_NUMBER,
  NAMESPACE,
  NO_DRAWING,
  NO_PLAIN_STYLE,
  NO_SIZE,
  ODD_ENCODING,
  SAVE_PLAIN,
  RUNS,
  SILENT,
  SIZE_FROM_OUTSIDE,
  SVG_DAMAGED,
  TOO_MANY_SHAPES,
  UNPRINTED_ATTRIBUTES,
  UNPRINTED_IN_STYLES,
  WITHOUT_EFFECT,
  WITH_DOCTYPE,
} from "./logo-tables.mjs";
import { Unfit } from "./unfit.mjs";

/**
 * @typedef {object} SvgSize
 * @property {number} width in pixels of CSS
 * @property {number} height
 * @property {boolean} hasBox whether the drawing says what part of its plane is shown
 */

// While a file is looked at, its elements are of no kind that a browser knows: a style in it styles nothing, so no
// content policy has anything to say of it.
const INERT = "urn:drawing";
const UNPRINTED = [...UNPRINTED_ATTRIBUTES, ...UNPRINTED_IN_STYLES];
const DECLARATIONS = "http://www.w3.org/2000/xmlns/";
const NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?";
const LENGTH = new RegExp(`^(${NUMBER})(px|pt|pc|in|cm|mm|q|em|rem|ex)?$`, "i");
const OUTSIDE = new RegExp(`^${NUMBER}(?:ch|lh|[sld]?v(?:w|h|i|b|min|max))$|calc\\(|var\\(`, "i");
/** How many pixels of CSS a unit has; letters are as large as a browser's where nothing is said. @type {Record<string, number>} */
const UNITS = { px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4, q: 24 / 25.4, em: 16, rem: 16, ex: 8 };

/** The outermost element of an SVG file, with nothing in it that was not looked at. @param {Uint8Array} data @throws {Unfit} */
export function readDrawing(data) {
  const text = decoded(data);
  // Looked for before anything is parsed, so that no entity is put in.
  if (text.includes("<!DOCTYPE")) throw new Unfit(WITH_DOCTYPE);
  const found = new DOMParser().parseFromString(text.replaceAll(NAMESPACE, INERT), "text/xml");
  if (found.querySelector("parsererror")) throw new Unfit(SVG_DAMAGED);
  const top = found.documentElement;
  if (top.namespaceURI !== INERT || top.localName !== "svg") throw new Unfit(NO_DRAWING);
  let count = 0;
  /** @param {Element} element @param {number} depth @param {boolean} isLeftOut @param {boolean} isCutting */
  const look = (element, depth, isLeftOut, isCutting) => {
    count += 1;
    if (count > MOST_ELEMENTS || depth >= MOST_DEPTH) {
      throw new Unfit(formatted(TOO_MANY_SHAPES, { most: MOST_ELEMENTS.toLocaleString("en") }));
    }
    const tag = element.localName;
    const isOut = isLeftOut || element.namespaceURI !== INERT || SILENT.includes(tag);
    const cuts = isCutting || tag === "clipPath";
    if (!isOut) lookAt(element, depth, cuts);
    for (const child of [...element.children]) look(child, depth + 1, isOut, cuts);
    if (isOut) element.remove();
    else if (tag === "style") lookAtStyle(element);
  };
  look(top, 0, false, false);
  return top;
}

/** As the text of a file that a browser draws. @param {Element} top */
export function asFile(top) {
  return new XMLSerializer().serializeToString(top).replaceAll(INERT, NAMESPACE);
}

/** How large a drawing is. @param {Element} top @returns {SvgSize} @throws {Unfit} */
export function sizeOf(top) {
  const box = boxOf(top.getAttribute("viewBox") ?? "");
  const said = [...declared(top.getAttribute("style") ?? "")];
  let [width, height] = ["width", "height"].map((name) => {
    const values = [top.getAttribute(name) ?? "", ...said.filter(([each]) => each === name).map(([, value]) => value)];
    return values.map(edge).findLast((each) => each !== undefined) ?? null;
  });
  if (box && width === null) width = height === null ? box[0] : (height * box[0]) / box[1];
  if (box && height === null && width !== null) height = (width * box[1]) / box[0];
  if (!width || !height || Math.min(width, height) < 1e-6) throw new Unfit(NO_SIZE);
  return { width, height, hasBox: box !== null };
}

/** The text of a file in the encoding that it says it has. @param {Uint8Array} data */
function decoded(data) {
  const start = String.fromCharCode(...data.subarray(0, 200));
  const said = /^(?:\u00ef\u00bb\u00bf)?<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(start);
  const marked = start.startsWith("\u00ff\u00fe") ? "utf-16le" : start.startsWith("\u00fe\u00ff") ? "utf-16be" : "";
  let reader;
  try {
    reader = new TextDecoder(marked || said?.[1] || "utf-8", { fatal: true });
  } catch {
    throw new Unfit(ODD_ENCODING);
  }
  try {
    return reader.decode(data);
  } catch {
    throw new Unfit(SVG_DAMAGED);
  }
}

/** Look at an element that is drawn. @param {Element} element @param {number} depth @param {boolean} isCutting */
function lookAt(element, depth, isCutting) {
  const tag = element.localName;
  if (!DRAWN.includes(tag) || (depth && tag === "svg")) {
    const instead = /** @type {Record<string, string>} */ (INSTEAD)[tag] ?? SAVE_PLAIN;
    throw new Unfit(formatted(HOLDS_UNPRINTED, { tag: tag.slice(0, 30), instead }));
  }
  for (const each of [...element.attributes]) if (!isKept(tag, each)) element.removeAttributeNode(each);
  if (isCutting) {
    // One that clips itself would be drawn for ever; a class could bring the clipping in from the style.
    const names = [...element.attributes].map(({ localName }) => localName);
    if (`${names} ${element.getAttribute("style")}`.toLowerCase().includes("clip-path")) throw new Unfit(CUT_WITHIN_A_CUT);
    element.removeAttribute("class");
  }
  for (const name of UNPRINTED_ATTRIBUTES) checkEffect(name, element.getAttribute(name) ?? "");
  checkEffects(element.getAttribute("style") ?? "");
}

/** Whether an attribute is of use. @param {string} tag @param {Attr} attribute @throws {Unfit} where it is dangerous */
function isKept(tag, { namespaceURI, localName: key, value }) {
  if (namespaceURI === DECLARATIONS) return true;
  if (key.toLowerCase().startsWith("on")) throw new Unfit(formatted(RUNS, { key: key.slice(0, 30) }));
  if (key === "href") {
    if (/^#\S+$/.test(value) && tag.endsWith("Gradient")) return true;
    throw new Unfit(formatted(LEADS_TO, { value: value.slice(0, 40) }));
  }
  if (namespaceURI) return false;
  if (CONDITIONS.includes(key) && value.trim()) throw new Unfit(formatted(DRAWN_FOR_SOME, { key, instead: SAVE_PLAIN }));
  if (leadsOut(value) || value.includes("\\")) throw new Unfit(formatted(LEADS_BY, { key: key.slice(0, 30) }));
  return true;
}

/** Look at a style, which may hold nothing but rules for classes. @param {Element} element */
function lookAtStyle(element) {
  const text = [...element.childNodes].map((each) => (each instanceof CharacterData ? each.data : "")).join("");
  const style = text.replace(/\/\*[^]*?\*\//g, " ");
  if (!["", "text/css"].includes((element.getAttribute("type") ?? "").trim().toLowerCase())) return;
  const rules = [...style.matchAll(/([^{}]*)\{([^{}]*)\}/g)];
  const isPlain =
    !style.replace(/[^{}]*\{[^{}]*\}/g, "").trim() &&
    ["", "all"].includes((element.getAttribute("media") ?? "").trim().toLowerCase()) &&
    !/[@\\]|\/\*/.test(style) &&
    !leadsOut(style) &&
    rules.every(([, names]) => names.split(",").every((each) => /^\.[\p{L}\p{N}_-]+$/u.test(each.trim())));
  if (!isPlain) throw new Unfit(NO_PLAIN_STYLE);
  for (const [, , body] of rules) checkEffects(body);
}

/** Each name in a style and its value. @param {string} body @returns {Generator<[string, string]>} */
function* declared(body) {
  for (const each of body.replace(/\/\*[^]*?\*\//g, " ").split(";")) {
    const [name, ...values] = each.split(":");
    const value = values.join(":").replace(/!\s*important\s*$/i, "");
    if (values.length) yield [name.trim().toLowerCase(), value.trim()];
  }
}

/** Refuse a style by which a printer would draw otherwise. @param {string} body */
function checkEffects(body) {
  for (const [name, value] of declared(body)) if (UNPRINTED.includes(name)) checkEffect(name, value);
}

/** Refuse what a printer would draw otherwise. @param {string} name @param {string} value */
function checkEffect(name, value) {
  if (WITHOUT_EFFECT.includes(value.trim().toLowerCase())) return;
  throw new Unfit(formatted(DRAWN_BY_UNPRINTED, { name, instead: SAVE_PLAIN }));
}

/** Whether a value names an address that is not a place in the same file. @param {string} value */
function leadsOut(value) {
  return new RegExp(LEADS_OUT, "i").test(value);
}

/** Width and height that a viewBox says, or null where a browser would not understand it. @param {string} text */
function boxOf(text) {
  const given = text.trim().split(/\s*,\s*|\s+/);
  if (given.length !== 4 || !given.every((each) => new RegExp(`^${NUMBER}$`, "i").test(each))) return null;
  const [, , width, height] = given.map(Number).map(near);
  if (width < 0 || height < 0) return null;
  if (!width || !height) throw new Unfit(NO_SIZE);
  return [width, height];
}

/**
 * An edge in pixels of CSS: null where it is left to the drawing, undefined where nothing is said that counts.
 * @param {string} text
 */
function edge(text) {
  const value = text.trim().toLowerCase();
  if (OUTSIDE.test(value)) throw new Unfit(formatted(SIZE_FROM_OUTSIDE, { value: value.slice(0, 40) }));
  if (value === "auto" || value.endsWith("%")) return null;
  const [, number, unit = "px"] = LENGTH.exec(value) ?? [];
  return number === undefined || number.startsWith("-") ? undefined : near(Number(number)) * UNITS[unit];
}

/** A number that a drawing can have. @param {number} number @throws {Unfit} for one beyond all paper */
function near(number) {
  if (Math.abs(number) < MOST_NUMBER) return number;
  throw new Unfit(FAR_OUTSIDE);
}
