// Owns how files are attached to a copy, so that a program can read what paper shows; it leaves what they say to
// others.
//
// macros/paper/fill/attach.py is the same in Python.

import { textOf } from "./brought.mjs";
import { references, textString } from "./syntax.mjs";

/** @typedef {import("./pack.mjs").Objects} Objects */
/** @typedef {import("./pack.mjs").Pack} Pack */
/**
 * @typedef {object} Attached a file that a copy carries; no two of one copy have one name
 * @property {string} name in letters, hyphens and stops, so that the names of several sort as they read
 * @property {string} kind its media type, as in application/json
 * @property {string} words what it is, for whoever finds it in a viewer's list
 * @property {string} relation what it is to the copy, as PDF calls it: Data, or Supplement
 * @property {Uint8Array} data compressed, as zlib does it
 * @property {number} size in bytes, before it was compressed
 */

/**
 * The objects that attach files to a copy, with its catalog, and the next free number.
 * @param {Pack} pack
 * @param {Attached[]} files
 * @param {number} following
 * @returns {[Objects, number]}
 */
export function attach(pack, files, following) {
  /** @type {Objects} */
  const objects = new Map();
  if (!files.length) return [objects, following];
  const named = [];
  const numbers = [];
  const sorted = [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const [at, file] of sorted.entries()) {
    const number = following + 2 * at;
    const [name, words, kind] = [textString(file.name), textString(file.words), file.kind.replaceAll("/", "#2F")];
    objects.set(
      number,
      `<</Type/EmbeddedFile/Subtype/${kind}/Params<</Size ${file.size}>>/Filter/FlateDecode` +
        `/Length ${file.data.length}>>stream\n${textOf(file.data)}\nendstream`,
    );
    objects.set(
      number + 1,
      `<</Type/Filespec/F${name}/UF${name}/Desc${words}/AFRelationship/${file.relation}` +
        `/EF<</F ${number} 0 R/UF ${number} 0 R>>>>`,
    );
    named.push(`${name} ${number + 1} 0 R`);
    numbers.push(number + 1);
  }
  const { catalog } = pack.map.ids;
  const body = pack.texts.get(catalog) ?? "";
  const listed = `/AF[${references(numbers)}]/Names<</EmbeddedFiles<</Names[${named.join(" ")}]>>>>>>`;
  objects.set(catalog, `${body.slice(0, -2)}${listed}`);
  return [objects, following + 2 * files.length];
}
