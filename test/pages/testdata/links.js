// Where the links lead: those within the page that lead nowhere, and all others.
() => {
  const all = [...document.links];
  const inside = all.filter((a) => a.getAttribute("href").startsWith("#"));
  return {
    inside: inside.length,
    nowhere: inside.filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.hash),
    nameless: all.filter((a) => a.textContent.trim() === "").map((a) => a.href),
    others: [...new Set(all.filter((a) => !inside.includes(a)).map((a) => a.href))],
  };
}
