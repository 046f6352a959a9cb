// What has the focus, and whether that can be seen.
() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const within = box.width > 0 && box.height > 0 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  return {
    tag: e.tagName, text: e.textContent.trim(), hash: location.hash,
    seen: outline && within && e.matches(":focus-visible"),
    contents: e.closest("nav") !== null,
  };
}
