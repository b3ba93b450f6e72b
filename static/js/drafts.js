// Keeps what someone writes in this browser until it is sent, so that a call or a dead battery
// loses nothing. It stays here: no page asks for it but the form itself. It goes when the concern
// is sent, when the page is left by the bar, when "others use this device" is ticked, after a day.
const KEY = "cg-concern-draft";
const DAY = 24 * 60 * 60 * 1000;
const FIELDS = ["text", "place", "wish", "when_worst"];

function store(work) {
  try {
    return work(window.localStorage);
  } catch {
    return null; // a browser that keeps nothing
  }
}

const forget = () => store((kept) => kept.removeItem(KEY));

function remembered() {
  const draft = store((kept) => JSON.parse(kept.getItem(KEY)));
  if (draft && Date.now() - draft.at < DAY) return draft.said;
  forget();
  return null;
}

function parts(form) {
  return [...form.elements].filter((part) => FIELDS.includes(part.name));
}

function said(form) {
  return parts(form)
    .filter((part) => (part.type === "checkbox" ? part.checked : part.value.trim()))
    .map((part) => [part.name, part.value]);
}

function bringBack(form, pairs) {
  for (const part of parts(form)) {
    const own = pairs.filter(([name]) => name === part.name).map(([, value]) => value);
    if (part.type === "checkbox") part.checked = own.includes(part.value);
    else if (own.length) [part.value] = own;
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const note = form.querySelector("[data-draft-note]");
  const words = note.querySelector("[role=status]");
  const notMine = note.querySelector("[data-not-mine]");
  note.hidden = false;
  words.textContent = words.dataset.keeps;

  const draft = remembered();
  if (draft && draft.length && !said(form).length) {
    bringBack(form, draft);
    words.textContent = words.dataset.back;
  }

  const keep = () => {
    const pairs = said(form);
    if (notMine.checked || !pairs.length) forget();
    else store((kept) => kept.setItem(KEY, JSON.stringify({ at: Date.now(), said: pairs })));
  };
  form.addEventListener("input", keep);
  notMine.addEventListener("change", () => {
    keep();
    words.textContent = notMine.checked ? words.dataset.keepsNot : words.dataset.keeps;
  });
}

if (document.querySelector("[data-draft-done]")) forget();
for (const link of document.querySelectorAll("[data-leave]")) link.addEventListener("click", forget);
