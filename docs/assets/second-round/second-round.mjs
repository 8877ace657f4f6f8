// Owns which elements a page gets, and that page and scripts are of one build; refuses to do anything else.

import { watchHiding } from "./page/hiding.mjs";
import { onDemand } from "./page/page-element.mjs";
import { watchSearch } from "./search/search-door.mjs";

/** Brings each element's class. What a page has no use for is not fetched. */
const ELEMENTS = {
  "second-round-check": async () => onDemand(async () => (await import("./check/check.mjs")).openCheck),
  "second-round-checklist": async () => (await import("./list/checklist-element.mjs")).SecondRoundChecklist,
  "second-round-conversation": async () => (await import("./conversation/conversation-element.mjs")).SecondRoundConversation,
  "second-round-desk": async () => onDemand(async () => (await import("./desk/desk.mjs")).openDesk),
  "second-round-lost": async () => onDemand(async () => (await import("./page/lost.mjs")).openLost),
  "second-round-plans": async () => onDemand(async () => (await import("./interviews/my-plans.mjs")).openPlans),
  "second-round-questions": async () => (await import("./questions/questions-element.mjs")).SecondRoundQuestions,
  "second-round-told": async () => (await import("./worksheet/told-element.mjs")).SecondRoundTold,
  "second-round-worksheet": async () => (await import("./worksheet/worksheet-element.mjs")).SecondRoundWorksheet,
};

const HERE = new URL(".", import.meta.url).href;
const SITE = /^(.*\/)assets\/second-round-[0-9a-f]+\/$/.exec(HERE)?.[1];

/** @type {Set<string>} */
const asked = new Set();

/** @param {keyof typeof ELEMENTS} name */
async function define(name) {
  asked.add(name);
  const element = await ELEMENTS[name]();
  // A second copy of this file, from another edition say, leaves the first one's elements alone.
  if (!customElements.get(name)) customElements.define(name, element);
}

function look() {
  // The theme puts other pages into this window. One of another build has markup that these scripts may not know.
  const sheet = document.querySelector('link[href$="/second-round.css"]');
  if (SITE && sheet instanceof HTMLLinkElement && new URL(".", sheet.href).href !== HERE) location.reload();
  for (const name of Object.keys(ELEMENTS)) if (!asked.has(name) && document.querySelector(name)) define(name);
}

watchHiding();
watchSearch();
look();
new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });

// What is kept for when there is no network comes after the page, and not for those who save data. A preview keeps
// nothing: its scripts stand in a folder without a digest.
if (SITE && isSecureContext && "serviceWorker" in navigator && !navigator.connection?.saveData) {
  const register = () => navigator.serviceWorker.register(`${SITE}service-worker.js`).catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}
