// Where everything on the page is that news must never move.
() => {
  const at = document.activeElement;
  return {
    focus: at ? at.tagName + "#" + at.id : "", scroll: scrollY,
    typed: [...document.querySelectorAll("textarea, input[type=text]")].map((e) => e.value).join("|"),
    ticked: [...document.querySelectorAll("input:checked")].map((e) => e.name + "=" + e.value).join("|"),
    places: [...document.querySelectorAll("h1, h2, fieldset, button, tbody tr")].map((e) => Math.round(e.getBoundingClientRect().top)).join(" "),
  };
}
