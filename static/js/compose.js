// The composer's manners: show the words a check speaks of, copy, open the mail program, look again after a download.
// Without this file each button still does its deed on the server.

const body = document.getElementById("id_body");

function offerToShow(root) {
  for (const button of root.querySelectorAll("[data-find]")) button.hidden = !findIn(button.dataset.find);
}

function findIn(words) {
  if (words === "subject") return { field: document.getElementById("id_subject"), at: 0 };
  if (!body) return null;
  const at = body.value.indexOf(words);
  return at < 0 ? null : { field: body, at };
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-find]");
  if (!button) return;
  const found = findIn(button.dataset.find);
  if (!found || !found.field) return;
  found.field.focus();
  const end = button.dataset.find === "subject" ? found.field.value.length : found.at + button.dataset.find.length;
  found.field.setSelectionRange(found.at, end);
});

document.addEventListener("htmx:afterSwap", (event) => offerToShow(event.target));
offerToShow(document);

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => {
    const text = document.getElementById(button.dataset.copy).value;
    if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => {});
  });
}

for (const button of document.querySelectorAll("[data-then-reload]")) {
  button.addEventListener("click", () => window.setTimeout(() => window.location.assign(window.location.pathname), 1500));
}

const opening = document.querySelector("[data-open-now]");
if (opening) {
  window.history.replaceState(null, "", window.location.pathname);
  opening.click();
}

const undo = document.querySelector("[data-undo-until]");
if (undo) {
  const left = new Date(undo.dataset.undoUntil) - Date.now();
  if (left > 0) window.setTimeout(() => window.location.reload(), left + 1500);
  else if (left > -70000) window.setTimeout(() => window.location.reload(), 15000);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || document.activeElement !== body) return;
  const primary = document.querySelector(".composer-exit .btn-primary");
  if (primary) primary.click();
});
