// What a page must be for everybody: named, labelled, large enough to hit, in one language and
// direction, and no wider than the screen (WCAG 2.2 AA: 1.3.1, 1.4.10, 1.4.11, 2.4.6, 2.5.8, 3.1.1, 3.3.2, 4.1.2).
() => {
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
  const told = (e) => e.tagName + (e.id ? "#" + e.id : "") + " " + (e.textContent || e.value || "").trim().slice(0, 40);
  const name = (e) => (e.getAttribute("aria-label") || [...(e.labels || [])].map((l) => l.textContent).join(" ") || e.textContent || "").trim();
  const parse = (s) => { const m = s.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/); return m ? [+m[1], +m[2], +m[3], m[4] === undefined ? 1 : +m[4]] : null; };
  const light = (c) => { const p = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * p(c[0]) + 0.7152 * p(c[1]) + 0.0722 * p(c[2]); };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c && c[3] === 1) return c; } return [255, 255, 255, 1]; };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };

  const fields = [...document.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(shown);
  const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")].filter(shown)
    .filter((e) => !(e.tagName === "A" && getComputedStyle(e).display === "inline")) // links within a sentence are as high as its lines
    .map((e) => (e.type === "radio" || e.type === "checkbox" ? e.closest("label") ?? e : e));
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  const edges = [...fields, ...document.querySelectorAll("button")].filter(shown).filter((e) => e.type !== "radio" && e.type !== "checkbox").map((e) => {
    const style = getComputedStyle(e), behind = ground(e.parentElement);
    const best = Math.max(contrast(parse(style.borderTopColor) ?? behind, behind), contrast(ground(e), behind));
    return best < 3 ? told(e) + " " + best.toFixed(2) : "";
  });
  return {
    lang: document.documentElement.lang, dir: document.documentElement.dir, title: document.title,
    titles: [...document.querySelectorAll("h1")].filter(shown).length, mains: document.querySelectorAll("main").length,
    nameless: [...fields, ...targets].filter((e) => name(e) === "").map(told),
    small: targets.filter((e) => { const b = e.getBoundingClientRect(); return b.width < 24 || b.height < 24; }).map(told),
    low: targets.filter((e) => e.matches("button, .primary, .secondary, .danger") && e.getBoundingClientRect().height < 40).map(told),
    twice: ids.filter((id, i) => ids.indexOf(id) !== i),
    faint: edges.filter((e) => e !== ""),
    wide: document.scrollingElement.scrollWidth, width: innerWidth,
    over: [...document.body.querySelectorAll("*")].filter((e) => shown(e) && !e.closest(".skip, svg") && (e.getBoundingClientRect().right > innerWidth + 0.5 || e.getBoundingClientRect().left < -0.5)).slice(0, 5).map(told),
    cut: [...document.querySelectorAll("h1, h2, p, button, a, dd, dt, label")].filter((e) => shown(e) && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline").map(told),
    refusals: window.refusals,
  };
}
