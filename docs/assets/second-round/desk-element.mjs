// Owns when the handout desk comes to a page; refuses to load it before somebody is there.

/** The desk that makes a class's handouts. Its code, a tenth of a photograph, is fetched with the page that has one. */
export class SecondRoundDesk extends HTMLElement {
  #connection = new AbortController();

  connectedCallback() {
    this.#connection.abort();
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    // While the page is being read, the element may still be empty.
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => this.#start(signal), { signal });
    else this.#start(signal);
  }

  disconnectedCallback() {
    this.#connection.abort();
  }

  /** @param {AbortSignal} signal */
  async #start(signal) {
    const { openDesk } = await import("./desk.mjs");
    if (!signal.aborted) openDesk(this, signal);
  }
}
