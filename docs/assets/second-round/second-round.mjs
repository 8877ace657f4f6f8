// Owns which elements a page gets, and what every page does; does not do any of it itself.

import { watchHiding } from "./page/hiding.mjs";
import { watchLeaving } from "./page/leave.mjs";
import { onDemand, tellMissing } from "./page/page-element.mjs";
import { putOwnPaperFirst } from "./page/paper.mjs";
import { reachScrollers, unfoldTarget } from "./page/reach.mjs";
import { watchSearch } from "./search/search-door.mjs";

/** Brings each element's class. What a page has no use for is not fetched. */
const ELEMENTS = {
  "second-round-check": async () => onDemand(async () => (await import("./check/check.mjs")).openCheck),
  "second-round-checklist": async () => (await import("./list/checklist-element.mjs")).SecondRoundChecklist,
  "second-round-conversation": async () => (await import("./conversation/conversation-element.mjs")).SecondRoundConversation,
  "second-round-desk": async () => onDemand(async () => (await import("./desk/desk.mjs")).openDesk),
  "second-round-editions": async () => onDemand(async () => (await import("./page/editions.mjs")).openEditions),
  "second-round-lost": async () => onDemand(async () => (await import("./page/lost.mjs")).openLost),
  "second-round-plans": async () => onDemand(async () => (await import("./interviews/my-plans.mjs")).openPlans),
  "second-round-questions": async () => (await import("./questions/questions-element.mjs")).SecondRoundQuestions,
  "second-round-rehearsal": async () => (await import("./rehearse/rehearsal-element.mjs")).SecondRoundRehearsal,
  "second-round-sheets": async () => onDemand(async () => (await import("./worksheet/begun.mjs")).openSheets),
  "second-round-told": async () => (await import("./worksheet/told-element.mjs")).SecondRoundTold,
  "second-round-worksheet": async () => (await import("./worksheet/worksheet-element.mjs")).SecondRoundWorksheet,
};

const SITE = /^(.*\/)assets\/second-round-[0-9a-f]+\/[^/]+$/.exec(import.meta.url)?.[1];

/** Tell whoever has a plan what day it is for them. Who has none is brought nothing. */
async function tellDay() {
  const place = document.querySelector("[data-day]");
  if (place && hasPlan()) (await import("./interviews/day-box.mjs")).openDayBox(place);
}

/** Tell whoever sees the page in a frame of another one. @param {string} href before a list took what a link asks for */
async function tellFrame(href) {
  (await import("./page/framed.mjs")).tellFramed(href);
}

function hasPlan() {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith("second-round:plan:"));
  } catch {
    return false; // Where nothing can be kept, there is none.
  }
}

function begin() {
  if (parent !== self) tellFrame(location.href).catch(() => {});
  watchHiding();
  watchLeaving();
  watchSearch();
  unfoldTarget();
  reachScrollers();
  putOwnPaperFirst();
  for (const [name, bring] of Object.entries(ELEMENTS)) {
    const place = document.querySelector(name);
    // A second copy of this file, from another edition say, leaves the first one's elements alone.
    if (place) bring().then((kind) => customElements.get(name) || customElements.define(name, kind), () => tellMissing(place));
  }
  addEventListener("pageshow", () => tellDay().catch(() => {}));
  // What is kept for when there is no network comes after the page, and not for those who save data. A preview keeps
  // nothing: its scripts stand in a folder without a digest.
  if (SITE && isSecureContext && "serviceWorker" in navigator && !navigator.connection?.saveData) {
    const worker = navigator.serviceWorker;
    const register = () => worker.register(`${SITE}service-worker.js`).then(({ active }) => active?.postMessage("whole"), () => {});
    if (document.readyState === "complete") register();
    else addEventListener("load", register);
  }
}

// A browser that lacks this lacks more, and shows the page as it was served: whole, and without scripts.
if ("findLast" in Array.prototype) begin();
