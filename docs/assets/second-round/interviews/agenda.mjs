// Owns what a plan asks of a person now: what is next, what is late, what must not be missed, and how far they are;
// refuses to show or to keep anything.

import { dueAt, spanOf } from "../plan/dates.mjs";
import { aboutOf } from "../plan/store.mjs";

/** @typedef {import("../plan/store.mjs").Plan} Plan */
/** @typedef {{id: string, do: string, minutes: number, must?: boolean, formerly?: string[]}} Item */
/** @typedef {{id: string, title: string, due?: string, items: Item[]}} Block */
/** @typedef {Block & {pause_point?: string, formerly?: string[]}} Card */
/**
 * @typedef {object} Guidance what /data/checklists.json says, as far as plans need it, as guidanceOf gives it
 * @property {Record<string, Block>} pause_points
 * @property {Record<string, {title: string, pause_points: {id: string, items: {item: string}[]}[]}>} scenarios
 * @property {Record<string, Card>} cards
 * @property {Map<string, Item>} items every item of them, by its id
 */
/**
 * @typedef {object} PausePoint one of a plan's own, with the cards that are opened there
 * @property {string} id
 * @property {string} title
 * @property {string} due
 * @property {Date | undefined} at
 * @property {Item[]} items those that are not set aside
 * @property {Item[]} open those of them that are not done
 */
/**
 * @typedef {object} Agenda
 * @property {string | undefined} scenario as the plan says, or else the one that most of what was done belongs to
 * @property {PausePoint[]} pausePoints
 * @property {PausePoint | undefined} reached the last pause point that is due by now
 * @property {PausePoint | undefined} next the pause point to open now
 * @property {Item[]} late open items of a pause point whose successor is due, as far as it is not too late for them
 * @property {Item[]} musts other open items that must not be missed
 * @property {number} done
 * @property {number} all
 * @property {import("../plan/dates.mjs").Span | undefined} span
 * @property {boolean} isOver
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
  const span = spanOf(about);
  const isOver = span !== undefined && span.end.getTime() <= now;
  const pausePoints = scenario === undefined ? [] : pausePointsOf(plan, guidance, scenario);
  const reached = pausePoints.findLast(({ at }) => at && at.getTime() <= now);
  const from = reached ? pausePoints.indexOf(reached) : 0;
  // What was to be done at the door cannot be done the day after.
  const isStillOf = (/** @type {PausePoint} */ { due }) => (isOver ? due.includes("after") : !due || due.includes("day"));
  const next = pausePoints.find(({ open }, place) => place >= from && open.length);
  const late = pausePoints.slice(0, from).filter(isStillOf).flatMap(({ open }) => open);
  const ahead = pausePoints.filter((each, place) => place >= from && (isOver ? isStillOf(each) : true));
  const musts = ahead.flatMap(({ open }) => open.filter(({ must }) => must));
  const all = pausePoints.reduce((sum, { items }) => sum + items.length, 0);
  const left = pausePoints.reduce((sum, { open }) => sum + open.length, 0);
  return { scenario, pausePoints, reached, next, late, musts, done: all - left, all, span, isOver };
}

/**
 * @param {Plan} plan
 * @param {Guidance} guidance
 * @param {string} scenario
 * @returns {PausePoint[]}
 */
function pausePointsOf(plan, guidance, scenario) {
  const about = aboutOf(plan);
  const cards = Object.values(guidance.cards).filter((card) => lastValue(plan, "cards", card) === "chosen");
  return (guidance.scenarios[scenario]?.pause_points ?? []).map(({ id, items: listed }) => {
    const { title = id, due = "" } = guidance.pause_points[id] ?? {};
    const items = [
      ...listed.flatMap(({ item }) => guidance.items.get(item) ?? []),
      ...cards.filter((card) => card.pause_point === id).flatMap((card) => card.items),
    ].filter((item) => lastValue(plan, "items", item) !== "not-for-me");
    const open = items.filter((item) => lastValue(plan, "items", item) !== "done");
    return { id, title, due, at: due ? dueAt(due, about) : undefined, items, open };
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
