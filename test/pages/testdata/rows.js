// What the rows of a list of tasks say, in their order.
() => [...document.querySelectorAll("table.tasks tbody tr")].map((r) => ({
  ref: r.querySelector("th .ref").textContent.trim(), path: r.querySelector("td.act a")?.getAttribute("href") ?? "",
  past: r.classList.contains("past"), text: r.innerText.replace(/\s+/g, " "),
}))
