// When many concerns arrive at once, the browser works for a few seconds before it may send one:
// it looks for the number that, with the given salt, has the given SHA-256 (the ALTCHA protocol).
// Without this file, or where the browser cannot, the page asks for a sum instead.
const encoder = new TextEncoder();
const BATCH = 500;

async function hash(text) {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function solve({ challenge, salt, maxNumber }) {
  for (let from = 0; from <= maxNumber; from += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, step) => from + step);
    const hashes = await Promise.all(numbers.map((number) => hash(salt + number)));
    const found = hashes.indexOf(challenge);
    if (found >= 0) return from + found;
  }
  return null;
}

for (const part of document.querySelectorAll("[data-work]")) {
  if (!window.crypto?.subtle) break;
  const task = JSON.parse(part.dataset.work);
  const words = part.querySelector("[role=status]");
  const byHand = part.querySelector("[data-by-hand]");
  words.textContent = words.dataset.working;
  byHand.hidden = true;
  solve(task).then((number) => {
    byHand.hidden = number !== null;
    if (number === null) {
      words.textContent = "";
      return;
    }
    const { algorithm, challenge, salt, signature } = task;
    const worked = JSON.stringify({ algorithm, challenge, number, salt, signature });
    part.closest("form").elements.work.value = btoa(worked);
    words.textContent = words.dataset.worked;
  });
}
