// Owns the gradients of a drawing: their colours, and where they begin and end; painting with them is left to paint.
//
// macros/brand/gradients.py is the same in Python, to the last digit.

import { formatted } from "../pdf/brought.mjs";
import { bare, share } from "./colours.mjs";
import {
  GRADIENT_AGAIN,
  GRADIENT_CHAIN,
  GRADIENT_OUTSIDE,
  GRADIENT_STRETCHED,
  GRADIENT_TURNED,
  LONGEST_CHAIN,
  SAVE_PLAIN,
} from "./logo-tables.mjs";
import { length } from "./look.mjs";
import { SMALL, Transform, Viewport, distance, transformOf } from "./outlines.mjs";
import { Unfit } from "./unfit.mjs";

/** @typedef {import("./colours.mjs").Colour4} Colour4 */
/** @typedef {import("./drawing.mjs").SvgElement} SvgElement */
/** @typedef {import("./look.mjs").Look} Look */
/** @typedef {import("./outlines.mjs").Edges} Edges */
/** @typedef {import("./outlines.mjs").Point} Point */
/** @typedef {[at: number, colour: Colour4][]} Stops how far each colour is from the beginning (0) to the end (1), in order */
/**
 * @typedef {object} Shade a gradient: along a line where there are no radii, else from a circle to another, the centre of each first
 * @property {Point} start
 * @property {Point} end
 * @property {[number, number] | null} radii
 * @property {Transform} turn from where these are counted to where the shape is
 * @property {Stops} stops
 */

const HREFS = ["href", "xlink:href"];
/** What no number is larger than by which a gradient is turned or moved: a PDF counts in numbers of seven figures. */
export const BEYOND_MEASURE = 1e6;
// How far from the beginning or the end the other colour is where two begin or end: each goes on to its own side.
const AT_ONCE = 1e-4;

/**
 * What a gradient paints with a shape whose outline has these edges: a gradient, one colour, or nothing.
 * @param {SvgElement} gradient
 * @param {Map<string, SvgElement>} known elements by their ids
 * @param {Map<SvgElement, Look>} looks how each looks
 * @param {Viewport} around
 * @param {Edges | null} box
 * @param {Transform} outer turns the shape to where it is drawn
 * @returns {Shade | Colour4 | null}
 * @throws {Unfit} where it would be drawn otherwise than a browser does
 */
export function shadeOf(gradient, known, looks, around, box, outer) {
  const chain = chainOf(gradient, known);
  /** @type {Map<string, string>} */
  const said = new Map();
  for (const each of [...chain].reverse()) for (const [name, value] of each.attributes) said.set(name, value);
  if (["reflect", "repeat"].includes(bare(said.get("spreadMethod") ?? "pad"))) {
    throw new Unfit(formatted(GRADIENT_AGAIN, { instead: SAVE_PLAIN }));
  }
  if (gradient.attributes.has("transform") || looks.get(gradient)?.get("transform") !== "none") {
    throw new Unfit(formatted(GRADIENT_TURNED, { instead: SAVE_PLAIN }));
  }
  let stops = /** @type {Stops} */ ([]);
  for (const each of chain) if (!stops.length) stops = stopsOf(each, looks);
  if (!stops.length) return null;
  let [turn, frame] = [transformOf(said.get("gradientTransform") ?? ""), around];
  if (bare(said.get("gradientUnits") ?? "") !== "userSpaceOnUse") {
    if (box === null || Math.min(box[2] - box[0], box[3] - box[1]) < SMALL) return null;
    turn = new Transform(box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]).after(turn);
    frame = new Viewport(1, 1);
  }
  const whole = outer.after(turn);
  if (Math.max(...whole.all.map(Math.abs)) > BEYOND_MEASURE) {
    throw new Unfit(formatted(GRADIENT_STRETCHED, { instead: SAVE_PLAIN }));
  }
  const last = stops[stops.length - 1][1];
  if (turn.area < SMALL * SMALL) return last;
  const place = (/** @type {string} */ name, /** @type {number} */ size, /** @type {string} */ missing) => {
    return length(bare(said.get(name) ?? missing), size) ?? length(missing, size) ?? 0;
  };
  if (stops.length === 1) return stops[0][1];
  if (gradient.tag === "linearGradient") {
    /** @type {Point} */
    const start = [place("x1", frame.width, "0%"), place("y1", frame.height, "0%")];
    /** @type {Point} */
    const end = [place("x2", frame.width, "100%"), place("y2", frame.height, "0%")];
    if (distance([end[0] - start[0], end[1] - start[1]]) < SMALL) return last;
    const [from, to] = straight(start, end, whole);
    return { start: from, end: to, radii: null, turn: new Transform(), stops };
  }
  /** @type {Point} */
  const centre = [place("cx", frame.width, "50%"), place("cy", frame.height, "50%")];
  const radius = place("r", frame.diagonal, "50%");
  const inner = place("fr", frame.diagonal, "0%");
  /** @type {Point} */
  const focus = [
    place("fx", frame.width, said.get("cx") ?? "50%"),
    place("fy", frame.height, said.get("cy") ?? "50%"),
  ];
  if (radius >= 0 && radius < SMALL) return last;
  if (inner < 0 || distance([focus[0] - centre[0], focus[1] - centre[1]]) + inner > radius * 0.999) {
    throw new Unfit(formatted(GRADIENT_OUTSIDE, { instead: SAVE_PLAIN }));
  }
  return { start: focus, end: centre, radii: [inner, radius], turn: whole, stops };
}

