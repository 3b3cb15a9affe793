// The keyboard on the worklist and on the page of a lead. Everything it does is a link, a button or a form of the page, so
// that nothing is lost without it.
"use strict";

(() => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const live = document.querySelector("[data-live]");
  const keys = document.querySelector("[data-keys]");

  const say = (text) => {
    if (live) {
      live.textContent = text;
    }
  };

  const focus = (element) => {
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  };

  // The row that the focus is in; the first one when it is in none.
  const here = () => document.activeElement?.closest("[data-row]") ?? null;
  const move = (step) => {
    const place = rows.indexOf(here());
    const next = place < 0 ? (step > 0 ? 0 : rows.length - 1) : place + step;
    focus(rows[Math.min(Math.max(next, 0), rows.length - 1)]);
  };

  // Opens a part that is folded, and goes to its first field.
  const open = (details) => {
    if (!details) {
      return false;
    }
    details.open = true;
    focus(details.querySelector("select, input:not([type=hidden]), textarea, button"));
    return true;
  };

  const send = (form) => {
    form?.requestSubmit();
    return Boolean(form);
  };

  const follow = (link) => {
    link?.click();
    return Boolean(link);
  };

  const part = (...words) =>
    words.map((word) => document.querySelector(`[data-act="${word}"]`)).find(Boolean);

  const onRow = {
    a: (row) => send(row.querySelector("[data-accept]")),
    r: (row) => open(row.querySelector("[data-refuse]")),
    q: (row) => follow(row.querySelector("[data-step]")),
    o: (row) => follow(row.querySelector("[data-open]")),
    x: (row) => {
      row.querySelector("[data-tick]")?.click();
      return true;
    },
  };

  const onLead = {
    a: () => send(part("accept")?.querySelector("form")),
    r: () => open(part("reject", "return", "lose")),
    q: () => open(part("qualify", "open_opportunity", "win")),
  };

  const act = (key) => {
    if (key === "?") {
      keys?.showModal();
      return Boolean(keys);
    }
    if (key === "u") {
      return send(document.querySelector("[data-undo]"));
    }
    if (rows.length > 0) {
      if (key === "j" || key === "ArrowDown") {
        move(1);
        return true;
      }
      if (key === "k" || key === "ArrowUp") {
        move(-1);
        return true;
      }
      const row = here();
      return Boolean(row && onRow[key]?.(row));
    }
    return Boolean(document.querySelector("[data-act]") && onLead[key]?.());
  };

  const typing = "input:not([type=checkbox]), select, textarea, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || keys?.open) {
      return;
    }
    if (event.target.closest?.(typing)) {
      // Escape leads out of a folded form, back to its row.
      if (event.key === "Escape" && here()) {
        event.target.closest("details")?.removeAttribute("open");
        focus(here());
      }
      return;
    }
    if (act(event.key)) {
      event.preventDefault();
    }
  });

  document.querySelector("[data-show-keys]")?.addEventListener("click", () => keys?.showModal());

  // Who opens a refusal goes on at its reason.
  for (const details of document.querySelectorAll("[data-refuse]")) {
    details.addEventListener("toggle", () => {
      if (details.open && here() === details.closest("[data-row]")) {
        focus(details.querySelector("select"));
      }
    });
  }

  // How many are ticked; the bar for all of them stands ready only then.
  const bulk = document.querySelector("[data-bulk]");
  const ticks = [...document.querySelectorAll("[data-tick]")];
  const count = () => {
    const ticked = ticks.filter((tick) => tick.checked).length;
    const words = bulk?.querySelector("[data-ticked]");
    bulk?.classList.toggle("ready", ticked > 0);
    if (words) {
      words.textContent = ticked > 0 ? words.dataset.some.replace("%", ticked) : words.dataset.none;
    }
  };
  ticks.forEach((tick) => tick.addEventListener("change", count));
  count();

  // The minute in which a slip can be taken back runs down in sight.
  const undo = document.querySelector("[data-undo]");
  const seconds = undo?.querySelector("[data-seconds]");
  if (seconds) {
    const until = performance.now() + Number(seconds.dataset.seconds) * 1000;
    const words = seconds.textContent;
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
      seconds.textContent = words.replace(/\d+/, left);
      if (left === 0) {
        clearInterval(timer);
        if (undo.contains(document.activeElement)) {
          focus(rows[0] ?? document.querySelector("main"));
        }
        undo.hidden = true;
      }
    }, 1000);
  }

  // After an act: at the next lead, and told what was done. Where somebody was quicker with a key, the focus stays.
  const arrive = () => {
    const said = document.querySelector("[data-say], [role=alert]");
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    const wrong = document.querySelector("main [aria-invalid=true]");
    if (document.activeElement === document.body) {
      if (target?.matches("[data-row]")) {
        focus(target);
      } else if (target?.matches("[data-act]")) {
        open(target);
      } else if (wrong) {
        focus(wrong);
      } else if (said && !target) {
        focus(rows[0] ?? document.querySelector("[data-empty]"));
      }
    }
    if (said) {
      // A screen reader tells what changes, not what was there from the beginning.
      setTimeout(() => say(said.textContent.replace(/\s+/g, " ").trim()), 150);
    }
  };
  // The browser goes to the place that an address names when all is loaded, and takes the focus from anything else.
  if (document.readyState === "complete") {
    arrive();
  } else {
    addEventListener("load", () => setTimeout(arrive, 0));
  }
})();
