// Owns which question comes next, by what was said aloud before; does not know what is asked, or keep anything.
//
// First what was to be said again, or felt hard, on an earlier day. Then what was never said. Then what was said longest
// ago. Whoever asks for another one never gets the same one, unless there is no other.

/** @typedef {import("../plan/said.mjs").Saying} Saying */
/** @typedef {"again" | "new" | "before" | "today"} Turn why something has its turn */

/** @type {Turn[]} what has its turn first */
const ORDER = ["again", "new", "before", "today"];

/**
 * Why something has its turn.
 * @param {Saying[] | undefined} sayings of it, the oldest first
 * @param {number} now
 * @returns {Turn}
 */
export function turnOf(sayings, now) {
  const last = sayings?.at(-1);
  if (!last) return "new";
  if (dayOf(last.at) === dayOf(now)) return "today";
  return last.again || last.felt === "hard" ? "again" : "before";
}

/**
 * What comes next; undefined where there is nothing.
 * @param {string[]} all what may come
 * @param {Map<string, Saying[]>} said
 * @param {number} now
 * @param {string} [last] what was there just now
 * @param {() => number} [random] a number from 0 to less than 1
 * @returns {string | undefined}
 */
export function nextOf(all, said, now, last = "", random = Math.random) {
  const others = all.filter((what) => what !== last);
  const rest = others.length ? others : all;
  for (const turn of ORDER) {
    const here = rest.filter((what) => turnOf(said.get(what), now) === turn);
    if (!here.length) continue;
    if (turn === "new") return here[Math.floor(random() * here.length)];
    return here.reduce((one, other) => (lastOf(said, other) < lastOf(said, one) ? other : one));
  }
  return undefined;
}

/**
 * Several that come one after the other, none of them twice.
 * @param {string[]} all
 * @param {Map<string, Saying[]>} said
 * @param {number} now
 * @param {number} count
 * @param {() => number} [random]
 */
export function rowOf(all, said, now, count, random = Math.random) {
  /** @type {string[]} */
  const row = [];
  while (row.length < Math.min(count, all.length)) {
    row.push(/** @type {string} */ (nextOf(all.filter((what) => !row.includes(what)), said, now, "", random)));
  }
  return row;
}

/**
 * How many have their turn for each reason.
 * @param {string[]} all
 * @param {Map<string, Saying[]>} said
 * @param {number} now
 * @returns {Record<Turn, number>}
 */
export function turnsOf(all, said, now) {
  const turns = { again: 0, new: 0, before: 0, today: 0 };
  for (const what of all) turns[turnOf(said.get(what), now)] += 1;
  return turns;
}

/** @param {Map<string, Saying[]>} said @param {string} what */
function lastOf(said, what) {
  return said.get(what)?.at(-1)?.at ?? 0;
}

/** The day of a moment, where the person is. @param {number} at */
function dayOf(at) {
  const day = new Date(at);
  return `${day.getFullYear()}-${day.getMonth()}-${day.getDate()}`;
}
