// Owns which elements a page gets; refuses to do anything else.

import { SecondRoundChecklist } from "./checklist-element.mjs";

// A second copy of this file, from another edition say, leaves the first one's elements alone.
if (!customElements.get("second-round-checklist")) customElements.define("second-round-checklist", SecondRoundChecklist);
