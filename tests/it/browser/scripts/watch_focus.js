// Watches where the focus goes. Returns how many stops the tab key should make; `focusProblems` then says which it left out,
// took out of order, or did not show.
const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((element) => element.tabIndex >= 0 && !element.disabled && element.type !== "hidden")
  .filter((element) => element.checkVisibility({ visibilityProperty: true }));
const reached = [];
const hidden = [];
document.addEventListener("focusin", ({ target }) => {
  reached.push(target);
  const style = getComputedStyle(target);
  const box = target.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (!outlined || box.width < 1 || box.height < 1 || box.bottom < 0 || box.top > innerHeight) {
    hidden.push(target);
  }
});
const named = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
window.focusProblems = () => [
  ...controls.filter((control) => !reached.includes(control)).map((control) => `never reached: ${named(control)}`),
  ...hidden.map((control) => `no outline, or out of sight: ${named(control)}`),
  ...reached.filter((control, place) => control !== controls[place]).slice(0, 1)
    .map((control) => `out of order: ${named(control)}`),
];
return controls.length;
