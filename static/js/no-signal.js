// The page the worker shows without signal: which pages were made ready on this device.
import { pages, possible } from "./kept.js";

const list = document.querySelector("[data-kept-pages]");
const kept = possible() ? await pages().catch(() => []) : [];
for (const record of kept.filter((each) => new Date(each.until) > new Date())) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = record.page;
  link.textContent = record.title;
  row.append(link);
  list.append(row);
}
if (!list.children.length) {
  const row = document.createElement("li");
  row.textContent = list.dataset.none;
  list.append(row);
}
