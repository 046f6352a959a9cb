// Package view holds the typed data of every page and renders it: one type a page, whose name is
// that of its template. A page works without JavaScript, except for passkeys; it loads its own
// style and script and nothing from elsewhere. The package looks nothing up and decides nothing:
// what a page shows is handed to it by package web.
package view
