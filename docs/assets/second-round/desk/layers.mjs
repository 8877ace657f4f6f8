// Owns what a drawing consists of once it is understood, and writing it as plain SVG; understanding it is left to paint.
//
// macros/brand/layers.py is the same in Python. Places are hundredths of a unit, of which the longer edge of the frame has
// a thousand, and are counted from its upper left corner. Numbers are whole so that every program writes each with the
// same digits.

import { numberText } from "../pdf/syntax.mjs";
import { NAMESPACE } from "./logo-tables.mjs";

/** @typedef {[red: number, green: number, blue: number]} Rgb each from 0 to 255 */
/** @typedef {[a: number, b: number, c: number, d: number, e: number, f: number]} SixNumbers a change of coordinates: x becomes a·x + c·y + e, y becomes b·x + d·y + f */
/**
 * @typedef {object} Path pieces of a path: to a place (M), by a line (L), by a curve (C) or back to its beginning (Z)
 * @property {string} kinds a letter for each piece
 * @property {number[]} places across and down of each point of each piece, one after the other
 */
/**
 * @typedef {object} Paint one colour, or a gradient along a line, or from a circle to another
 * @property {Rgb} [colour]
 * @property {number} [opacity]
 * @property {[at: number, colour: Rgb, opacity: number][]} [stops] the first is at the beginning, the last at the end
 * @property {[number, number]} [start]
 * @property {[number, number]} [end]
 * @property {[number, number]} [radii]
 * @property {SixNumbers} [turn] from where these are counted to the frame
 */
/**
 * @typedef {object} Layer a path that is filled, a path along which a line is drawn, or layers together
 * @property {"fill" | "line" | "group"} what
 * @property {Path} [path]
 * @property {Paint} [paint]
 * @property {boolean} [evenOdd]
 * @property {SixNumbers} [turn] from where a line is drawn to the frame, where it is squeezed
 * @property {number} [width]
 * @property {string} [cap]
 * @property {string} [join]
 * @property {number} [miter]
 * @property {number[]} [dashes]
 * @property {number} [offset]
 * @property {number} [opacity]
 * @property {Path} [clip]
 * @property {Layer[]} [layers]
 */
/**
 * @typedef {object} Artwork all layers, the lowest first, in a frame of this width and height
 * @property {[number, number]} size
 * @property {Layer[]} layers
 */

// How many parts a unit has in a place, in how opaque something is, in a turn, in where a gradient is, and along it.
export const PLACE = 100;
export const OPAQUE = 10_000;
export const FINE = 100_000_000;
export const SHADED = 10_000;
export const ALONG = 1_000_000;

/** How many numbers each kind of piece has. @type {Record<string, number>} */
const COUNTS = { M: 2, L: 2, C: 6, Z: 0 };

/** A drawing as the text of an SVG file, with the fewest means: browsers draw it alike. @param {Artwork} drawing */
export function plainSvg({ size, layers }) {
  const writer = new SvgWriter();
  const [width, height] = size.map((each) => numberText(each, PLACE));
  const frame = writer.defined("clipPath", "", `<path d="M0 0L${width} 0L${width} ${height}L0 ${height}Z"/>`);
  const inside = writer.layers(layers);
  const cut = `<defs>${writer.defs.join("")}</defs><g clip-path="url(#${frame})">${inside}</g>`;
  return `<svg xmlns="${NAMESPACE}" viewBox="0 0 ${width} ${height}">${cut}</svg>`;
}

/** Writes layers, and collects what they refer to. */
class SvgWriter {
  /** @type {string[]} */
  defs = [];

  /** @param {Layer[]} layers */
  layers(layers) {
    return layers.map((each) => this.#layer(each)).join("");
  }

  /** @param {Layer} layer @returns {string} */
  #layer(layer) {
    if (layer.what === "group") return this.#group(layer);
    const turn = layer.turn ? ` transform="matrix(${turned(layer.turn)})"` : "";
    const path = `${turn} d="${written(/** @type {Path} */ (layer.path))}"/>`;
    const paint = /** @type {Paint} */ (layer.paint);
    if (layer.what === "fill") return `<path${this.#paint("fill", paint)}${layer.evenOdd ? ' fill-rule="evenodd"' : ""}${path}`;
    let line = ` stroke-width="${numberText(layer.width ?? 0, PLACE)}"`;
    if (layer.cap !== "butt") line += ` stroke-linecap="${layer.cap}"`;
    if (layer.join !== "miter") line += ` stroke-linejoin="${layer.join}"`;
    line += ` stroke-miterlimit="${numberText(layer.miter ?? 0, PLACE)}"`;
    if (layer.dashes?.length) {
      const dashes = layer.dashes.map((each) => numberText(each, PLACE)).join(" ");
      line += ` stroke-dasharray="${dashes}" stroke-dashoffset="${numberText(layer.offset ?? 0, PLACE)}"`;
    }
    return `<path fill="none"${this.#paint("stroke", paint)}${line}${path}`;
  }

  /** @param {Layer} layer */
  #group({ opacity = OPAQUE, clip, layers = [] }) {
    let said = opacity < OPAQUE ? ` opacity="${numberText(opacity, OPAQUE)}"` : "";
    if (clip) said = ` clip-path="url(#${this.defined("clipPath", "", `<path d="${written(clip)}"/>`)})"${said}`;
    return `<g${said}>${this.layers(layers)}</g>`;
  }

  /** @param {string} name @param {Paint} paint */
  #paint(name, { colour = [0, 0, 0], opacity = OPAQUE, stops, start = [0, 0], end = [0, 0], radii, turn }) {
    if (!stops) return coloured(name, colour, opacity);
    const [[x1, y1], [x2, y2]] = [start, end];
    const places = radii ? { cx: x2, cy: y2, r: radii[1], fx: x1, fy: y1, fr: radii[0] } : { x1, y1, x2, y2 };
    let said = Object.entries(places).map(([key, each]) => ` ${key}="${numberText(each, SHADED)}"`).join("");
    if (turn) said += ` gradientTransform="matrix(${turned(turn)})"`;
    const inside = stops.map(([at, each, clear]) => `<stop offset="${numberText(at, ALONG)}"${coloured("stop", each, clear)}/>`);
    const tag = radii ? "radialGradient" : "linearGradient";
    return ` ${name}="url(#${this.defined(tag, ` gradientUnits="userSpaceOnUse"${said}`, inside.join(""))})"`;
  }

  /** Keep what is referred to, and return its id. @param {string} tag @param {string} said @param {string} inside */
  defined(tag, said, inside) {
    const identity = `d${this.defs.length}`;
    this.defs.push(`<${tag} id="${identity}"${said}>${inside}</${tag}>`);
    return identity;
  }
}

/** The pieces of a path as an attribute has them. @param {Path} path */
function written({ kinds, places }) {
  let [found, at] = ["", 0];
  for (const kind of kinds) {
    found += kind + places.slice(at, at + COUNTS[kind]).map((each) => numberText(each, PLACE)).join(" ");
    at += COUNTS[kind];
  }
  return found;
}

/** @param {SixNumbers} turn */
function turned(turn) {
  return turn.map((each) => numberText(each, FINE)).join(" ");
}

/** The attributes for a colour, which a `stop` has under longer names. @param {string} name @param {Rgb} colour @param {number} opacity */
function coloured(name, colour, opacity) {
  const digits = colour.map((each) => each.toString(16).padStart(2, "0")).join("");
  const said = ` ${name === "stop" ? "stop-color" : name}="#${digits}"`;
  return said + (opacity < OPAQUE ? ` ${name}-opacity="${numberText(opacity, OPAQUE)}"` : "");
}
