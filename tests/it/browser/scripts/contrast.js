// Text against its ground, as WCAG 2.2 measures it: 4.5 to 1, or 3 to 1 where it is large. Returns what falls short.
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const known = new Map();
// Red, green, blue and alpha of any colour that CSS can say.
const parse = (colour) => {
  if (!known.has(colour)) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    known.set(colour, [red, green, blue, alpha / 255]);
  }
  return known.get(colour);
};
const over = ([red, green, blue, alpha], ground) =>
  [red, green, blue].map((part, place) => part * alpha + ground[place] * (1 - alpha));
const luminance = (colour) => colour
  .map((part) => part / 255)
  .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
const ground = (element) => {
  const under = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
  return over(parse(getComputedStyle(element).backgroundColor), under);
};

const problems = new Map();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const text = walk.currentNode.data.trim();
  const element = walk.currentNode.parentElement;
  const box = element.getBoundingClientRect();
  // Text within a drawing stands on shapes; what is off is meant to fade; a branch of a tree is a line.
  if (text === "" || element.closest("svg, option, [aria-disabled=true], .visually-hidden, .skip, .branch") || box.width < 2) continue;
  if (!element.checkVisibility({ visibilityProperty: true })) continue;
  const style = getComputedStyle(element);
  const behind = ground(element);
  const [light, dark] = [luminance(over(parse(style.color), behind)), luminance(behind)].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) {
    problems.set(`${element.tagName} ${element.className} ${style.color}`, `'${text.slice(0, 40)}' has ${ratio.toFixed(2)} to 1 (${element.tagName.toLowerCase()}.${element.className})`);
  }
}
return [...problems.values()];
