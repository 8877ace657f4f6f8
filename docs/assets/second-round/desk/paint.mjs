// Owns a drawing understood as a browser does: its layers, of paths in one frame, plain colours and plain gradients; it
// leaves writing them to layers and pdf/lines.
//
// What a class, a unit, a variable, a turn or the order of painting said is worked out here, by the rules of browsers, so
// that nothing is left over which a printer could understand in its own way. macros/brand/paint.py is the same in Python,
// to the last digit.

import { formatted } from "../pdf/brought.mjs";
import { NUMBER, SPACES, bare, words } from "./colours.mjs";
import { SvgElement } from "./drawing.mjs";
import { BEYOND_MEASURE, padded, roundShade, shadeOf } from "./gradients.mjs";
import { ALONG, FINE, OPAQUE, PLACE, SHADED } from "./layers.mjs";
import {
  ALL_WHITE,
  CUT_BY_MEASURE,
  CUT_BY_OVERLAP,
  DASHES_TOO_FINE,
  FARTHEST,
  FARTHEST_SHADE,
  FRAME,
  GRADIENT_TOO_SMALL,
  MOST_DASHES,
  MOST_SEGMENTS,
  NOTHING_SEEN,
  NO_SIZE,
  ROWS,
  SAVE_PLAIN,
  SEEN_BELOW,
  SHAPES,
  TOO_MANY_PIECES,
  TURNED_WHOLE,
} from "./logo-tables.mjs";
import { Look, PLACE_IN_IT, Styles, length, near } from "./look.mjs";
import { cropped, edges, windings } from "./measures.mjs";
import { Transform, Viewport, distance, outline, transformOf } from "./outlines.mjs";
import { Unfit, checkShape } from "./unfit.mjs";

/** @typedef {import("./colours.mjs").Colour4} Colour4 */
/** @typedef {import("./drawing.mjs").Rules} Rules */
/** @typedef {import("./gradients.mjs").Shade} Shade */
/** @typedef {import("./layers.mjs").Artwork} Artwork */
/** @typedef {import("./layers.mjs").Layer} Layer */
/** @typedef {import("./layers.mjs").Paint} Paint */
/** @typedef {import("./layers.mjs").Path} Path */
/** @typedef {import("./layers.mjs").Rgb} Rgb */
/** @typedef {import("./layers.mjs").SixNumbers} SixNumbers */
/** @typedef {import("./outlines.mjs").Edges} Edges */
/** @typedef {import("./outlines.mjs").Segment} Segment */

const { abs, floor, max, min, sqrt } = Math;

const FIT = new RegExp(`^(?:defer[${SPACES}]+)?(none|x(Min|Mid|Max)Y(Min|Mid|Max))(?:[${SPACES}]+(meet|slice))?$`);
const COMMAS = new RegExp(`[${SPACES}]*,[${SPACES}]*|[${SPACES}]+`);
const DASHES = new RegExp(`[${SPACES},]+`);
const IS_NUMBER = new RegExp(`^${NUMBER}$`);
const OF_LETTERS = new RegExp(`^(${NUMBER})(em|rem|ex)$`);

/**
 * A drawing, and its width and height in pixels of CSS.
 * @param {SvgElement} top
 * @param {Rules} rules
 * @throws {Unfit}
 */
export function painted(top, rules) {
  const painter = new Painter(top, rules);
  return { drawing: painter.drawing(), width: painter.width, height: painter.height };
}

class Painter {
  #top;
  /** @type {Map<string, SvgElement>} */
  #known = new Map();
  /** @type {Map<SvgElement, Look>} */
  #looks = new Map();
  /** @type {Edges} */
  #edges;
  #base;
  #frame;
  #left = MOST_SEGMENTS; // How many pieces of paths, and colours of gradients, there may still be.
  #isSeen = false;
  #isDark = false;

