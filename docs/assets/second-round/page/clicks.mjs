// Owns how clicks in an element are heard while it stays a mere place to read; does not know what they do.

/**
 * Hear every click in an element. Not by a listener of its own: then a screen reader says of what stands in it, and can
 * have the focus, that it can be clicked.
 * @param {Element} element
 * @param {(event: Event) => void} hear
 */
export function hearClicks(element, hear) {
  document.addEventListener("click", (event) => event.composedPath().includes(element) && hear(event));
}
