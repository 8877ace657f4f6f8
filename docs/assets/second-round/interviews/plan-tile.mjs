// Owns how one plan is shown on the page of all interviews; refuses to change it.

import { DAY, formatOf, inWords, isZone, ownZone, spanOf } from "../plan/dates.mjs";
import { button, count, element, link } from "../page/markup.mjs";

/** @typedef {import("./agenda.mjs").Item} Item */
/** @typedef {import("./agenda.mjs").Agenda} Agenda */
/** @typedef {Partial<Record<string, string>>} About */
/** @typedef {import("../plan/store.mjs").Plan} Plan */
/** @typedef {import("../plan/store.mjs").Problem} Problem */
/**
 * @typedef {object} PlanView a plan as it is to be shown
 * @property {Plan} plan
 * @property {About} about
 * @property {string} title
 * @property {string} when
 * @property {Agenda | undefined} agenda unless the guidance did not load
 * @property {string} address of its list; empty where it has none
 * @property {boolean} isCurrent
 * @property {boolean} isOpen whether its lists are, until somebody closes them
 */

const MOST_LINES = 12;

/** @type {Record<Problem, string>} */
const PROBLEM_WORDS = {
  blocked:
    "This browser lets this site store nothing: this interview is gone when you close the page. Save a back-up first.",
  full: "This browser’s storage is full: what you changed last is not kept. Save a back-up, or remove an interview that is over.",
  newer: "A newer version of this site keeps this interview. Open the newest edition to change it.",
  damaged:
    "Some or all of this interview could not be read. What was there is set aside in this browser, not erased. " +
    "What you do from now on is kept.",
};

/**
 * @param {HTMLTemplateElement} template
 * @param {PlanView} view
 * @param {HTMLElement | undefined} before the tile that it takes the place of
 */
export function makeTile(template, { plan, about, title, when, agenda, address, isCurrent, isOpen }, before) {
  const tile = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const one = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (tile.querySelector(selector));
  tile.dataset.plan = plan.id;
  const heading = one("[data-title]");
  heading.id = `plan-title-${plan.id}`;
  heading.textContent = title;
  tile.setAttribute("aria-labelledby", heading.id);
  one("[data-when]").textContent = when;
  one("[data-in-use]").hidden = !isCurrent;
  const trouble = [plan.problem ? PROBLEM_WORDS[plan.problem] : "", zoneTrouble(about)].filter(Boolean).join(" ");
  one("[data-trouble]").textContent = trouble;
  one("[data-trouble]").hidden = !trouble;
  if (agenda) {
    one("[data-done]").hidden = !agenda.all;
    one("[data-count]").textContent = `${agenda.done} of ${agenda.all} done`;
    const bar = /** @type {HTMLProgressElement} */ (one("progress"));
    [bar.value, bar.max] = [agenda.done, agenda.all || 1];
    one("[data-next]").replaceChildren(...nextWords(agenda, about, address, plan.id));
    const late = agenda.late.map((item) => (item.must ? `${item.do} (must)` : item.do));
    const musts = agenda.musts.map((item) => item.do);
    showList(one("[data-late]"), late, "late", before?.querySelector("[data-late]"), isOpen);
    showList(one("[data-musts]"), musts, "not to be missed", before?.querySelector("[data-musts]"), isOpen);
  }
  const isNewer = plan.problem === "newer";
  const hasName = Boolean(about.employer || about.role);
  const tools = [
    ...(address ? [planLink("Open the list", address, plan.id, title)] : []),
    ...(isCurrent ? [] : [actionButton("use", "Use this one", title)]),
    ...(isNewer ? [] : [actionButton("edit", hasName ? "Edit" : "Name it", title)]),
    ...(agenda?.span ? [actionButton("calendar", "Calendar file", title)] : []),
    ...(isNewer ? [] : [actionButton("remove", "Remove", title)]),
  ];
  one(".second-round__tools").replaceChildren(...tools.flatMap((tool) => [tool, " "]));
  return tile;
}

/**
 * All that a tile says, to know whether another one would say something else.
 * @param {PlanView} view
 */
export function snapshotOf({ plan, about, when, agenda, address, isCurrent, isOpen }) {
  const { scenario, next, reached, done, all, late = [], musts = [], isOver } = agenda ?? {};
  const now = [scenario, next?.id, next?.at, next?.open.length, next === reached, isOver];
  const items = [...late, "", ...musts].map((item) => (typeof item === "string" ? item : item.id));
  return JSON.stringify([about, when, address, isCurrent, isOpen, plan.problem, done, all, ...now, items]);
}

