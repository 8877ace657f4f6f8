// Owns where a plan keeps what stands in a field of a sheet; does not read or fill one.
//
// macros/guidance/names.py says the same in Python, and tests/browser/places.yml holds both to it.

/** @typedef {import("./plan-text.mjs").Section} Section */

/** @type {Map<string, [Section, string] | undefined>} fields of the sheets' heads, and of the pages for notes */
const SHEET_FIELDS = new Map([
  ["name", ["about", "name"]],
  ["employer", ["about", "employer"]],
  ["date", undefined],
  ["centre", undefined],
  ["notes", undefined],
  ["more", undefined],
]);
/** What the name of the field for notes on a card begins with, before the card's id. */
export const CARD_NOTES = "notes-";

/**
 * The section of a plan, and the name in it, under which it keeps what stands in a field; undefined where it has no
 * place of its own.
 * @param {string} field
 * @returns {[Section, string] | undefined}
 */
export function keptAs(field) {
  if (SHEET_FIELDS.has(field)) return SHEET_FIELDS.get(field);
  if (field.startsWith(CARD_NOTES)) return undefined;
  return [field.includes(".") ? "fields" : "items", field];
}
