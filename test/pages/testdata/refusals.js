// Runs before the page does: keeps what the content policy refuses.
window.refusals = [];
document.addEventListener("securitypolicyviolation", (e) => {
  window.refusals.push(e.effectiveDirective + " refused " + (e.blockedURI || "something inline"));
});
