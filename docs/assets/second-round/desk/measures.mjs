// Owns how far the lines of a drawing reach, and what they go round; what the lines are is left to outlines.
//
// macros/brand/measures.py is the same in Python, to the last digit.

/** @typedef {import("./outlines.mjs").Edges} Edges */
/** @typedef {import("./outlines.mjs").Point} Point */
/** @typedef {import("./outlines.mjs").Segment} Segment */

const { abs, floor, max, min, sqrt } = Math;

/** The edges of what a path encloses, or null where it has no piece. @param {Segment[]} segments @returns {Edges | null} */
export function edges(segments) {
  /** @type {Edges} */
  const found = [Infinity, Infinity, -Infinity, -Infinity];
  /** @type {Point} */
  let at = [0, 0];
  let begun = false;
  for (const [kind, points] of segments) {
    if (kind === "Z") continue;
    if (kind === "M") {
      [at, begun] = [points[0], false];
      continue;
    }
    for (const axis of [0, 1]) {
      const values = reached([at[axis], ...points.map((each) => each[axis])]);
      if (!begun) values.push(at[axis]);
      found[axis] = min(found[axis], ...values);
      found[axis + 2] = max(found[axis + 2], ...values);
    }
    [at, begun] = [points[points.length - 1], true];
  }
  return found[0] === Infinity ? null : found;
}

/** The end of a line or curve on one axis, and where it turns back. @param {number[]} values */
function reached(values) {
  if (values.length === 2) return values.slice(1);
  const [p0, p1, p2, p3] = values;
  const [a, b, c] = [p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0];
  const under = b * b - 4 * a * c;
  /** @type {number[]} */
  let roots = [];
  if (abs(a) < 1e-12) roots = abs(b) > 1e-12 ? [-c / b] : [];
  else if (under >= 0) roots = [1, -1].map((sign) => (-b + sign * sqrt(under)) / (2 * a));
  const inside = roots.filter((t) => t > 0 && t < 1);
  return [p3, ...inside.map((t) => onCurve(values, t))];
}

/** @param {number[]} values @param {number} t */
function onCurve([p0, p1, p2, p3], t) {
  const s = 1 - t;
  return s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3;
}

/** Each closed line of a path, with eight straight pieces for a curve. @param {Segment[]} segments @returns {Generator<Point[]>} */
export function* polygons(segments) {
  /** @type {Point[]} */
  let points = [];
  for (const [kind, given] of segments) {
    if (kind === "M") {
      if (points.length > 2) yield points;
      points = [given[0]];
    } else if (kind === "L") {
      points.push(given[0]);
    } else if (kind === "C") {
      const all = [points[points.length - 1], ...given];
      const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
      for (let step = 1; step < 9; step += 1) points.push([onCurve(xs, step / 8), onCurve(ys, step / 8)]);
    }
  }
  if (points.length > 2) yield points;
}

/**
 * What encloses the same within a box and reaches no farther, edge by edge as Sutherland and Hodgman do.
 * @param {Segment[]} segments
 * @param {Edges} box
 */
export function cropped(segments, box) {
  /** @type {Segment[]} */
  const kept = [];
  for (const whole of polygons(segments)) {
    let points = whole;
    for (const [axis, edge, sign] of [[0, box[0], 1], [1, box[1], 1], [0, box[2], -1], [1, box[3], -1]]) {
      /** @type {Point[]} */
      const inside = [];
      for (const [at, one] of points.entries()) {
        const other = points[(at + 1) % points.length];
        const [here, there] = [sign * (one[axis] - edge), sign * (other[axis] - edge)];
        if (here >= 0) inside.push(one);
        if (here < 0 !== there < 0) {
          const part = here / (here - there);
          inside.push([one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])]);
        }
      }
      points = inside;
    }
    if (!points.length) continue;
    kept.push(["M", [points[0]]]);
    for (const each of points.slice(1)) kept.push(["L", [each]]);
    kept.push(["Z", []]);
  }
  return kept;
}

/**
 * How often a path goes round points of a box: in so many rows of as many each.
 * @param {Segment[]} segments
 * @param {Edges} box
 * @param {number} rows
 */
export function windings(segments, [left, top, right, low], rows) {
  const levels = Array.from({ length: rows }, (_, at) => top + ((low - top) * (at + 0.5)) / rows);
  const found = levels.map(() => new Array(rows + 1).fill(0));
  for (const points of polygons(segments)) {
    for (const [at, [x1, y1]] of points.entries()) {
      const [x2, y2] = points[(at + 1) % points.length];
      const [begin, end, way] = y1 < y2 ? [y1, y2, 1] : [y2, y1, -1];
      for (const [level, y] of levels.entries()) {
        if (!(begin <= y && y < end)) continue;
        const part = (x1 + ((y - y1) * (x2 - x1)) / (y2 - y1) - left) / (right - left);
        // The first point of the row that is to the right of it.
        found[level][max(0, min(rows, floor(part * rows + 0.5)))] += way;
      }
    }
  }
  for (const row of found) for (let at = 1; at < rows; at += 1) row[at] += row[at - 1];
  return found.map((row) => row.slice(0, -1));
}
