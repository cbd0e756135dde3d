// Autosave of a form marked data-autosave="/address/": 800 ms after typing and on leaving a field. A failed save is
// tried again after 2, 5, 15 and 30 seconds and at once when the browser is back online. The text stays in the field.

const form = document.querySelector("form[data-autosave]");
const line = document.querySelector("[data-save-line]");
const waits = [2, 5, 15, 30];
let timer = 0;
let tries = 0;
let dirty = false;
let running = null;

function say(words, state) {
  line.textContent = words;
  line.classList.toggle("is-failed", state === "failed");
  line.classList.toggle("is-waiting", state === "waiting");
}

function later(milliseconds) {
  window.clearTimeout(timer);
  timer = window.setTimeout(save, milliseconds);
}

function failed() {
  const wait = waits[Math.min(tries, waits.length - 1)];
  tries += 1;
  dirty = true;
  if (navigator.onLine) say(`Not saved. Your text is still on this page. Trying again in ${wait} seconds.`, "failed");
  else say("Not saved, you are offline. Your text is still on this page.", "failed");
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "text-button";
  retry.textContent = "Retry";
  retry.addEventListener("click", save);
  line.append(" ", retry);
  later(wait * 1000);
}

// Each save says its number: the server lets an older one go that comes in after a newer one.
function nextTurn() {
  const turn = form.querySelector("[name=turn]");
  if (turn) turn.value = String(Number(turn.value) + 1);
}

async function save() {
  window.clearTimeout(timer);
  nextTurn();
  if (running) running.abort();
  const mine = new AbortController();
  running = mine;
  dirty = false;
  const slow = window.setTimeout(() => say("Saving", "waiting"), 300);
  const limit = window.setTimeout(() => mine.abort("slow"), 10000);
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST", body: new FormData(form), signal: mine.signal, redirect: "error",
      headers: { "HX-Request": "true", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
    });
    if (answer.status >= 500) { failed(); return; }
    const text = await answer.text();
    const version = answer.headers.get("X-Section-Version");
    if (version) form.querySelector("[name=version]").value = version;
    line.innerHTML = text;
    line.classList.toggle("is-failed", !answer.ok);
    line.classList.remove("is-waiting");
    tries = 0;
    if (!answer.ok) dirty = true;
  } catch (problem) {
    if (mine.signal.aborted && mine.signal.reason !== "slow") return;
    failed();
  } finally {
    window.clearTimeout(slow);
    window.clearTimeout(limit);
    if (running === mine) running = null;
  }
}

if (form && line) {
  form.addEventListener("input", () => { dirty = true; later(800); });
  form.addEventListener("change", () => { dirty = true; later(200); });
  window.addEventListener("online", () => { if (dirty) save(); });
  window.addEventListener("offline", () => { if (dirty) say("Not saved, you are offline. Your text is still on this page.", "failed"); });
  form.addEventListener("submit", () => { nextTurn(); dirty = false; window.clearTimeout(timer); if (running) running.abort(); });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}
