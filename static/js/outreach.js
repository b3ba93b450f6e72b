// The sheet works without this file. With it, what an officer writes is kept on this device until
// it is sent: a draft at every pause, and a queue where there is no signal. Nothing else reads it.
import * as kept from "./kept.js";

const box = document.querySelector("[data-outreach]");
const { outreach: to, page, who, worker } = box.dataset;
const form = box.querySelector("form[data-entry]");
const one = (part, within = box) => within.querySelector(`[data-${part}]`);
const here = window.location.pathname + window.location.search;
const entry = Number(form.dataset.entry) || null;
const DRAFTS = `${to}#draft`; // an address nothing is ever sent to
const PAUSE = 400;
const words = one("said").dataset;
const unasked = ["csrfmiddlewaretoken", "as"];
let pausing = null;
let sending = false;

const overButton = one("start-over", one("draft"));

const say = (text) => { one("said").textContent = text; };
const draftKey = (address) => `${who} ${address}`;
const number = () => form.elements.submission.value;

/** Everything the sheet says, as a browser would send it. */
const said = () => [...new FormData(form)].filter(([name]) => !unasked.includes(name));

// Rows: the first of those still empty is there; the others come when they are asked for.

function takeRows(fold) {
  const add = one("add", fold);
  const total = fold.querySelector("[name$=TOTAL_FORMS]");
  const most = Number(fold.querySelector("[name$=MAX_NUM_FORMS]").value);
  const blank = () => [...fold.querySelectorAll("[data-row][data-blank]")].filter((each) => each.hidden);
  const empty = [...fold.querySelectorAll("[data-row][data-blank]")];
  for (const each of fold.open ? empty : empty.slice(1)) each.hidden = true;
  const more = () => {
    const [waiting] = blank();
    if (waiting) {
      waiting.hidden = false;
      return waiting;
    }
    if (Number(total.value) >= most) return null;
    const drawn = fold.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
    add.insertAdjacentHTML("beforebegin", drawn);
    total.value = Number(total.value) + 1;
    return add.previousElementSibling;
  };
  add.hidden = false;
  add.addEventListener("click", () => {
    more()?.querySelector("textarea").focus();
    add.hidden = !blank().length && Number(total.value) >= most;
  });
  return { total, more };
}

