// Owns what of this edition is kept for when there is no network; refuses what is of no edition or another one, and
// whatever is sent. BUILD, and FIRST with each address and its digest, are written above by the build.
//
// A page and its scripts never come from two builds: scripts, styles and fonts have names that change with what is in
// them, so that a name is answered with the same bytes for ever, from whichever build had it.

const SCOPE = registration.scope;
const OURS = `second-round ${SCOPE} `;
const NOW = OURS + BUILD;
const VERSIONS = new URL("../versions.json", SCOPE).href;
const PART = /^assets\/second-round-/;
const PATIENCE = 3000; // ms, after which a network that is there by name only is not waited for

const isPart = (url) => PART.test(url.slice(SCOPE.length));
const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NOW);

addEventListener("install", (event) => event.waitUntil(takeAll().then(() => skipWaiting())));

/** All of it or, where one file is of another build or there is no room, nothing. */
async function takeAll() {
  const cache = await caches.open(NOW);
  const take = async ([path, integrity]) => {
    const url = new URL(path, SCOPE).href;
    const answer = await fetch(url, { integrity, cache: "reload" });
    if (!answer.ok) throw new Error(url);
    await cache.put(url, answer);
  };
  await Promise.all(FIRST.map(take));
}

addEventListener("activate", (event) => event.waitUntil(tidy()));

async function tidy() {
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
  if (answer.status === 200 && !answer.redirected) await (await caches.open(NOW)).put(url, answer);
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
    return (await old(event.request, url)) ?? lost(event.request);
  }
}

/** What is kept, or the part of it that was asked for, as viewers of PDFs do. */
async function old(request, url) {
  const answer = await kept(url);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  if (!answer || !range) return answer;
  const whole = await answer.blob();
  const [from, to] = [Number(range[1]), Math.min(Number(range[2] || Infinity), whole.size - 1)];
  const headers = { "Content-Type": whole.type, "Content-Range": `bytes ${from}-${to}/${whole.size}` };
  return new Response(whole.slice(from, to + 1), { status: 206, headers });
}

const lost = (request) => (request.mode === "navigate" ? Response.redirect(`${SCOPE}offline/`) : Response.error());
