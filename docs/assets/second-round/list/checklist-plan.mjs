// Owns what a plan brings to a checklist: its cards and its dates; does not keep anything. What a link asks for is for
// asked.

import { takeLink } from "./asked.mjs";
import { inFull, spanOf } from "../plan/dates.mjs";
import { awayWords, isTimeToPrepare, momentWords, momentsOf, placeOfNow } from "../plan/day.mjs";
import { element, link } from "../page/markup.mjs";
import { Missing, missing } from "../page/missing.mjs";
import { aboutOf, plans } from "../plan/store.mjs";
import { change } from "../plan/undo.mjs";

/** @typedef {import("./lines.mjs").Checklist} Checklist */

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();
/** @type {WeakSet<Checklist>} those whose address was followed once */
const reached = new WeakSet();

/**
 * Show the plan's cards and dates, after taking in what the address brings.
 * @param {Checklist} checklist
 */
export async function followPlan(checklist) {
  takeLink(checklist);
  showName(checklist);
  showDates(checklist);
  await showCards(checklist);
  reachTarget(checklist);
}

/** What an address leads to may have come only now, with its card. @param {Checklist} checklist */
function reachTarget(checklist) {
  if (reached.has(checklist)) return;
  reached.add(checklist);
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (target?.closest("section:has(> .second-round__head--card)")) target.scrollIntoView();
}

/** @param {Checklist} checklist */
function showName(checklist) {
  const [line] = checklist.all("[data-plan]");
  const words = line?.querySelector("[data-plan-words]");
  if (!line || !words) return;
  const about = aboutOf(plans.current);
  const span = spanOf(about);
  const when = span ? inFull(span.start, about.zone, span.timed) : "";
  words.textContent = [about.employer, about.role, when].filter(Boolean).join("\u00a0· ");
  const chosen = checklist.all('[data-choose="worksheets"]').filter((choice) => {
    const isChosen = plans.current.value("worksheets", choice.getAttribute("value") ?? "") === "chosen";
    return isChosen && choice.dataset.page;
  });
  line.querySelector("[data-plan-sheets]")?.replaceChildren(...chosen.map(linkTo));
  const now = Date.now();
  const away = line.querySelector("[data-away]");
  if (away) away.textContent = span ? `${awayWords(about, now)}. ` : "";
  for (const hours of checklist.all("[data-hours]")) hours.hidden = !isTimeToPrepare(about, now);
  const isOther = showOther(checklist, about.scenario ?? "");
  for (const date of checklist.all("[data-date]")) date.hidden = Boolean(span);
  line.hidden = !words.textContent && !chosen.length && !isOther;
}

/**
 * On a list that is not the plan's own: say which is, and count nothing.
 * @param {Checklist} checklist
 * @param {string} own the plan's, if it says one
 */
function showOther(checklist, own) {
  const scenario = checklist.getAttribute("scenario") ?? "";
  const [link] = checklist.all(`[data-list="${CSS.escape(own)}"]`);
  for (const each of checklist.all("[data-list]")) each.hidden = each !== link;
  for (const part of checklist.all("[data-other]")) part.hidden = !link;
  if (link) for (const progress of checklist.all("[data-progress]")) progress.hidden = true;
  const [mine] = checklist.all("[data-mine]");
  if (mine) {
    mine.onclick = () => {
      change(checklist, [{ section: "about", name: "scenario", value: scenario }], "This is your list now. ").focus();
    };
  }
  return Boolean(link);
}

/** @param {HTMLElement} choice of a worksheet, which has a page */
function linkTo(choice) {
  return link(choice.dataset.page ?? "", choice.dataset.title ?? "");
}

