// Keys of This week: j and k move, e is done, s is later. They can be switched off; the choice stays in this browser.

const KEY = "week-keys";
const rows = () => [...document.querySelectorAll("[data-actions] > [data-action]")];
const here = () => rows().findIndex((row) => row.contains(document.activeElement));
const on = () => localStorage.getItem(KEY) !== "off";
let last = -1;

const go = (index) => {
  const all = rows();
  if (!all.length) { document.querySelector("#main h1")?.setAttribute("tabindex", "-1"); document.querySelector("#main h1")?.focus(); return; }
  all[Math.max(0, Math.min(index, all.length - 1))].focus();
};

const show = (button) => {
  button.hidden = false;
  button.textContent = on() ? "Keys are on" : "Keys are off";
  button.setAttribute("aria-pressed", String(on()));
};
const dress = () => {
  for (const button of document.querySelectorAll("[data-keys-switch]")) {
    show(button);
    button.addEventListener("click", () => { localStorage.setItem(KEY, on() ? "off" : "on"); show(button); });
  }
};
dress();

document.addEventListener("keydown", (event) => {
  if (!on() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const at = here();
  if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at < 0 ? 0 : at - 1);
  else if (event.key === "e" && at >= 0) rows()[at].querySelector("[data-done]")?.click();
  else if (event.key === "s" && at >= 0) {
    const later = rows()[at].querySelector("[data-later]");
    if (!later) return;
    later.closest("details").open = true;
    later.focus();
  } else return;
  event.preventDefault();
});

// After a deed its row is gone: the next one takes its place, and the line with the way back is read out.
document.addEventListener("htmx:beforeRequest", () => { last = here(); });
document.addEventListener("htmx:afterSwap", () => {
  dress();
  const said = document.querySelector("[data-said]");
  const line = document.querySelector("#main .undo-line span");
  if (said) said.textContent = line ? `${line.textContent.trim()} Undo is above the list.` : "";
  go(Math.max(0, last));
});
document.addEventListener("htmx:responseError", () => {
  const said = document.querySelector("[data-said]");
  if (said) said.textContent = "That did not reach us. Nothing was changed.";
});
