// Owns what all copies of the same parts have in common, worked out once; it leaves what one copy says to filled.
//
// macros/paper/fill/selection.py is the same in Python.

import { references, textString } from "./syntax.mjs";
import { LARGE_TYPE, MULTILINE } from "./tables.mjs";

/** @typedef {import("./layout.mjs").Place} Place */
/** @typedef {import("./pack.mjs").Objects} Objects */
/** @typedef {import("./pack.mjs").Pack} Pack */
/** @typedef {import("./pack.mjs").PackPart} PackPart */

const APPEARANCE = /\/AP<<[^>]*>>/g;

/** Parts of a pack: where their fields are, and how each stands in a file until something is filled in. */
export class Selection {
  /** Where each text field can be filled in. @type {Map<string, Place[]>} */
  texts = new Map();
  /** Where each box to tick is. @type {Map<string, Place[]>} */
  boxes = new Map();
  /** Each text field as it is before its value and its look, by its number. @type {Map<number, string>} */
  empty = new Map();

  /** @param {Pack} pack @param {PackPart[]} parts */
  constructor(pack, parts) {
    this.parts = parts;
    const isIn = (/** @type {number} */ number) => parts.some((part) => part.first <= number && number < part.end);
    for (const [name, field] of Object.entries(pack.map.fields)) {
      const at = field.at.filter(([number]) => isIn(number));
      const places = at.map(([number, width = 0, height = 0, size = 0, lines = 0, white = 0]) => {
        return { number, width, height, size, lines, white };
      });
      (field.tick ? this.boxes : this.texts).set(name, places);
      if (field.tick) continue;
      for (const { number } of places) this.empty.set(number, pack.body(number).replace(APPEARANCE, "").slice(0, -2));
    }
    const { heading } = pack.map;
    const listed = parts.flatMap((part) => part.fields);
    /** What hangs at the top of the form. */
    this.top = [...new Set(listed.map((each) => (typeof each === "string" ? heading[each] : each)))];
    const shared = Object.keys(heading).filter((name) => this.top.includes(heading[name]));
    /** The fields that parts share, by their names: each as it is before its value. */
    this.shared = new Map(shared.map((name) => [name, this.#shared(name, pack.words[name])]));
    /** The same as objects, with no value. @type {Objects} */
    this.heading = new Map([...this.shared].map(([name, field]) => [heading[name], `${field}>>`]));
  }

  /**
   * A field that parts share: it holds the value, and the boxes of the parts hang below.
   * @param {string} name
   * @param {string} words
   */
  #shared(name, words) {
    const places = this.texts.get(name) ?? [];
    const boxes = references(places.map((place) => place.number));
    const lines = places[0].size <= LARGE_TYPE ? `/Ff ${MULTILINE}` : ""; // as for the other fields of one line
    return `<</FT/Tx${lines}/T${textString(name)}/TU${textString(words)}/Kids[${boxes}]`;
  }
}

/**
 * What copies of these parts have in common; it is kept, because a class shares it.
 * @param {Pack} pack
 * @param {PackPart[]} parts
 */
export function select(pack, parts) {
  return pack.kept(`selection ${parts.map((part) => part.id)}`, () => new Selection(pack, parts));
}
