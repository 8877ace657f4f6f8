// Owns how much a person can write in one place, and how much a browser keeps; does not cut anything that is kept.
//
// Counted in characters as storage counts them. They hold where something is typed. What was kept before there were any,
// or by other editions, is read whole: what a browser could hold must come back out of a back-up.

/** The longest text that can be typed, by the section of a plan. */
export const LONGEST = { about: 120, fields: 20_000, notes: 2000, rehearsals: 200 };

/** What a browser keeps of one site, names and texts together. */
const STORED = 5 * 1024 * 1024;

/** The bytes of the largest back-up: no character takes more than six in it. */
export const LARGEST = 6 * STORED;

/**
 * What to say where a text has reached its end, and what was pasted may have been cut.
 * @param {keyof typeof LONGEST} section
 */
export function fullWords(section) {
  return `This field is full: it holds ${LONGEST[section].toLocaleString("en")} characters. Look whether its end is missing. `;
}
