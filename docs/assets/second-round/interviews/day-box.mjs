// Owns what the first page says of the interview that comes next: who, when, how far away, and where to carry on; does not
// ask for more than the page brought.

import { dayAt, inFull, spanOf } from "../plan/dates.mjs";
import { askDay, awayWords, dayWords, isTimeToPrepare, phaseOf, placeOfNow } from "../plan/day.mjs";
import { element, link } from "../page/markup.mjs";
import { shelf } from "../plan/shelf.mjs";
import { aboutOf, plans } from "../plan/store.mjs";
import { titleOf } from "../plan/title.mjs";

/** @typedef {import("../plan/store.mjs").Plan} Plan */

const MINUTE = 60_000;
/** @type {WeakSet<HTMLElement>} */
const open = new WeakSet();

/**
 * Show it, and go on showing how it is.
 * @param {Element} place what the server rendered
 */
export function openDayBox(place) {
  if (!(place instanceof HTMLElement)) return;
  show(place);
  if (open.has(place)) return;
  open.add(place);
  plans.addEventListener("second-round-changed", () => show(place));
  addEventListener("storage", ({ key }) => (key === null || key.startsWith("second-round:")) && show(place));
  setInterval(() => show(place), MINUTE);
}

/** @param {HTMLElement} place */
function show(place) {
  const now = Date.now();
  const plan = nearest(now);
  const date = /** @type {HTMLElement} */ (place.querySelector("[data-date]"));
  date.hidden = Boolean(plan && spanOf(aboutOf(plan)));
  const before = place.querySelector(".second-round__day");
  if (!plan) {
    before?.remove();
    return;
  }
  const box = makeBox(place, plan, now);
  // What says the same stays, and so does whoever stands on it.
  if (before?.outerHTML === box.outerHTML) return;
  if (before) before.replaceWith(box);
  else place.prepend(box);
}

/** The plan whose interview comes next; else the one in use, or the one that was last. @param {number} now */
function nearest(now) {
  const all = shelf().filter((plan) => plan.isBegun && plan.problem !== "newer");
  const dated = all.flatMap((plan) => {
    const span = spanOf(aboutOf(plan));
    return span && span.end.getTime() > now ? [{ plan, at: span.start.getTime() }] : [];
  });
  const next = dated.sort((one, other) => one.at - other.at)[0]?.plan;
  return next ?? all.find((plan) => plan === plans.current) ?? all[0];
}

/** @param {HTMLElement} place @param {Plan} plan @param {number} now */
function makeBox(place, plan, now) {
  const about = aboutOf(plan);
  const span = spanOf(about);
  const phase = phaseOf(about, now);
  const list = listOf(place, about.scenario);
  const box = element("section", "second-round__day");
  box.setAttribute("aria-label", "Your interview");
  const who = element("p");
  const name = about.employer || about.role ? titleOf(about) : list?.title ?? "What you have begun";
  who.append(element("strong", "", name), span ? `\u00a0· ${awayWords(about, now)}: ${inFull(span.start, about.zone, span.timed)}` : "");
  const ways = element("p", "second-round__tools");
  const hours = { address: place.dataset.hours ?? "", words: "Two hours to prepare" };
  const onwards = { address: `${list?.address ?? place.dataset.plans ?? ""}${list ? nowIn(list, about, now) : ""}`, words: "Carry on" };
  const silence = { address: place.dataset.silence ?? "", words: "Silence, or a no" };
  const others = { address: place.dataset.plans ?? "", words: "My interviews" };
  const all = [...(isTimeToPrepare(about, now) ? [hours] : []), onwards, ...(phase === "over" ? [silence] : []), ...(list ? [others] : [])];
  ways.append(...all.flatMap(({ address, words }, at) => [way(address, words, plan, at === 0), " "]));
  box.append(who, ...answerWords(about, now), ways);
  return box;
}

/** @param {Partial<Record<string, string>>} about @param {number} now */
function answerWords({ answer = "" }, now) {
  const day = dayWords(answer);
  if (!day) return [];
  const ask = askDay(answer);
  return [element("p", "", ask <= dayAt(now) ? `They wanted to answer by ${day}. No word? Ask once.` : `They will answer by ${day}.`)];
}

/** @param {HTMLElement} place @param {string} [scenario] */
function listOf(place, scenario) {
  const lists = place.querySelector("template")?.content.querySelectorAll("ol") ?? [];
  const found = [...lists].find((list) => list.dataset.scenario === scenario);
  return found && { title: found.dataset.title ?? "", address: found.dataset.address ?? "", stops: [...found.querySelectorAll("li")] };
}

/**
 * Where on its list a person is by now, as the end of an address.
 * @param {{stops: HTMLElement[]}} list
 * @param {Partial<Record<string, string>>} about
 * @param {number} now
 */
function nowIn({ stops }, about, now) {
  const stop = stops[placeOfNow(stops.map(({ dataset }) => dataset.due ?? ""), about, now)];
  return stop ? `#${stop.dataset.point}` : "";
}

/** @param {string} address @param {string} words @param {Plan} plan @param {boolean} isFirst */
function way(address, words, plan, isFirst) {
  const made = link(address, words);
  made.className = `second-round__button${isFirst ? " second-round__button--first" : ""}`;
  for (const kind of ["click", "auxclick"]) made.addEventListener(kind, () => plans.choose(plan.id));
  return made;
}
