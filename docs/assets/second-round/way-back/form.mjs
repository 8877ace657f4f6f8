// Owns what a filled PDF says: its fields by their whole names, and the plan that it carries; does not know what any of
// that means here.

import { PdfObjects, nameOf } from "./objects.mjs";
import { wordsOf } from "./values.mjs";
import { CARRIED } from "../plan/carried.mjs";

/** @typedef {import("./objects.mjs").PdfObject} PdfObject */
/** @typedef {import("./values.mjs").PdfFields} PdfFields */
/** @typedef {import("./values.mjs").PdfValue} PdfValue */
/**
 * @typedef {object} FormField
 * @property {string} words what a person calls it
 * @property {string[]} texts what stands in it; several where its places don't agree
 * @property {boolean[] | undefined} ticks the same of a box to tick
 */
/**
 * @typedef {object} FilledForm
 * @property {boolean} isLocked whether nothing in it can be read without a password
 * @property {Map<string, FormField>} fields
 * @property {string | undefined} carried the plan, as text
 */

const MOST_ABOVE = 16; // Fields that a field may hang below.
const MOST_FIELDS = 20_000;
const LONGEST_WORDS = 120;

/**
 * Read a PDF, whoever saved it last.
 * @param {Uint8Array} bytes
 * @returns {Promise<FilledForm>}
 * @throws {TooMuch} where it holds more than any viewer puts into a copy
 */
export async function readForm(bytes) {
  const objects = await PdfObjects.in(bytes);
  const { isLocked } = objects;
  if (isLocked) return { isLocked, fields: new Map(), carried: undefined };
  return { isLocked, fields: fieldsIn(objects), carried: await carriedIn(objects) };
}

/** @param {PdfObjects} objects */
function fieldsIn(objects) {
  /** @type {Map<string, FormField>} */
  const fields = new Map();
  for (const { value } of objects.all.values()) {
    if (!(value instanceof Map) || !(value.has("T") || nameOf(value.get("Subtype")) === "Widget")) continue;
    const chain = chainOf(objects, value);
    const kind = nameOf(inherited(objects, chain, "FT"));
    const name = chain.flatMap((each) => textOfKey(objects, each, "T") ?? []).reverse().join(".");
    if (!name || (kind !== "Tx" && kind !== "Btn") || (fields.size >= MOST_FIELDS && !fields.has(name))) continue;
    const field = fields.get(name) ?? { words: "", texts: [], ticks: kind === "Btn" ? [] : undefined };
    fields.set(name, field);
    const words = chain.map((each) => textOfKey(objects, each, "TU")).find((each) => each !== undefined) ?? "";
    field.words ||= words.slice(0, LONGEST_WORDS);
    const set = inherited(objects, chain, "V");
    if (field.ticks) {
      // Some viewers change what a box shows, others what it says.
      const states = [set, objects.resolved(value.get("AS"))].flatMap((state) => nameOf(state) ?? []);
      for (const state of states) if (!field.ticks.includes(state !== "Off")) field.ticks.push(state !== "Off");
    } else {
      const text = set instanceof Uint8Array ? wordsOf(set) : "";
      if (!field.texts.includes(text)) field.texts.push(text);
    }
  }
  return fields;
}

/** A field and those above it. @param {PdfObjects} objects @param {PdfFields} field */
function chainOf(objects, field) {
  const chain = [field];
  for (let above = objects.resolved(field.get("Parent")); above instanceof Map && chain.length < MOST_ABOVE; ) {
    if (chain.includes(above)) break;
    chain.push(above);
    above = objects.resolved(above.get("Parent"));
  }
  return chain;
}

/** @param {PdfObjects} objects @param {PdfFields[]} chain @param {string} key */
function inherited(objects, chain, key) {
  return objects.resolved(chain.find((each) => each.has(key))?.get(key));
}

/** @param {PdfObjects} objects @param {PdfFields} fields @param {string} key */
function textOfKey(objects, fields, key) {
  const text = objects.resolved(fields.get(key));
  return text instanceof Uint8Array ? wordsOf(text) : undefined;
}

/** The plan that a copy carries; of several, the last in the file. @param {PdfObjects} objects */
async function carriedIn(objects) {
  /** @type {PdfObject | undefined} */
  let last;
  for (const object of objects.all.values()) {
    if (!(object.value instanceof Map) || !object.value.has("EF")) continue;
    const named = ["UF", "F"].some((key) => textOfKey(objects, /** @type {PdfFields} */ (object.value), key) === CARRIED);
    if (named && object.at >= (last?.at ?? 0)) last = object;
  }
  const embedded = last?.value instanceof Map ? objects.resolved(last.value.get("EF")) : undefined;
  const place = embedded instanceof Map ? (embedded.get("F") ?? embedded.get("UF")) : undefined;
  const stream = place instanceof Object && "reference" in place ? objects.all.get(place.reference) : undefined;
  const bytes = await objects.open(stream);
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
