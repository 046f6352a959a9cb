// The levels of the headings, with what they say.
() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => ({level: Number(h.tagName[1]), text: h.textContent.trim()}))
