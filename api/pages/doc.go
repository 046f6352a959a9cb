// Package pages makes the pages that people sign in with and look after their own account on:
// plain HTML that works without a script but for passkeys, in several languages and both
// directions, with one style and one script of their own and nothing from elsewhere. It asks
// nobody anything: what a page shows is handed to it, and nothing of a case ever is.
package pages
