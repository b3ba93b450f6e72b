// Everything works without this file. It fetches HTMX only for pages that use it, so the others stay light.
const partial = "[hx-get],[hx-post],[hx-put],[hx-patch],[hx-delete],[hx-boost]";
const self = document.currentScript;

if (self.dataset.htmx && document.querySelector(partial)) {
  const script = document.createElement("script");
  script.src = self.dataset.htmx;
  // It waits for an event that may be over by the time it comes.
  script.addEventListener("load", () => window.htmx.process(document.body));
  document.head.append(script);
}

// After a swap, the changed heading gets the focus, so that a screen reader hears what is new.
document.addEventListener("htmx:afterSwap", (event) => {
  const swapped = event.target;
  const heading = swapped.matches?.("[data-focus]") ? swapped : swapped.querySelector?.("[data-focus]");
  if (!heading) return;
  heading.setAttribute("tabindex", "-1");
  heading.focus();
});

// What only a script can do is offered only where there is one.
for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Signing out takes along what was kept of the desk on this device; what was not sent yet stays.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const leaves = new URL(form.action).pathname.endsWith("/logout/");
  if (!leaves || form.dataset.forgot || !("caches" in window)) return;
  event.preventDefault();
  form.dataset.forgot = "yes";
  const go = () => form.submit();
  const enough = setTimeout(go, 1500);
  import(new URL("kept.js", self.src))
    .then((kept) => kept.forgetAll())
    .catch(() => {})
    .finally(() => {
      clearTimeout(enough);
      go();
    });
});
