// Owns what of this edition is kept for when there is no network; leaves alone what is of no edition or another one, and
// whatever is sent. BUILD, and FIRST with each address and its digest, are written above by the build.
//
// A page and its scripts never come from two builds: scripts, styles and fonts have names that change with what is in
// them, so that a name is answered with the same bytes for ever, from whichever build had it.

const SCOPE = registration.scope;
const OURS = `second-round ${SCOPE} `;
const NOW = OURS + BUILD;
const VERSIONS = new URL("../versions.json", SCOPE).href;
const OFFLINE = `${SCOPE}offline/`;
const DIGESTS = new Map(FIRST.map(([path, integrity]) => [new URL(path, SCOPE).href, integrity]));
/** How files begin that are what their names say. */
const SIGNS = { pdf: /^%PDF-/, json: /^\s*[[{]/, docx: /^PK/, imscc: /^PK/ };
const OURS_WITHIN = "assets/second-round-"; // stands in every page of this site
const PART = /^assets\/second-round-/;
const PATIENCE = 3000; // ms, after which a network that is there by name only is not waited for
const AGAIN = 500; // ms, after which it asks once more to take over

const isPart = (url) => PART.test(url.slice(SCOPE.length));
const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NOW);

addEventListener("install", (event) => event.waitUntil(takeAll().then(takeOver)));

let asking = 0;

/**
 * Asked once, it is not always done: where a page wakes the worker before this one in that very moment, Chromium leaves
 * this one waiting, and whoever reloads with it.
 */
function takeOver() {
  asking = setInterval(() => registration.waiting && skipWaiting(), AGAIN);
  return skipWaiting();
}

/** Each page that opens asks for what is kept to be whole: it may have been erased, or thrown away by the browser. */
addEventListener("message", (event) => event.waitUntil(caches.has(NOW).then((has) => has || takeAll()).then(() => clients.claim())));

/** All of it or, where one file is of another build or there is no room, nothing. */
async function takeAll() {
  const cache = await caches.open(NOW);
  const take = async ([path, integrity]) => {
    const url = new URL(path, SCOPE).href;
    const answer = await fetch(url, { integrity, cache: "reload" });
    if (!answer.ok) throw new Error(url);
    await cache.put(url, answer);
  };
  await Promise.all(FIRST.map(take)).catch(async (error) => {
    await caches.delete(NOW);
    throw error;
  });
}

addEventListener("activate", (event) => event.waitUntil(tidy()));

async function tidy() {
  clearInterval(asking);
  const others = await ourCaches();
  const last = others.pop(); // pages that are open may still ask for its parts
  await Promise.all(others.map((name) => caches.delete(name)));
  await clients.claim();
  bringAlong(last); // not waited for: until then no page would get an answer
}

/** Keep what was visited in the last build, and what is open now, as it is in this one. */
async function bringAlong(last) {
  const open = (await clients.matchAll()).map(({ url }) => url);
  const visited = last ? (await (await caches.open(last)).keys()).map(({ url }) => url) : [];
  for (const url of new Set([...open, ...visited].map(bare))) {
    if (isOurs(url) && !isPart(url) && !(await caches.match(url, { cacheName: NOW }))) await fetch(url).then((answer) => keep(url, answer)).catch(() => {});
  }
}

const bare = (url) => url.split(/[?#]/)[0];
const isOurs = (url) => url.startsWith(SCOPE) || url === VERSIONS;

addEventListener("fetch", (event) => {
  const url = bare(event.request.url);
  if (event.request.method === "GET" && isOurs(url)) event.respondWith(isPart(url) ? part(event, url) : newest(event, url));
});

async function kept(url) {
  for (const name of [NOW, ...(await ourCaches()).reverse()]) {
    const answer = await caches.match(url, { cacheName: name }); // opening one makes it, where it was just deleted
    if (answer) return answer;
  }
}

async function keep(url, answer) {
  if (answer.status !== 200 || answer.redirected || !(await isItself(url, answer.clone()))) return;
  // Once all was erased, nothing is kept for the pages that are still open.
  if (await caches.has(NOW)) await (await caches.open(NOW)).put(url, answer);
}

/** Whether an answer is what was asked for: a network that wants a log-in first answers with a page of its own. */
async function isItself(url, answer) {
  const ending = /\.(\w+)$/.exec(url)?.[1] ?? "html";
  const isPage = (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (isPage !== (ending === "html")) return false;
  const bytes = await answer.arrayBuffer();
  const digest = DIGESTS.get(url);
  if (digest) return digest === (await integrityOf(bytes));
  if (isPage) return new TextDecoder().decode(bytes).includes(OURS_WITHIN);
  return SIGNS[ending]?.test(String.fromCharCode(...new Uint8Array(bytes.slice(0, 8)))) ?? true;
}

async function integrityOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

/** From the network, and a copy kept: that there is no room for one is no reason not to show the page. */
function fetched(event, url) {
  const answer = fetch(event.request);
  event.waitUntil(answer.then((answer) => keep(url, answer.clone())).catch(() => {}));
  return answer;
}

const part = async (event, url) => (await kept(url)) ?? fetched(event, url);

async function newest(event, url) {
  const fresh = fetched(event, url);
  const late = new Promise((wake) => setTimeout(wake, PATIENCE)).then(() => old(event.request, url));
  try {
    return (await Promise.race([fresh, late])) ?? (await fresh);
  } catch {
    return (await old(event.request, url)) ?? lost(event.request, url);
  }
}

/** What is kept, or the part of it that was asked for, as viewers of PDFs do. */
async function old(request, url) {
  const answer = await kept(url);
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") ?? "") ?? [];
  if (!answer || (!first && !last) || (first && last && Number(last) < Number(first))) return answer;
  const whole = await answer.blob();
  const { size, type } = whole;
  // Without a beginning, it is so many bytes of the end.
  const from = first ? Number(first) : Math.max(0, size - Number(last));
  if (from >= size) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${size}` } });
  const to = Math.min(first && last ? Number(last) : Infinity, size - 1);
  const headers = { "Content-Type": type, "Content-Range": `bytes ${from}-${to}/${size}` };
  return new Response(whole.slice(from, to + 1), { status: 206, headers });
}

const lost = (request, url) => (request.mode === "navigate" && url !== OFFLINE ? Response.redirect(OFFLINE) : Response.error());
