// Passkeys (WebAuthn level 3): the only script of these pages. A form that names a ceremony in
// data-passkey is sent in two steps: "begin" answers with the options of the ceremony,
// "finish" takes its response. Nothing is kept in the browser.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const options = (given) => {
  const o = {...given, challenge: bytes(given.challenge)};
  if (o.user) o.user = {...o.user, id: bytes(o.user.id)};
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (o[list]) o[list] = o[list].map((c) => ({...c, id: bytes(c.id)}));
  }
  return o;
};

const credential = (c) => {
  const r = c.response, response = {clientDataJSON: text(r.clientDataJSON)};
  if (r.attestationObject) {
    response.attestationObject = text(r.attestationObject);
    response.transports = r.getTransports ? r.getTransports() : [];
  } else {
    response.authenticatorData = text(r.authenticatorData);
    response.signature = text(r.signature);
    if (r.userHandle) response.userHandle = text(r.userHandle);
  }
  return {
    id: c.id, rawId: text(c.rawId), type: c.type, response,
    authenticatorAttachment: c.authenticatorAttachment ?? undefined, clientExtensionResults: c.getClientExtensionResults(),
  };
};

class Refusal extends Error {
  constructor(answer) {
    super("refused");
    this.status = answer.status;
    this.prove = (answer.headers.get("WWW-Authenticate") ?? "").includes("insufficient_user_authentication");
  }
}

const post = async (address, body) => {
  const answer = await fetch(address, {method: "POST", body, credentials: "same-origin", headers: {Accept: "application/json"}});
  if (!answer.ok) throw new Refusal(answer);
  return answer.json();
};

const ceremony = async (form) => {
  const begun = await post(form.dataset.begin, new URLSearchParams(new FormData(form)));
  const publicKey = options(begun.publicKey);
  const made = begun.make ? await navigator.credentials.create({publicKey}) : await navigator.credentials.get({publicKey});
  const fields = new URLSearchParams(new FormData(form));
  fields.set("ceremony", begun.ceremony ?? "");
  fields.set("credential", JSON.stringify(credential(made)));
  return post(form.dataset.finish, fields);
};

const words = (error) => {
  if (error instanceof Refusal) return error.status === 429 ? "slow" : "failed";
  return error instanceof TypeError ? "offline" : "stopped";
};

// showOnce shows the recovery code in place of the form.
const showOnce = (secret) => {
  const page = document.querySelector("[data-shown-once]");
  page.querySelector("[data-secret]").textContent = secret;
  document.querySelector("[data-before]").hidden = true;
  page.hidden = false;
  page.focus();
  scrollTo(0, 0);
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const alert = form.querySelector("[role=alert]"), button = form.querySelector("button");
  if (!window.PublicKeyCredential) {
    form.querySelector("[data-unsupported]").hidden = false;
    continue;
  }
  form.querySelector("[data-supported]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    alert.hidden = true;
    try {
      const end = await ceremony(form);
      if (end.recovery) showOnce(end.recovery);
      else location.assign(end.to);
    } catch (error) {
      if (error.prove) { // a fresh proof is needed first
        location.assign("/account/prove?to=" + encodeURIComponent(location.pathname));
        return;
      }
      alert.textContent = alert.dataset[words(error)];
      alert.hidden = false;
      button.focus();
    }
    form.ariaBusy = "false";
  });
}

// A code in the fragment of the address, which browsers do not send, is put into its field and
// removed from the address.
const field = document.querySelector("input[data-from-address]");
const takeCode = () => {
  if (location.hash.length < 2) return;
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
};
if (field) {
  takeCode();
  addEventListener("hashchange", takeCode);
}
