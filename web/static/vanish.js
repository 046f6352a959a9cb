// What a reader asked to see for a moment goes away: after its time, when the page is hidden or left,
// and when the browser brings the page back. A text says that it was there.
const shown = document.querySelector("[data-vanish]");
const vanish = () => {
  if (!shown.isConnected || shown.dataset.gone) return;
  shown.dataset.gone = "yes";
  const said = document.createElement("p");
  said.textContent = shown.dataset.hidden;
  shown.replaceChildren(said);
};
if (shown) {
  setTimeout(vanish, Number(shown.dataset.vanish) * 1000);
  document.addEventListener("visibilitychange", () => { if (document.hidden) vanish(); });
  addEventListener("pagehide", vanish);
}
