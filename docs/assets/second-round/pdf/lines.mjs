// Owns a drawing as objects of a PDF: its paths, colours, gradients and groups; it leaves understanding drawings to desk.
//
// macros/paper/fill/lines.py is the same in Python, and both write the same bytes. What a drawing consists of is told in
// desk/layers: whole numbers, of which so many parts make a unit. In an object a character is a byte.

import { bytesOf, textOf } from "./brought.mjs";
import { deflatedRows } from "./pixels.mjs";
import { numberText } from "./syntax.mjs";

/** @typedef {any} Lines layers, as desk/layers tells them */

const [PLACE, OPAQUE, FINE, SHADED, ALONG, SHADES] = [100, 10_000, 100_000_000, 10_000, 1_000_000, 1_000];
const SIZED = 1_000_000_000_000; // In so many parts is said how large the form makes what it holds.
/** @type {Record<string, [number, string]>} */
const OPERATORS = { M: [2, "m"], L: [2, "l"], C: [6, "c"], Z: [0, "h"] };
/** @type {Record<string, number>} */
const CAPS = { butt: 0, round: 1, square: 2 };
/** @type {Record<string, number>} */
const JOINS = { miter: 0, round: 1, bevel: 2 };

/**
 * A drawing as objects, the first of them one wide and one high; `{m2}` is the number of the third.
 *
 * Where all of it is grey, it has no other colours: a copier bills what has.
 * @param {Lines} drawing
 */
export function drawnLines(drawing) {
  return new LineWriter(drawing).written();
}

/** Writes the objects of one drawing. */
class LineWriter {
  #layers;
  #width;
  #height;
  /** @type {string[]} */
  #objects = [];

