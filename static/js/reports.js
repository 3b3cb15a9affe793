// Reports: days that somebody chooses replace the period that moves on with time, and the other way round.
"use strict";

(() => {
  const form = document.querySelector(".reporting form");
  const period = form?.elements.namedItem("period");
  const days = ["from", "until"].map((name) => form?.elements.namedItem(name)).filter(Boolean);
  if (!period || days.length === 0) return;
  // Before the form is sent because something was chosen.
  form.addEventListener("change", (event) => {
    if (event.target === period && period.value !== "") {
      for (const day of days) day.value = "";
    } else if (days.includes(event.target) && event.target.value !== "") {
      period.value = "";
    }
  }, { capture: true });
})();
