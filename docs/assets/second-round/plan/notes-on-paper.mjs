// Owns how notes on items stand together in one field, on the page for notes of a copy; does not know the field.

/**
 * Notes, each below the words of its item.
 * @param {Iterable<[words: string, note: string]>} notes
 */
export function notesText(notes) {
  return [...notes].map(([words, note]) => `${words}\n${note}`).join("\n\n");
}

/**
 * The notes in a text, by what `idOf` says for the line above each; `rest` is what stands below no such line.
 * @param {string} text
 * @param {(line: string) => string | undefined} idOf undefined for what is no such line, empty for what is to be left out
 */
export function notesIn(text, idOf) {
  /** @type {Map<string | undefined, string[]>} */
  const blocks = new Map([[undefined, []]]);
  /** @type {string | undefined} */
  let under;
  for (const line of text.split("\n")) {
    const id = idOf(line.trim());
    if (id !== undefined) under = id;
    const block = blocks.get(under) ?? [];
    blocks.set(under, block);
    if (id === undefined) block.push(line);
  }
  const rest = (blocks.get(undefined) ?? []).join("\n").trim();
  const notes = [...blocks].flatMap(([id, lines]) => (id ? [/** @type {[string, string]} */ ([id, lines.join("\n").trim()])] : []));
  return { notes: new Map(notes), rest };
}
