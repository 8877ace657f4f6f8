// Owns how one plan is shown on the page of all interviews; does not change it.

import { cityOf, dayAt, inWords, isZone, ownZone, spanOf } from "../plan/dates.mjs";
import { askDay, awayWords, dayWords, momentWords } from "../plan/day.mjs";
import { button, count, element, link } from "../page/markup.mjs";
import { askTwice } from "../page/twice.mjs";
import { titleOf } from "../plan/title.mjs";

/** @typedef {import("../plan/agenda.mjs").Item} Item */
/** @typedef {import("../plan/agenda.mjs").Agenda} Agenda */
/** @typedef {Partial<Record<string, string>>} About */
/** @typedef {import("../plan/store.mjs").Plan} Plan */
/** @typedef {import("../plan/store.mjs").Problem} Problem */
/**
 * @typedef {object} PlanView a plan as it is to be shown
 * @property {Plan} plan
 * @property {About} about
 * @property {string} title
 * @property {string} when
 * @property {number} now
 * @property {Agenda | undefined} agenda unless the guidance did not load
 * @property {{list: string, hours: string, silence: string}} links the address of its list, which is empty where it has
 *   none, of two hours to prepare, and of what to do when nobody answers
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
export function makeTile(template, view, before) {
  const { plan, about, title, when, agenda, links, isCurrent, isOpen } = view;
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
    one("[data-next]").replaceChildren(...nextWords(view, agenda));
    showPart(one("[data-soon]"), soonWords(view, agenda));
    showPart(one("[data-after]"), afterWords(view, agenda));
    // Whoever has just added an interview is late with nothing, and within the last day there is no time to be told so.
    const isCalm = !agenda.isBehind || ["last", "on"].includes(agenda.phase);
    const lateWords = isCalm ? "Left from earlier, if there is time" : `${count(agenda.late.length, "item")} late`;
    const mustWords = `${count(agenda.musts.length, "item")} not to be missed`;
    showList(one("[data-late]"), itemsOf(view, agenda.late, true), lateWords, before?.querySelector("[data-late]"), isOpen && !isCalm);
    showList(one("[data-musts]"), itemsOf(view, agenda.musts, false), mustWords, before?.querySelector("[data-musts]"), isOpen);
  }
  const isNewer = plan.problem === "newer";
  const hasName = Boolean(about.employer || about.role);
  const tools = [
    ...(links.list ? [planLink("Open the list", links.list + nowIn(agenda), plan.id, title)] : []),
    ...(isCurrent ? [] : [actionButton("use", "Show it on my lists", title)]),
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
export function snapshotOf({ plan, about, when, now, agenda, links, isCurrent, isOpen }) {
  const { scenario, next, reached, done, all, isBehind, late = [], musts = [], settled = [], phase } = agenda ?? {};
  const asked = about.answer && askDay(about.answer) <= dayAt(now);
  const shown = [scenario, next?.id, next && momentWords(next, about, now), next?.open.length, reached?.id, phase, asked, isBehind];
  const items = [late, musts, settled].map((some) => some.map(({ id }) => id));
  return JSON.stringify([about, when, links, isCurrent, isOpen, plan.problem, done, all, ...shown, items]);
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

/** When it is, in words. @param {About} about @param {number} now */
export function whenOf(about, now) {
  const span = spanOf(about);
  const away = awayWords(about, now);
  if (!span) return away;
  const zone = zoneOf(about);
  const first = inWords(span.start, zone, span.timed);
  if (!span.timed) return `${away}: ${first}`;
  const last = inWords(span.end, zone).replace(/^.*, /, "");
  const here = inWords(span.start, ownZone());
  const where = here === first ? "" : `, ${cityOf(zone)} time. Where you are, it begins ${here}.`;
  return `${away}: ${first} to ${last}${where}`;
}

/** @param {About} about */
function zoneOf({ zone = "" }) {
  return isZone(zone) ? zone : ownZone();
}

/** @param {About} about */
function zoneTrouble({ zone = "" }) {
  return zone && !isZone(zone) ? `This browser knows no time zone “${zone}”, so its times are taken as yours. Choose Edit to correct it.` : "";
}

/**
 * @param {PlanView} view
 * @param {Agenda} agenda
 * @returns {(Node | string)[]}
 */
function nextWords({ plan, about, links, now }, { next, all, phase, scenario, reached }) {
  if (!scenario) return ["Say who will be in the room, and this shows what is next."];
  if (!all) return ["There is nothing on its list."];
  if (!next) return [phase === "over" ? "It is over, and nothing is open afterwards." : "All that can be done by now is done."];
  const since = next === reached && next.planned && !next.isMoved ? "since " : "";
  const when = next.at ? `, ${since}${momentWords(next, about, now)}` : "";
  const lead = element("strong", "", "Next: ");
  return [lead, planLink(next.title, `${links.list}#${next.id}`, plan.id), `${when}, ${count(next.open.length, "item")} open`];
}