/**
 * Put a tile in the place of another. Where the keyboard stood on the one, it stands on the other.
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
export function replaceTile(before, after) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  before.replaceWith(after);
  if (!focused) return;
  const part = focused.closest("[data-action], [data-of], [data-late], [data-musts]");
  const name = ["data-action", "data-of", "data-late", "data-musts"].find((each) => part?.hasAttribute(each)) ?? "data-title";
  const twin = after.querySelector(`[${name}="${CSS.escape(part?.getAttribute(name) ?? "")}"]`);
  const place = (twin instanceof HTMLDetailsElement ? twin.querySelector("summary") : twin) ?? after.querySelector("[data-title]");
  if (place instanceof HTMLElement) place.focus({ preventScroll: true });
}

/** What a plan is called. @param {About} about */
export function titleOf({ employer, role, day }) {
  return [employer, role].filter(Boolean).join(" · ") || (day ? "An interview" : "An interview without a name");
}

/** When it is, in words. @param {About} about @param {number} now */
export function whenOf(about, now) {
  const span = spanOf(about);
  if (!span) return "No day yet";
  const zone = zoneOf(about);
  const first = inWords(span.start, zone, span.timed);
  const away = distance(about.day ?? "", now, zone);
  if (!span.timed) return `${away}: ${first}`;
  const last = inWords(span.end, zone).replace(/^.*, /, "");
  const here = inWords(span.start, ownZone());
  const where = here === first ? "" : `, ${cityOf(zone)} time. Where you are, it begins ${here}.`;
  return `${span.end.getTime() <= now ? "Over" : away}: ${first} to ${last}${where}`;
}

/** @param {string} day @param {number} now @param {string} zone */
function distance(day, now, zone) {
  const today = formatOf("sv-SE", zone).format(now);
  const days = Math.round((Date.parse(day) - Date.parse(today)) / DAY);
  if (days === 0) return "Today";
  if (days === 1) return "Tomorrow";
  return days > 0 ? `In ${days} days` : "Over";
}

/** @param {About} about */
function zoneOf({ zone = "" }) {
  return isZone(zone) ? zone : ownZone();
}

/** @param {About} about */
function zoneTrouble({ zone = "" }) {
  return zone && !isZone(zone) ? `This browser knows no time zone “${zone}”, so its times are taken as yours. Choose Edit to correct it.` : "";
}

/** @param {string} zone */
function cityOf(zone) {
  return zone.replace(/^.*\//, "").replaceAll("_", " ");
}

/**
 * @param {Agenda} agenda
 * @param {About} about
 * @param {string} address
 * @param {string} id
 * @returns {(Node | string)[]}
 */
function nextWords({ next, all, isOver, scenario, reached }, about, address, id) {
  if (!scenario) return ["Say who will be in the room, and this shows what is next."];
  if (!all) return ["There is nothing on its list."];
  if (!next) return [isOver ? "It is over, and nothing is open afterwards." : "All that can be done by now is done."];
  const when = next.at ? `, ${next === reached ? "since " : ""}${inWords(next.at, zoneOf(about))}` : "";
  const lead = element("strong", "", "Next: ");
  return [lead, planLink(next.title, `${address}#${next.id}`, id), `${when}, ${count(next.open.length, "item")} open`];
}

/**
 * @param {HTMLElement} part a list that folds
 * @param {string[]} lines
 * @param {string} words
 * @param {Element | null | undefined} before the same on the tile that goes
 * @param {boolean} isOpen
 */
function showList(part, lines, words, before, isOpen) {
  part.hidden = !lines.length;
  part.querySelector("summary")?.replaceChildren(`${count(lines.length, "item")} ${words}`);
  part.querySelector("ul")?.replaceChildren(...linesOf(lines));
  part.toggleAttribute("open", before && !before.hasAttribute("hidden") ? before.hasAttribute("open") : isOpen);
}

/** @param {string[]} lines */
export function linesOf(lines, most = MOST_LINES) {
  const shown = lines.slice(0, most).map((line) => element("li", "", line));
  return lines.length > most ? [...shown, element("li", "", `and ${lines.length - most} more`)] : shown;
}

/** @param {string} action @param {string} words @param {string} [title] which of many it is for */
export function actionButton(action, words, title = "") {
  const made = button(words);
  made.dataset.action = action;
  made.append(...named(title));
  return made;
}

/** @param {string} words @param {string} address @param {string} id @param {string} [title] */
function planLink(words, address, id, title = "") {
  const made = link(address, words);
  made.dataset.of = id;
  if (title) made.className = "second-round__button second-round__button--first";
  made.append(...named(title));
  return made;
}

/** @param {string} title */
function named(title) {
  return title ? [element("span", "second-round__hidden", `: ${title}`)] : [];
}
