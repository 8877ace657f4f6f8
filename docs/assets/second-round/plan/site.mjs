// Owns which of several sites on one host a plan is of; does not put one out of sight that says nothing of it.
//
// Storage belongs to a whole host: what stands at /one/ and at /two/ shares it. A plan says under "site" at which path it
// began. One that says nothing is from before, and everybody's.

/** How the path of an edition ends. */
export const EDITION = /(latest|\d+\.\d+(-[a-z][a-z0-9]*\.\d+)?)\/$/;

/** The path at which this site begins, above its editions. */
export const SITE = new URL("../../../", import.meta.url).pathname.replace(EDITION, "");

/** What this site's names end with, though no path stands in them; nothing where it is at the host's top. */
export const MARK = SITE === "/" ? "" : `:${hashOf(SITE)}`;

/** @param {string} text @returns {string} eight digits */
function hashOf(text) {
  const hash = [...text].reduce((hash, sign) => (hash * 31 + (sign.codePointAt(0) ?? 0)) % 2 ** 32, 7);
  return hash.toString(16).padStart(8, "0");
}
