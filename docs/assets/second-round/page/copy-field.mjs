// Owns copying what stands in a field, and saying what became of it; does not know what the field holds.

/**
 * Put a field's text on the clipboard; where the browser does not let a page, leave it selected, and say so.
 * @param {HTMLInputElement} field
 * @param {Element} said where it is said
 */
export async function copyField(field, said) {
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = "Copied.";
  } catch {
    field.select();
    said.textContent = "It is selected: copy it with your keyboard or the menu.";
  }
}
