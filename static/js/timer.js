// The rehearsal: counts up by a clock that does not stop when the tab sleeps; marks 45, 90 and 120; ends at 180.

const view = document.querySelector("[data-timer]");
if (view) {
  const seconds = view.querySelector("[data-seconds]");
  const mark = view.querySelector("[data-mark]");
  const button = view.querySelector("[data-start]");
  const field = document.getElementById("id_seconds");
  const text = document.querySelector("[data-answer-text]");
  const hide = document.querySelector("[data-hide]");
  let began = 0;
  let ticking = 0;

  const marks = [[180, "Stopped at 180"], [120, "Far over: 120 reached"], [90, "over"], [45, "Long enough"], [0, ""]];
  const show = () => {
    const gone = Math.floor((performance.now() - began) / 1000);
    seconds.textContent = String(Math.min(gone, 180));
    mark.textContent = marks.find(([from]) => gone >= from)[1];
    if (gone >= 180) stop();
  };
  const stop = () => {
    window.clearInterval(ticking);
    ticking = 0;
    field.value = String(Math.max(1, Math.min(180, Math.round((performance.now() - began) / 1000))));
    field.form.requestSubmit();
  };
  const toggle = () => {
    if (ticking) { stop(); return; }
    began = performance.now();
    button.textContent = "Stop";
    ticking = window.setInterval(show, 250);
  };
  button.hidden = false;
  button.addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.code === "Space" && !event.target.closest("input, textarea, button, a, summary")) { event.preventDefault(); toggle(); }
  });
  if (hide && text) {
    hide.hidden = false;
    hide.addEventListener("click", () => {
      text.hidden = !text.hidden;
      hide.textContent = text.hidden ? "Show the text" : "Hide the text";
    });
  }
}
