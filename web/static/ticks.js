// Ticks: a list remembers in this tab which rows were ticked, by their references, so that they are ticked
// again after going back. A row that has left the list is told by its number. Without this script the boxes
// work all the same.
const remembered = "ticks ";

// A page after an act forgets what was ticked in its list.
const done = document.querySelector("[data-forget-ticks]");
if (done) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(remembered + done.dataset.forgetTicks)) sessionStorage.removeItem(key);
  }
}

const form = document.querySelector("form[data-ticks]");
if (form) {
  const address = new URLSearchParams(location.search);
  for (const name of ["ticked", "done", "name", "language"]) address.delete(name);
  const key = remembered + form.dataset.ticks + "?" + address;
  const boxes = [...form.querySelectorAll("input.tick")];
  const line = form.querySelector(".ticked");
  const hint = line.textContent;
  let left = "";

  const show = () => {
    const n = boxes.filter((box) => box.checked).length;
    line.textContent = [n > 0 ? form.dataset.ticked.replace("{n}", n) : hint, left].filter(Boolean).join(" ");
    for (const box of boxes) box.closest("tr")?.classList.toggle("chosen", box.checked);
  };

  const restore = () => {
    let before = [];
    try { before = JSON.parse(sessionStorage.getItem(key) ?? "[]"); } catch { /* not ours */ }
    for (const box of boxes) box.checked = before.includes(box.value);
    const here = boxes.map((box) => box.value);
    const gone = before.filter((value) => !here.includes(value)).length;
    left = gone > 0 ? form.dataset.left.replace("{n}", gone).replace("{m}", before.length) : "";
    show();
  };

  form.addEventListener("change", () => {
    left = "";
    sessionStorage.setItem(key, JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.value)));
    show();
  });
  addEventListener("pageshow", restore);
  restore();
}