/**
 * The same gradient counted where the shape is, which only one can be whose circles stay circles.
 * @param {Shade} shade
 * @returns {Shade}
 */
export function roundShade({ start, end, radii, turn, stops }) {
  const scale = Math.sqrt(turn.area);
  /** @type {[number, number] | null} */
  const scaled = radii && [radii[0] * scale, radii[1] * scale];
  return { start: turn.point(start), end: turn.point(end), radii: scaled, turn: new Transform(), stops };
}

/** A gradient, that which it takes the rest from, and so on. @param {SvgElement} gradient @param {Map<string, SvgElement>} known */
function chainOf(gradient, known) {
  const chain = [gradient];
  for (;;) {
    const { attributes } = chain[chain.length - 1];
    const name = HREFS.find((each) => attributes.has(each));
    const next = known.get((name ? /** @type {string} */ (attributes.get(name)) : "").slice(1));
    if (!next?.tag.endsWith("Gradient") || chain.includes(next)) return chain;
    if (chain.length === LONGEST_CHAIN) throw new Unfit(formatted(GRADIENT_CHAIN, { instead: SAVE_PLAIN }));
    chain.push(next);
  }
}

/** The colours of a gradient, each not before the one before it. @param {SvgElement} gradient @param {Map<SvgElement, Look>} looks */
function stopsOf(gradient, looks) {
  /** @type {Stops} */
  const stops = [];
  for (const each of gradient.children) {
    if (each.tag !== "stop") continue;
    const look = /** @type {Look} */ (looks.get(each));
    const at = Math.max(share(each.attributes.get("offset") ?? "0") ?? 0, stops.at(-1)?.[0] ?? 0);
    const [red, green, blue, alpha] = look.colour("stop-color");
    stops.push([at, [red, green, blue, alpha * look.number("stop-opacity")]]);
  }
  return stops;
}

/** Colours from 0 to 1, of which the first and the last stand alone. @param {Stops} stops @returns {Stops} */
export function padded(stops) {
  /** @type {Stops} */
  const whole = stops[0][0] > 0 ? [[0, stops[0][1]], ...stops] : [...stops];
  if (whole[whole.length - 1][0] < 1) whole.push([1, whole[whole.length - 1][1]]);
  return whole.map(([at, colour], number) => {
    if (number === 0 || number === whole.length - 1) return [at, colour];
    return [Math.min(Math.max(at, AT_ONCE), 1 - AT_ONCE), colour];
  });
}

/**
 * Where a gradient along a line begins and ends once it is turned; its colours stay square to it.
 * @param {Point} start
 * @param {Point} end
 * @param {Transform} turn
 * @returns {[Point, Point]}
 */
function straight(start, end, turn) {
  const [[x1, y1], [x2, y2]] = [turn.point(start), turn.point(end)];
  // A line of one colour, square to the gradient, is turned too; the new gradient is square to what becomes of it.
  const along = new Transform(turn.a, turn.b, turn.c, turn.d).point([start[1] - end[1], end[0] - start[0]]);
  const square = [along[1], -along[0]];
  const reach = ((x2 - x1) * square[0] + (y2 - y1) * square[1]) / (square[0] * square[0] + square[1] * square[1]);
  return [[x1, y1], [x1 + reach * square[0], y1 + reach * square[1]]];
}
