// What the content policy has refused on this page.
() => window.refusals