/**
 * Two days before and later: where to begin when nothing is done, and the way past what was left behind.
 * @param {PlanView} view
 * @param {Agenda} agenda
 * @returns {(Node | string)[]}
 */
function soonWords({ plan, links, title }, { phase, canPrepare, late, settled }) {
  const isSoon = ["soon", "last"].includes(phase);
  return [
    ...(canPrepare ? [element("strong", "", "Little time? "), planLink("Two hours to prepare", links.hours, plan.id), " "] : []),
    ...(isSoon && late.length ? [actionButton("settle", `${count(late.length, "earlier item")}: already settled`, title), " "] : []),
    ...(settled.length ? [`${count(settled.length, "item")} set aside as already settled. `, actionButton("unsettle", "Put back", title)] : []),
  ];
}

/**
 * Once it is over: when they will answer, and what to do when they don't.
 * @param {PlanView} view
 * @param {Agenda} agenda
 * @returns {(Node | string)[]}
 */
function afterWords({ plan, about, links, title, now }, { phase }) {
  const day = dayWords(about.answer ?? "");
  if (phase !== "over" && !day) return [];
  const silence = planLink("Silence, or a no", links.silence, plan.id);
  if (!day) return ["When will they answer? ", actionButton("answer", "Add the day", title), " ", silence];
  const ask = askDay(about.answer ?? "");
  const said = ask <= dayAt(now) ? `They wanted to answer by ${day}. No word? Ask once. ` : `They will answer by ${day}. If you hear nothing, ask on ${dayWords(ask)}. `;
  return [said, silence];
}

/** Where on its list a person is by now: "#at-the-door". @param {Agenda | undefined} agenda */
function nowIn(agenda) {
  const now = agenda?.reached ?? (agenda?.done ? agenda.next : undefined);
  return now ? `#${now.id}` : "";
}

/**
 * Items as links to where they are ticked.
 * @param {PlanView} view
 * @param {Item[]} items
 * @param {boolean} isMarked whether to say which must not be missed
 */
function itemsOf({ plan, links }, items, isMarked) {
  return items.map(({ id, do: words, must }) => planLink(isMarked && must ? `${words} (must)` : words, `${links.list}#item-${id}`, plan.id));
}

/** @param {HTMLElement} part @param {(Node | string)[]} content */
function showPart(part, content) {
  part.hidden = !content.length;
  part.replaceChildren(...content);
}

/**
 * What a removed interview was, the way back to it, and the way to delete it.
 * @param {import("../plan/removed.mjs").Removed} removed
 * @param {{back: () => void, remove: () => void}} ways
 */
export function removedLine({ id, kept }, { back, remove }) {
  const line = element("li");
  line.dataset.gone = id;
  const about = aboutIn(kept);
  const title = titleOf(about);
  const way = actionButton("", "Bring it back", title);
  way.addEventListener("click", back);
  const day = dayWords(about.day ?? "");
  line.append(`${title}${day && `, ${day}`} `, way, " ", askTwice("Delete for good", "Yes, delete it", remove));
  return line;
}

/** What a plan that is not in use says of its interview. @param {import("../plan/plan-text.mjs").Kept} kept @returns {About} */
export function aboutIn({ entries }) {
  return Object.fromEntries(["employer", "role", "day"].map((name) => [name, entries.get(`about/${name}`)?.value]));
}

/**
 * @param {HTMLElement} part a list that folds
 * @param {Node[]} lines
 * @param {string} words
 * @param {Element | null | undefined} before the same on the tile that goes
 * @param {boolean} isOpen
 */
function showList(part, lines, words, before, isOpen) {
  part.hidden = !lines.length;
  part.querySelector("summary")?.replaceChildren(words);
  part.querySelector("ul")?.replaceChildren(...linesOf(lines));
  part.toggleAttribute("open", before && !before.hasAttribute("hidden") ? before.hasAttribute("open") : isOpen);
}

/** @param {(Node | string)[]} lines */
export function linesOf(lines, most = MOST_LINES) {
  const shown = lines.slice(0, most).map((line) => {
    const row = element("li");
    row.append(line);
    return row;
  });
  return lines.length > most ? [...shown, element("li", "", `and ${lines.length - most} more`)] : shown;
}

/** @param {string} action @param {string} words @param {string} [title] which of many it is for */
export function actionButton(action, words, title = "") {
  const made = button(words);
  made.dataset.action = action;
  return named(made, title);
}

/** @param {string} words @param {string} address @param {string} id @param {string} [title] */
function planLink(words, address, id, title = "") {
  const made = link(address, words);
  made.dataset.of = id;
  if (title) made.className = "second-round__button second-round__button--first";
  return named(made, title);
}

/**
 * Call a thing by its own words and by what it is for. Of hidden words, a reader would say where they begin.
 * @template {HTMLElement} Made
 * @param {Made} made
 * @param {string} title
 */
function named(made, title) {
  if (title) made.setAttribute("aria-label", `${made.textContent}: ${title}`);
  return made;
}
