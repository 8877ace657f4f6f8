// Owns the lines of a drawing as numbers: paths, shapes, and how they are turned; painting them is left to paint.
//
// macros/brand/outlines.py is the same in Python, to the last digit: so nothing is reckoned here but by what every
// processor does alike (sums, products, quotients and square roots), and in the same order.

import { formatted } from "../pdf/brought.mjs";
import { NUMBER, SPACES, bare, beginning } from "./colours.mjs";
import { SAVE_PLAIN, TURNED_IN_SPACE } from "./logo-tables.mjs";
import { UNITS, length, near } from "./look.mjs";
import { Unfit } from "./unfit.mjs";

/** @typedef {import("./look.mjs").Look} Look */
/** @typedef {[x: number, y: number]} Point */
/** @typedef {[kind: string, points: Point[]]} Segment a piece of a path: M, L, C or Z, and its points, all of them counted from the corner */
/** @typedef {[left: number, top: number, right: number, low: number]} Edges of something */

const { abs, floor, max, min, sqrt } = Math;

/** What is so small is nothing. */
export const SMALL = 1e-9;
// How far the handles of a quarter of a circle stand off, of its radius.
const ROUND = (4 / 3) * (sqrt(2) - 1);
// How long the arc of a degree is, of its radius.
const DEGREE = Math.PI / 180;

/** A change of coordinates (an affine map): x becomes a·x + c·y + e, y becomes b·x + d·y + f. */
export class Transform {
  constructor(a = 1, b = 0, c = 0, d = 1, e = 0, f = 0) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    this.e = e;
    this.f = f;
  }

  /** What both make together, the other first. @param {Transform} inner */
  after(inner) {
    return new Transform(
      this.a * inner.a + this.c * inner.b,
      this.b * inner.a + this.d * inner.b,
      this.a * inner.c + this.c * inner.d,
      this.b * inner.c + this.d * inner.d,
      this.a * inner.e + this.c * inner.f + this.e,
      this.b * inner.e + this.d * inner.f + this.f,
    );
  }

  get all() {
    return [this.a, this.b, this.c, this.d, this.e, this.f];
  }

  /** How many times as large an area becomes; 0 where everything falls together. */
  get area() {
    return abs(this.a * this.d - this.b * this.c);
  }

  /** Whether a circle stays a circle. */
  get isEven() {
    const small = 1e-4 * max(abs(this.a), abs(this.b), abs(this.c), abs(this.d));
    const isTurned = abs(this.a - this.d) <= small && abs(this.b + this.c) <= small;
    return isTurned || (abs(this.a + this.d) <= small && abs(this.b - this.c) <= small);
  }

  /** @param {Point} point @returns {Point} */
  point([x, y]) {
    return [this.a * x + this.c * y + this.e, this.b * x + this.d * y + this.f];
  }

  /** @param {Segment[]} segments @returns {Segment[]} */
  path(segments) {
    return segments.map(([kind, points]) => [kind, points.map((each) => this.point(each))]);
  }
}

// ---------------------------------------------------------------------------------------------------------- transforms

const STEP = new RegExp(`[${SPACES}]*(?:,[${SPACES}]*)?([A-Za-z]+)[${SPACES}]*\\(([^()]*)\\)[${SPACES}]*`, "y");
const VALUES = new RegExp(`[${SPACES}]*,[${SPACES}]*|[${SPACES}]+`);
const VALUE = new RegExp(`^(${NUMBER})([a-z]*)$`, "i");
const ONE_NUMBER = new RegExp(NUMBER, "y");
/** @type {Record<string, number>} */
const ANGLES = { deg: 1, grad: 0.9, rad: 180 / Math.PI, turn: 360, "": 1 };
const IN_SPACE = ["translateZ", "scaleZ", "rotateX", "rotateY", "rotateZ", "perspective"];

/** What a `transform` says; nothing where a browser would not understand it. @param {string} text */
export function transformOf(text) {
  let [turn, at] = [new Transform(), 0];
  if (["", "none"].includes(bare(text).toLowerCase())) return turn;
  while (at < text.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    const one = found && step(found[1], found[2]);
    if (!one) return new Transform();
    turn = turn.after(one);
    at = STEP.lastIndex;
  }
  return turn;
}

