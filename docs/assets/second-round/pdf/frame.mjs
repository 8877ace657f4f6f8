// Owns what holds the pages of a PDF together: their order, the form, the structure, the outline, the labels; it leaves
// what stands on the pages to others.
//
// macros/paper/fill/frame.py is the same in Python.

import { utf8 } from "./brought.mjs";
import { references, textString } from "./syntax.mjs";
import { BLANK_SIDE } from "./tables.mjs";

/** @typedef {import("./filled.mjs").Filled} Filled */
/** @typedef {import("./pack.mjs").Objects} Objects */
/** @typedef {import("./pack.mjs").Pack} Pack */

/** The objects that differ from one selection of parts to the next. */
export class Frame {
  /** @type {number[]} */
  pages = [];
  keys = 0;
  #map;
  #title;
  /** @type {number[]} */
  #fields = [];
  /** @type {number[]} */
  #sections = [];
  /** @type {number[]} */
  #leaves = [];
  /** @type {number[]} */
  #outline = [];
  #labels = "";

  /** @param {Pack} pack @param {string} title */
  constructor(pack, title) {
    this.#map = pack.map;
    this.#title = title;
  }

  /**
   * Add a copy; its pages are labelled with `before`, the name of their part, and their number in it. Those of a sheet
   * by itself have their number alone: viewers show the first letters of a label.
   * @param {Filled} filled
   * @param {number[]} outline
   * @param {string} before
   */
  add(filled, outline, before) {
    const isAlone = before === "" && filled.chosen.length === 1;
    for (const part of filled.chosen) {
      const numbered = part.pages > 1 ? "/S/D" : "";
      const label = before + part.label + (numbered ? " " : "");
      const prefix = isAlone && numbered !== "" ? "" : `/P${textString(label)}`;
      this.#labels += `${this.pages.length}<<${numbered}${prefix}>>`;
      for (let page = 0; page < part.pages; page += 1) this.pages.push(filled.now(part.first + page));
      const blank = filled.blanks.get(part.id);
      if (blank !== undefined) {
        this.#labels += `${this.pages.length}<</P${textString(before + BLANK_SIDE)}>>`;
        this.pages.push(blank);
      }
      this.#sections.push(...part.sections.map((section) => filled.now(section)));
    }
    // A tree of numbers is sorted by them.
    const sorted = [...filled.chosen].sort((one, other) => one.key - other.key);
    this.#leaves.push(...sorted.map((part) => filled.now(part.leaf)));
    this.#fields.push(...filled.top);
    this.#outline.push(...outline);
    this.keys += this.#map.keys;
  }

  /** The objects, once every copy was added. @returns {Objects} */
  objects() {
    const number = this.#map.ids;
    const [title, [before, after]] = [this.#title, this.#map.xmp];
    const named = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const xmp = utf8(`${before}${named}${after}`);
    const [count, first, last] = [this.#outline.length, this.#outline[0], this.#outline.at(-1)];
    return new Map([
      [number.metadata, `<</Type/Metadata/Subtype/XML/Length ${xmp.length}>>stream\n${xmp}\nendstream`],
      [number.pages, `<</Type/Pages/Count ${this.pages.length}/Kids[${references(this.pages)}]>>`],
      [number.form, `<<${this.#map.form}/Fields[${references(this.#fields)}]>>`],
      [
        number.structure,
        `<</Type/StructTreeRoot/K[${number.document} 0 R]/ParentTree ${number.parents} 0 R` +
          `/ParentTreeNextKey ${this.keys}>>`,
      ],
      [number.document, `<</S/Document/P ${number.structure} 0 R/K[${references(this.#sections)}]>>`],
      [number.parents, `<</Kids[${references(this.#leaves)}]>>`],
      [number.outlines, `<</Type/Outlines/Count ${count}/First ${first} 0 R/Last ${last} 0 R>>`],
      [number.labels, `<</Nums[${this.#labels}]>>`],
      [number.info, `<<${this.#map.info}/Title${textString(title)}>>`],
    ]);
  }
}
