// What does not fit into the width of the window. Returns sentences about it.
const problems = [];
const { scrollWidth, clientWidth } = document.documentElement;
if (scrollWidth > clientWidth) {
  problems.push(`the page is ${scrollWidth} pixels wide in a window of ${clientWidth}`);
}
const scrolls = (element) => {
  for (let up = element.parentElement; up !== null; up = up.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
  }
  return false;
};
for (const element of document.querySelectorAll("body *")) {
  if (!element.checkVisibility() || element.closest("svg *, .visually-hidden, .skip")) continue;
  const box = element.getBoundingClientRect();
  if ((box.right > clientWidth + 1 || box.left < -1) && box.width > 1 && !scrolls(element)) {
    problems.push(`from ${Math.round(box.left)} to ${Math.round(box.right)}: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 120)}`);
  }
  const { overflowX, textOverflow } = getComputedStyle(element);
  // What is there for screen readers only is a pixel wide.
  if (box.width > 2 && ["hidden", "clip"].includes(overflowX) && textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1) {
    problems.push(`cut off: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 120)}`);
  }
  // A rate between two stages of the funnel may reach beyond its band, where nothing stands.
  if (overflowX === "visible" && !element.closest(".passage") && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && !scrolls(element)) {
    problems.push(`spills over its edge: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 120)}`);
  }
}
return problems.slice(0, 5);
