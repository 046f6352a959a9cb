// Single keys: only for accounts that have switched them on. They move and open, and never decide: nothing
// here sends a form. They are dead in fields, with a modifier held, and while text is being composed.
const paths = {d: "/day", c: "/desk/cases", i: "/inbox"};

const dead = (e) =>
  e.defaultPrevented || e.isComposing || e.keyCode === 229 || e.ctrlKey || e.metaKey || e.altKey ||
  e.target.closest("input, select, textarea, [contenteditable], dialog[open]") !== null;

const rows = () => [...document.querySelectorAll("main table a.ref")];

const move = (by) => {
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
  all[next].focus();
};

addEventListener("keydown", (e) => {
  if (dead(e)) return;
  if (e.key === "?") document.querySelector("#keys").showModal();
  else if (e.key === "j") move(1);
  else if (e.key === "k") move(-1);
  else if (e.key === "o" && document.activeElement.matches("main table a")) document.activeElement.click();
  else if (Object.hasOwn(paths, e.key)) location.assign(paths[e.key]);
  else return;
  e.preventDefault();
});
