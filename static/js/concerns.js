// The pages of one's own concern work without this file. It adds a quicker way out, the place from
// the device, printing and saving the code. It keeps nothing and talks to no one.
const all = (selector) => document.querySelectorAll(selector);

// The page left this way is not in the history, so "back" does not return to it.
for (const link of all("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    window.location.replace(link.href);
  });
}

for (const part of all("[data-needs-script]")) part.hidden = false;

for (const part of all("[data-locate]")) {
  if (!navigator.geolocation) continue;
  part.hidden = false;
  const form = part.closest("form");
  const words = part.querySelector("[role=status]");
  part.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitude.value = coords.latitude.toFixed(5);
        form.elements.longitude.value = coords.longitude.toFixed(5);
        words.textContent = words.dataset.found;
      },
      () => {
        words.textContent = words.dataset.notFound;
      },
      { timeout: 15000 },
    );
  });
}

for (const button of all("[data-save]")) {
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    const code = document.querySelector("[data-code]").innerText.replace(/\s+/g, " ").trim();
    link.href = URL.createObjectURL(new Blob([`${code}\n`], { type: "text/plain" }));
    link.download = button.dataset.save;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

// One press sends once.
for (const form of all("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of all("form[data-sent]")) delete form.dataset.sent;
});
