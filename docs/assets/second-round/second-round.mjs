// Owns which elements a page gets; refuses to do anything else.

import { SecondRoundCheck } from "./check-element.mjs";
import { SecondRoundChecklist } from "./checklist-element.mjs";
import { SecondRoundConversation } from "./conversation-element.mjs";
import { SecondRoundDesk } from "./desk-element.mjs";
import { SecondRoundQuestions } from "./questions-element.mjs";

const ELEMENTS = {
  "second-round-check": SecondRoundCheck,
  "second-round-checklist": SecondRoundChecklist,
  "second-round-conversation": SecondRoundConversation,
  "second-round-desk": SecondRoundDesk,
  "second-round-questions": SecondRoundQuestions,
};

for (const [name, element] of Object.entries(ELEMENTS)) {
  // A second copy of this file, from another edition say, leaves the first one's elements alone.
  if (!customElements.get(name)) customElements.define(name, element);
}
