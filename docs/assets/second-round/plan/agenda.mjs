// Owns what a plan asks of a person now: what is next, what is late, what must not be missed, and how far they are;
// does not show or keep anything.

import { spanOf } from "./dates.mjs";
import { isTimeToPrepare, momentsOf, phaseOf, placeOfNow } from "./day.mjs";
import { aboutOf } from "./store.mjs";

/** @typedef {import("./store.mjs").Plan} Plan */
/** @typedef {{id: string, do: string, minutes: number, must?: boolean, formerly?: string[]}} Item */
/** @typedef {{id: string, title: string, due?: string, items: Item[]}} Block */
/** @typedef {Block & {pause_point?: string, formerly?: string[]}} Card */
/**
 * @typedef {object} Guidance what /data/checklists.json says, as far as plans need it, as guidanceOf gives it
 * @property {Record<string, Block>} pause_points
 * @property {Record<string, {title: string, pause_points: {id: string, items: {item: string}[]}[]}>} scenarios
 * @property {Record<string, Card>} cards
 * @property {Record<string, {formerly?: string[]}>} worksheets
 * @property {Record<string, unknown>} [conversations]
 * @property {Record<string, {groups: {questions: {id: string, ask: string}[]}[]}>} [questions] banks of them
 * @property {Map<string, Item>} items every item of them, by its id
 */
/**
 * @typedef {object} Stop one of a plan's pause points, with the cards that are opened there
 * @property {string} id
 * @property {string} title
 * @property {string} due
 * @property {Item[]} items those that are not set aside
 * @property {Item[]} settled those that are, as already settled
 * @property {Item[]} open those of them that are not done
 */
/** @typedef {Stop & import("./day.mjs").Moment} PausePoint the same, and when it is to be gone through */
/**
 * @typedef {object} Agenda
 * @property {string | undefined} scenario as the plan says, or else the one that most of what was done belongs to
 * @property {PausePoint[]} pausePoints
 * @property {PausePoint | undefined} reached the pause point that is now, by the clock
 * @property {PausePoint | undefined} next the pause point to open now
 * @property {Item[]} late open items of a pause point whose successor is due, as far as it is not too late for them
 * @property {boolean} isBehind whether any of those could have been done since the plan has this day
 * @property {Item[]} settled items that were set aside as already settled
 * @property {Item[]} musts other open items that must not be missed
 * @property {number} done
 * @property {number} all
 * @property {import("./dates.mjs").Span | undefined} span
 * @property {import("./day.mjs").Phase} phase
 * @property {boolean} canPrepare whether there is little time, and enough for two hours to prepare
 */

/**
 * @param {Omit<Guidance, "items">} data what /data/checklists.json says
 * @returns {Guidance}
 */
export function guidanceOf(data) {
  const blocks = [...Object.values(data.pause_points), ...Object.values(data.cards)];
  return { ...data, items: new Map(blocks.flatMap(({ items }) => items.map((item) => [item.id, item]))) };
}

/**
 * @param {Plan} plan
 * @param {Guidance} guidance
 * @param {number} now milliseconds since 1970
 * @returns {Agenda}
 */
export function agendaOf(plan, guidance, now) {
  const about = aboutOf(plan);
  const scenario = Object.hasOwn(guidance.scenarios, about.scenario ?? "") ? about.scenario : likelyScenario(plan, guidance);
  const phase = phaseOf(about, now);
  const isOver = phase === "over";
  const stops = stopsOf(guidance, scenario);
  const place = placeOfNow(stops.map(({ due }) => due), about, now);
  const pausePoints = pausePointsOf(plan, guidance, stops, place, now);
  const reached = pausePoints[place];
  const from = Math.max(place, 0);
  // What was to be done at the door cannot be done the day after.
  const isStillOf = (/** @type {PausePoint} */ { due }) => (isOver ? due.includes("after") : !due || due.includes("day"));
  const next = pausePoints.find((each, place) => place >= from && each.open.length && (!isOver || isStillOf(each)));
  const since = plan.entry("about", "day")?.at ?? 0;
  const isPassed = (/** @type {number} */ place) => pausePoints.slice(place + 1).some(({ planned }) => planned && planned.getTime() <= since);
  const behind = pausePoints.slice(0, from).filter((each) => isStillOf(each) && each.open.length);
  const late = behind.flatMap(({ open }) => open);
  const isBehind = behind.some((each) => !isPassed(pausePoints.indexOf(each)));
  const ahead = pausePoints.filter((each, place) => place >= from && (isOver ? isStillOf(each) : true));
  const musts = ahead.flatMap(({ open }) => open.filter(({ must }) => must));
  const all = pausePoints.reduce((sum, { items }) => sum + items.length, 0);
  const left = pausePoints.reduce((sum, { open }) => sum + open.length, 0);
  const settled = pausePoints.flatMap((each) => each.settled);
  const canPrepare = isTimeToPrepare(about, now);
  return { scenario, pausePoints, reached, next, late, isBehind, settled, musts, done: all - left, all, span: spanOf(about), phase, canPrepare };
}

