// Owns when the handout desk comes to a page; refuses to load it before somebody is there.

import { PageElement } from "./page-element.mjs";

/** The desk that makes a class's handouts. Its code is fetched with the page that has one. */
export class SecondRoundDesk extends PageElement {
  /** @param {AbortSignal} signal */
  async start(signal) {
    const { openDesk } = await import("./desk.mjs");
    if (!signal.aborted) openDesk(this, signal);
  }
}
