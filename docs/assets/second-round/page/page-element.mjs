// Owns when an element of ours begins; refuses to know what it does.

/** An element that the server rendered whole, and that a script adds to. */
export class PageElement extends HTMLElement {
  #isStarted = false;

  connectedCallback() {
    // Where somebody's extension moves it in the page, it goes on as it was.
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.start();
  }

  /** Begin. A page is read whole before any script of ours runs, so all of the element is there. */
  start() {}

  /** @param {string} selector @returns {HTMLElement[]} */
  all(selector) {
    return [...this.querySelectorAll(selector)].filter((element) => element instanceof HTMLElement);
  }
}

/**
 * Make an element whose code comes with the first page that has one: most pages have none.
 * @param {() => Promise<(element: PageElement) => unknown>} load
 */
export function onDemand(load) {
  return class extends PageElement {
    async start() {
      (await load())(this);
    }
  };
}