/** @param {Checklist} checklist */
function showDates(checklist) {
  const about = aboutOf(plans.current);
  const now = Date.now();
  // Cards stand among the pause points, and have no time of their own.
  const blocks = checklist.all("[data-block]").filter((block) => !block.querySelector(".second-round__head--card"));
  const dues = blocks.map((block) => block.dataset.due ?? "");
  const moments = momentsOf(dues, about, now);
  for (const old of checklist.all(".second-round__now")) old.remove();
  for (const pill of checklist.all("[aria-labelledby~=stop-now]")) pill.setAttribute("aria-labelledby", pill.dataset.named ?? "");
  for (const [place, block] of blocks.entries()) {
    const words = moments[place] ? momentWords(moments[place], about, now) : "";
    const when = block.querySelector(".second-round__when");
    const shown = when?.querySelector(".second-round__date") ?? element("span", "second-round__date");
    shown.textContent = words && `\u00a0· ${words}`;
    if (words && !shown.isConnected) when?.append(shown);
  }
  const block = blocks[placeOfNow(dues, about, now)];
  if (!block) return;
  block.querySelector(".second-round__use")?.prepend(element("span", "second-round__now", "now"));
  const [count] = checklist.all(`[data-count="${CSS.escape(block.dataset.block ?? "")}"]`);
  const pill = count?.closest("a");
  if (!count || !pill) return;
  const mark = element("span", "second-round__now", "now");
  mark.id = "stop-now";
  count.before(mark);
  pill.dataset.named ??= pill.getAttribute("aria-labelledby") ?? "";
  pill.setAttribute("aria-labelledby", pill.dataset.named.replace(" ", " stop-now "));
}

/** @param {Checklist} checklist */
async function showCards(checklist) {
  // What is special about it was said. Whoever is saying it just now may have more to say.
  for (const ask of checklist.all('[data-ask="special"]:not([open])')) ask.hidden = plans.current.chosen("cards").length > 0;
  let isChanged = false;
  for (const choice of checklist.all('[data-choose="cards"]')) {
    const card = choice.getAttribute("value") ?? "";
    const isChosen = plans.current.value("cards", card) === "chosen";
    const shown = checklist.querySelector(`[data-block="${CSS.escape(card)}"]`);
    if (isChosen === Boolean(shown)) continue;
    isChanged = true;
    if (shown) shown.remove();
    else await addCard(checklist, card, choice.dataset.pausePoint ?? "");
  }
  if (isChanged) checklist.refresh();
}

/**
 * Put a card below the pause point at which it is opened first, as the page of cards shows it.
 * @param {Checklist} checklist
 * @param {string} card
 * @param {string} pausePoint
 */
async function addCard(checklist, card, pausePoint) {
  const address = new URL(checklist.querySelector("[data-cards]")?.getAttribute("data-cards") ?? "", document.baseURI);
  const page = await load(address.href);
  const selector = `[data-block="${CSS.escape(card)}"]`;
  const block = page.querySelector(selector);
  // While it was on its way, another change may have brought it, or taken it off again.
  if (!block || checklist.querySelector(selector) || plans.current.value("cards", card) !== "chosen") return;
  const copy = document.importNode(block, true);
  for (const link of copy.querySelectorAll("a")) link.href = new URL(link.getAttribute("href") ?? "", address).href;
  for (const word of copy.querySelectorAll(".second-round__whyword")) word.textContent = "More";
  let place = checklist.querySelector(`[data-block="${CSS.escape(pausePoint)}"]`);
  while (place?.nextElementSibling?.querySelector(".second-round__head--card")) {
    place = place.nextElementSibling;
  }
  if (place) place.after(copy);
  else checklist.querySelector(".second-round__blocks")?.append(copy);
}

/** @param {string} address */
function load(address) {
  const page = pages.get(address) ?? fetchPage(address, "default");
  pages.set(address, page);
  page.catch(() => pages.delete(address));
  return page;
}

/**
 * A page of this very build: one of another has other items. Throws Missing.
 * @param {string} address
 * @param {RequestCache} cache
 * @returns {Promise<Document>}
 */
async function fetchPage(address, cache) {
  const answer = await fetch(address, { cache }).catch(missing);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok && folderOf(page) === folderOf(document)) return page;
  if (cache === "reload") throw new Missing();
  return fetchPage(address, "reload");
}

/** The folder of a page's scripts, which has the name of its build. @param {Document} page */
function folderOf(page) {
  return page.querySelector("script[src$='/second-round.mjs']")?.getAttribute("src")?.split("/").at(-2);
}
