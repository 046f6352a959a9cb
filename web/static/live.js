// What others change while a page is open. The script asks the server whether something that the reader
// can see here has changed, and says so in one line with a link. It touches nothing else of the page: no
// row, no scroll position, no focus, no tick, no typed text. Every word comes from the server.
const box = document.querySelector("[data-live]");
const asOf = box.querySelector("[data-as-of]"), line = box.querySelector("[data-changes]"), says = box.querySelector("[data-says]");
const polled = 45_000; // without a stream
const followed = 300_000; // with a stream: it may be dead without saying so
const least = 5_000; // between two questions
const silent = 30_000; // between two spoken sentences
const fetched = box.dataset.mark !== ""; // it is not the answer to a form

let mark = box.dataset.mark, stream = null, over = false;

// touched reports whether something on the page is typed, ticked, chosen or has the focus.
const edited = (field) => {
  if (field.type === "hidden" || !field.name) return false;
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((o) => o.selected !== o.defaultSelected) && field.selectedIndex > 0;
  return field.value !== field.defaultValue;
};
const typed = () => [...document.querySelectorAll("main input, main select, main textarea")].some(edited);
const touched = () => typed() || (document.activeElement !== null && document.activeElement !== document.body);

// speak says a sentence, the newest of those that came while it had to be silent.
let resting = false, waiting = "";
const speak = (sentence) => {
  if (resting) {
    waiting = sentence;
    return;
  }
  says.textContent = sentence;
  resting = true;
  setTimeout(() => {
    resting = false;
    if (waiting && waiting !== says.textContent) speak(waiting);
    waiting = "";
  }, silent);
};

const link = document.createElement("a");
let texts = {};
// word writes the link: with something typed on the page it opens another tab.
const word = () => {
  const apart = !fetched || typed();
  link.target = apart ? "_blank" : "";
  link.rel = "noopener";
  link.textContent = apart ? texts.apart : texts.show;
};
const raise = (answer) => {
  texts = answer;
  link.href = box.dataset.path;
  word();
  if (!link.parentNode) line.append(link);
  line.hidden = false;
  speak(answer.says);
};

const ask = async (back) => {
  const answer = await fetch(box.dataset.path, {headers: {Accept: "application/json", "Homeward-Look": mark || "none"}, cache: "no-store", redirect: "manual"});
  if (answer.status === 401) {
    over = true;
    leave();
    return false;
  }
  if ([403, 404, 409].includes(answer.status)) {
    const changed = box.dataset.changed;
    raise({says: changed, show: changed, apart: changed});
    return true;
  }
  if (!answer.ok) return false;
  const told = await answer.json();
  mark ||= told.mark;
  asOf.textContent = told.asOf;
  if (told.changes === 0) line.hidden = true;
  else if (back && fetched && !touched()) location.reload();
  else raise(told);
  return true;
};

// look asks once, and once more if it was called meanwhile, but never twice within a short time.
let asking = false, wanted = false, timer = 0;
const look = async (back = false) => {
  if (asking || over || document.hidden) {
    wanted ||= asking;
    return;
  }
  asking = true;
  let reached = false;
  try {
    reached = await ask(back);
  } catch {
    // the line is cut; the page says as of when it is
  }
  if (reached) follow();
  else cut();
  clearTimeout(timer);
  timer = setTimeout(look, stream && stream.readyState === EventSource.OPEN ? followed : polled);
  setTimeout(() => {
    asking = false;
    if (wanted) look();
    wanted = false;
  }, least);
};
const cut = () => { box.dataset.state = "cut"; };

const follow = () => {
  if (stream || over || document.hidden) return;
  stream = new EventSource(box.dataset.events);
  stream.onopen = () => { box.dataset.state = "live"; };
  stream.onerror = () => {
    cut();
    if (stream.readyState === EventSource.CLOSED) stream = null; // refused: the next question tries again
  };
  for (const kind of ["look", "changed"]) stream.addEventListener(kind, () => look());
  stream.addEventListener("end", () => {
    leave();
    look();
  });
};
const leave = () => {
  stream?.close();
  stream = null;
  cut();
};

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    leave();
    clearTimeout(timer);
    return;
  }
  follow();
  asking = false;
  look(true);
});
document.addEventListener("input", () => { if (!line.hidden) word(); });
addEventListener("offline", leave);
addEventListener("online", () => {
  follow();
  look();
});
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (fetched) location.reload();
  else location.replace(box.dataset.path);
});

// The page is as new as it can be: the first question comes with the first news, or in its time.
asking = true;
setTimeout(() => {
  asking = false;
  if (wanted || !mark) look();
  wanted = false;
}, least);
timer = setTimeout(look, polled);
follow();
