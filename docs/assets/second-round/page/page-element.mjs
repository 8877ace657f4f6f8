// Owns when an element of ours begins, and that it is told when it can't; does not know what it does.

import { element } from "./markup.mjs";
import { missing } from "./missing.mjs";

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
    start() {
      load().then((begin) => begin(this), () => tellMissing(this));
    }
  };
}

/** Say that an element does not begin: nobody should take it for one that keeps. @param {Element} place */
export function tellMissing(place) {
  missing(undefined).catch(({ message }) => {
    const words = element("p", "second-round__warning", message);
    words.setAttribute("role", "status");
    place.prepend(words);
  });
}
