// Owns what a plan is called; does not say when it is.

/** @param {{employer?: string, role?: string, day?: string}} about as aboutOf tells */
export function titleOf({ employer, role, day }) {
  return [employer, role].filter(Boolean).join("\u00a0· ") || (day ? "An interview" : "An interview without a name");
}
