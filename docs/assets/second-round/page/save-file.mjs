// Owns handing a file over to the browser's downloads; does not make one.

const KEPT = 60_000; // Milliseconds for a slow phone to take the file over.

/** @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
