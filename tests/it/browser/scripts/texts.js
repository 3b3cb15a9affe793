// Every text of the page that a person reads or hears, in the order of the page.
const texts = [document.title];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const node = walk.currentNode;
  if (node.nodeType === Node.TEXT_NODE) {
    texts.push(node.data);
  } else {
    for (const name of ["title", "aria-label", "placeholder", "alt", "data-label"]) {
      texts.push(node.getAttribute(name) ?? "");
    }
  }
}
return texts.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
