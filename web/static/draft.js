// Keeps what is typed into the forms of a page, at most every ten seconds and only after a change. It
// sends nothing that the button "Save and go on later" would not send, and stores nothing in the browser
// but the ID of the field to return to in another language.
const every = 10000, soon = 2000, place = "homeward-place";
const text = (form) => new URLSearchParams(new FormData(form)).toString();

class Kept {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-kept]");
    this.kept = text(form);
    this.last = this.timer = 0;
    this.sending = null;
    this.over = false;
    if (this.said) for (const event of ["input", "change"]) form.addEventListener(event, () => this.plan());
  }

  plan() {
    if (this.timer || this.over) return;
    this.timer = setTimeout(() => this.save(), Math.max(soon, every - (Date.now() - this.last)));
  }

  // save keeps what has changed, after what is being sent.
  async save(leaving = false) {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.sending && !leaving) await this.sending;
    const now = text(this.form);
    if (this.over || now === this.kept) return;
    this.last = Date.now();
    this.sending = this.send(now, leaving);
    await this.sending;
    this.sending = null;
    if (text(this.form) !== this.kept) this.plan();
  }

  async send(now, leaving) {
    try {
      const answer = await fetch(this.form.dataset.draft, {
        method: "POST", body: new URLSearchParams(now), credentials: "same-origin", keepalive: leaving && now.length < 60000, headers: {Accept: "application/json"},
      });
      await this.hear(answer, now);
    } catch {
      this.say(this.said?.dataset.notNow);
    }
  }

  async hear(answer, now) {
    if (answer.status === 401) {
      const kept = answer.headers.get("Draft-Kept") === "yes";
      this.over = kept; // the next one is sent when the user sends the form
      this.say(kept ? this.said?.dataset.sessionKept : this.said?.dataset.sessionLost, true);
      this.kept = now;
    } else if (answer.ok) {
      const {text: words, sent} = await answer.json();
      this.kept = now;
      this.over = sent === true;
      this.say(words);
    } else {
      this.say(answer.status < 500 ? this.said?.dataset.notKept : this.said?.dataset.notNow);
      if (answer.status < 500) this.kept = now;
    }
  }

  say(words, ended = false) {
    if (!this.said || !words) return;
    this.said.textContent = words;
    if (!ended) return;
    const link = document.createElement("a");
    link.href = "/signin?to=" + encodeURIComponent(location.pathname);
    link.textContent = this.said.dataset.signIn;
    this.said.append(" ", link);
  }
}

const forms = [...document.querySelectorAll("form[data-draft]")].map((form) => new Kept(form));

// The field that is being read: the one with the focus, or the first one on the screen.
const here = () => {
  if (document.activeElement?.closest("form[data-draft]") && document.activeElement.id) return document.activeElement.id;
  return [...document.querySelectorAll("form[data-draft] [id]")].find((e) => e.getBoundingClientRect().top >= 0)?.id;
};

let again = false;
for (const one of forms) {
  one.form.addEventListener("submit", (event) => {
    const others = forms.filter((other) => other !== one), address = event.submitter?.getAttribute("formaction") ?? "";
    if (!address.includes("language=")) {
      one.over = true;
      for (const other of others) other.save(true);
      return;
    }
    const at = here();
    if (at) sessionStorage.setItem(place, at);
    if (again || !others.some((other) => text(other.form) !== other.kept)) return;
    event.preventDefault();
    again = true;
    Promise.all(others.map((other) => other.save())).finally(() => one.form.requestSubmit(event.submitter));
  });
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const one of forms) if (one.said) one.save(true);
});
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const one of forms) one.over = false;
});
const at = sessionStorage.getItem(place);
if (at) {
  sessionStorage.removeItem(place);
  document.getElementById(at)?.scrollIntoView({block: "start"});
}
