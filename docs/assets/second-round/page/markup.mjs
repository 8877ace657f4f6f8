// Owns how scripts of ours make small pieces of a page: always as text, never as markup; does not put them anywhere.

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} [className]
 * @param {string} [text]
 */
export function element(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

/**
 * @param {string} address
 * @param {string} words
 */
export function link(address, words) {
  const link = element("a", "", words);
  link.href = address;
  return link;
}

/** @param {string} words */
export function button(words) {
  const button = element("button", "second-round__button", words);
  button.type = "button";
  return button;
}

/**
 * A number of things as a person says it: "1 tick", "2,000 ticks".
 * @param {number} number
 * @param {string} one
 * @param {string} [more]
 */
export function count(number, one, more = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : more}`;
}
