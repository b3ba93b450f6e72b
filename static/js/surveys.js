// Answering works without this file. It says how many characters are left, takes a shared tablet back
// to its start when nobody touches it, and where the form asks for it does a small sum while the person
// answers: a number that with the challenge gives a SHA-256 beginning with enough zero bits. Batches
// leave the page free between them.
const encoder = new TextEncoder();
const BATCH = 256;
const LONGEST_WAIT = 20000;

for (const text of document.querySelectorAll("[data-counted]")) {
  const left = text.parentElement.querySelector("[data-left]");
  const say = () => {
    left.hidden = text.value.length === 0;
    left.textContent = `${left.dataset.words} ${Number(text.dataset.counted) - text.value.length}`;
  };
  text.addEventListener("input", say);
  say();
}

// Whoever is warned has twenty seconds to touch the page, as often as they like (WCAG 2.2.1).
const WARNING = 20;
const tablet = document.querySelector("meta[name='survey-idle']");
if (tablet) {
  const seconds = Number(tablet.content);
  const warning = document.createElement("p");
  warning.className = "cg-idle";
  warning.setAttribute("role", "alert");
  document.body.append(warning);
  let timers = [];
  const begin = () => {
    timers.forEach(clearTimeout);
    warning.textContent = "";
    const warn = () => {
      warning.textContent = tablet.dataset.words;
    };
    timers = [setTimeout(() => window.location.replace(tablet.dataset.start), seconds * 1000)];
    if (seconds > WARNING) timers.push(setTimeout(warn, (seconds - WARNING) * 1000));
  };
  for (const touch of ["pointerdown", "keydown", "scroll", "input"]) {
    document.addEventListener(touch, begin, { passive: true });
  }
  begin();
}

function zeros(digest) {
  const view = new DataView(digest);
  return Math.clz32(view.getUint32(0)) + (view.getUint32(0) === 0 ? Math.clz32(view.getUint32(4)) : 0);
}

async function solve(challenge, bits) {
  for (let from = Math.floor(Math.random() * 2 ** 40); ; from += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, step) => from + step);
    const digests = await Promise.all(
      numbers.map((number) => crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}:${number}`))),
    );
    const found = digests.findIndex((digest) => zeros(digest) >= bits);
    if (found >= 0) return String(from + found);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const work = document.querySelector("input[data-bits]");
if (work && !work.value && window.crypto?.subtle) {
  const form = work.form;
  const words = document.querySelector("[data-survey-work]");
  const solved = solve(form.elements["cg.challenge"].value, Number(work.dataset.bits)).then((number) => {
    work.value = number;
  });
  // Only the last page waits for it, and not for ever.
  form.addEventListener("submit", (event) => {
    if (work.value || !form.dataset.last || event.submitter?.value !== "next" || form.dataset.waited) return;
    event.preventDefault();
    form.dataset.waited = "yes";
    if (words) words.textContent = words.dataset.waits;
    const enough = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT));
    Promise.race([solved, enough]).then(() => form.requestSubmit(event.submitter));
  });
}
