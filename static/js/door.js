// The door works without this file. With it, the camera reads tickets, and the list can be kept
// for a place without signal: what is done there waits in this browser until it is sent.
import * as camera from "./camera.js";
import * as kept from "./kept.js";

const door = document.querySelector("[data-door]");
const { door: to, page, who, worker } = door.dataset;
const one = (part) => door.querySelector(`[data-${part}]`);
const all = (part) => [...door.querySelectorAll(`[data-${part}]`)];
const words = one("words").dataset;
const shell = "shell" in door.dataset;
const SLIPS = { O: "Q", 0: "Q", D: "Q", S: "5", Z: "2", B: "8", A: "4", T: "7", I: "J", L: "J", 1: "J" };
Object.assign(SLIPS, { U: "V", Y: "V", K: "X", N: "M", E: "F" });
const FINE = ["here", "added", "left", "already"];
let record = null; // what is kept of this page; null while nothing is
let find = "";
let sending = Promise.resolve();

const say = (text) => { one("said").textContent = text; };
const tell = (text) => { one("kept-said").textContent = text; };
const fill = (text, said) => text.replace(/\{(\w+)\}/g, (_all, name) => said[name]);
const called = (person) => person.name || words.someone;
const folded = (name) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The ten signs of a ticket, as engagement/events/tickets.py reads them, or "". */
function ticket(text) {
  const last = /^https?:/i.test(text) ? text.replace(/\/+$/, "").split(/[/?=&#]/).at(-1) : text;
  const bare = last.replace(/[\s\-–—._/·]+/g, "").toUpperCase();
  const signs = [...bare].map((sign) => SLIPS[sign] ?? sign).join("");
  return /^[23456789CFGHJMPQRVWX]{10}$/.test(signs) ? signs : "";
}

/** The kept list with everything on it that was done here and not sent yet. */
async function people() {
  const found = record.list.people.map((person) => ({ ...person, here: Boolean(person.here_at) }));
  for (const item of await kept.waiting(to)) {
    if (item.kind === "walk_in") {
      const added = { slip: item.id, name: item.name, people: item.guests + 1, asks: "" };
      found.push({ ...added, here: true, unsent: item.id });
      continue;
    }
    const person = found.find((each) => (item.seat ? each.seat === item.seat : each.ticket === item.ticket));
    if (person) Object.assign(person, { here: item.kind === "check_in", unsent: item.id });
  }
  return found;
}

async function act(item) {
  await kept.queue({ id: crypto.randomUUID(), at: new Date().toISOString(), to, who, ...item });
  if (record) await draw();
  return send();
}

const checkIn = (person) => act({ kind: "check_in", seat: person.seat, ticket: person.ticket });

async function takeBack(person) {
  if (!person.unsent) return act({ kind: "undo", seat: person.seat });
  await kept.unqueue(person.unsent);
  return draw();
}

function row(person) {
  const drawn = one("row").content.cloneNode(true).firstElementChild;
  const part = (name) => drawn.querySelector(`[data-${name}]`);
  part("name").textContent = called(person);
  part("people").textContent = person.people === 1 ? words.person : fill(words.people, { n: person.people });
  part("asks").textContent = person.asks ? `· ${person.asks}` : "";
  part("is-here").hidden = !person.here;
  part("unsent").hidden = !person.unsent;
  for (const whose of drawn.querySelectorAll("[data-whose]")) whose.textContent = called(person);
  part("in").hidden = person.here;
  part("out").hidden = !person.here;
  part("in").addEventListener("click", () => checkIn(person));
  part("out").addEventListener("click", () => takeBack(person));
  drawn.hidden = Boolean(find) && !folded(person.name).includes(find);
  return drawn;
}

async function draw() {
  const everyone = await people();
  const waits = everyone.filter((person) => person.waiting);
  const comes = everyone.filter((person) => !person.waiting);
  comes.sort((a, b) => folded(a.name).localeCompare(folded(b.name)));
  one("expected").replaceChildren(...comes.map(row));
  one("waiting").replaceChildren(...waits.map(row));
  one("waiting-box").hidden = !waits.length;
  count(everyone);
  await drawState();
}

function count(everyone) {
  const sum = (some) => some.reduce((so_far, person) => so_far + person.people, 0);
  one("here").textContent = sum(everyone.filter((person) => person.here));
  one("saved").textContent = sum(everyone.filter((person) => !person.waiting && !person.slip && person.seat));
}

async function drawState() {
  const items = await kept.waiting(to);
  const mine = items.filter((item) => item.who === who);
  one("kept-box").hidden = false;
  one("not-kept").hidden = Boolean(record);
  one("is-kept").hidden = !record;
  one("pending").hidden = !mine.length;
  for (const number of all("pending-count")) number.textContent = mine.length;
  if (!mine.length) one("sign-in").hidden = true;
  if (items.length > mine.length) tell(words.other);
}

async function complain(answers) {
  const wrong = answers.filter((answer) => !FINE.includes(answer.became) || answer.clock_wrong);
  const lines = wrong.map((answer) => (FINE.includes(answer.became) ? words.clock : answer.words));
  showConflicts([...all("conflict").map((line) => line.textContent), ...lines]);
  if (record && lines.length) await remember({ conflicts: all("conflict").map((line) => line.textContent) });
}

function showConflicts(lines) {
  one("conflicts").replaceChildren(...lines.map((words_) => {
    const line = document.createElement("li");
    line.dataset.conflict = "";
    line.textContent = words_;
    return line;
  }));
  one("conflicts-box").hidden = !lines.length;
}

async function remember(more) {
  record = { ...record, ...more };
  await kept.write(record);
}

/** One after the other: two at once would send the same things twice. */
function send() {
  sending = sending.then(sendNow, sendNow);
  return sending;
}

async function sendNow() {
  if (!navigator.onLine) {
    if ((await kept.waiting(to)).length) tell(words.waits);
    await drawState();
    return [];
  }
  try {
    const { answers, now } = await kept.send(to, who);
    one("sign-in").hidden = true;
    await complain(answers);
    if (record && now.who === who) {
      await remember({ until: now.until, list: now });
      await draw();
    } else {
      count(now.people.map((person) => ({ ...person, here: Boolean(person.here_at) })));
      await drawState();
    }
    if (answers.length) tell(words.sent);
    return answers;
  } catch (trouble) {
    const signedOut = trouble instanceof kept.SignedOut;
    await drawState();
    const some = (await kept.waiting(to)).length;
    one("sign-in").hidden = !(signedOut && some);
    if (some && !signedOut) tell(words.waits);
    return [];
  }
}

async function arrived(text, scanned = false) {
  const code = ticket(text);
  if (!record) {
    const [answer] = await act({ kind: "check_in", ticket: code || text });
    return say(answer?.words ?? words.waits);
  }
  const everyone = await people();
  const person = code && everyone.find((each) => each.ticket === code);
  find = "";
  if (person) {
    say(fill(person.here ? words.already : words.came, { name: called(person) }));
    return person.here ? draw() : checkIn(person);
  }
  if (code && (scanned || /\d/.test(text))) {
    say(words.later);
    return act({ kind: "check_in", ticket: code });
  }
  return search(text, everyone);
}

async function search(text, everyone) {
  find = folded(text.trim());
  const found = everyone.filter((person) => folded(person.name).includes(find));
  if (!found.length) find = "";
  say(found.length ? (found.length > 1 ? words.several : "") : words.unknown);
  await draw();
  const shown = [...one("lists").querySelectorAll("li:not([hidden]) button:not([hidden])")];
  if (found.length) shown[0]?.focus();
}

function takeForms() {
  one("arrivals")?.addEventListener("submit", (event) => {
    if (!record) return;
    event.preventDefault();
    const field = event.target.elements.said;
    if (field.value.trim()) arrived(field.value);
    field.value = "";
    field.focus();
  });
  one("walk-in")?.addEventListener("submit", async (event) => {
    if (!record) return;
    event.preventDefault();
    const { name, guests } = event.target.elements;
    const said = { name: name.value.trim(), guests: Number(guests.value) };
    event.target.reset();
    say(fill(words.came, { name: called(said) }));
    await act({ kind: "walk_in", ...said });
  });
}

/** Heads counted without signal stand in their fields until they can be saved. */
function takeHeads() {
  const fields = [...door.querySelectorAll("#heads input[type=number]")];
  const keepHeads = () => remember({ heads: Object.fromEntries(fields.map((each) => [each.name, each.value])) });
  for (const field of fields) field.value = record?.heads?.[field.name] ?? field.value;
  for (const form of door.querySelectorAll("#heads, #steps")) {
    form.addEventListener("submit", async (event) => {
      if (!record) return;
      const [who_, by] = event.submitter?.value.split(/(?=[+-])/) ?? [];
      const counted = fields.find((each) => by && each.name === who_);
      if (navigator.onLine && !(counted && record.heads)) {
        delete record.heads;
        kept.write(record);
        return;
      }
      event.preventDefault();
      if (counted) counted.value = Math.max(0, Number(counted.value) + Number(by));
      await keepHeads();
      tell(words.heads);
    });
  }
}

async function makeReady() {
  try {
    const list = await kept.fresh(to);
    record = { page, title: document.title.split(" · ")[0].trim(), who: list.who, until: list.until, list };
    await kept.keep(record, `${page}?kept=1`, worker);
    await draw();
    tell(words.ready);
  } catch {
    record = null;
    tell(words.cannot);
  }
}

async function forget() {
  await kept.forget(page);
  record = null;
  tell(words.forgotten);
  if (navigator.onLine) window.location.assign(page);
  else window.location.reload();
}

function takeCamera() {
  if (!camera.possible() || !one("camera")) return;
  let stop = null;
  const show = (on) => {
    one("camera-on").hidden = on;
    one("camera-off").hidden = one("camera-picture").hidden = !on;
  };
  one("camera").hidden = false;
  one("camera-on").addEventListener("click", async () => {
    try {
      show(true);
      stop = await camera.look(one("camera-picture"), (text) => arrived(text, true));
      one("camera-none").hidden = true;
    } catch {
      show(false);
      one("camera-none").hidden = false;
    }
  });
  one("camera-off").addEventListener("click", () => {
    stop?.();
    show(false);
    // The list below was drawn before all these tickets were read.
    if (!record) window.location.assign(page);
  });
}

async function begin() {
  takeCamera();
  if (!kept.possible()) return;
  await kept.tidy();
  record = (await kept.read(page)) ?? null;
  if (record && record.who !== who) {
    // Someone else kept this list on the same device.
    await kept.forget(page);
    record = null;
  }
  takeForms();
  takeHeads();
  showConflicts(record?.conflicts ?? []);
  one("seen").addEventListener("click", () => {
    showConflicts([]);
    if (record) remember({ conflicts: [] });
  });
  one("keep").addEventListener("click", makeReady);
  one("forget").addEventListener("click", forget);
  one("send").addEventListener("click", async () => {
    await send();
    if ((await kept.waiting(to)).length) tell(words.notSent);
  });
  window.addEventListener("online", send);
  if (record) await draw();
  else await drawState();
  if (record || (await kept.waiting(to)).length) await send();
  door.dataset.ready = "";
}

await begin();
