// What a screen reader finds its way by. Returns sentences about what is wrong.
const problems = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const short = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 140);
const expect = (holds, what) => holds || problems.push(what);

expect(/^(en|fr)$/.test(document.documentElement.lang), "no language");
expect(document.title.trim().length > 8, `the title '${document.title}'`);
expect(all("h1").length === 1, `${all("h1").length} h1`);
for (const landmark of ["body > .frame > header", "main", "body footer", "header nav"]) {
  expect(all(landmark).length === 1, `${all(landmark).length} of ${landmark}`);
}
const names = all("nav").map((nav) => nav.getAttribute("aria-label"));
expect(names.every(Boolean) && new Set(names).size === names.length, `navigations named ${names.join(", ")}`);

let level = 0;
for (const heading of all("main h1, main h2, main h3, main h4")) {
  const next = Number(heading.tagName[1]);
  expect(next <= level + 1, `a heading of level ${next} after one of ${level}: ${short(heading)}`);
  expect(heading.textContent.trim() !== "", `an empty heading: ${short(heading)}`);
  level = next;
}

const ids = new Map();
all("[id]").forEach((element) => ids.set(element.id, (ids.get(element.id) ?? 0) + 1));
ids.forEach((count, id) => expect(count === 1, `the id ${id} stands ${count} times`));
for (const [selector, attribute] of [
  ["label[for]", "for"], ["[aria-controls]", "aria-controls"], ["[aria-describedby]", "aria-describedby"],
  ["[aria-labelledby]", "aria-labelledby"], ["a[href^='#']", "href"],
]) {
  for (const element of all(selector)) {
    const id = element.getAttribute(attribute).replace("#", "");
    expect(ids.has(id), `${attribute} names ${id}, which is not there: ${short(element)}`);
  }
}

for (const field of all("input:not([type=hidden]), select, textarea")) {
  expect(field.labels.length === 1 && field.labels[0].textContent.trim() !== "", `no label: ${short(field)}`);
}
for (const table of all("table")) {
  expect(table.caption?.textContent.trim(), `a table without a caption: ${short(table)}`);
  const heads = [...table.querySelectorAll("th")];
  expect(heads.length > 0 && heads.every((head) => head.scope), `heads without a scope: ${short(table)}`);
  const widths = new Set([...table.rows].map((row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)));
  expect(widths.size === 1, `rows of ${[...widths].join(" and ")} cells: ${short(table)}`);
}
for (const picture of all("img, svg")) {
  const decorative = picture.closest("[aria-hidden=true]") !== null;
  const named = picture.getAttribute("alt") ?? picture.getAttribute("aria-label");
  expect(decorative || (named && picture.tagName === "IMG") || (named && picture.getAttribute("role")),
    `a picture without a name: ${short(picture)}`);
}
for (const icon of all("svg use")) {
  expect(icon.closest("svg").getBBox().width > 0 || !icon.checkVisibility(), `an icon that is not there: ${short(icon)}`);
}
all("[tabindex]").forEach((element) => expect(element.tabIndex <= 0, `tabindex above 0: ${short(element)}`));
all("a:not([href])").forEach((element) => problems.push(`a link to nowhere: ${short(element)}`));
return problems;