/**
 * One step of a `transform`, or null where it is none.
 * @param {string} name
 * @param {string} inside
 * @throws {Unfit} for one in space
 */
function step(name, inside) {
  if (name.endsWith("3d") || IN_SPACE.includes(name)) {
    throw new Unfit(formatted(TURNED_IN_SPACE, { name: beginning(name, 30), instead: SAVE_PLAIN }));
  }
  /** @type {[number, string][]} */
  const values = [];
  for (const each of bare(inside).split(VALUES)) {
    const found = VALUE.exec(each);
    if (found) {
      values.push([Number(found[1]), found[2].toLowerCase()]);
      continue;
    }
    let at = 0; // Numbers may follow one another with nothing between.
    for (let number = numberAt(each, at); number !== null; number = numberAt(each, at)) {
      values.push([Number(number), ""]);
      at += number.length;
    }
    if (at < each.length || !each) return null;
  }
  const known = ["rotate", "skewX", "skewY", "skew"].includes(name) ? ANGLES : UNITS;
  if (!values.every(([, unit]) => Object.hasOwn(known, unit))) return null;
  const numbers = values.map(([number, unit]) => near(number * known[unit]));
  const count = numbers.length;
  const last = numbers[count - 1];
  if (name === "matrix" && count === 6) return new Transform(...numbers);
  if (name === "translate" && (count === 1 || count === 2)) {
    return new Transform(1, 0, 0, 1, numbers[0], count === 2 ? numbers[1] : 0);
  }
  if ((name === "translateX" || name === "translateY") && count === 1) {
    return name.endsWith("X") ? new Transform(1, 0, 0, 1, numbers[0]) : new Transform(1, 0, 0, 1, 0, numbers[0]);
  }
  if (name === "scale" && (count === 1 || count === 2)) return new Transform(numbers[0], 0, 0, last);
  if ((name === "scaleX" || name === "scaleY") && count === 1) {
    return name.endsWith("X") ? new Transform(numbers[0]) : new Transform(1, 0, 0, numbers[0]);
  }
  if (name === "rotate" && (count === 1 || count === 3)) {
    const [sin, cos] = sinCos(numbers[0]);
    const [x, y] = count === 3 ? numbers.slice(1) : [0, 0];
    const turned = new Transform(1, 0, 0, 1, x, y).after(new Transform(cos, sin, -sin, cos));
    return turned.after(new Transform(1, 0, 0, 1, -x, -y));
  }
  if ((name === "skewX" || name === "skewY") && count === 1) {
    const [sin, cos] = sinCos(numbers[0]);
    const slope = near(cos ? sin / cos : Infinity);
    return name.endsWith("X") ? new Transform(1, 0, slope) : new Transform(1, slope);
  }
  return null;
}

/** @param {string} text @param {number} at */
function numberAt(text, at) {
  ONE_NUMBER.lastIndex = at;
  return ONE_NUMBER.exec(text)?.[0] ?? null;
}

/** Sine and cosine of an angle, by their series: each library rounds its own in a way of its own. @param {number} degrees */
export function sinCos(degrees) {
  const rest = degrees % 360;
  const quarter = floor(rest / 90 + 0.5);
  const angle = (rest - 90 * quarter) * DEGREE;
  const square = angle * angle;
  let [sin, cos] = [1, 1];
  for (const each of [14, 12, 10, 8, 6, 4, 2]) {
    sin = 1 - (square / (each * (each + 1))) * sin;
    cos = 1 - (square / (each * (each - 1))) * cos;
  }
  sin *= angle;
  return [[sin, cos], [cos, -sin], [-sin, -cos], [-cos, sin]][quarter & 3];
}

// --------------------------------------------------------------------------------------------------------------- paths

const BETWEEN = new RegExp(`[${SPACES},]*`, "y");
const FLAG = /[01]/y;
/** @type {Record<string, number>} */
const COUNTS = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };

/** The pieces of a path, up to the first that is wrong, as a browser draws it. @param {string} text */
export function pathOf(text) {
  const pen = new Pen();
  for (const [letter, numbers] of commands(text)) {
    if (!pen.segments.length && !"mM".includes(letter)) break;
    pen.draw(letter, numbers);
  }
  return pen.segments;
}