/**
 * What sets aside all that was left behind, as already settled; or what puts all of that back on the list.
 * @param {Agenda | undefined} agenda
 * @param {boolean} isSettled
 * @returns {import("./store.mjs").Change[]}
 */
export function settling(agenda, isSettled) {
  const items = (isSettled ? agenda?.late : agenda?.settled) ?? [];
  return items.map(({ id }) => ({ section: "items", name: id, value: isSettled ? "settled" : "to-do" }));
}

/** @typedef {{id: string, title: string, due: string, own: {item: string}[]}} Listed a pause point, and what a scenario lists there */

/** @param {Guidance} guidance @param {string | undefined} scenario @returns {Listed[]} */
function stopsOf(guidance, scenario) {
  const listed = scenario === undefined ? [] : (guidance.scenarios[scenario]?.pause_points ?? []);
  return listed.map(({ id, items: own }) => {
    const { title = id, due = "" } = guidance.pause_points[id] ?? {};
    return { id, title, due, own };
  });
}

/**
 * @param {Plan} plan
 * @param {Guidance} guidance
 * @param {Listed[]} stops
 * @param {number} reached the place of that which is now; -1 for none
 * @param {number} now
 * @returns {PausePoint[]}
 */
function pausePointsOf(plan, guidance, stops, reached, now) {
  const cards = Object.values(guidance.cards).filter((card) => lastValue(plan, "cards", card) === "chosen");
  const moments = momentsOf(stops.map(({ due }) => due), aboutOf(plan), now);
  // A card that is chosen late is not late: it is opened now, as long as there is a day left for it.
  const soonest = stops.slice(reached).some(({ due }) => /days? before/.test(due)) ? reached : -1;
  const opens = (/** @type {Card} */ card) => {
    const own = stops.findIndex(({ id }) => id === card.pause_point);
    return own < 0 ? own : Math.max(soonest, own);
  };
  return stops.map(({ id, title, due, own }, place) => {
    const every = [
      ...own.flatMap(({ item }) => guidance.items.get(item) ?? []),
      ...cards.filter((card) => opens(card) === place).flatMap((card) => card.items),
    ];
    const of = (/** @type {(string | undefined)[]} */ ...values) => every.filter((item) => values.includes(lastValue(plan, "items", item)));
    const [aside, settled, done] = [of("not-for-me", "settled"), of("settled"), of("done")];
    const items = every.filter((item) => !aside.includes(item));
    const open = items.filter((item) => !done.includes(item));
    return { id, title, due, items, settled, open, ...(moments[place] ?? { planned: undefined, at: undefined, isMoved: false }) };
  });
}

/**
 * What a plan says of an item or a card, if need be under an id that it had in an earlier edition.
 * @param {Plan} plan
 * @param {"items" | "cards"} section
 * @param {Item | Card} subject
 */
function lastValue(plan, section, { id, formerly = [] }) {
  for (const name of [id, ...formerly]) {
    const value = plan.value(section, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** @param {Plan} plan @param {Guidance} guidance */
function likelyScenario(plan, guidance) {
  const touched = new Set([...plan.section("items").keys(), ...plan.section("notes").keys()]);
  const counts = Object.entries(guidance.scenarios).map(([id, { pause_points: listed }]) => ({
    id,
    count: listed.flatMap(({ items }) => items).filter(({ item }) => [item, ...(guidance.items.get(item)?.formerly ?? [])].some((name) => touched.has(name))).length,
  }));
  const best = counts.reduce((best, each) => (each.count > best.count ? each : best), { id: "", count: 0 });
  return best.id || undefined;
}
