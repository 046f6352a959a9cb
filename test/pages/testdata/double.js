// Writes every text of the page twice, as a language with words twice as long would have it.
() => {
  document.querySelectorAll("details").forEach((d) => { d.open = true; });
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (n) => n.data.trim() && !n.parentElement.closest("script, style, title") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  found.forEach((n) => { n.data = n.data.trimEnd() + " " + n.data.trim(); });
  return found.length;
}
