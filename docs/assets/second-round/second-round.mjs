// Owns which elements a page gets; refuses to do anything else.

import { SecondRoundChecklist } from "./checklist-element.mjs";
import { SecondRoundConversation } from "./conversation-element.mjs";
import { watchHiding } from "./hiding.mjs";
import { onDemand } from "./page-element.mjs";
import { SecondRoundQuestions } from "./questions-element.mjs";
import { SecondRoundTold } from "./told-element.mjs";
import { SecondRoundWorksheet } from "./worksheet-element.mjs";

const ELEMENTS = {
  "second-round-check": onDemand(async () => (await import("./check.mjs")).openCheck, { isPersonal: false }),
  "second-round-checklist": SecondRoundChecklist,
  "second-round-conversation": SecondRoundConversation,
  "second-round-desk": onDemand(async () => (await import("./desk.mjs")).openDesk),
  "second-round-lost": onDemand(async () => (await import("./lost.mjs")).openLost, { isPersonal: false }),
  "second-round-plans": onDemand(async () => (await import("./my-plans.mjs")).openPlans),
  "second-round-questions": SecondRoundQuestions,
  "second-round-told": SecondRoundTold,
  "second-round-worksheet": SecondRoundWorksheet,
};

watchHiding();

for (const [name, element] of Object.entries(ELEMENTS)) {
  // A second copy of this file, from another edition say, leaves the first one's elements alone.
  if (!customElements.get(name)) customElements.define(name, element);
}
