// The queue works without this file. It lets one walk it by keyboard, for whoever wants that.
const dialog = document.querySelector("[data-keys-help]");
const box = document.querySelector("[data-keys-on]");
const KEPT = "queue-keys";

const rows = () => [...document.querySelectorAll("[data-queue] [data-row]")];
const here = () => document.activeElement.closest("[data-row]");

function wanted() {
  try {
    return window.localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(here());
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next].querySelector("[data-open]").focus();
}

const tick = (row) => row?.querySelector("input[name=pick]");

function acknowledge() {
  const ticked = rows().some((row) => tick(row)?.checked);
  const mine = tick(here());
  if (!ticked && !mine) return;
  if (!ticked) mine.checked = true;
  document.querySelector("[data-acknowledge]")?.click();
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  x: () => tick(here())?.click(),
  a: acknowledge,
  "?": () => dialog.showModal(),
};

function listens(event) {
  if (!wanted() || dialog.open || event.ctrlKey || event.altKey || event.metaKey) return false;
  return !event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
}

if (dialog && box) {
  document.querySelector("[data-keys]").hidden = false;
  document.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
  box.checked = wanted();
  box.addEventListener("change", () => {
    try {
      window.localStorage.setItem(KEPT, box.checked ? "on" : "off");
    } catch {
      // Where nothing may be kept, the choice lasts as long as the page.
    }
  });
  document.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || !listens(event)) return;
    event.preventDefault();
    act();
  });
}
