// What a page keeps in this browser for a place without signal, and what waits to be sent.
// "pages" holds what fills a kept page, until its time is over; "queue" holds what someone did.
// Nothing leaves the queue but by being sent, or thrown away by whoever wrote it.
const PAGES = "desk-pages"; // the worker looks here for the empty page
const MOST = 100; // items sent at once
let base;

function database() {
  base ??= new Promise((done, failed) => {
    const asked = indexedDB.open("desk", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("pages", { keyPath: "page" });
      asked.result.createObjectStore("queue", { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return base;
}

async function within(store, mode, work) {
  const transaction = (await database()).transaction(store, mode);
  return new Promise((done, failed) => {
    const asked = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

export const possible = () => "indexedDB" in window && "caches" in window && "serviceWorker" in navigator;
export const read = (page) => within("pages", "readonly", (store) => store.get(page));
export const write = (record) => within("pages", "readwrite", (store) => store.put(record));
export const pages = () => within("pages", "readonly", (store) => store.getAll());
export const queue = (item) => within("queue", "readwrite", (store) => store.put(item));
export const unqueue = (id) => within("queue", "readwrite", (store) => store.delete(id));

/** What waits for one address, in the order it happened. */
export async function waiting(to) {
  const items = await within("queue", "readonly", (store) => store.getAll());
  return items.filter((item) => item.to === to).sort((one, other) => one.at.localeCompare(other.at));
}

/** Keep `shell`, an address that draws the page without anybody's name, and the record that fills it. */
export async function keep(record, shell, worker) {
  await navigator.serviceWorker.register(worker, { scope: "/desk/" });
  await navigator.serviceWorker.ready;
  const drawn = await fetch(shell, { cache: "no-store" });
  if (!drawn.ok || drawn.redirected) throw new Error("not drawn");
  const headers = new Headers(drawn.headers);
  headers.set("X-Kept-Until", record.until);
  const copy = new Response(await drawn.text(), { headers });
  await (await caches.open(PAGES)).put(record.page, copy);
  await write(record);
}

export async function forget(page) {
  await (await caches.open(PAGES)).delete(page);
  await within("pages", "readwrite", (store) => store.delete(page));
}

/** When someone signs out: names go, what was not sent stays. */
export async function forgetAll() {
  await caches.delete(PAGES);
  await within("pages", "readwrite", (store) => store.clear());
}

export async function tidy() {
  const over = (await pages()).filter((record) => new Date(record.until) < new Date());
  for (const record of over) await forget(record.page);
}

export class SignedOut extends Error {}

async function asked(address, options = {}) {
  const answer = await fetch(address, {
    cache: "no-store",
    ...options,
    headers: { Accept: "application/json", ...options.headers },
  });
  const login = answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/");
  if (login || answer.status === 401) throw new SignedOut();
  return answer;
}

/** What the server has now; SignedOut when it wants to know who asks, TypeError without signal. */
export async function fresh(address) {
  const answer = await asked(address);
  if (!answer.ok) throw new TypeError(`${answer.status}`);
  return answer.json();
}

/** Send what this person did, oldest first. Returns what became of each, and what the server has now. */
export async function send(address, who) {
  const answers = [];
  let now = await fresh(address); // a token of this sign-in; the one on a kept page is of an earlier one
  for (;;) {
    const all = (await waiting(address)).filter((item) => item.who === now.who && now.who === who);
    const mine = all.filter((item) => !item.held).slice(0, MOST);
    const items = mine.map(({ to, who: _who, ...item }) => item);
    if (!items.length) return { answers, now };
    const answer = await asked(address, {
      method: "POST",
      body: JSON.stringify({ items }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": now.token },
    });
    if (!answer.ok) throw new TypeError(`${answer.status}`);
    now = await answer.json();
    for (const said of now.answers) {
      const item = items.find((each) => each.id === said.id);
      answers.push({ ...said, item });
      // What the server asks to hold waits for a person to look at it, and is not sent by itself.
      if (said.hold && item) await queue({ ...mine.find((each) => each.id === said.id), held: said.words });
      else await unqueue(said.id);
    }
    if (!now.answers.length) return { answers, now };
  }
}
