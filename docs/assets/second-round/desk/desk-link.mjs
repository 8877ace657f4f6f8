// Owns the link that brings somebody exactly the sheets that were chosen at the desk; it leaves reading it to the list.

/**
 * @typedef {object} Choice
 * @property {string} scenario
 * @property {string} paper
 * @property {boolean} large
 * @property {string[]} parts by their names in a pack
 */

const CARD = "card-";
const LISTED = ["checklist", "notes"]; // What every list has, or its copy gets when it is needed.

/**
 * The address of a scenario's list, with the choice behind the "#", where no server sees it.
 * @param {URL} page
 * @param {Choice} choice
 */
export function linkToChoice(page, { paper, large, parts }) {
  const asked = new URLSearchParams();
  const cards = parts.filter((part) => part.startsWith(CARD)).map((part) => part.slice(CARD.length));
  const others = parts.filter((part) => !part.startsWith(CARD) && !LISTED.includes(part));
  if (cards.length) asked.set("cards", cards.join(","));
  if (others.length) asked.set("worksheets", others.join(","));
  if (large) asked.set("large", "yes");
  asked.set("paper", paper);
  const link = new URL(page);
  link.hash = asked.toString().replaceAll("%2C", ",");
  return link.href;
}
