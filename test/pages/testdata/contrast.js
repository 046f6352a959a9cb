// Every text whose contrast with what is behind it is less than the Web Content Accessibility
// Guidelines 2.2 ask for at level AA (1.4.3): 4.5, or 3 for large text. Reckoned from the styles.
() => {
  const parse = (s) => {
    const m = s.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
    if (!m) throw new Error("a colour that this cannot read: " + s);
    return {r: +m[1], g: +m[2], b: +m[3], a: m[4] === undefined ? 1 : +m[4]};
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1,
  });
  const behind = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reduceRight((below, top) => over(top, below), {r: 255, g: 255, b: 255, a: 1});
  };
  const light = (c) => {
    const part = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b);
  };
  let texts = 0, least = 21;
  const faint = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (walk.currentNode.data.trim() === "") continue;
    const e = walk.currentNode.parentElement, style = getComputedStyle(e);
    const below = behind(e), [a, b] = [light(over(parse(style.color), below)), light(below)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    texts++;
    least = Math.min(least, contrast);
    if (contrast < (large ? 3 : 4.5)) faint.add(e.tagName + "." + e.className + " " + contrast.toFixed(2));
  }
  return {texts, least, faint: [...faint]};
}