function takeSteppers() {
  for (const stepper of form.querySelectorAll("[data-stepper]")) {
    const field = stepper.querySelector("input");
    for (const button of stepper.querySelectorAll("[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        field.value = Math.max(0, (Number(field.value) || 0) + Number(button.dataset.step));
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
  }
}

/** Put back what was written; what has no field here any more still goes along. */
function fillIn(pairs, rows) {
  for (const { total, more } of rows) {
    const wanted = pairs.find(([name]) => name === total.name);
    while (wanted && Number(total.value) < Number(wanted[1]) && more());
  }
  const left = [...pairs];
  const take = (name, value) => {
    const at = left.findIndex(([each, own]) => each === name && (value === undefined || own === value));
    return at < 0 ? null : left.splice(at, 1)[0][1];
  };
  for (const part of form.elements) {
    if (!part.name || unasked.includes(part.name) || part.name.endsWith("_FORMS")) continue;
    if (part.type === "checkbox" || part.type === "radio") part.checked = take(part.name, part.value) !== null;
    else part.value = take(part.name) ?? part.value;
    const shown = part.type === "hidden" || !part.value ? null : part.closest("[data-row]");
    if (shown?.hidden && part.tagName === "TEXTAREA") shown.hidden = false;
  }
  for (const [name, value] of left.filter(([each]) => each === "concerns")) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(hidden);
  }
  for (const fold of form.querySelectorAll("details[data-rows]")) {
    fold.open ||= [...fold.querySelectorAll("textarea")].some((part) => part.value);
  }
}

// The draft

function sheet(address) {
  return { at: new Date().toISOString(), who, page: here, entry, said: said(), to: address };
}

async function keepDraft() {
  clearTimeout(pausing);
  pausing = null;
  await kept.queue({ id: draftKey(here), ...sheet(DRAFTS) });
  overButton.hidden = false;
}

const forgetDraft = (address = here) => {
  clearTimeout(pausing);
  pausing = null;
  return kept.unqueue(draftKey(address));
};

const draftOf = async (address) => (await kept.waiting(DRAFTS)).find((each) => each.id === draftKey(address));

/** Whether the server has this very sheet, although its answer was lost on the way. */
async function hasArrived(draft) {
  const [, sent] = draft.said.find(([name]) => name === "submission") ?? [];
  if (!sent || draft.entry || !navigator.onLine) return false;
  return (await kept.fresh(`${to}?sent=${sent}`).catch(() => ({}))).known ?? false;
}

async function bringBack(rows) {
  const draft = await draftOf(here);
  if (!draft || "answered" in form.dataset) return;
  if (await hasArrived(draft)) {
    await forgetDraft();
    return;
  }
  fillIn(draft.said, rows);
  say(words.back);
  overButton.hidden = false;
  if (draft.look && navigator.onLine) await showMistakes();
}

async function startOver(event) {
  event.preventDefault();
  const next = event.currentTarget.href ?? here;
  await forgetDraft();
  window.location.assign(next);
}

// Sending

/** The server draws the sheet again and says at each field what is wrong. */
async function showMistakes() {
  const now = await kept.fresh(to);
  form.elements.csrfmiddlewaretoken.value = now.token;
  form.submit();
}

async function send() {
  try {
    const { answers } = await kept.send(to, who);
    one("sign-in").hidden = true;
    return answers;
  } catch (trouble) {
    one("sign-in").hidden = !(trouble instanceof kept.SignedOut);
    return null;
  } finally {
    await drawWaiting();
  }
}

async function submit(event) {
  if (event.submitter?.value === "draft") {
    if (navigator.onLine) return;
    event.preventDefault();
    await keepDraft();
    say(words.noDraft);
    return;
  }
  event.preventDefault();
  if (sending) return;
  sending = true;
  say(words.sending);
  const id = number();
  await kept.queue({ id, ...sheet(to), what: title(), held: undefined });
  await forgetDraft();
  const answers = navigator.onLine ? await send() : null;
  const mine = answers?.find((answer) => answer.id === id);
  if (mine?.url) {
    window.location.assign(mine.url);
    return;
  }
  if (mine) {
    await keepDraft();
    await kept.unqueue(id);
    await showMistakes();
    return;
  }
  await waitForSignal();
}

async function waitForSignal() {
  if (entry) {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  } else {
    freshSheet();
  }
  sending = false;
  say(words.queued);
  await drawWaiting();
  one("said").focus();
}

function freshSheet() {
  form.reset();
  form.elements.submission.value = crypto.randomUUID();
  for (const extra of form.querySelectorAll(":scope > input[name=concerns]")) extra.remove();
  overButton.hidden = true;
}

const title = () => form.elements.kind.selectedOptions[0]?.textContent.trim() ?? "";

// What waits

const mine = async () => (await kept.waiting(to)).filter((item) => item.who === who);

async function drawWaiting() {
  const items = await mine();
  one("list").replaceChildren(...items.map(row));
  one("waiting").hidden = !items.length;
}

function row(item) {
  const drawn = one("waiting").querySelector("template").content.cloneNode(true).firstElementChild;
  const state = one("state", drawn);
  const [, text] = item.said.find(([name]) => name === "happened") ?? [null, ""];
  one("what", drawn).textContent = item.what;
  one("words", drawn).textContent = text.slice(0, 80);
  one("whose", drawn).textContent = `: ${text.slice(0, 40)}`;
  state.textContent = item.held ? state.dataset.look : state.dataset.waits;
  one("why", drawn).textContent = (item.held ?? []).join(" ");
  one("open", drawn).addEventListener("click", () => open(item));
  return drawn;
}

/** Back onto the sheet it was written on, unless something else is being written there. */
async function open(item) {
  if (await draftOf(item.page)) {
    say(words.busy);
    one("said").focus();
    return;
  }
  const { said: pairs, entry: number_ } = item;
  const draft = { at: item.at, who, page: item.page, entry: number_, said: pairs, to: DRAFTS };
  await kept.queue({ id: draftKey(item.page), ...draft, look: Boolean(item.held) });
  await kept.unqueue(item.id);
  window.location.assign(item.page);
}

async function sendWaiting() {
  const answers = await send();
  if (answers?.length && !(await mine()).length) say(words.sent);
}

/** The empty sheet, so that it opens where there is no signal. It has nobody's name on it. */
async function keepPage() {
  const now = await kept.fresh(to);
  if (now.who !== who) return;
  const record = { page, title: document.title.split(" · ")[0].trim(), who, until: now.until };
  await kept.keep(record, `${page}?kept=1`, worker);
}

async function begin() {
  const rows = [...form.querySelectorAll("[data-rows]")].map(takeRows);
  takeSteppers();
  if (!kept.possible()) return;
  one("draft").hidden = false;
  say(words.keeps);
  if (!entry && !("answered" in form.dataset)) form.elements.submission.value = crypto.randomUUID();
  await bringBack(rows);
  form.addEventListener("input", () => {
    clearTimeout(pausing);
    pausing = setTimeout(keepDraft, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && pausing) keepDraft();
  });
  form.addEventListener("submit", submit);
  for (const way of box.querySelectorAll("[data-start-over]")) way.addEventListener("click", startOver);
  one("send").addEventListener("click", sendWaiting);
  window.addEventListener("online", sendWaiting);
  await drawWaiting();
  if (navigator.onLine) {
    if ((await mine()).some((item) => !item.held)) await sendWaiting();
    await keepPage().catch(() => {});
  }
  box.dataset.ready = "";
}

await begin();
