// Owns when an element of ours begins and ends; refuses to know what it does.

/** An element that the server rendered whole, and that a script adds to while it is in the page. */
export class PageElement extends HTMLElement {
  #connection = new AbortController();

  connectedCallback() {
    this.#connection.abort();
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    this.listen(signal);
    // While the page is being read, the element may still be empty.
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => this.start(signal), { signal });
    else this.start(signal);
  }

  disconnectedCallback() {
    this.#connection.abort();
  }

  /**
   * Hear what happens in the element.
   * @param {AbortSignal} _signal ends it
   */
  listen(_signal) {}

  /**
   * Begin, now that all of the element is there.
   * @param {AbortSignal} _signal ends it
   */
  start(_signal) {}

  /** @param {string} selector @returns {HTMLElement[]} */
  all(selector) {
    return [...this.querySelectorAll(selector)].filter((element) => element instanceof HTMLElement);
  }
}

/**
 * Make an element whose code comes with the first page that has one: most pages have none.
 * @param {() => Promise<(element: PageElement, signal: AbortSignal) => unknown>} load
 */
export function onDemand(load) {
  return class extends PageElement {
    /** @param {AbortSignal} signal */
    async start(signal) {
      const open = await load();
      if (!signal.aborted) open(this, signal);
    }
  };
}
