// Small comforts on pages that all work without script: the theme switches in place, filters apply when chosen, the
// menu of the narrow layout closes again, a slash goes to the search.
"use strict";

(() => {
  const root = document.documentElement;

  for (const link of document.querySelectorAll("[data-theme-to]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const theme = link.dataset.themeTo;
      root.dataset.theme = theme;
      document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
      document.querySelector(`[data-theme-to]:not([data-theme-to="${theme}"])`)?.focus();
    });
  }

  for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement) {
        form.requestSubmit();
      }
    });
    // Empty fields would only lengthen the address.
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData]) {
        if (value === "") {
          event.formData.delete(name);
        }
      }
    });
  }

  const find = document.querySelector("[data-find]");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    find?.focus();
    find?.select();
  });

  const toggle = document.querySelector("[data-menu]");
  toggle?.addEventListener("click", (event) => {
    if (location.hash === "#menu") {
      event.preventDefault();
      location.hash = "#top";
    }
  });
})();
