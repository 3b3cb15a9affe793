// Charts that answer: the pointer and the arrow keys tell the exact figure of a bar, point, cell or ribbon, and the legend hides a
// line. The charts say the same without this file, in their labels and in the tables behind them.
"use strict";

(() => {
  const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  const wordsOf = (mark) => {
    // The browser's own tip would stand beside ours.
    const title = mark.querySelector(":scope > title");
    const words = title?.textContent ?? mark.dataset.told ?? "";
    title?.remove();
    return words;
  };

  const prepare = (chart) => {
    const marks = [...chart.querySelectorAll("[data-mark]")];
    if (marks.length === 0) return;
    const tip = document.createElement("div");
    tip.className = "chart-tip";
    tip.setAttribute("aria-hidden", "true");
    tip.hidden = true;
    const live = document.createElement("div");
    live.className = "visually-hidden";
    live.setAttribute("aria-live", "polite");
    chart.append(tip, live);

    const words = new Map(marks.map((mark) => [mark, wordsOf(mark)]));
    const seen = () => marks.filter((mark) => mark.closest("[data-off]") === null);

    const relate = (mark) => {
      const { node, from, to } = mark?.dataset ?? {};
      chart.toggleAttribute("data-related", node !== undefined || from !== undefined);
      for (const other of marks) {
        const mine = other === mark
          || (node !== undefined && (other.dataset.from === node || other.dataset.to === node))
          || (from !== undefined && (other.dataset.node === from || other.dataset.node === to));
        other.toggleAttribute("data-mine", mark !== undefined && mine);
      }
    };

    const show = (mark) => {
      tip.textContent = words.get(mark);
      tip.hidden = false;
      relate(mark);
      const frame = chart.getBoundingClientRect();
      const box = (mark.querySelector(".dot, .block, .bar-block, rect, path") ?? mark).getBoundingClientRect();
      const middle = Math.min(Math.max(box.left + box.width / 2, frame.left), frame.right) - frame.left;
      const left = Math.min(Math.max(middle - tip.offsetWidth / 2, 0), Math.max(frame.width - tip.offsetWidth, 0));
      const above = box.top - frame.top - tip.offsetHeight - 6;
      tip.style.left = `${left}px`;
      tip.style.top = `${above >= 0 ? above : box.bottom - frame.top + 6}px`;
    };
    const hide = () => {
      tip.hidden = true;
      relate(undefined);
    };

    const stop = (current) => marks.forEach((mark) => mark.setAttribute("tabindex", mark === current ? "0" : "-1"));
    for (const mark of marks) {
      if (!mark.matches("a")) mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", words.get(mark));
      mark.addEventListener("pointerenter", () => show(mark));
      mark.addEventListener("pointerleave", hide);
      mark.addEventListener("focus", () => {
        stop(mark);
        show(mark);
      });
      mark.addEventListener("blur", hide);
    }
    // One stop of the tab key for the whole chart; the arrows go on from there.
    stop(marks[0]);
    marks[0].closest("svg[role=img]")?.setAttribute("role", "group");

    chart.addEventListener("keydown", (event) => {
      const here = event.target.closest?.("[data-mark]");
      if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
      const all = seen();
      const place = all.indexOf(here);
      let next;
      if (event.key in NEXT) next = all[place + NEXT[event.key]];
      else if (event.key === "Home") next = all[0];
      else if (event.key === "End") next = all.at(-1);
      else if (event.key === "Escape") return hide();
      else return;
      event.preventDefault();
      next?.focus();
    });

    legend(chart, live, () => {
      const all = seen();
      if (!all.includes(marks.find((mark) => mark.tabIndex === 0))) stop(all[0]);
    });
  };

  // The last line that is left cannot be hidden.
  const legend = (chart, live, changed) => {
    const list = chart.querySelector("[data-legend]");
    const items = [...(list?.querySelectorAll("[data-series]") ?? [])];
    if (items.length < 2) return;
    list.removeAttribute("aria-hidden");
    for (const item of items) {
      const name = item.textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      button.title = list.dataset.hide.replace("§", name);
      item.querySelector("svg")?.setAttribute("aria-hidden", "true");
      button.append(...item.childNodes);
      item.append(button);
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") === "true";
        if (on && list.querySelectorAll("[aria-pressed=true]").length === 1) return;
        button.setAttribute("aria-pressed", String(!on));
        const series = chart.querySelector(`svg [data-series="${item.dataset.series}"]`);
        series?.toggleAttribute("data-off", on);
        live.textContent = (on ? list.dataset.hidden : list.dataset.shown).replace("§", name);
        changed();
      });
    }
  };

  document.querySelectorAll("[data-chart]").forEach(prepare);
})();
