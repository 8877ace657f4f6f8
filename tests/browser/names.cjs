// Owns which names scripts take from the browser: globals, and properties that no script of theirs defines; it refuses
// to know in which browsers those are. Scripts come as JSON, each with its type; the names go out, sorted.

const acorn = require("internal/deps/acorn/acorn/dist/acorn"); // within the Node.js that Playwright brings
const { readFileSync } = require("node:fs");

const [used, called] = [new Set(), new Set()];
const [own, methods] = [new Set(), new Set()]; // What a property is called that ours have: any, and one to call.

/** Note the names that a pattern binds. */
function bind(pattern, names) {
  if (!pattern) return;
  if (pattern.type === "Identifier") names.add(pattern.name);
  const parts = [pattern.left, pattern.argument, ...(pattern.elements ?? [])];
  for (const each of pattern.properties ?? []) parts.push(each.value ?? each);
  if (pattern.type.endsWith("Pattern") || pattern.type === "RestElement") for (const part of parts) bind(part, names);
}

/** Note what a comment says of the shape of data: "@property {number} first", "{first: number, last: number}". */
function readComment(text) {
  for (const [, name] of text.matchAll(/@property \{.*\} \[?(\w+)/g)) own.add(name);
  for (const [, name] of text.matchAll(/[{,;]\s*(\w+)\??:/g)) own.add(name);
}

function read(text, sourceType) {
  const [declared, mentioned] = [new Set(), new Set()];
  const onComment = (_, comment) => readComment(comment);
  visit(acorn.parse(text, { ecmaVersion: 2022, sourceType, onComment }), {}, "", false);
  for (const name of mentioned) if (!declared.has(name)) used.add(name);

  function visit(node, parent, place, isInside) {
    const isFunction = node.type.includes("Function");
    if (isFunction) for (const each of node.params) bind(each, declared);
    bind(node.id ?? (node.type === "CatchClause" ? node.param : undefined), declared);
    if (node.type.startsWith("Import") && node.local) declared.add(node.local.name);
    if (parent.type === "ExportNamedDeclaration") {
      if (node.id) methods.add(node.id.name);
      for (const each of node.declarations ?? []) own.add(each.id.name);
    }
    define(node, parent);
    if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") {
      (parent.type === "CallExpression" && place === "callee" ? called : used).add(node.property.name);
      if (node.object.property?.name === "dataset") own.add(node.property.name);
    }
    if (node.operator === "in" && node.left.type === "Literal") used.add(node.left.value);
    const isName = ["property", "key"].includes(place) && !parent.computed;
    if (node.type === "Identifier" && !isName) mentioned.add(node.name);
    readSyntax(node, isInside);
    for (const [name, value] of Object.entries(node)) {
      for (const each of [value].flat()) if (typeof each?.type === "string") visit(each, node, name, isInside || isFunction);
    }
  }
}

/** Note what a member of an object or a class is called. */
function define(node, parent) {
  if (!node.key || node.computed || node.key.type === "PrivateIdentifier") return;
  const name = String(node.key.name ?? node.key.value);
  if (parent.type === "ObjectPattern") used.add(name);
  else own.add(name);
  if (node.kind === "method" || node.value?.type.includes("Function")) methods.add(name);
}

/** Note what is no name, and came later than the rest of the language that is read here. */
function readSyntax(node, isInside) {
  const pattern = node.regex?.pattern ?? node.value?.raw ?? "";
  if (/\(\?<[=!]/.test(pattern)) used.add("(lookbehind)");
  if (/[^gimsuy]/.test(node.regex?.flags ?? "")) used.add("(flags of patterns)");
  if (node.type === "StaticBlock") used.add("(static block)");
  if (node.left?.type === "PrivateIdentifier") used.add("(#name in)");
  if (!isInside && (node.await || node.type === "AwaitExpression")) used.add("(await of a module)");
  const options = node.callee?.name === "Worker" ? node.arguments[1]?.properties : undefined;
  if (options?.some(({ value }) => value.value === "module")) used.add("(worker of modules)");
}

for (const [text, sourceType] of JSON.parse(readFileSync(0, "utf8"))) read(text, sourceType);
const theirs = [...[...used].filter((name) => !own.has(name) && !methods.has(name)), ...[...called].filter((name) => !methods.has(name))];
console.log(JSON.stringify([...new Set(theirs)].sort()));
