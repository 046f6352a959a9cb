// What the page looks like, from the outside.
() => {
  document.querySelectorAll("details").forEach((d) => { d.dataset.was = d.open; d.open = true; });
  const wide = document.scrollingElement.scrollWidth;
  const over = [...document.body.querySelectorAll("*")]
    .filter((e) => !e.closest("pre") && e.getBoundingClientRect().right > innerWidth + 0.5)
    .slice(0, 5).map((e) => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 40));
  document.querySelectorAll("details").forEach((d) => { d.open = d.dataset.was === "true"; });
  const first = document.querySelector("main p:not(.meta)").getBoundingClientRect();
  return {
    wide, over, width: innerWidth, height: innerHeight,
    firstWordsEnd: first.bottom,
    lang: document.documentElement.lang,
    paper: getComputedStyle(document.body).backgroundColor,
    refusals: window.refusals,
    broken: [...document.images].filter((i) => !i.complete || i.naturalWidth === 0).map((i) => i.alt)
      .concat([...document.querySelectorAll("figure")].filter((f) => f.getBoundingClientRect().height === 0).map(() => "figure")),
  };
}
