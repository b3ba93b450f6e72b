// The service worker for /desk/. It knows from /desk/worker.js which files to keep (self.told).
// It keeps no page by itself: pages that were made ready put themselves into "desk-pages".
const FILES = `desk-files-${self.told.version}`;
const PAGES = "desk-pages";
const PATIENCE = 5000; // a signal this slow is none, for a page that is kept

async function fetchFiles() {
  const files = await caches.open(FILES);
  const wanted = self.told.files.map((file) => new Request(file, { cache: "reload" }));
  // Without the cookie, so that what is kept was drawn for nobody.
  wanted.push(new Request(self.told.noSignal, { cache: "reload", credentials: "omit" }));
  await files.addAll(wanted);
}

async function dropOldFiles() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("desk-files-") && name !== FILES);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function keptPage(address) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(address);
  if (!kept) return null;
  if (new Date(kept.headers.get("X-Kept-Until")) > new Date()) return kept;
  await pages.delete(address);
  return null;
}

function soon(request) {
  return new Promise((done, failed) => {
    const timer = setTimeout(failed, PATIENCE);
    fetch(request).then(done, failed).finally(() => clearTimeout(timer));
  });
}

async function page(request) {
  const kept = await keptPage(new URL(request.url).pathname);
  try {
    if (!self.navigator.onLine) throw new TypeError("no signal");
    return await (kept ? soon(request) : fetch(request));
  } catch {
    return kept ?? (await caches.match(self.told.noSignal)) ?? Response.error();
  }
}

async function file(request) {
  return (await caches.match(request, { cacheName: FILES })) ?? fetch(request);
}

self.addEventListener("install", (event) => {
  event.waitUntil(fetchFiles().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldFiles().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (self.told.files.includes(url.pathname)) event.respondWith(file(request));
});