/** Each command of a path with its numbers, up to the first that is wrong. @param {string} text @returns {Generator<[string, number[]]>} */
function* commands(text) {
  let [at, letter] = [after(BETWEEN, text, 0), ""];
  while (at < text.length) {
    if (Object.hasOwn(COUNTS, text[at].toLowerCase())) {
      letter = text[at];
      at += 1;
    } else if ("zZ".includes(letter)) {
      return;
    }
    /** @type {number[]} */
    const numbers = [];
    for (let place = 0; place < COUNTS[letter.toLowerCase()]; place += 1) {
      at = after(BETWEEN, text, at);
      const pattern = "aA".includes(letter) && (place === 3 || place === 4) ? FLAG : ONE_NUMBER;
      const end = after(pattern, text, at);
      if (end < 0) return;
      numbers.push(near(Number(text.slice(at, end))));
      at = end;
    }
    yield [letter, numbers];
    letter = { m: "l", M: "L" }[letter] ?? letter;
    at = after(BETWEEN, text, at);
  }
}

/** Where what a pattern finds ends, or -1. @param {RegExp} pattern @param {string} text @param {number} at */
function after(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Draws commands of a path as lines and curves. */
class Pen {
  /** @type {Segment[]} */
  segments = [];
  /** @type {Point} */
  #at = [0, 0];
  /** @type {Point} */
  #start = [0, 0];
  /** @type {[string, Point]} the kind of curve that was last, and the handle before its end */
  #handle = ["", [0, 0]];

  /** @param {string} letter @param {number[]} numbers */
  draw(letter, numbers) {
    const kind = letter.toLowerCase();
    const [dx, dy] = letter === kind ? this.#at : [0, 0];
    if (this.segments.at(-1)?.[0] === "Z" && !"mz".includes(kind)) this.segments.push(["M", [this.#at]]);
    /** @type {Point[]} */
    let points = [];
    if (kind === "h") {
      points = [[numbers[0] + dx, this.#at[1]]];
    } else if (kind === "v") {
      points = [[this.#at[0], numbers[0] + dy]];
    } else {
      const loose = kind === "a" ? numbers.slice(5) : numbers;
      for (let at = 0; at < loose.length; at += 2) points.push([loose[at] + dx, loose[at + 1] + dy]);
    }
    const last = this.#handle;
    this.#handle = ["", [0, 0]];
    if (kind === "z") {
      if (this.segments.at(-1)?.[0] !== "Z") this.segments.push(["Z", []]);
      this.#at = this.#start;
    } else if (kind === "m") {
      this.segments.push(["M", [points[0]]]);
      this.#at = this.#start = points[0];
    } else if ("lhv".includes(kind)) {
      this.segments.push(["L", [points[0]]]);
      this.#at = points[0];
    } else if ("cs".includes(kind)) {
      const first = kind === "c" ? points[0] : this.#mirrored(last, "c");
      const [second, end] = points.slice(-2);
      this.#curve(first, second, end);
      this.#handle = ["c", second];
    } else if ("qt".includes(kind)) {
      const middle = kind === "q" ? points[0] : this.#mirrored(last, "q");
      const [start, end] = [this.#at, points[points.length - 1]];
      this.#curve(between(start, middle), between(end, middle), end);
      this.#handle = ["q", middle];
    } else {
      for (const [first, second, end] of arc(this.#at, numbers, points[0])) this.#curve(first, second, end);
      if (!isSame(this.#at, points[0])) {
        this.segments.push(["L", [points[0]]]);
        this.#at = points[0];
      }
    }
  }

  /** @param {[string, Point]} last @param {string} kind @returns {Point} */
  #mirrored(last, kind) {
    return last[0] === kind ? mirror(last[1], this.#at) : this.#at;
  }

  /** @param {Point} first @param {Point} second @param {Point} end */
  #curve(first, second, end) {
    this.segments.push(["C", [first, second, end]]);
    this.#at = end;
  }
}

/** @param {Point} point @param {Point} middle @returns {Point} */
function mirror(point, middle) {
  return [2 * middle[0] - point[0], 2 * middle[1] - point[1]];
}

/** @param {Point} end @param {Point} middle @returns {Point} */
function between(end, middle) {
  return [end[0] + (2 / 3) * (middle[0] - end[0]), end[1] + (2 / 3) * (middle[1] - end[1])];
}

/** @param {Point | undefined} one @param {Point} other */
function isSame(one, other) {
  return one !== undefined && one[0] === other[0] && one[1] === other[1];
}

/**
 * Curves for an arc of an ellipse: two handles and the end of each (SVG 1.1, appendix F.6).
 * @param {Point} start
 * @param {number[]} numbers both radii, the turn in degrees, and whether the arc is the large one, and goes clockwise
 * @param {Point} end
 * @returns {Generator<[Point, Point, Point]>}
 */
export function* arc(start, numbers, end) {
  const [, , rotation, large, sweep] = numbers;
  let [rx, ry] = [abs(numbers[0]), abs(numbers[1])];
  if (min(rx, ry) < SMALL || isSame(start, end)) return;
  const [sin, cos] = sinCos(rotation);
  const [mx, my] = [(start[0] - end[0]) / 2, (start[1] - end[1]) / 2];
  let [x, y] = [(cos * mx + sin * my) / rx, (cos * my - sin * mx) / ry];
  let far = distance([x, y]);
  if (far > 1) [rx, ry, x, y, far] = [rx * far, ry * far, x / far, y / far, 1];
  if (far < SMALL) return;
  const off = sqrt(max(0, 1 / (far * far) - 1)) * (large === sweep ? -1 : 1);
  const [cx, cy] = [off * y, -off * x];
  const middle = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  const turn = new Transform(cos * rx, sin * rx, -sin * ry, cos * ry, middle[0], middle[1]).after(
    new Transform(1, 0, 0, 1, cx, cy),
  );
  const way = sweep ? 1 : -1;
  const pieces = quarters([x - cx, y - cy], [-x - cx, -y - cy], way, 2);
  for (const [number, [one, other]] of pieces.entries()) {
    const half = sqrt(max(0, (1 + one[0] * other[0] + one[1] * other[1]) / 2));
    const handle = (((2 / 3) * distance([other[0] - one[0], other[1] - one[1]])) / (1 + half)) * way;
    yield [
      turn.point([one[0] - handle * one[1], one[1] + handle * one[0]]),
      turn.point([other[0] + handle * other[1], other[1] - handle * other[0]]),
      number === pieces.length - 1 ? end : turn.point(other),
    ];
  }
}

/**
 * The ends of pieces of an arc of a circle round 0, none of which is more than a quarter of it.
 * @param {Point} one
 * @param {Point} other
 * @param {number} way that it goes: 1 or -1
 * @param {number} times that it is halved at most
 * @returns {[Point, Point][]}
 */
function quarters(one, other, way, times) {
  const across = way * (one[0] * other[1] - one[1] * other[0]);
  if (!times || (across >= 0 && one[0] * other[0] + one[1] * other[1] >= -1e-6)) return [[one, other]];
  const [dx, dy] = [other[0] - one[0], other[1] - one[1]];
  const far = way * distance([dx, dy]);
  if (!far) return [[one, other]];
  /** @type {Point} */
  const middle = [dy / far, -dx / far];
  return [...quarters(one, middle, way, times - 1), ...quarters(middle, other, way, times - 1)];
}

/** How far a point is from 0. @param {Point} point */
export function distance([x, y]) {
  return sqrt(x * x + y * y);
}

// -------------------------------------------------------------------------------------------------------------- shapes

/** The width and height that percentages refer to. */
export class Viewport {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
  }

  get diagonal() {
    return distance([this.width, this.height]) / sqrt(2);
  }
}

/**
 * The outline of a shape; empty where a browser draws none.
 * @param {string} tag
 * @param {Map<string, string>} attributes
 * @param {Look} look
 * @param {Viewport} frame
 * @returns {Segment[]}
 */
export function outline(tag, attributes, look, frame) {
  const across = (/** @type {string} */ name) => length(look.get(name), frame.width) ?? 0;
  const down = (/** @type {string} */ name) => length(look.get(name), frame.height) ?? 0;
  const plain = (/** @type {string} */ name, /** @type {number} */ whole) => length(bare(attributes.get(name) ?? "0"), whole) ?? 0;
  if (tag === "path") return moving(pathOf(attributes.get("d") ?? ""));
  if (tag === "rect") {
    const width = look.get("width") === "auto" ? 0 : across("width");
    const height = look.get("height") === "auto" ? 0 : down("height");
    return rectangle(across("x"), down("y"), width, height, ...corners(look, frame, width, height));
  }
  if (tag === "circle") {
    const radius = length(look.get("r"), frame.diagonal) ?? 0;
    return ellipse(across("cx"), down("cy"), radius, radius);
  }
  if (tag === "ellipse") {
    const [rx, ry] = radii(look, frame);
    return ellipse(across("cx"), down("cy"), rx, ry);
  }
  if (tag === "line") {
    return [
      ["M", [[plain("x1", frame.width), plain("y1", frame.height)]]],
      ["L", [[plain("x2", frame.width), plain("y2", frame.height)]]],
    ];
  }
  return polygon(attributes.get("points") ?? "", tag === "polygon");
}

/** @param {Look} look @param {Viewport} frame @returns {[number, number]} */
function radii(look, frame) {
  const [rx, ry] = [look.get("rx").toLowerCase(), look.get("ry").toLowerCase()];
  const across = rx === "auto" ? null : length(rx, frame.width);
  const down = ry === "auto" ? null : length(ry, frame.height);
  return [across ?? down ?? 0, down ?? across ?? 0];
}

/** @param {Look} look @param {Viewport} frame @param {number} width @param {number} height @returns {[number, number]} */
function corners(look, frame, width, height) {
  const [rx, ry] = radii(look, frame);
  return [min(rx, width / 2), min(ry, height / 2)];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} rx
 * @param {number} ry
 * @returns {Segment[]}
 */
function rectangle(x, y, width, height, rx, ry) {
  if (width <= 0 || height <= 0) return [];
  const [right, low] = [x + width, y + height];
  if (rx <= 0 || ry <= 0) return [["M", [[x, y]]], ["L", [[right, y]]], ["L", [[right, low]]], ["L", [[x, low]]], ["Z", []]];
  const [hx, hy] = [rx * (1 - ROUND), ry * (1 - ROUND)];
  return moving([
    ["M", [[x + rx, y]]],
    ["L", [[right - rx, y]]],
    ["C", [[right - hx, y], [right, y + hy], [right, y + ry]]],
    ["L", [[right, low - ry]]],
    ["C", [[right, low - hy], [right - hx, low], [right - rx, low]]],
    ["L", [[x + rx, low]]],
    ["C", [[x + hx, low], [x, low - hy], [x, low - ry]]],
    ["L", [[x, y + ry]]],
    ["C", [[x, y + hy], [x + hx, y], [x + rx, y]]],
    ["Z", []],
  ]);
}

/** A path without lines that lead nowhere, at which some printers end it; a dot stays one. @param {Segment[]} segments */
function moving(segments) {
  /** @type {Segment[]} */
  const kept = [];
  for (const [at, [kind, points]] of segments.entries()) {
    const before = kept.at(-1);
    if (kind === "L" && before && isSame(before[1].at(-1), points[0])) {
      const next = segments[at + 1]?.[0] ?? "M";
      if (before[0] !== "M" || "LC".includes(next)) continue;
    }
    kept.push([kind, points]);
  }
  return kept;
}

/** @param {number} cx @param {number} cy @param {number} rx @param {number} ry */
function ellipse(cx, cy, rx, ry) {
  return rectangle(cx - rx, cy - ry, 2 * rx, 2 * ry, rx, ry);
}

/** @param {string} text @param {boolean} closed @returns {Segment[]} */
function polygon(text, closed) {
  /** @type {number[]} */
  const numbers = [];
  let at = 0;
  for (;;) {
    const from = after(BETWEEN, text, at);
    const end = after(ONE_NUMBER, text, from);
    if (end < 0) break;
    numbers.push(near(Number(text.slice(from, end))));
    at = end;
  }
  /** @type {Point[]} */
  const points = [];
  for (let each = 0; each + 1 < numbers.length; each += 2) points.push([numbers[each], numbers[each + 1]]);
  if (!points.length || bare(text.slice(at))) return []; // Of a list with something wrong in it, a browser draws nothing.
  /** @type {Segment[]} */
  const lines = points.slice(1).map((each) => ["L", [each]]);
  return moving([["M", [points[0]]], ...lines, ...(closed ? [/** @type {Segment} */ (["Z", []])] : [])]);
}