  /** @param {SvgElement} top @param {Rules} rules */
  constructor(top, rules) {
    this.#top = top;
    for (const each of top.all()) {
      const identity = each.attributes.get("id");
      if (identity !== undefined && !this.#known.has(identity)) this.#known.set(identity, each);
    }
    for (const edge of ["width", "height"]) {
      const found = OF_LETTERS.exec(bare(top.attributes.get(edge) ?? ""));
      if (found) top.attributes.set(edge, String(Number(found[1]) * (found[2] === "ex" ? 8 : 16)));
    }
    this.#lookAt(top, null, new Styles(rules));
    if (this.#look(top).get("transform").toLowerCase() !== "none") {
      throw new Unfit(formatted(TURNED_WHOLE, { instead: SAVE_PLAIN }));
    }
    const box = viewBox(top.attributes.get("viewBox") ?? "");
    const [width, height] = sizeOf(this.#look(top), box);
    this.width = width;
    this.height = height;
    checkShape(this.width, this.height);
    // From pixels of CSS to the measure that is written.
    const scale = FRAME / max(this.width, this.height);
    this.#edges = [0, 0, this.width * scale, this.height * scale];
    const fit = fitted(box, this.width, this.height, top.attributes.get("preserveAspectRatio") ?? "");
    this.#base = new Transform(scale, 0, 0, scale).after(fit);
    this.#frame = box ? new Viewport(box[2], box[3]) : new Viewport(this.width, this.height);
  }

  /** @param {SvgElement} element @param {Look | null} around @param {Styles} styles */
  #lookAt(element, around, styles) {
    const look = new Look(element, around, styles);
    this.#looks.set(element, look);
    for (const child of element.children) this.#lookAt(child, look, styles);
  }

  /** @param {SvgElement} element */
  #look(element) {
    return /** @type {Look} */ (this.#looks.get(element));
  }

  /** All layers. @returns {Artwork} @throws {Unfit} where nothing of them would be seen on paper */
  drawing() {
    const layers = [...this.#ground(), ...this.#group(this.#top, this.#base, this.#edges)];
    if (!this.#isSeen) throw new Unfit(NOTHING_SEEN);
    if (!this.#isDark) throw new Unfit(ALL_WHITE);
    return { size: [whole(this.#edges[2], PLACE), whole(this.#edges[3], PLACE)], layers };
  }

  // ---------------------------------------------------------------------------------------------------------- elements

  /** What is behind all of a drawing. @returns {Layer[]} */
  #ground() {
    const look = this.#look(this.#top);
    const value = ["background-color", "background"].map((each) => look.get(each)).find((each) => each !== "none");
    if (!value) return [];
    const ground = new SvgElement("g", new Map([["fill", value], ["color", look.get("color")]]));
    const [, found] = new Look(ground, null, new Styles([])).paint("fill");
    return found ? this.#filled(square(this.#edges), found, 1, false, this.#edges) : [];
  }

  /** @param {SvgElement} element @param {Transform} turn @param {Edges} within @returns {Layer[]} */
  #draw(element, turn, within) {
    if (!SHAPES.includes(element.tag) && element.tag !== "g") return [];
    return this.#group(element, turn.after(transformOf(this.#look(element).get("transform"))), within);
  }

  /**
   * An element with all in it, as it is cut out and as far as one can see through it.
   * @param {SvgElement} element
   * @param {Transform} turn
   * @param {Edges} around
   * @returns {Layer[]}
   */
  #group(element, turn, around) {
    const look = this.#look(element);
    const opacity = look.number("opacity");
    if (look.get("display").toLowerCase() === "none" || turn.area < 1e-12 || !opacity) return [];
    const clip = this.#clip(element, turn);
    let within = around;
    if (clip) {
      const inner = edges(clip);
      if (!inner) return [];
      within = common(within, inner);
    }
    if (SHAPES.includes(element.tag)) return together(this.#shape(element, turn, within, opacity), 1, clip);
    const layers = element.children.flatMap((child) => this.#draw(child, turn, within));
    return together(layers, opacity, clip);
  }

  /** @param {SvgElement} element @param {Transform} turn @param {Edges} within @param {number} opacity @returns {Layer[]} */
  #shape(element, turn, within, opacity) {
    const look = this.#look(element);
    if (look.get("visibility").toLowerCase() !== "visible") return [];
    const own = outline(element.tag, element.attributes, look, this.#frame);
    this.#take(own.length);
    if (own.length < 2) return [];
    const [fill, stroke] = [this.#paint(look, "fill", own, turn), this.#paint(look, "stroke", own, turn)];
    const isStroked = stroke !== null && (length(look.get("stroke-width"), this.#frame.diagonal) ?? 0) > 0;
    const both = fill !== null && isStroked;
    const share = both ? 1 : opacity;
    /** @type {Record<string, Layer[]>} */
    const layers = { fill: [], stroke: [] };
    if (fill !== null) {
      const evenOdd = look.get("fill-rule").toLowerCase() === "evenodd";
      layers.fill = this.#filled(turn.path(own), fill, share * look.number("fill-opacity"), evenOdd, within);
    }
    if (isStroked) layers.stroke = this.#stroked(own, turn, stroke, share * look.number("stroke-opacity"), look, within);
    const order = words(look.get("paint-order").toLowerCase()).filter((each) => Object.hasOwn(layers, each));
    const found = [...new Set([...order, ...Object.keys(layers)])].flatMap((each) => layers[each]);
    return both ? together(found, opacity, null) : found;
  }

  /** @param {number} count */
  #take(count) {
    this.#left -= count;
    if (this.#left < 0) throw new Unfit(formatted(TOO_MANY_PIECES, { most: MOST_SEGMENTS.toLocaleString("en") }));
  }

  /**
   * What a shape is painted with, a gradient counted in the frame of what is written.
   * @param {Look} look
   * @param {string} name
   * @param {Segment[]} own
   * @param {Transform} turn
   * @returns {Shade | Colour4 | null}
   */
  #paint(look, name, own, turn) {
    const [identity, colour] = look.paint(name);
    const gradient = identity ? this.#known.get(identity) : undefined;
    if (!gradient?.tag.endsWith("Gradient")) return colour;
    const shade = shadeOf(gradient, this.#known, this.#looks, this.#frame, edges(own), turn);
    if (shade && !Array.isArray(shade)) this.#take(shade.stops.length);
    return shade ?? colour;
  }

  // ---------------------------------------------------------------------------------------------------------- painting

  /**
   * @param {Segment[]} given
   * @param {Shade | Colour4} paint
   * @param {number} opacity
   * @param {boolean} evenOdd
   * @param {Edges} within
   * @returns {Layer[]}
   */
  #filled(given, paint, opacity, evenOdd, within) {
    const path = this.#near(given);
    if (!this.#notice(path, 0, paint, opacity, within)) return [];
    return [{ what: "fill", path: pathIn(path), evenOdd, paint: paintIn(paint, opacity) }];
  }

  /**
   * @param {Segment[]} own
   * @param {Transform} turn
   * @param {Shade | Colour4} paint
   * @param {number} opacity
   * @param {Look} look
   * @param {Edges} within
   * @returns {Layer[]}
   */
  #stroked(own, turn, paint, opacity, look, within) {
    const scale = sqrt(turn.area);
    const width = (length(look.get("stroke-width"), this.#frame.diagonal) ?? 0) * scale;
    const join = look.get("stroke-linejoin").toLowerCase();
    const miter = max(1, Number(look.get("stroke-miterlimit")));
    const reach = (width / 2) * (join === "miter" ? miter : 1.5);
    if (!this.#notice(turn.path(own), (reach * widest(turn)) / scale, paint, opacity, within)) return [];
    if (!whole(width, PLACE)) return []; // A printer would draw it as thin as it can.
    const [dashes, offset] = this.#dashes(look, scale);
    /** @type {Layer} */
    const layer = {
      what: "line",
      path: pathIn(turn.path(own)),
      paint: paintIn(paint, opacity),
      width: whole(width, PLACE),
      cap: look.get("stroke-linecap").toLowerCase(),
      join,
      miter: whole(miter, PLACE),
      dashes,
      offset,
    };
    if (!turn.isEven) {
      layer.path = pathIn(new Transform(scale, 0, 0, scale).path(own));
      layer.turn = turnIn(turn.after(new Transform(1 / scale, 0, 0, 1 / scale)));
    }
    return [layer];
  }

  /**
   * How long dashes and gaps are by turns, and where in them a line begins.
   * @param {Look} look
   * @param {number} scale
   * @returns {[number[], number]}
   */
  #dashes(look, scale) {
    const value = look.get("stroke-dasharray");
    const given = value.toLowerCase() === "none" ? [] : bare(value).split(DASHES);
    if (given.length > MOST_DASHES) throw new Unfit(DASHES_TOO_FINE);
    const lengths = given.map((each) => (length(each, this.#frame.diagonal) ?? 0) * scale);
    if (!lengths.some(Boolean)) return [[], 0];
    const once = lengths.map((each) => whole(each, PLACE));
    const dashes = once.length % 2 ? [...once, ...once] : once;
    const sum = dashes.reduce((all, each) => all + each, 0);
    if (sum < PLACE) throw new Unfit(DASHES_TOO_FINE);
    const offset = whole((length(look.get("stroke-dashoffset"), this.#frame.diagonal) ?? 0) * scale, PLACE);
    return [dashes, offset - sum * floor(offset / sum)];
  }

  /**
   * Whether anything is seen of a path that is painted; it is remembered whether it is on white paper.
   * @param {Segment[]} path
   * @param {number} reach
   * @param {Shade | Colour4} paint
   * @param {number} opacity
   * @param {Edges} within
   */
  #notice(path, reach, paint, opacity, within) {
    const found = edges(path);
    if (!found) return false;
    const [left, top, right, low] = found;
    if (!(max(reach, ...found.map(abs)) < FARTHEST)) near(Infinity);
    const shown = common(within, [left - reach, top - reach, right + reach, low + reach]);
    const colours = Array.isArray(paint) ? [paint] : paint.stops.map(([, each]) => each);
    const alpha = max(...colours.map((each) => each[3])) * opacity;
    if (alpha < 0.004 || shown[2] - shown[0] <= 0 || shown[3] - shown[1] <= 0) return false;
    this.#isSeen = true;
    this.#isDark ||= colours.some(([red, green, blue, each]) => {
      return 255 * (1 - each * opacity * (1 - min(red, green, blue))) < SEEN_BELOW;
    });
    return true;
  }

  // ----------------------------------------------------------------------------------------------------------- cutting

  /**
   * The path by which an element is cut out, or null where it is not.
   * @param {SvgElement} element
   * @param {Transform} around
   * @throws {Unfit} where it can't be
   */
  #clip(element, around) {
    const found = PLACE_IN_IT.exec(this.#look(element).get("clip-path"));
    const cut = found ? this.#known.get(found[1]) : undefined;
    if (cut?.tag !== "clipPath") return null;
    const turn = around.after(transformOf(this.#look(cut).get("transform")));
    if (bare(cut.attributes.get("clipPathUnits") ?? "") === "objectBoundingBox") {
      throw new Unfit(formatted(CUT_BY_MEASURE, { instead: SAVE_PLAIN }));
    }
    /** @type {[Segment[], boolean][]} */
    const shapes = [];
    for (const child of cut.children) {
      const look = this.#look(child);
      const isShown = look.get("display").toLowerCase() !== "none" && look.get("visibility").toLowerCase() === "visible";
      if (!isShown || !SHAPES.includes(child.tag)) continue;
      const path = outline(child.tag, child.attributes, look, this.#frame);
      this.#take(path.length);
      const placed = turn.after(transformOf(look.get("transform"))).path(path);
      shapes.push([placed, look.get("clip-rule").toLowerCase() === "evenodd"]);
    }
    for (const shape of shapes) shape[0] = this.#near(shape[0]);
    const all = shapes.flatMap(([path]) => path);
    const box = edges(all);
    if (box && !isSameEitherWay(shapes, all, common(box, this.#edges))) {
      throw new Unfit(formatted(CUT_BY_OVERLAP, { instead: SAVE_PLAIN }));
    }
    return all;
  }

  /** A path without what is far from the frame. @param {Segment[]} path @throws {Unfit} where curves reach so far */
  #near(path) {
    const found = edges(path);
    if (!found || max(...found.map(abs)) < FARTHEST) return path;
    if (path.some(([kind]) => kind === "C")) near(Infinity);
    const [, , width, height] = this.#edges;
    return cropped(path, [-width, -height, 2 * width, 2 * height]);
  }
}

// ----------------------------------------------------------------------------------------------------------- the frame

/** The corner, width and height that `viewBox` says, or null where a browser would not understand it. @param {string} text @returns {Edges | null} */
function viewBox(text) {
  const given = bare(text).split(COMMAS);
  if (given.length !== 4 || !given.every((each) => IS_NUMBER.test(each))) return null;
  const [left, top, width, height] = given.map((each) => near(Number(each)));
  if (width < 0 || height < 0) return null;
  if (!width || !height) throw new Unfit(NO_SIZE);
  return [left, top, width, height];
}

/** Width and height of a drawing in pixels of CSS. @param {Look} look @param {Edges | null} box @throws {Unfit} where it has none */
function sizeOf(look, box) {
  let [width, height] = ["width", "height"].map((name) => {
    const value = look.get(name);
    return value.endsWith("%") || value === "auto" ? null : length(value, 0);
  });
  if (box && width === null) width = height === null ? box[2] : (height * box[2]) / box[3];
  if (box && height === null && width !== null) height = (width * box[3]) / box[2];
  if (!width || !height || min(width, height) < 1e-6) throw new Unfit(NO_SIZE);
  return [width, height];
}

/** How a drawing comes into its frame (SVG 2, section 8.6). @param {Edges | null} box @param {number} width @param {number} height @param {string} fit */
function fitted(box, width, height, fit) {
  if (!box) return new Transform();
  const [across, down] = [width / box[2], height / box[3]];
  const [, how = "", left = "Mid", top = "Mid", way = "meet"] = FIT.exec(bare(fit)) ?? [];
  if (how === "none") return new Transform(across, 0, 0, down, -box[0] * across, -box[1] * down);
  const scale = way === "slice" ? max(across, down) : min(across, down);
  /** @type {Record<string, number>} */
  const part = { Min: 0, Mid: 0.5, Max: 1 };
  const x = (width - box[2] * scale) * part[left];
  const y = (height - box[3] * scale) * part[top];
  return new Transform(scale, 0, 0, scale, x - box[0] * scale, y - box[1] * scale);
}

// --------------------------------------------------------------------------------------------------- edges and cutting

/** @param {Edges} box @returns {Segment[]} */
function square([left, top, right, low]) {
  return [["M", [[left, top]]], ["L", [[right, top]]], ["L", [[right, low]]], ["L", [[left, low]]], ["Z", []]];
}

/** @param {Edges} one @param {Edges} other @returns {Edges} */
function common(one, other) {
  return [max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])];
}

/**
 * Whether shapes, each by its own rule, cover what one path of all of them covers that winds round it.
 * @param {[Segment[], boolean][]} shapes
 * @param {Segment[]} all
 * @param {Edges} box
 */
function isSameEitherWay(shapes, all, box) {
  if (shapes.length === 1 && !shapes[0][1]) return true;
  if (box[2] <= box[0] || box[3] <= box[1]) return true;
  /** @type {[number[][], boolean][]} */
  const each = shapes.map(([path, evenOdd]) => [windings(path, box, ROWS), evenOdd]);
  return windings(all, box, ROWS).every((turns, row) => {
    return turns.every((turn, at) => {
      return Boolean(turn) === each.some(([rows, evenOdd]) => (evenOdd ? rows[row][at] % 2 : rows[row][at]));
    });
  });
}

/** How many times as long a line can become. @param {Transform} turn */
function widest({ a, b, c, d }) {
  return sqrt(a * a + b * b + c * c + d * d);
}

// ---------------------------------------------------------------------------------------------------- in whole numbers

/** A number of so many parts to a unit. @param {number} number @param {number} parts @throws {Unfit} for one beyond all paper */
function whole(number, parts) {
  return floor(near(number) * parts + 0.5) + 0;
}

/** @param {Segment[]} path @returns {Path} */
function pathIn(path) {
  const kinds = path.map(([kind]) => kind).join("");
  return { kinds, places: path.flatMap(([, points]) => points.flat().map((each) => whole(each, PLACE))) };
}

/** @param {Transform} turn @returns {SixNumbers} */
function turnIn({ all }) {
  // What is turned beyond measure has more figures than a PDF counts in.
  if (!all.every((each) => abs(each) < BEYOND_MEASURE)) near(Infinity);
  const [a, b, c, d, e, f] = all.map((each) => whole(each, FINE));
  return [a, b, c, d, e, f];
}

/** @param {Colour4} colour @returns {Rgb} */
function rgb([red, green, blue]) {
  return [whole(red, 255), whole(green, 255), whole(blue, 255)];
}

/** What something is painted with. @param {Shade | Colour4} paint @param {number} opacity @returns {Paint} @throws {Unfit} for a gradient that is too small, or far away */
function paintIn(paint, opacity) {
  if (Array.isArray(paint)) return { colour: rgb(paint), opacity: whole(paint[3] * opacity, OPAQUE) };
  let [shade, turn] = [paint, new Transform()];
  if (shade.radii && !shade.turn.isEven) {
    // An ellipse is a circle that is squeezed.
    const scale = sqrt(shade.turn.area);
    turn = shade.turn.after(new Transform(1 / scale, 0, 0, 1 / scale));
    shade = { ...shade, turn: new Transform(scale, 0, 0, scale) };
  }
  shade = roundShade(shade);
  const [[x1, y1], [x2, y2]] = [shade.start, shade.end];
  if (![x1, y1, x2, y2, ...(shade.radii ?? [])].every((each) => abs(each) < FARTHEST_SHADE)) near(Infinity);
  /** @type {Paint} */
  const found = {
    stops: padded(shade.stops).map(([at, each]) => [whole(at, ALONG), rgb(each), whole(each[3] * opacity, OPAQUE)]),
    start: [whole(x1, SHADED), whole(y1, SHADED)],
    end: [whole(x2, SHADED), whole(y2, SHADED)],
  };
  if (shade.radii) found.radii = [whole(shade.radii[0], SHADED), whole(shade.radii[1], SHADED)];
  else if (distance([x2 - x1, y2 - y1]) < 1e-3) throw new Unfit(formatted(GRADIENT_TOO_SMALL, { instead: SAVE_PLAIN }));
  if (turn.all.join() !== "1,0,0,1,0,0") found.turn = turnIn(turn);
  return found;
}

/**
 * Layers as one, where they are seen through or cut out.
 * @param {Layer[]} layers
 * @param {number} opacity
 * @param {Segment[] | null} clip
 * @returns {Layer[]}
 */
function together(layers, opacity, clip) {
  if (!layers.length || (opacity === 1 && !clip?.length)) return layers;
  /** @type {Layer} */
  const group = { what: "group", opacity: whole(opacity, OPAQUE), layers };
  if (clip?.length) group.clip = pathIn(clip);
  return [group];
}