  /** @param {Lines} drawing */
  constructor({ size, layers }) {
    this.#layers = layers;
    [this.#width, this.#height] = size;
    this.isGrey = [...colours(layers)].every(([red, green, blue]) => red === green && green === blue);
    this.space = this.isGrey ? "/DeviceGray" : "/DeviceRGB";
  }

  written() {
    const [wide, high] = [this.#width, this.#height].map((edge) => whole(PLACE / edge, SIZED));
    this.form(`/Matrix[${wide} 0 0 -${high} 0 1]`, (content) => content.draw(this.#layers));
    return this.#objects;
  }

  /** Add a form as large as the frame, and return its number. @param {string} said @param {(content: Content) => void} draw */
  form(said, draw) {
    const number = this.#objects.length;
    this.#objects.push(""); // What it holds comes after it.
    const content = new Content(this);
    draw(content);
    const size = `${numberText(this.#width, PLACE)} ${numberText(this.#height, PLACE)}`;
    const data = deflatedRows(bytesOf(content.lines.join("\n")), 0);
    const keys = `/Type/XObject/Subtype/Form/BBox[0 0 ${size}]${said}/Resources<<${content.resources()}>>`;
    this.#objects[number] = `<<${keys}/Filter/FlateDecode/Length ${data.length}>>stream\n${textOf(data)}\nendstream`;
    return number;
  }

  /** A colour as operands. @param {number[]} colour */
  colour(colour) {
    return (this.isGrey ? colour.slice(0, 1) : colour).map((each) => numberText(share(each), SHADES)).join(" ");
  }

  /** A gradient between values, one for each stop, as a dictionary. @param {Lines} paint @param {string[]} values @param {string} space */
  shading(paint, values, space) {
    let places = [...paint.start, ...paint.end];
    if (paint.radii) places = [...paint.start, paint.radii[0], ...paint.end, paint.radii[1]];
    const coordinates = places.map((each) => numberText(each, SHADED)).join(" ");
    /** @type {string[]} */
    const pieces = [];
    /** @type {string[]} */
    const bounds = [];
    let before = 0;
    for (const [at, [along]] of paint.stops.entries()) {
      if (along > before) {
        pieces.push(`<</FunctionType 2/Domain[0 1]/C0[${values[at - 1]}]/C1[${values[at]}]/N 1>>`);
        bounds.push(numberText(along, ALONG));
      }
      before = along;
    }
    let [called] = pieces;
    if (pieces.length > 1) {
      const encode = pieces.map(() => "0 1").join(" ");
      const inside = `/Functions[${pieces.join("")}]/Bounds[${bounds.slice(0, -1).join(" ")}]/Encode[${encode}]`;
      called = `<</FunctionType 3/Domain[0 1]${inside}>>`;
    }
    const kind = paint.radii ? 3 : 2;
    return `<</ShadingType ${kind}/ColorSpace${space}/Coords[${coordinates}]/Extend[true true]/Function${called}>>`;
  }
}

/** The operators of a form, and what they name. */
class Content {
  /** @type {string[]} */
  lines = [];
  #writer;
  /** @type {Map<string, Map<string, string>>} */
  #named = new Map();

  /** @param {LineWriter} writer */
  constructor(writer) {
    this.#writer = writer;
  }

  /** @param {Lines} layers */
  draw(layers) {
    for (const layer of layers) {
      if (layer.what === "fill") this.#fill(layer);
      else if (layer.what === "line") this.#line(layer);
      else this.#group(layer);
    }
  }

  /** All that is named. */
  resources() {
    let found = "";
    for (const [kind, named] of this.#named) {
      const inside = [...named].map(([value, name]) => `/${name} ${value}`).join("");
      found += `/${kind}<<${inside}>>`;
    }
    return found;
  }

  /** @param {Lines} layer */
  #fill({ paint, path, evenOdd }) {
    const [star, pieces] = [evenOdd ? "*" : "", pathText(path)];
    if (paint.stops) {
      const values = paint.stops.map((/** @type {Lines} */ [, each]) => this.#writer.colour(each));
      const shaded = this.shaded(paint, values, this.#writer.space);
      this.lines.push(`q ${this.#clear(paint)}${pieces} W${star} n ${shaded} Q`);
    } else if (paint.opacity < OPAQUE) {
      this.lines.push(`q ${this.#colour(paint, "g", "rg")}${pieces} f${star} Q`);
    } else {
      this.lines.push(`${this.#colour(paint, "g", "rg")}${pieces} f${star}`);
    }
  }

  /** @param {Lines} layer */
  #line(layer) {
    const { paint } = layer;
    let said = `${numberText(layer.width, PLACE)} w ${CAPS[layer.cap]} J ${JOINS[layer.join]} j`;
    said += ` ${numberText(layer.miter, PLACE)} M`;
    if (layer.dashes.length) {
      const dashes = layer.dashes.map((/** @type {number} */ each) => numberText(each, PLACE)).join(" ");
      said += ` [${dashes}] ${numberText(layer.offset, PLACE)} d`;
    }
    let painted = "";
    if (paint.stops) {
      const values = paint.stops.map((/** @type {Lines} */ [, each]) => this.#writer.colour(each));
      const shading = this.#writer.shading(paint, values, this.#writer.space);
      const matrix = paint.turn ? `/Matrix[${turnText(paint.turn)}]` : "";
      const pattern = this.#name("Pattern", `<</PatternType 2/Shading${shading}${matrix}>>`);
      painted = `${this.#clear(paint)}/Pattern CS /${pattern} SCN `;
    } else {
      painted = this.#colour(paint, "G", "RG");
    }
    const turn = layer.turn ? `${turnText(layer.turn)} cm ` : "";
    this.lines.push(`q ${painted}${said} ${turn}${pathText(layer.path)} S Q`);
  }

  /** @param {Lines} layer */
  #group({ opacity, clip, layers }) {
    this.lines.push(clip ? `q ${pathText(clip)} W n` : "q");
    if (opacity === OPAQUE) {
      this.draw(layers);
    } else {
      const said = `/Group<</S/Transparency/CS${this.#writer.space}/I true>>`;
      const number = this.#writer.form(said, (content) => content.draw(layers));
      const form = this.#name("XObject", `{m${number}} 0 R`);
      this.lines.push(`/${this.#seen(opacity)} gs /${form} Do`);
    }
    this.lines.push("Q");
  }

  /** What sets one colour, with one of two operators, and how opaque it is. @param {Lines} paint @param {string} grey @param {string} coloured */
  #colour(paint, grey, coloured) {
    const seen = paint.opacity === OPAQUE ? "" : `/${this.#seen(paint.opacity)} gs `;
    return `${seen}${this.#writer.colour(paint.colour)} ${this.#writer.isGrey ? grey : coloured} `;
  }

  /** What paints all that is not cut off with a gradient. @param {Lines} paint @param {string[]} values @param {string} space */
  shaded(paint, values, space) {
    const shading = this.#name("Shading", this.#writer.shading(paint, values, space));
    return `${paint.turn ? `${turnText(paint.turn)} cm ` : ""}/${shading} sh`;
  }

  /** What makes the colours of a gradient as opaque as they are. @param {Lines} paint */
  #clear(paint) {
    /** @type {number[]} */
    const opacities = paint.stops.map((/** @type {Lines} */ [, , opacity]) => opacity);
    const [first] = opacities;
    if (opacities.every((each) => each === first)) return first === OPAQUE ? "" : `/${this.#seen(first)} gs `;
    const values = opacities.map((each) => numberText(each, OPAQUE));
    const number = this.#writer.form("/Group<</S/Transparency/CS/DeviceGray/I true>>", (content) => {
      content.lines.push(content.shaded(paint, values, "/DeviceGray"));
    });
    return `/${this.#name("ExtGState", `<</SMask<</S/Luminosity/G {m${number}} 0 R>>>>`)} gs `;
  }

  /** The name of what makes all so opaque. @param {number} opacity */
  #seen(opacity) {
    const said = numberText(opacity, OPAQUE);
    return this.#name("ExtGState", `<</CA ${said}/ca ${said}>>`);
  }

  /** @param {string} kind @param {string} value */
  #name(kind, value) {
    const named = this.#named.get(kind) ?? new Map();
    this.#named.set(kind, named);
    const name = named.get(value) ?? `${kind[0]}${named.size}`;
    named.set(value, name);
    return name;
  }
}

/** Every colour of some layers. @param {Lines} layers @returns {Generator<number[]>} */
function* colours(layers) {
  for (const { what, paint, layers: more } of layers) {
    if (what === "group") yield* colours(more);
    else if (paint.stops) for (const [, colour] of paint.stops) yield colour;
    else yield paint.colour;
  }
}

/** @param {Lines} path */
function pathText({ kinds, places }) {
  /** @type {string[]} */
  const found = [];
  let at = 0;
  for (const kind of kinds) {
    const [count, operator] = OPERATORS[kind];
    for (const each of places.slice(at, at + count)) found.push(numberText(each, PLACE));
    found.push(operator);
    at += count;
  }
  return found.join(" ");
}

/** @param {number[]} turn */
function turnText(turn) {
  return turn.map((each) => numberText(each, FINE)).join(" ");
}

/** A byte as a share in thousandths. @param {number} part */
function share(part) {
  return Math.floor((part * 2000 + 255) / 510);
}

/** @param {number} number @param {number} parts */
function whole(number, parts) {
  return numberText(Math.floor(number * parts + 0.5), parts);
}
